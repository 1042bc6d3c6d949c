//! Paths below the base URL. Whatever an id holds, it stays one segment of the path.

use crate::error::UsageError;
use crate::text::push_digit;

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
        _ if has_controls(id) => "a string with control characters",
        _ => {
            path.push_str("/");
            percent_encode(path, id);
            return Ok(());
        }
    };
    Err(UsageError { argument, expected: "the id of a batch job", received })
}

/// Appends `text` encoded as `encodeURIComponent` does (ECMA-262 19.2.6.4), minus its leniency for
/// `!'()*`, which RFC 3986 reserves and `qs` encodes too.
pub(crate) fn percent_encode(out: &mut String, text: &str) {
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push_str(text.get(at..at.saturating_add(1)).unwrap_or_default());
        } else {
            out.push_str("%");
            push_digit(out, byte >> 4);
            push_digit(out, byte & 0x0f);
        }
    }
}

/// Whether a text holds characters of U+0000 to U+001F or U+007F to U+009F.
fn has_controls(text: &str) -> bool {
    let mut before = 0;
    text.bytes().any(|byte| {
        // In UTF-8 the upper ones are C2 80 to C2 9F.
        let is_control = matches!((before, byte), (_, 0..=0x1f | 0x7f) | (0xc2, 0x80..=0x9f));
        before = byte;
        is_control
    })
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

    #[test]
    fn control_characters_are_those_of_unicode() {
        for character in ('\0'..='\u{2ff}').chain(['\u{2028}', '\u{1f600}']) {
            assert_eq!(
                has_controls(&format!("é{character}x")),
                character.is_control(),
                "{character:?}"
            );
        }
    }
}
