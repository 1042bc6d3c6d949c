//! The query string Medusa's server understands: `qs` notation, as its
//! `qs.parse(query, { arrayLimit: Infinity })` reads it (medusa 1.20, `loaders/api.ts`).

mod filters;

pub use filters::batch_job_filters;

use crate::api::Path;
use crate::error::UsageError;

/// One value of a filter. The binding makes these from JavaScript values; what has no meaning in a
/// query (functions, `NaN`, invalid dates) never becomes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text as it goes onto the wire: strings, numbers, booleans, ISO-8601 dates.
    Text(String),
    /// Sent as the word `null`, which the server reads as `IS NULL`.
    Null,
    /// `key[]=a&key[]=b`.
    List(Vec<Value>),
    /// `key[inner]=…`.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// A text value.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(String::from(text))
    }
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
/// Lists of plain values use `key[]`, which stays a list in every version of `qs` and every setting
/// of its `arrayLimit` up to 20 values, and beyond that with the setting Medusa has; lists that hold
/// lists or maps need indices to keep their elements apart.
///
/// ```
/// use medusa_batch_jobs::query::{Nulls, Value, encode};
/// let filters = [(String::from("type"), Value::List(vec![Value::text("product-export")]))];
/// assert_eq!(encode(&filters, Nulls::Word), "type%5B%5D=product-export");
/// ```
#[must_use]
pub fn encode(filters: &[(String, Value)], nulls: Nulls) -> String {
    let mut out = String::new();
    for (name, value) in filters {
        let mut key = String::new();
        crate::api::percent_encode(&mut key, name);
        append(&mut out, &key, value, nulls);
    }
    out
}

fn append(out: &mut String, key: &str, value: &Value, nulls: Nulls) {
    match value {
        Value::Text(text) => append_pair(out, key, text),
        Value::Null => append_pair(out, key, if nulls == Nulls::Word { "null" } else { "" }),
        Value::List(values) => {
            let plain = values.iter().all(|v| matches!(v, Value::Text(_) | Value::Null));
            let mut index = 0_u32;
            for value in values {
                let mut inner = String::from(key);
                inner.push_str("%5B");
                if !plain {
                    crate::error::push_number(&mut inner, index);
                }
                inner.push_str("%5D");
                append(out, &inner, value, nulls);
                index = index.saturating_add(1);
            }
        }
        Value::Map(entries) => {
            for (name, value) in entries {
                let mut inner = String::from(key);
                inner.push_str("%5B");
                crate::api::percent_encode(&mut inner, name);
                inner.push_str("%5D");
                append(out, &inner, value, nulls);
            }
        }
    }
}

fn append_pair(out: &mut String, key: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(key);
    out.push('=');
    crate::api::percent_encode(out, value);
}

/// Joins the query a caller wrote into a custom path with the one given as an argument.
///
/// # Errors
/// Those of [`Path::custom`], and empty arrays, which would vanish.
pub fn with_custom_path(
    argument: &'static str,
    path: &str,
    filters: &[(String, Value)],
) -> Result<(Path, String), UsageError> {
    let (path, mut query) = Path::custom(argument, path)?;
    for (name, value) in filters {
        filters::refuse_empty_lists("get(query)", name, value)?;
    }
    let added = encode(filters, Nulls::Empty);
    if !query.is_empty() && !added.is_empty() {
        query.push('&');
    }
    query.push_str(&added);
    Ok((path, query))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(filters: &[(&str, Value)]) -> String {
        let owned: Vec<_> = filters.iter().map(|(k, v)| (String::from(*k), v.clone())).collect();
        encode(&owned, Nulls::Word)
    }

    #[test]
    fn nulls_elsewhere_are_what_qs_makes_of_them() {
        let (path, query) = with_custom_path("get(path)", "/x?a=1", &[("b".into(), Value::Null)]).unwrap();
        assert_eq!((path.into_string().as_str(), query.as_str()), ("/admin/x", "a=1&b="));
    }

    #[test]
    fn plain_values() {
        assert_eq!(pairs(&[]), "");
        assert_eq!(
            pairs(&[("limit", Value::text("5")), ("order", Value::text("a b&c=d/é+%"))]),
            "limit=5&order=a%20b%26c%3Dd%2F%C3%A9%2B%25"
        );
        assert_eq!(pairs(&[("failed_at", Value::Null)]), "failed_at=null");
    }

    #[test]
    fn nested_values() {
        let range = Value::Map(vec![("gt".into(), Value::text("x")), ("lt".into(), Value::Null)]);
        assert_eq!(pairs(&[("at", range.clone())]), "at%5Bgt%5D=x&at%5Blt%5D=null");
        assert_eq!(
            pairs(&[("l", Value::List(vec![range, Value::text("y")]))]),
            "l%5B0%5D%5Bgt%5D=x&l%5B0%5D%5Blt%5D=null&l%5B1%5D=y"
        );
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![any::<String>().prop_map(Value::Text), Just(Value::Null)];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 1..4).prop_map(Value::List),
                proptest::collection::vec((any::<String>(), inner), 1..4).prop_map(Value::Map),
            ]
        })
    }

    /// Every leaf with its path, in order: what a query must carry.
    fn leaves(prefix: &str, value: &Value, out: &mut Vec<(String, String)>) {
        match value {
            Value::Text(text) => out.push((prefix.into(), text.clone())),
            Value::Null => out.push((prefix.into(), "null".into())),
            Value::List(values) => {
                let plain = values.iter().all(|v| matches!(v, Value::Text(_) | Value::Null));
                for (index, value) in values.iter().enumerate() {
                    let step = if plain { String::new() } else { index.to_string() };
                    leaves(&format!("{prefix}[{step}]"), value, out);
                }
            }
            Value::Map(entries) => {
                for (name, value) in entries {
                    leaves(&format!("{prefix}[{name}]"), value, out);
                }
            }
        }
    }

    fn decode(text: &str) -> String {
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

    proptest! {
        #[test]
        fn every_leaf_arrives_once_and_in_order(
            filters in proptest::collection::vec((any::<String>(), value()), 0..5)
        ) {
            let query = encode(&filters, Nulls::Word);
            prop_assert!(query.bytes().all(|b| b.is_ascii_graphic() && b != b'#' && b != b'+'));
            let got: Vec<(String, String)> = query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (key, value) = pair.split_once('=').unwrap();
                    (decode(key), decode(value))
                })
                .collect();
            let mut sent = Vec::new();
            for (name, value) in &filters {
                leaves(name, value, &mut sent);
            }
            prop_assert_eq!(got, sent);
        }
    }
}
