//! Request headers: ours, then the client's `customHeaders`, then the call's. Names are matched
//! without regard to case (RFC 9110 5.1), so that one header is never sent twice.

use crate::error::UsageError;

/// One entry of a caller's headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderEdit {
    /// The name as the caller wrote it.
    pub name: String,
    /// The value, or `None` to leave the header out.
    pub value: Option<String>,
}

impl HeaderEdit {
    /// Checks a header a caller gave. `argument` names the place, e.g. `list(customHeaders)`.
    ///
    /// # Errors
    /// When the name is not a token (RFC 9110 5.6.2), or the value holds CR, LF, NUL or characters
    /// beyond U+00FF, which `fetch` can't send (Fetch 2.2.2 "header value"). The value is not
    /// repeated in the error: it may be a credential.
    pub fn new(argument: &str, name: &str, value: Option<String>) -> Result<Self, UsageError> {
        if name.is_empty() || !name.bytes().all(is_token_byte) {
            return Err(UsageError::new(argument, "a valid header name", &shown(name)));
        }
        let fits = |c: char| !matches!(c, '\r' | '\n' | '\0') && u32::from(c) <= 0xff;
        if value.as_deref().is_some_and(|value| !value.chars().all(fits)) {
            let mut place = String::from(argument);
            place.push('.');
            place.push_str(name);
            let expected = "a header value of characters up to U+00FF without line breaks";
            return Err(UsageError::new(&place, expected, "another string"));
        }
        Ok(Self { name: String::from(name), value })
    }
}

const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~'
        )
}

/// A refused name, quoted and made printable.
fn shown(name: &str) -> String {
    let mut out = String::from("\"");
    out.extend(name.chars().take(60).map(|c| if c.is_control() { '?' } else { c }));
    out.push('"');
    out
}

/// The headers of one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Sets a header, replacing one of the same name in whatever case.
    pub fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.0.push((String::from(name), String::from(value)));
    }

    /// Applies a caller's headers over what is there.
    pub fn apply(&mut self, edits: &[HeaderEdit]) {
        for edit in edits {
            match &edit.value {
                Some(value) => self.set(&edit.name, value),
                None => self.remove(&edit.name),
            }
        }
    }

    /// Removes a header in whatever case.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    }

    /// Name and value of each header.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a header in whatever case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(name: &str, value: Option<&str>) -> HeaderEdit {
        HeaderEdit::new("customHeaders", name, value.map(String::from)).unwrap()
    }

    #[test]
    fn later_headers_win_whatever_their_case() {
        let mut headers = Headers::default();
        headers.set("Accept", "application/json");
        headers.apply(&[edit("ACCEPT", Some("text/csv")), edit("X-A", Some("1"))]);
        headers.apply(&[edit("x-a", None)]);
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("ACCEPT", "text/csv")]);
    }

    #[test]
    fn header_injection_is_refused_without_repeating_the_value() {
        let error = HeaderEdit::new("customHeaders", "x-key", Some("secret\r\nx: y".into()));
        assert!(!error.unwrap_err().message().contains("secret"));
        for name in ["", "a b", "a:b", "a\n", "é", "a\r\nb"] {
            assert!(HeaderEdit::new("customHeaders", name, None).is_err(), "{name:?}");
        }
        assert!(HeaderEdit::new("customHeaders", "x", Some("日本".into())).is_err());
        assert!(HeaderEdit::new("customHeaders", "x", Some("é\t".into())).is_ok());
    }

    proptest! {
        #[test]
        fn no_name_is_ever_there_twice(edits in proptest::collection::vec(("[aAbB-]{1,3}", proptest::option::of("[a-z]{0,3}")), 0..20)) {
            let mut headers = Headers::default();
            headers.set("a", "ours");
            let edits: Vec<_> = edits.iter().map(|(n, v)| edit(n, v.as_deref())).collect();
            headers.apply(&edits);
            let mut names: Vec<_> = headers.iter().map(|(n, _)| n.to_ascii_lowercase()).collect();
            names.sort();
            let count = names.len();
            names.dedup();
            prop_assert_eq!(names.len(), count);
            for name in names {
                let last = edits.iter().rev().find(|e| e.name.eq_ignore_ascii_case(&name));
                let expected = last.map_or(Some("ours"), |e| e.value.as_deref());
                prop_assert_eq!(headers.get(&name), expected);
            }
        }

        #[test]
        fn accepted_values_can_be_sent(name in any::<String>(), value in any::<String>()) {
            if let Ok(edit) = HeaderEdit::new("customHeaders", &name, Some(value)) {
                prop_assert!(edit.value.unwrap().chars().all(|c| (c as u32) < 256 && c != '\n' && c != '\r'));
            }
        }
    }
}
