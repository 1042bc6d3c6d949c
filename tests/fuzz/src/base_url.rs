//! Base URLs: the first line is one, the second an id, all others are filters. Requests never leave
//! the base's origin and path.

use medusa_batch_jobs::api::{BaseUrl, batch_jobs};
use url::Url;

use crate::pairs;

/// The page that a relative base belongs to.
const PAGE: &str = "https://page.example/admin/login";

pub fn check(text: &str) {
    let mut lines = text.splitn(3, '\n');
    let base = lines.next().unwrap_or_default().trim_end_matches('/');
    let id = lines.next().unwrap_or_default();
    let Some(parsed) = accepted(base) else { return };
    let filters = pairs(lines.next().unwrap_or_default())
        .map(|(key, value)| (key.to_owned(), value.map(str::to_owned)))
        .collect();
    let Ok(request) = batch_jobs::CANCEL.request(id, String::new(), filters) else { return };

    let joined = BaseUrl(base.to_owned()).join(&request.path, &request.query);
    let page = Url::parse(PAGE).expect("a URL");
    let url = page.join(&joined).expect("what was joined is a URL");
    assert_eq!(url.origin(), parsed.origin(), "{joined}");
    assert_eq!((url.username(), url.password()), ("", None), "{joined}");
    assert_eq!(url.fragment(), None, "{joined}");
    assert_eq!(url.query().unwrap_or_default(), request.query, "{joined}");
    let below = format!("{}{}", parsed.path().trim_end_matches('/'), request.path);
    assert_eq!(url.path(), below, "{joined}");
}

/// What `baseUrl` in src/edge/values.js lets through, where the engine's URL parser is at hand.
fn accepted(base: &str) -> Option<Url> {
    let unfit = |c: char| c.is_whitespace() || c.is_control() || "\\?#\u{feff}".contains(c);
    if base.contains(unfit) || base.split('/').any(is_step) {
        return None;
    }
    let scheme = base.split_once(':').map_or("", |(scheme, _)| scheme);
    let letters = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
    let absolute =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letters);
    if !absolute {
        return if base.starts_with("//") || !(base.is_empty() || base.starts_with('/')) {
            None
        } else {
            Url::parse(PAGE).ok()?.join(if base.is_empty() { "/" } else { base }).ok()
        };
    }
    let start = base.to_ascii_lowercase();
    let parsed = Url::parse(base).ok()?;
    let open = parsed.username().is_empty() && parsed.password().is_none();
    let http = start.starts_with("http://") || start.starts_with("https://");
    (http && open).then_some(parsed)
}

fn is_step(segment: &str) -> bool {
    [".", ".."].contains(&segment.to_ascii_lowercase().replace("%2e", ".").as_str())
}
