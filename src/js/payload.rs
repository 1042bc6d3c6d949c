//! Bodies: checked where their shape is known, then written by the engine's `JSON.stringify`.

use super::value::{is_record, not, part, text};
use crate::error::UsageError;
use crate::fetch::property;
use js_sys::JSON;
use wasm_bindgen::JsValue;

/// Any JSON, or nothing.
pub(super) fn any(argument: &str, payload: &JsValue) -> Result<Option<JsValue>, UsageError> {
    if payload.is_undefined() {
        return Ok(None);
    }
    json(argument, payload).map(Some)
}

/// `AdminPostBatchesReq`.
pub(super) fn batch_job(payload: &JsValue) -> Result<JsValue, UsageError> {
    const ARGUMENT: &str = "create(payload)";
    if !is_record(payload) {
        return Err(not(ARGUMENT, "an object with type and context", payload));
    }
    let kind = property(payload, "type");
    let place = part(ARGUMENT, "type");
    let expected = "the type of a batch job, such as \"product-export\"";
    if kind.as_string().is_none_or(|kind| kind.is_empty()) {
        return Err(not(&place, expected, &kind));
    }
    let context = property(payload, "context");
    if !is_record(&context) {
        return Err(not(&part(ARGUMENT, "context"), "an object", &context));
    }
    let dry_run = property(payload, "dry_run");
    if !dry_run.is_undefined() && dry_run.as_bool().is_none() {
        return Err(not(&part(ARGUMENT, "dry_run"), "true or false", &dry_run));
    }
    json(ARGUMENT, payload)
}

/// An object that has these strings.
pub(super) fn strings(argument: &str, payload: &JsValue, names: &[&str]) -> Result<JsValue, UsageError> {
    if !is_record(payload) {
        return Err(not(argument, "an object", payload));
    }
    for name in names {
        let place = part(argument, name);
        if text(&place, &property(payload, name))?.is_empty() {
            return Err(UsageError::new(&place, "a string that is not empty", "an empty string"));
        }
    }
    json(argument, payload)
}

fn json(argument: &str, payload: &JsValue) -> Result<JsValue, UsageError> {
    let expected = "a value that JSON can hold";
    match JSON::stringify(payload) {
        Ok(text) if text.is_string() => Ok(text.into()),
        Ok(_) => Err(not(argument, expected, payload)),
        Err(error) => {
            let reason = property(&error, "message").as_string().unwrap_or_default();
            let reason = reason.lines().next().unwrap_or_default();
            Err(UsageError::new(argument, expected, reason))
        }
    }
}
