//! The filters of `batchJobs.list`, brought into the form the server accepts.

use super::Value;
use crate::error::UsageError;

/// Filters that the server declares as arrays: a plain `id=x` is answered with 400 `id must be an
/// array` (medusa 1.20, `AdminGetBatchParams`), so a single value is sent as an array of one.
const ARRAYS: [&str; 2] = ["id", "type"];

/// Lists answer `dry_run: false` for every job unless the column is asked for: the server's default
/// fields omit it and the model's initialiser fills in `false`.
const TRUTHFUL_FIELDS: &str = "+dry_run";

/// Makes the filters of a list call what the server accepts, and refuses those that would be lost.
///
/// # Errors
/// An empty array: on the wire it vanishes, and "none of these" would turn into "all of them".
pub fn batch_job_filters(
    argument: &'static str,
    mut filters: Vec<(String, Value)>,
) -> Result<Vec<(String, Value)>, UsageError> {
    for (name, value) in &mut filters {
        refuse_empty_lists(argument, name, value)?;
        if ARRAYS.contains(&name.as_str()) && matches!(value, Value::Text(_)) {
            let single = std::mem::replace(value, Value::Null);
            *value = Value::List(vec![single]);
        }
    }
    if !filters.iter().any(|(name, _)| name == "fields") {
        filters.push((String::from("fields"), Value::text(TRUTHFUL_FIELDS)));
    }
    Ok(filters)
}

pub(super) fn refuse_empty_lists(argument: &str, name: &str, value: &Value) -> Result<(), UsageError> {
    let mut place = String::from(argument);
    place.push('.');
    place.push_str(name);
    match value {
        Value::List(values) if values.is_empty() => {
            Err(UsageError::new(&place, "at least one value, or no filter at all", "an empty array"))
        }
        Value::Map(entries) => entries
            .iter()
            .try_for_each(|(inner, value)| refuse_empty_lists(&place, inner, value)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filters(given: &[(&str, Value)]) -> Result<Vec<(String, Value)>, UsageError> {
        let owned = given.iter().map(|(k, v)| (String::from(*k), v.clone())).collect();
        batch_job_filters("list(query)", owned)
    }

    #[test]
    fn a_single_id_or_type_becomes_a_list_of_one() {
        for name in ARRAYS {
            let got = filters(&[(name, Value::text("x"))]).unwrap();
            assert_eq!(got.first(), Some(&(name.into(), Value::List(vec![Value::text("x")]))));
        }
        let got = filters(&[("order", Value::text("-created_at"))]).unwrap();
        assert_eq!(got.first(), Some(&("order".into(), Value::text("-created_at"))));
    }

    #[test]
    fn an_empty_list_is_refused_wherever_it_stands() {
        let error = filters(&[("type", Value::List(vec![]))]).unwrap_err();
        assert_eq!(error.argument, "list(query).type");
        let nested = Value::Map(vec![("in".into(), Value::List(vec![]))]);
        assert_eq!(filters(&[("a", nested)]).unwrap_err().argument, "list(query).a.in");
    }

    #[test]
    fn dry_run_is_asked_for_unless_the_caller_chooses_fields() {
        let asked = ("fields".to_owned(), Value::text("+dry_run"));
        assert_eq!(filters(&[]).unwrap(), vec![asked]);
        let own = ("fields", Value::text("id"));
        assert_eq!(filters(&[own]).unwrap(), vec![("fields".to_owned(), Value::text("id"))]);
    }
}
