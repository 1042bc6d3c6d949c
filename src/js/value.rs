//! Reading JavaScript values, whatever their realm, and naming those that don't fit.

use crate::api::HeaderEdit;
use crate::error::{UsageError, push_number};
use crate::fetch::tag;
use js_sys::{Array, JsString};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// `Object.entries`, which runs getters and so may throw.
    #[wasm_bindgen(js_namespace = Object, js_name = entries, catch)]
    fn object_entries(object: &JsValue) -> Result<Array, JsValue>;
}

/// Says what a value is, for an error. Never its content, which may be secret.
pub(super) fn describe(value: &JsValue) -> String {
    let name = tag(value);
    let word = match name.as_str() {
        "Undefined" => "undefined",
        "Null" => "null",
        "String" if value.is_string() => {
            if value.unchecked_ref::<JsString>().length() == 0 { "an empty string" } else { "a string" }
        }
        "Number" if value.as_f64().is_some_and(f64::is_nan) => "NaN",
        "Number" if value.as_f64().is_some_and(f64::is_infinite) => "Infinity",
        "Function" | "AsyncFunction" => "a function",
        _ => {
            let vowel = name.starts_with(['A', 'E', 'I', 'O', 'U']);
            let mut words = String::from(if vowel { "an " } else { "a " });
            let plain = matches!(name.as_str(), "Array" | "Object" | "Number" | "Boolean" | "Symbol");
            if plain { words.push_str(&name.to_ascii_lowercase()) } else { words.push_str(&name) }
            return words;
        }
    };
    String::from(word)
}

/// The error that `argument` is not what was expected.
pub(super) fn not(argument: &str, expected: &str, value: &JsValue) -> UsageError {
    UsageError::new(argument, expected, &describe(value))
}

/// `argument.name`, for the error about a part of it.
pub(super) fn part(argument: &str, name: &str) -> String {
    let mut place = String::from(argument);
    place.push('.');
    place.push_str(name);
    place
}

/// A string. A lone surrogate would silently turn into U+FFFD on its way here, and mean another id.
pub(super) fn text(argument: &str, value: &JsValue) -> Result<String, UsageError> {
    let text = value.as_string().ok_or_else(|| not(argument, "a string", value))?;
    if text.contains('\u{fffd}') && JsValue::from_str(&text) != *value {
        return Err(UsageError::new(argument, "a well-formed string", "a string with a lone surrogate"));
    }
    Ok(text)
}

/// A credential that becomes a header: absent, or a string without line breaks.
pub(super) fn secret(argument: &str, value: &JsValue) -> Result<Option<String>, UsageError> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let text = text(argument, value)?;
    // As a header's value it must pass the same check; the name is of no importance.
    let edit = HeaderEdit::new(argument, "value", Some(text))?;
    Ok(edit.value.filter(|text| !text.is_empty()))
}

/// Whether a value is an object whose own properties are its content (not a `Map`, a `Date`, …).
pub(super) fn is_record(value: &JsValue) -> bool {
    value.is_object() && tag(value) == "Object"
}

/// Own enumerable properties.
pub(super) fn entries(argument: &str, value: &JsValue) -> Result<Vec<(String, JsValue)>, UsageError> {
    let entries = object_entries(value)
        .map_err(|_| UsageError::new(argument, "a readable object", "an object whose getter throws"))?;
    entries
        .iter()
        .map(|entry| {
            let entry: Array = entry.unchecked_into();
            Ok((text(argument, &entry.get(0))?, entry.get(1)))
        })
        .collect()
}

/// A number as JavaScript writes it.
pub(super) fn number_text(number: f64) -> String {
    if number >= 0.0 && number <= f64::from(u32::MAX) && number.trunc() == number {
        let mut text = String::new();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a u32")]
        push_number(&mut text, number as u32);
        return text;
    }
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}
