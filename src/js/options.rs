//! What every call takes besides its own arguments.

use super::value::{describe, entries, is_record, not, part, text};
use crate::api::HeaderEdit;
use crate::client::CallOptions;
use crate::error::UsageError;
use crate::fetch::{method, property, tag};
use crate::policy::LONGEST_TIMER_MS;
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;

/// Reads `customHeaders` and `options` of a call.
pub(super) fn read(custom_headers: &JsValue, options: &JsValue) -> Result<CallOptions, UsageError> {
    let mut read = CallOptions { headers: headers("customHeaders", custom_headers)?, ..CallOptions::default() };
    if options.is_undefined() || options.is_null() {
        return Ok(read);
    }
    if !is_record(options) {
        return Err(not("options", "an object", options));
    }
    for (name, value) in entries("options", options)? {
        let place = part("options", &name);
        match name.as_str() {
            _ if value.is_undefined() => {}
            "signal" => read.signal = signal(&place, &value)?,
            // The second names are medusa-js's, which takes them and turns them into headers.
            "timeoutMs" | "timeout" => read.timeout_ms = Some(timeout_ms(&place, &value)?),
            "maxRetries" | "numberOfRetries" => read.max_retries = Some(max_retries(&place, &value)?),
            _ => {
                let known = "one of signal, timeoutMs and maxRetries";
                return Err(UsageError::new(&place, known, "an unknown option"));
            }
        }
    }
    Ok(read)
}

/// Reads headers: an object, or anything that lists pairs as `Headers` and `Map` do.
pub(super) fn headers(argument: &str, given: &JsValue) -> Result<Vec<HeaderEdit>, UsageError> {
    if given.is_undefined() || given.is_null() {
        return Ok(Vec::new());
    }
    let expected = "an object of header names and values";
    let record: JsValue = match tag(given).as_str() {
        "Object" if given.is_object() => given.clone(),
        "Headers" | "Map" => Object::from_entries(given).map_err(|_| not(argument, expected, given))?.into(),
        _ => return Err(not(argument, expected, given)),
    };
    let mut edits = Vec::new();
    for (name, value) in entries(argument, &record)? {
        if value.is_undefined() {
            continue;
        }
        let value = if value.is_null() { None } else { Some(header_value(&part(argument, &name), &value)?) };
        edits.push(HeaderEdit::new(argument, &name, value)?);
    }
    Ok(edits)
}

fn header_value(argument: &str, value: &JsValue) -> Result<String, UsageError> {
    if value.is_string() {
        return text(argument, value);
    }
    if Array::is_array(value) {
        let values = Array::from(value);
        let mut joined = String::new();
        for item in values.iter() {
            if !joined.is_empty() {
                joined.push_str(", ");
            }
            joined.push_str(&header_value(argument, &item)?);
        }
        return Ok(joined);
    }
    let printable = value.as_f64().is_some() || value.as_bool().is_some() || value.is_bigint();
    method(value, "toString")
        .filter(|_| printable)
        .and_then(|to_string| to_string.call0(value).ok())
        .and_then(|text| text.as_string())
        .ok_or_else(|| UsageError::new(argument, "a string, number or boolean", &describe(value)))
}

fn signal(argument: &str, value: &JsValue) -> Result<Option<JsValue>, UsageError> {
    if value.is_null() {
        return Ok(None);
    }
    let is_signal = property(value, "aborted").as_bool().is_some() && method(value, "addEventListener").is_some();
    if is_signal { Ok(Some(value.clone())) } else { Err(not(argument, "an AbortSignal", value)) }
}

/// Milliseconds; 0 and `Infinity` mean no limit.
pub(super) fn timeout_ms(argument: &str, value: &JsValue) -> Result<Option<u32>, UsageError> {
    match value.as_f64() {
        Some(ms) if ms >= 0.0 => Ok(whole(ms.ceil()).filter(|ms| *ms > 0).map(|ms| ms.min(LONGEST_TIMER_MS))),
        Some(ms) if ms < 0.0 => Err(UsageError::new(argument, "milliseconds", "a negative number")),
        _ => Err(not(argument, "milliseconds", value)),
    }
}

/// How many times a call may be repeated.
pub(super) fn max_retries(argument: &str, value: &JsValue) -> Result<u32, UsageError> {
    let expected = "a whole number from 0";
    match value.as_f64() {
        Some(count) if count >= 0.0 && (count.fract() == 0.0 || count.is_infinite()) => {
            Ok(whole(count).unwrap_or(u32::MAX))
        }
        Some(count) if count.is_finite() => Err(UsageError::new(argument, expected, "another number")),
        _ => Err(not(argument, expected, value)),
    }
}

/// A number as a `u32`, `None` beyond it.
fn whole(number: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a u32")]
    (0.0..=f64::from(u32::MAX)).contains(&number).then_some(number as u32)
}
