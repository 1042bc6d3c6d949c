//! Where the backend is. Requests never leave its origin and path prefix.

use crate::error::UsageError;

/// medusa-js's default.
const DEFAULT: &str = "http://localhost:9000";
const ARGUMENT: &str = "new Medusa({ baseUrl })";

/// A checked base URL: absolute (`https://shop.example/medusa`) or, where there is a page, relative
/// to it (`/medusa`, or empty for the page's own origin).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    url: String,
    origin_length: usize,
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self { url: String::from(DEFAULT), origin_length: DEFAULT.len() }
    }
}

impl BaseUrl {
    /// Checks a base URL. Trailing slashes are dropped.
    ///
    /// # Errors
    /// When it has another scheme than http and https, credentials, a query, a fragment, a path step
    /// (`.` or `..`), white space, control characters or backslashes.
    pub fn parse(given: &str) -> Result<Self, UsageError> {
        let refuse = |received| {
            Err(UsageError::new(ARGUMENT, "an http(s) URL or a path on this page's origin", received))
        };
        if given.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
            return refuse("a URL with white space, a control character or a backslash");
        }
        if given.contains(['?', '#']) {
            return refuse("a URL with a query or a fragment");
        }
        let url = given.trim_end_matches('/');
        let authority_at = match url.split_once(':') {
            // A scheme stands before the first slash; `/a:b` is a path.
            Some((scheme, rest)) if !scheme.contains('/') => {
                if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
                    return refuse("a URL without http:// or https://");
                }
                match rest.strip_prefix("//") {
                    Some(_) => scheme.len().saturating_add(3),
                    None => return refuse("a URL without // after its scheme"),
                }
            }
            _ if url.starts_with("//") => 2,
            _ => 0,
        };
        let tail = url.get(authority_at..).unwrap_or_default();
        let authority = if authority_at == 0 { "" } else { tail.split('/').next().unwrap_or_default() };
        if authority_at > 0 && authority.is_empty() {
            return refuse("a URL without a host");
        }
        if authority.contains('@') {
            return refuse("a URL with credentials in it");
        }
        let path = tail.get(authority.len()..).unwrap_or_default();
        if path.split('/').any(super::path::is_dot_segment) || path.contains("//") {
            return refuse("a path with . or .. steps or //");
        }
        let origin_length = authority_at.saturating_add(authority.len());
        Ok(Self { url: String::from(url), origin_length })
    }

    /// The URL of a request below this base.
    #[must_use]
    pub fn join(&self, path: &str, query: &str) -> String {
        let length = self.url.len().saturating_add(path.len()).saturating_add(query.len());
        let mut url = String::with_capacity(length.saturating_add(1));
        url.push_str(&self.url);
        url.push_str(path);
        if !query.is_empty() {
            url.push('?');
            url.push_str(query);
        }
        url
    }

    /// `scheme://host:port`, empty for a relative base.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.url.get(..self.origin_length).unwrap_or_default()
    }

    /// Whether it only has a meaning on a page.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        self.origin_length == 0 || self.url.starts_with("//")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepted_forms() {
        for (given, joined, origin) in [
            ("http://localhost:9000", "http://localhost:9000/a?q", "http://localhost:9000"),
            ("https://shop.example/medusa/", "https://shop.example/medusa/a?q", "https://shop.example"),
            ("HTTPS://[::1]:1//", "HTTPS://[::1]:1/a?q", "HTTPS://[::1]:1"),
            ("", "/a?q", ""),
            ("/", "/a?q", ""),
            ("/medusa", "/medusa/a?q", ""),
            ("//cdn.example/x", "//cdn.example/x/a?q", "//cdn.example"),
        ] {
            let base = BaseUrl::parse(given).unwrap();
            assert_eq!((base.join("/a", "q").as_str(), base.origin()), (joined, origin), "{given}");
        }
        assert!(BaseUrl::parse("/x").unwrap().is_relative());
        assert!(!BaseUrl::default().is_relative());
    }

    #[test]
    fn refused_forms() {
        for given in [
            "localhost:9000", "ftp://x", "http:/x", "http://", "https://user:pw@x", "http://x?a=1",
            "http://x#a", "http://x/../y", "http://x/%2e%2E", "http://x/a b", "http:\\\\x", "/a//b",
        ] {
            assert!(BaseUrl::parse(given).is_err(), "{given}");
        }
    }

    #[test]
    fn a_password_in_the_url_is_not_repeated() {
        let error = BaseUrl::parse("https://user:secret@shop.example").unwrap_err();
        assert!(!error.message().contains("secret"));
    }

    proptest! {
        #[test]
        fn requests_stay_below_the_base(given in any::<String>()) {
            if let Ok(base) = BaseUrl::parse(&given) {
                let url = base.join("/admin/x", "");
                prop_assert!(url.ends_with("/admin/x"));
                prop_assert!(url.starts_with(base.origin()));
            }
        }
    }
}
