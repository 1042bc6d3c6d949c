//! Where the backend is. Requests never leave its origin and path prefix.

use crate::text::append;

/// A base URL: absolute (`https://shop.example/medusa`) or, where there is a page, relative to it
/// (`/medusa`, or empty for the page's own origin). It was checked where an engine could (`baseUrl` in
/// `edge/config.js`), and has no trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(pub String);

impl BaseUrl {
    /// The URL of a request below this base.
    #[must_use]
    pub fn join(&self, path: &str, query: &str) -> String {
        let mut url = String::new();
        let question = if query.is_empty() { "" } else { "?" };
        append(&mut url, &[&self.0, path, question, query]);
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_stay_below_the_base() {
        for (base, joined) in [
            ("http://localhost:9000", "http://localhost:9000/a?q"),
            ("https://shop.example/medusa", "https://shop.example/medusa/a?q"),
            ("", "/a?q"),
            ("/medusa", "/medusa/a?q"),
        ] {
            assert_eq!(BaseUrl(base.into()).join("/a", "q"), joined);
        }
        assert_eq!(BaseUrl("http://x".into()).join("/a", ""), "http://x/a");
    }
}
