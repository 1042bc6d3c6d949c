//! Paths below the base URL. Whatever an id holds, it stays one segment of the path.

use crate::error::UsageError;

/// A percent-encoded path that starts with `/`.
///
/// ```
/// use medusa_batch_jobs::api::Path;
/// let path = Path::new("/admin/batch-jobs").id("retrieve(id)", "batch 1/é")?;
/// assert_eq!(path.into_string(), "/admin/batch-jobs/batch%201%2F%C3%A9");
/// # Ok::<(), medusa_batch_jobs::error::UsageError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(String);

impl Path {
    /// Starts from a fixed path.
    #[must_use]
    pub fn new(path: &'static str) -> Self {
        Self(String::from(path))
    }

    /// Appends a fixed, already valid tail such as `/cancel`.
    #[must_use]
    pub fn then(mut self, tail: &'static str) -> Self {
        self.0.push_str(tail);
        self
    }

    /// Appends a caller's id as one segment. `argument` names it in the error, e.g. `cancel(id)`.
    ///
    /// # Errors
    /// When the id is empty, `.`, `..` (which URL parsers resolve, WHATWG URL 4.4 "path state") or
    /// holds control characters (which they strip).
    pub fn id(mut self, argument: &'static str, id: &str) -> Result<Self, UsageError> {
        let refused = match id {
            "" => Some("an empty string"),
            "." | ".." => Some("a path step"),
            _ if id.chars().any(char::is_control) => Some("a string with control characters"),
            _ => None,
        };
        if let Some(received) = refused {
            return Err(UsageError::new(argument, "the id of a batch job", received));
        }
        self.0.push('/');
        percent_encode(&mut self.0, id);
        Ok(self)
    }

    /// A caller's path for `admin.custom`, brought below `/admin` as medusa-js does: a leading `/`
    /// is added, and `/admin` unless the path starts with that. It comes with its query, if any.
    ///
    /// # Errors
    /// When the path could leave `/admin` of the base URL once an engine has parsed it: `.` and
    /// `..` steps (also written `%2e`), backslashes (which URL parsers read as `/`), `//`,
    /// control characters, or a fragment.
    pub fn custom(argument: &'static str, given: &str) -> Result<(Self, String), UsageError> {
        let expected = "a path below /admin, such as \"/products\"";
        let refuse = |received| Err(UsageError::new(argument, expected, received));
        let (path, query) = given.split_once('?').unwrap_or((given, ""));
        if path.is_empty() {
            return refuse("an empty path");
        }
        if given.chars().any(|c| c.is_control() || c == '\\' || c == '#') {
            return refuse("a path with a control character, a backslash or a #");
        }
        if path.contains("//") {
            return refuse("a path with //");
        }
        if path.split('/').any(is_dot_segment) {
            return refuse("a path with a . or .. step");
        }
        let mut full = String::with_capacity(given.len().saturating_add(8));
        let tail = path.strip_prefix('/').unwrap_or(path);
        full.push_str(if tail.starts_with("admin") { "/" } else { "/admin/" });
        encode_unsafe(&mut full, tail);
        let mut encoded_query = String::with_capacity(query.len());
        encode_unsafe(&mut encoded_query, query);
        Ok((Self(full), encoded_query))
    }

    /// The path as a string.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// `.`, `..` and their percent-encoded spellings (WHATWG URL "single-dot" and "double-dot" path
/// segment).
pub(super) fn is_dot_segment(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0_u8;
    while !rest.is_empty() {
        let Some(tail) = rest
            .strip_prefix('.')
            .or_else(|| rest.strip_prefix("%2e"))
            .or_else(|| rest.strip_prefix("%2E"))
        else {
            return false;
        };
        rest = tail;
        dots = dots.saturating_add(1);
    }
    dots == 1 || dots == 2
}

const HEX: [char; 16] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
];

/// Appends `text` encoded as `encodeURIComponent` does (ECMA-262 19.2.6.4), minus its leniency for
/// `!'()*`, which RFC 3986 reserves and `qs` encodes too.
pub(crate) fn percent_encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            push_escaped(out, byte);
        }
    }
}

/// Appends a path or query that is a URL part already: only what no URL may hold is encoded.
fn encode_unsafe(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'`' | b'{' | b'}') {
            out.push(char::from(byte));
        } else {
            push_escaped(out, byte);
        }
    }
}

fn push_escaped(out: &mut String, byte: u8) {
    out.push('%');
    for digit in [byte >> 4, byte & 0x0f] {
        out.push(HEX.get(usize::from(digit)).copied().unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id_path(id: &str) -> Result<String, UsageError> {
        Path::new("/admin/batch-jobs").id("retrieve(id)", id).map(Path::into_string)
    }

    #[test]
    fn an_id_never_becomes_a_step_a_query_or_a_fragment() {
        assert_eq!(id_path("a/b?c#d").unwrap(), "/admin/batch-jobs/a%2Fb%3Fc%23d");
        assert_eq!(id_path("../users").unwrap(), "/admin/batch-jobs/..%2Fusers");
        assert_eq!(id_path("%2e%2e").unwrap(), "/admin/batch-jobs/%252e%252e");
    }

    #[test]
    fn ids_that_a_url_parser_would_drop_are_refused() {
        for id in ["", ".", "..", "a\nb", "\u{0}", "\u{7f}", "\u{85}"] {
            assert!(id_path(id).is_err(), "{id:?}");
        }
    }

    #[test]
    fn custom_paths_are_brought_below_admin() {
        for (given, path, query) in [
            ("/products", "/admin/products", ""),
            ("products", "/admin/products", ""),
            ("/admin/products?limit=1", "/admin/products", "limit=1"),
            ("admin/products", "/admin/products", ""),
            ("/admin-extra", "/admin-extra", ""),
            ("/a b/é", "/admin/a%20b/%C3%A9", ""),
        ] {
            let (got, got_query) = Path::custom("get(path)", given).unwrap();
            assert_eq!((got.into_string().as_str(), got_query.as_str()), (path, query));
        }
    }

    #[test]
    fn custom_paths_that_could_leave_admin_are_refused() {
        for given in
            ["", "?a=1", "..", "/../store", "/a/%2e%2E/b", "/a/.%2e", "//evil", "/a\\b", "/a#b", "/a\nb"]
        {
            assert!(Path::custom("get(path)", given).is_err(), "{given:?}");
        }
    }

    proptest! {
        #[test]
        fn any_accepted_id_is_one_segment_and_decodes_to_itself(id in any::<String>()) {
            if let Ok(path) = id_path(&id) {
                let segment = path.strip_prefix("/admin/batch-jobs/").unwrap();
                prop_assert!(segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~%".contains(&b)));
                prop_assert_eq!(decode(segment), id);
            }
        }

        #[test]
        fn custom_paths_never_panic_and_stay_below_admin(given in any::<String>()) {
            if let Ok((path, _)) = Path::custom("get(path)", &given) {
                prop_assert!(path.into_string().starts_with("/admin"));
            }
        }
    }

    fn decode(segment: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = segment.bytes();
        while let Some(byte) = rest.next() {
            if byte == b'%' {
                let hex = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
            } else {
                bytes.push(byte);
            }
        }
        String::from_utf8(bytes).unwrap()
    }
}
