//! The query string Medusa's server understands: `qs` notation, as its
//! `qs.parse(query, { arrayLimit: Infinity })` reads it (medusa 1.20, `loaders/api.ts`).

use crate::api::percent_encode;

/// A filter: its key in the notation of `qs` (`created_at[gt]`, `id[]`), and its value or `null`.
pub type Filter = (String, Option<String>);

/// Filters that the server declares as arrays: a plain `id=x` is answered with 400 `id must be an
/// array` (medusa 1.20, `AdminGetBatchParams`), so a single value is sent as an array of one.
const ARRAYS: [&str; 2] = ["id", "type"];

/// Lists answer `dry_run: false` for every job unless the column is asked for: the server's default
/// fields omit it and the model's initialiser fills in `false`.
const TRUTHFUL_FIELDS: &str = "+dry_run";

/// Makes the filters of a list call what the server accepts.
#[must_use]
pub fn batch_job_filters(mut filters: Vec<Filter>) -> Vec<Filter> {
    for (key, value) in &mut filters {
        if value.is_some() && ARRAYS.iter().any(|array| array == key) {
            key.push_str("[]");
        }
    }
    if !filters.iter().any(|(key, _)| key == "fields" || key.starts_with("fields[")) {
        filters.push((String::from("fields"), Some(String::from(TRUTHFUL_FIELDS))));
    }
    filters
}

/// How `null` is written. medusa-js writes the word for batch jobs, whose date filters the server
/// compares with it, and leaves it to `qs` (which writes nothing after the `=`) everywhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nulls {
    /// `key=null`
    Word,
    /// `key=`
    Empty,
}

/// Encodes filters into a query string without its `?`.
///
/// ```
/// use medusa_batch_jobs::query::{Nulls, encode};
/// let filters = [(String::from("type[]"), Some(String::from("product-export")))];
/// assert_eq!(encode(&filters, Nulls::Word), "type%5B%5D=product-export");
/// ```
#[must_use]
pub fn encode(filters: &[Filter], nulls: Nulls) -> String {
    let null = if nulls == Nulls::Word { "null" } else { "" };
    let mut out = String::new();
    for (key, value) in filters {
        if !out.is_empty() {
            out.push_str("&");
        }
        percent_encode(&mut out, key);
        out.push_str("=");
        percent_encode(&mut out, value.as_deref().unwrap_or(null));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::percent_decode;
    use proptest::prelude::*;

    fn filter(key: &str, value: Option<&str>) -> Filter {
        (key.into(), value.map(String::from))
    }

    #[test]
    fn values_and_keys_are_encoded() {
        assert_eq!(encode(&[], Nulls::Word), "");
        let filters = [filter("limit", Some("5")), filter("order", Some("a b&c=d/é+%"))];
        assert_eq!(encode(&filters, Nulls::Word), "limit=5&order=a%20b%26c%3Dd%2F%C3%A9%2B%25");
        let range = [filter("at[gt]", Some("x")), filter("at[lt]", None)];
        assert_eq!(encode(&range, Nulls::Word), "at%5Bgt%5D=x&at%5Blt%5D=null");
        assert_eq!(encode(&range, Nulls::Empty), "at%5Bgt%5D=x&at%5Blt%5D=");
    }

    #[test]
    fn a_single_id_or_type_becomes_a_list_of_one() {
        let filters =
            vec![filter("id", Some("x")), filter("type[]", Some("y")), filter("order", Some("z"))];
        let keys: Vec<_> = batch_job_filters(filters).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["id[]", "type[]", "order", "fields"]);
    }

    #[test]
    fn dry_run_is_asked_for_unless_the_caller_chooses_fields() {
        assert_eq!(batch_job_filters(vec![]), [filter("fields", Some("+dry_run"))]);
        let own = filter("fields", Some("id"));
        assert_eq!(batch_job_filters(vec![own.clone()]), [own]);
        let listed = filter("fields[]", Some("id"));
        assert_eq!(batch_job_filters(vec![listed.clone()]), [listed]);
    }

    proptest! {
        #[test]
        fn every_filter_arrives_once_and_in_order(
            filters in proptest::collection::vec((any::<String>(), proptest::option::of(any::<String>())), 0..8)
        ) {
            let query = encode(&filters, Nulls::Word);
            prop_assert!(query.bytes().all(|b| b.is_ascii_graphic() && b != b'#' && b != b'+'));
            let got: Vec<_> = query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| pair.split_once('=').unwrap())
                .map(|(key, value)| (percent_decode(key), percent_decode(value)))
                .collect();
            let sent: Vec<_> = filters
                .into_iter()
                .map(|(key, value)| (key, value.unwrap_or("null".into())))
                .collect();
            prop_assert_eq!(got, sent);
        }
    }
}
