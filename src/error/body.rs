//! Bodies of error answers. Medusa 1.20 sends three sorts: JSON from its own error handler, plain
//! text from passport (`Unauthorized`, without a content type) and HTML pages from Express.

/// The sort of a body, told by what it is rather than by what its content type claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Nothing, or white space only.
    Empty,
    /// Starts like a JSON object or array.
    Json,
    /// Starts like an HTML document.
    Html,
    /// Anything else.
    Text,
}

impl Sort {
    /// Tells the sort of a body by its first characters.
    #[must_use]
    pub fn of(body: &str) -> Self {
        let body = body.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        match body.as_bytes().first() {
            None => Self::Empty,
            Some(b'{' | b'[') => Self::Json,
            Some(b'<') => Self::Html,
            Some(_) => Self::Text,
        }
    }

    /// How an error message calls such a body.
    #[must_use]
    pub const fn described(self) -> &'static str {
        match self {
            Self::Empty => "an empty body",
            Self::Json => "JSON",
            Self::Html => "an HTML page",
            Self::Text => "text",
        }
    }
}

/// What an error answer says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// The server's words.
    pub message: Option<String>,
    /// Medusa's `type`.
    pub kind: Option<String>,
    /// Medusa's `code`.
    pub code: Option<String>,
}

impl ErrorBody {
    /// Reads a body that is not JSON: its text, for HTML without the markup, in at most one line of
    /// [`Self::LONGEST`] characters.
    #[must_use]
    pub fn from_text(body: &str) -> Self {
        let text = match Sort::of(body) {
            Sort::Html => html_text(body),
            _ => first_line(body),
        };
        Self { message: Some(text).filter(|text| !text.is_empty()), ..Self::default() }
    }

    /// A message longer than this is cut: an error is read in a log line.
    pub const LONGEST: usize = 300;

    /// The server's words, if it said any.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

/// The first line with something on it, white space folded, cut at a character boundary.
fn first_line(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let mut out = String::new();
    for (count, character) in line.chars().enumerate() {
        if count >= ErrorBody::LONGEST {
            out.push('…');
            break;
        }
        out.push(if character.is_control() { ' ' } else { character });
    }
    out
}

/// The text a person would see on an error page. Express puts the error into `<pre>` (finalhandler
/// `createHtmlDocument`), other servers into the title or a heading.
fn html_text(html: &str) -> String {
    for (open, close) in [("<pre>", "</pre>"), ("<title>", "</title>"), ("<h1>", "</h1>")] {
        let found = html
            .split_once(open)
            .and_then(|(_, rest)| rest.split_once(close))
            .map(|(inner, _)| first_line(&strip_tags(inner)))
            .filter(|text| !text.is_empty());
        if let Some(text) = found {
            return text;
        }
    }
    first_line(&strip_tags(html))
}

/// Drops tags (a `<br>` ends a line) and decodes the five entities that Express's `escape-html`
/// makes.
fn strip_tags(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((text, tail)) = rest.split_once('<') {
        out.push_str(text);
        let (tag, after) = tail.split_once('>').unwrap_or((tail, ""));
        out.push(if tag.starts_with("br") { '\n' } else { ' ' });
        rest = after;
    }
    out.push_str(rest);
    [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")]
        .iter()
        .fold(out, |text, (entity, character)| text.replace(entity, character))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bodies_are_told_apart() {
        for (body, sort) in [
            ("", Sort::Empty),
            (" \r\n", Sort::Empty),
            ("\u{feff}{}", Sort::Json),
            (" [1]", Sort::Json),
            ("<!DOCTYPE html>", Sort::Html),
            ("Unauthorized", Sort::Text),
            ("null", Sort::Text),
        ] {
            assert_eq!(Sort::of(body), sort, "{body:?}");
        }
    }

    #[test]
    fn an_express_page_is_summed_up_by_its_error() {
        let page = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Error</title></head>\n<body>\n\
            <pre>SyntaxError: Unexpected token &#39;x&#39;, &quot;x&quot;<br> &nbsp; at parse (body.js:1)</pre>\n</body></html>";
        assert_eq!(
            ErrorBody::from_text(page).said(),
            Some("SyntaxError: Unexpected token 'x', \"x\"")
        );
    }

    #[test]
    fn plain_text_is_taken_as_it_is() {
        assert_eq!(ErrorBody::from_text("Unauthorized").said(), Some("Unauthorized"));
        assert_eq!(ErrorBody::from_text(" \n ").said(), None);
    }

    proptest! {
        #[test]
        fn any_body_is_summed_up_in_one_short_line(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            let body = String::from_utf8_lossy(&bytes);
            let said = ErrorBody::from_text(&body);
            let said = said.said().unwrap_or_default();
            prop_assert!(said.chars().count() <= ErrorBody::LONGEST + 1);
            prop_assert!(!said.contains('\n'));
        }

        #[test]
        fn any_page_is_summed_up(body in "(<|>|</|pre>|<pre>|title|&amp;|&|é|\n| |x){0,60}") {
            let _ = ErrorBody::from_text(&body);
        }
    }
}
