//! The text around files in a multipart form (RFC 7578). Written here and not by `FormData`, because
//! Medusa's form reader takes the bytes of `filename` for latin1 and stores `b é.csv` as `b Ã©.csv`;
//! it reads `filename*` (RFC 5987), which `FormData` can't write, as what it says.

use super::super::percent_encode;

/// What stands before a file's content.
#[must_use]
pub fn part_head(boundary: &str, name: &str, content_type: &str) -> String {
    let mut head = String::from("--");
    head.push_str(boundary);
    head.push_str("\r\nContent-Disposition: form-data; name=\"files\"; filename=\"");
    head.extend(name.chars().map(|c| if is_plain(c) { c } else { '_' }));
    head.push('"');
    if !name.chars().all(is_plain) {
        head.push_str("; filename*=UTF-8''");
        percent_encode(&mut head, name);
    }
    head.push_str("\r\nContent-Type: ");
    head.push_str(if is_media_type(content_type) { content_type } else { "application/octet-stream" });
    head.push_str("\r\n\r\n");
    head
}

/// What stands after the last file.
#[must_use]
pub fn form_end(boundary: &str) -> String {
    let mut end = String::from("--");
    end.push_str(boundary);
    end.push_str("--\r\n");
    end
}

/// What a quoted string may hold without escapes, which form readers understand differently.
const fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%')
}

fn is_media_type(text: &str) -> bool {
    text.contains('/') && text.chars().all(|c| matches!(c, ' '..='~'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_names_need_no_extended_form() {
        assert_eq!(
            part_head("b", "products 1.csv", "text/csv"),
            "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"products 1.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n"
        );
    }

    #[test]
    fn other_names_are_sent_in_both_forms() {
        let head = part_head("b", "b é\".csv", "");
        assert!(head.contains("filename=\"b __.csv\"; filename*=UTF-8''b%20%C3%A9%22.csv\r\n"), "{head}");
        assert!(head.contains("Content-Type: application/octet-stream"));
    }

    proptest! {
        #[test]
        fn no_name_or_type_breaks_out_of_its_line(name in any::<String>(), kind in any::<String>()) {
            let head = part_head("b", &name, &kind);
            prop_assert_eq!(head.matches("\r\n").count(), 4);
            prop_assert_eq!(head.matches('\n').count(), 4);
            prop_assert!(head.is_ascii());
        }
    }
}
