//! Headers: each line is one, `name=value`, or left out where there is no `=`. An empty line stands
//! between those of the client and those of the call.

use std::collections::BTreeMap;

use medusa_batch_jobs::api::{HeaderEdit, Headers, Method};
use medusa_batch_jobs::policy::{Credentials, is_secret};

use crate::pairs;

/// What the client itself sends, as one that has every credential does.
const OWN: [(&str, &str); 6] = [
    ("Accept", "application/json"),
    ("Content-Type", "application/json"),
    ("x-medusa-access-token", "key"),
    ("Authorization", "Bearer token"),
    ("x-publishable-api-key", "pk"),
    ("Cookie", "connect.sid=s"),
];

pub fn check(text: &str) {
    let mut headers = own_headers();
    let mut expected: BTreeMap<String, &str> =
        OWN.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    for part in text.splitn(2, "\n\n") {
        headers.apply(&edits(part));
        for (name, value) in pairs(part) {
            match value {
                Some(value) => expected.insert(name.to_ascii_lowercase(), value),
                None => expected.remove(&name.to_ascii_lowercase()),
            };
        }
    }
    let sent: Vec<(String, &str)> =
        headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    assert_eq!(sent.len(), expected.len(), "a name is there twice, or lost: {sent:?}");
    assert_eq!(sent.iter().cloned().collect::<BTreeMap<_, _>>(), expected);
    for (name, value) in &expected {
        assert_eq!(headers.get(name), Some(*value));
        assert_eq!(headers.get(&name.to_ascii_uppercase()), Some(*value));
        assert_eq!(is_secret(name), is_secret(&name.to_ascii_uppercase()));
    }
}

fn own_headers() -> Headers {
    let mut headers = Headers::default();
    headers.set("Accept", "application/json");
    headers.set("Content-Type", "application/json");
    let credentials = Credentials {
        api_key: Some("key".to_owned()),
        publishable_key: Some("pk".to_owned()),
        token: Some("token".to_owned()),
        cookie: Some("connect.sid=s".to_owned()),
    };
    credentials.apply(&mut headers, Method::Post, "/admin/batch-jobs");
    headers
}

fn edits(text: &str) -> Vec<HeaderEdit> {
    pairs(text).map(|(name, value)| (name.to_owned(), value.map(str::to_owned))).collect()
}
