//! The session cookie, for runtimes whose `fetch` keeps none (Node, Deno, Bun, workers).

/// The `Cookie` header that the `Set-Cookie` headers of a login ask for (RFC 6265 5.2 and 5.4, as far
/// as one origin needs it). `secure` says whether the connection may carry `Secure` cookies.
#[must_use]
pub fn session_cookies<'a>(set_cookies: impl IntoIterator<Item = &'a str>, secure: bool) -> Option<String> {
    let mut header = String::new();
    for set_cookie in set_cookies {
        let mut parts = set_cookie.split(';').map(str::trim);
        let pair = parts.next().unwrap_or_default();
        let named = pair.split_once('=').is_some_and(|(name, _)| !name.is_empty());
        let clean = !pair.chars().any(char::is_control);
        let kept = parts.all(|attribute| match attribute.split_once('=').unwrap_or((attribute, "")) {
            (name, _) if name.eq_ignore_ascii_case("secure") => secure,
            (name, age) if name.eq_ignore_ascii_case("max-age") => !(age == "0" || age.starts_with('-')),
            _ => true,
        });
        if named && clean && kept {
            if !header.is_empty() {
                header.push_str("; ");
            }
            header.push_str(pair);
        }
    }
    Some(header).filter(|header| !header.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_pairs_are_kept_and_the_attributes_are_not() {
        let express = "connect.sid=s%3Aabc; Path=/; Expires=Mon, 23 Nov 2026 22:00:00 GMT; HttpOnly";
        assert_eq!(session_cookies([express, "lb=1"], false).as_deref(), Some("connect.sid=s%3Aabc; lb=1"));
    }

    #[test]
    fn cookies_that_may_not_be_sent_are_not_kept() {
        assert_eq!(session_cookies(["a=1; Secure; SameSite=None"], false), None);
        assert_eq!(session_cookies(["a=1; Secure"], true).as_deref(), Some("a=1"));
        assert_eq!(session_cookies(["a=; Max-Age=0", "=x", "nothing", "a=\u{1}"], true), None);
    }

    proptest! {
        #[test]
        fn never_makes_a_header_that_cannot_be_sent(cookie in any::<String>()) {
            if let Some(header) = session_cookies([cookie.as_str()], true) {
                prop_assert!(!header.chars().any(char::is_control) && header.contains('='));
            }
        }
    }
}
