//! Paths below the base URL. Whatever an id holds, it stays one segment of the path.

use crate::error::UsageError;

/// Appends a caller's id to a path as one segment. `argument` names it in the error, e.g.
/// `cancel(id)`.
///
/// # Errors
/// When the id is empty, `.`, `..` (which URL parsers resolve, WHATWG URL 4.4 "path state") or holds
/// control characters (which they strip).
///
/// ```
/// use medusa_batch_jobs::api::push_id;
/// let mut path = String::from("/admin/batch-jobs");
/// push_id(&mut path, "retrieve(id)", "batch 1/é")?;
/// assert_eq!(path, "/admin/batch-jobs/batch%201%2F%C3%A9");
/// # Ok::<(), medusa_batch_jobs::error::UsageError>(())
/// ```
pub fn push_id(path: &mut String, argument: &'static str, id: &str) -> Result<(), UsageError> {
    let received = match id {
        "" => "an empty string",
        "." | ".." => "a path step",
        _ if id.chars().any(char::is_control) => "a string with control characters",
        _ => {
            path.push('/');
            percent_encode(path, id);
            return Ok(());
        }
    };
    Err(UsageError { argument, expected: "the id of a batch job", received })
}

/// Appends `text` encoded as `encodeURIComponent` does (ECMA-262 19.2.6.4), minus its leniency for
/// `!'()*`, which RFC 3986 reserves and `qs` encodes too.
pub(crate) fn percent_encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 0x0f] {
                out.push(char::from(if digit < 10 {
                    digit | b'0'
                } else {
                    digit.wrapping_add(b'A' - 10)
                }));
            }
        }
    }
}

/// What [`percent_encode`] wrote, read back.
#[cfg(test)]
pub(crate) fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id_path(id: &str) -> Result<String, UsageError> {
        let mut path = String::from("/admin/batch-jobs");
        push_id(&mut path, "retrieve(id)", id).map(|()| path)
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

    proptest! {
        #[test]
        fn any_accepted_id_is_one_segment_and_decodes_to_itself(id in any::<String>()) {
            if let Ok(path) = id_path(&id) {
                let segment = path.strip_prefix("/admin/batch-jobs/").unwrap();
                prop_assert!(segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~%".contains(&b)));
                prop_assert_eq!(percent_decode(segment), id);
            }
        }
    }
}
