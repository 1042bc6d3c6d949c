//! Filters: a tree of JavaScript values into a tree of query values, with nothing lost on the way.

use super::value::{describe, entries, is_record, not, number_text, part, text};
use crate::error::UsageError;
use crate::fetch::method;
use crate::query::Value;
use js_sys::Array;
use wasm_bindgen::JsValue;

/// Deeper than any filter; a cycle ends here.
const DEEPEST: u32 = 16;

/// Reads filters. `undefined` and `null` are none.
pub(super) fn read(argument: &str, query: &JsValue) -> Result<Vec<(String, Value)>, UsageError> {
    if query.is_undefined() || query.is_null() {
        return Ok(Vec::new());
    }
    if !is_record(query) {
        return Err(not(argument, "an object of filters", query));
    }
    fields(argument, query, 0)
}

fn fields(argument: &str, object: &JsValue, depth: u32) -> Result<Vec<(String, Value)>, UsageError> {
    let mut fields = Vec::new();
    for (name, field) in entries(argument, object)? {
        if let Some(value) = value(&part(argument, &name), &field, depth)? {
            fields.push((name, value));
        }
    }
    Ok(fields)
}

/// One value; `None` for `undefined`.
fn value(argument: &str, given: &JsValue, depth: u32) -> Result<Option<Value>, UsageError> {
    if depth > DEEPEST {
        return Err(UsageError::new(argument, "a value that is not nested so deep", "another level"));
    }
    let deeper = depth.saturating_add(1);
    if given.is_undefined() {
        return Ok(None);
    }
    if given.is_null() {
        return Ok(Some(Value::Null));
    }
    if given.is_string() {
        return text(argument, given).map(|text| Some(Value::Text(text)));
    }
    if let Some(number) = given.as_f64() {
        if !number.is_finite() {
            return Err(not(argument, "a finite number", given));
        }
        return Ok(Some(Value::Text(number_text(number))));
    }
    if let Some(truth) = given.as_bool() {
        return Ok(Some(Value::text(if truth { "true" } else { "false" })));
    }
    if given.is_bigint() {
        let digits = method(given, "toString").and_then(|digits| digits.call0(given).ok());
        return Ok(digits.and_then(|digits| digits.as_string()).map(Value::Text));
    }
    if !given.is_object() {
        return Err(not(argument, "a value that can be sent", given));
    }
    // Dates, and what date libraries make: as in JSON, an ISO-8601 string.
    if let Some(to_json) = method(given, "toJSON") {
        return from_json(argument, given, to_json.call0(given).unwrap_or(JsValue::NULL), deeper);
    }
    if Array::is_array(given) {
        return list(argument, given, deeper);
    }
    if is_record(given) {
        let fields = fields(argument, given, deeper)?;
        return Ok(Some(Value::Map(fields)));
    }
    Err(not(argument, "a string, number, boolean, Date, array or plain object", given))
}

fn from_json(argument: &str, given: &JsValue, json: JsValue, depth: u32) -> Result<Option<Value>, UsageError> {
    // `toJSON` of an invalid date is null, which would ask for "no date set".
    if json.is_null() || json.is_undefined() {
        let mut received = String::from("an invalid ");
        received.push_str(describe(given).split(' ').next_back().unwrap_or_default());
        return Err(UsageError::new(argument, "a valid date", &received));
    }
    value(argument, &json, depth)
}

fn list(argument: &str, given: &JsValue, depth: u32) -> Result<Option<Value>, UsageError> {
    let mut values = Vec::new();
    for item in Array::from(given).iter() {
        if let Some(value) = value(argument, &item, depth)? {
            values.push(value);
        }
    }
    Ok(Some(Value::List(values)))
}
