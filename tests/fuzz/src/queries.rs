//! Queries: each line is a filter, `key=value`, or `null` where there is no `=`.

use medusa_batch_jobs::api::{batch_jobs, custom};
use medusa_batch_jobs::query::{Filter, Nulls, batch_job_filters, encode};

use crate::pairs;

pub fn check(text: &str) {
    let filters: Vec<Filter> =
        pairs(text).map(|(key, value)| (key.to_owned(), value.map(str::to_owned))).collect();
    check_encoding(&filters, Nulls::Word, "null");
    check_encoding(&filters, Nulls::Empty, "");
    check_filters_of_jobs(&filters);
    check_requests(&filters);
}

/// A server reads what was meant, whatever it was, in its order.
fn check_encoding(filters: &[Filter], nulls: Nulls, null: &str) {
    let query = encode(filters, nulls);
    assert!(query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#'), "{query}");
    assert_eq!(read(&query), meant(filters, null));
}

/// What the server wants as arrays becomes one, the fields are asked for, nothing else changes.
fn check_filters_of_jobs(filters: &[Filter]) {
    let mut sent = batch_job_filters(filters.to_vec());
    let chosen = |key: &str| key == "fields" || key.starts_with("fields[");
    if !filters.iter().any(|(key, _)| chosen(key)) {
        assert_eq!(sent.pop(), Some(("fields".to_owned(), Some("+dry_run".to_owned()))));
    }
    assert_eq!(sent.len(), filters.len());
    for ((key, value), (sent_key, sent_value)) in filters.iter().zip(&sent) {
        let array = matches!(key.as_str(), "id" | "type") && value.is_some();
        assert_eq!(*sent_key, if array { format!("{key}[]") } else { key.clone() });
        assert_eq!(sent_value, value);
    }
}

/// A query written into the path of a custom request stays, with what is beside it behind it.
fn check_requests(filters: &[Filter]) {
    let listed = batch_jobs::LIST.request("", String::new(), filters.to_vec());
    let expected = meant(&batch_job_filters(filters.to_vec()), "null");
    assert_eq!(read(&listed.expect("filters are never refused").query), expected);

    let written = String::from("a=1&b=");
    let request = custom::GET.request("/admin/x", written.clone(), filters.to_vec());
    let query = request.expect("filters are never refused").query;
    let mut expected = read(&written);
    expected.extend(meant(filters, ""));
    assert_eq!(read(&query), expected);
}

fn meant(filters: &[Filter], null: &str) -> Vec<(String, String)> {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| null.to_owned());
    filters.iter().map(|(key, given)| (key.clone(), value(given))).collect()
}

/// As a form's query, which is how `qs` reads keys and values.
fn read(query: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}
