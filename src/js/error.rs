//! Failures as JavaScript errors. The npm entry registers a factory that makes instances of its error
//! classes; without one they are plain `Error`s with the same fields.

use crate::client::Failure;
use js_sys::{Error, Function, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static FACTORY: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Registers the function that makes an error of a record `{ name, message, … }`.
#[wasm_bindgen(js_name = setErrorFactory)]
pub fn set_error_factory(factory: Function) {
    FACTORY.with(|slot| slot.replace(Some(factory)));
}

/// What the promise rejects with.
pub(super) fn to_js(failure: Failure) -> JsValue {
    let (problem, response, cause) = match failure {
        Failure::Aborted(reason) if reason.is_undefined() => return aborted(),
        Failure::Aborted(reason) => return reason,
        Failure::Problem { problem, response, cause } => (problem, response, cause),
    };
    let record = problem.serialize(&Serializer::json_compatible()).unwrap_or_else(|_| Object::new().into());
    for (name, value) in [("response", response), ("cause", cause)] {
        if let Some(value) = value {
            let _ = Reflect::set(&record, &JsValue::from_str(name), &value);
        }
    }
    let factory = FACTORY.with(|slot| slot.try_borrow().ok().and_then(|factory| factory.clone()));
    factory
        .and_then(|factory| factory.call1(&JsValue::UNDEFINED, &record).ok())
        .unwrap_or_else(|| Object::assign(&Error::new(&problem.message), record.unchecked_ref()).into())
}

/// Signals always have a reason where they are the platform's own; older ones had none.
fn aborted() -> JsValue {
    let error = Error::new("This operation was aborted");
    error.set_name("AbortError");
    error.into()
}
