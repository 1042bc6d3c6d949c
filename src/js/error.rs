//! Failures as JavaScript errors.

use crate::client::{Failed, Failure};
use crate::edge::{self, set_property};
use crate::error::Detail;
use js_sys::Object;
use wasm_bindgen::JsValue;

/// What the promise rejects with: the signal's reason, or what the factory makes of a record
/// `{ name, message, … }`.
#[inline(never)]
pub(super) fn to_js(failure: Failure, factory: &JsValue) -> JsValue {
    let failed = match failure {
        Failure::Aborted(reason) => return reason,
        Failure::Usage(record) => return edge::to_error(&record, factory),
        Failure::Problem(failed) => failed,
    };
    let Failed { problem, response, cause } = *failed;
    let record = Object::new().into();
    set_property(&record, "name", &JsValue::from_str(problem.name.as_str()));
    set_property(&record, "message", &JsValue::from_str(&problem.message));
    for (name, detail) in &problem.details {
        let value = match detail {
            Detail::Text(text) => JsValue::from_str(text),
            Detail::Number(number) => JsValue::from(*number),
            Detail::Yes => JsValue::TRUE,
        };
        set_property(&record, name, &value);
    }
    set_property(&record, "response", &response);
    set_property(&record, "cause", &cause);
    edge::to_error(&record, factory)
}
