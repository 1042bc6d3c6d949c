//! Ids: the whole text is one. Whatever it holds, it stays one segment of the path.

use medusa_batch_jobs::api::{batch_jobs, push_id};
use url::Url;

pub fn check(id: &str) {
    let mut path = String::from("/admin/batch-jobs");
    let refused = push_id(&mut path, "retrieve(id)", id).is_err();
    let could_lead_elsewhere = ["", ".", ".."].contains(&id) || id.chars().any(char::is_control);
    assert_eq!(refused, could_lead_elsewhere, "{id:?}");
    if refused {
        assert_eq!(path, "/admin/batch-jobs", "a refused id left something behind");
    } else {
        assert_eq!(segments(&path), ["admin", "batch-jobs", id]);
    }
    for endpoint in [&batch_jobs::RETRIEVE, &batch_jobs::CONFIRM, &batch_jobs::CANCEL] {
        let Ok(request) = endpoint.request(id, String::new(), Vec::new()) else {
            assert!(refused, "{} refused {id:?}", endpoint.name);
            continue;
        };
        let tail = endpoint.tail.strip_prefix('/');
        let expected: Vec<&str> = ["admin", "batch-jobs", id].into_iter().chain(tail).collect();
        assert_eq!(segments(&request.path), expected);
        assert_eq!(request.query, "");
    }
}

/// A path's segments, decoded, as a URL parser finds them: it resolves `.` and `..`, reads `\` as `/`
/// and drops line breaks.
fn segments(path: &str) -> Vec<String> {
    let base = Url::parse("http://shop.example/elsewhere").expect("a URL");
    let url = base.join(path).expect("a path");
    assert_eq!(url.host_str(), Some("shop.example"), "{path} leads to another host");
    assert_eq!((url.query(), url.fragment()), (None, None), "{path} is more than a path");
    url.path_segments().into_iter().flatten().map(decoded).collect()
}

/// Strict, unlike the `url` crate's own: what is no code is a mistake.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
            let (high, low) = (digit().expect("a digit"), digit().expect("a digit"));
            bytes.push(u8::try_from(high * 16 + low).expect("a byte"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}
