//! Request headers: ours, then the client's `customHeaders`, then the call's. Names are matched
//! without regard to case (RFC 9110 5.1), so that one header is never sent twice.

/// One entry of a caller's headers: a name and a value that can be sent (`headers` in
/// `edge/values.js` refuses others), or `None` to leave the header out.
pub type HeaderEdit = (String, Option<String>);

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
        for (name, value) in edits {
            match value {
                Some(value) => self.set(name, value),
                None => self.remove(name),
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
        (name.into(), value.map(String::from))
    }

    #[test]
    fn later_headers_win_whatever_their_case() {
        let mut headers = Headers::default();
        headers.set("Accept", "application/json");
        headers.apply(&[edit("ACCEPT", Some("text/csv")), edit("X-A", Some("1"))]);
        headers.apply(&[edit("x-a", None)]);
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("ACCEPT", "text/csv")]);
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
                let last = edits.iter().rev().find(|(other, _)| other.eq_ignore_ascii_case(&name));
                let expected = last.map_or(Some("ours"), |(_, value)| value.as_deref());
                prop_assert_eq!(headers.get(&name), expected);
            }
        }
    }
}
