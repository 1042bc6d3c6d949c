//! What only the engine can do: read a caller's values, and perform what a call wants next. It is
//! written in JavaScript (`*.js` here), because an engine's values are walked there in a fraction of
//! the bytes; what it says of them are texts and numbers. No decision about a call is made here.

use js_sys::{Array, Math, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(feature = "js")]
#[wasm_bindgen(module = "/src/edge/arguments.js")]
extern "C" {
    /// The arguments of a call: `[id or path, query, filters, body, files, secrets, headers, signal,
    /// timeoutMs, maxRetries, dedupe]`.
    #[wasm_bindgen(catch)]
    pub(crate) fn read(
        name: &str,
        takes: u8,
        names: &str,
        arguments: &Array,
    ) -> Result<Array, JsValue>;
    /// `[baseUrl, secure, maxRetries, timeoutMs, customHeaders, fetch, apiKey, publishableApiKey,
    /// dedupe, hooks]`
    #[wasm_bindgen(catch)]
    pub(crate) fn config(given: &JsValue) -> Result<Array, JsValue>;
    #[wasm_bindgen(catch)]
    pub(crate) fn secret(argument: &str, value: &JsValue) -> Result<String, JsValue>;
}

#[cfg(feature = "js")]
#[wasm_bindgen(module = "/src/edge/exchange.js")]
extern "C" {
    pub(crate) fn drive(call: crate::js::Call, hooks: &JsValue) -> Promise;
    #[wasm_bindgen(js_name = toError)]
    pub(crate) fn to_error(record: &JsValue, factory: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/edge/exchange.js")]
extern "C" {
    pub(crate) fn perform(step: &Array) -> Promise;
    /// The step that sends a request, which is about `[method, path, attempt, secrets]`. Headers as
    /// lines of names and of values, by turns.
    #[allow(clippy::too_many_arguments, reason = "an array of them costs twice as much")]
    pub(crate) fn send(
        fetch: &JsValue,
        hooks: &JsValue,
        about: &Array,
        url: &str,
        headers: &str,
        body: &JsValue,
        signal: &JsValue,
        ms: u32,
        is_upload: bool,
    ) -> Array;
    /// The step that waits.
    pub(crate) fn pause(signal: &JsValue, ms: u32) -> Array;
    /// The step that waits after a failure, of which it tells the hooks.
    pub(crate) fn repeat(
        signal: &JsValue,
        ms: u32,
        hooks: &JsValue,
        about: &Array,
        reason: &str,
        status: Option<f64>,
        code: &str,
    ) -> Array;
    /// The step that makes a form of files.
    pub(crate) fn gather(signal: &JsValue, ms: u32, files: &Array) -> Array;
    /// The step that has the caller sign in again, unless there were more renewals than these.
    pub(crate) fn renew(signal: &JsValue, ms: u32, hooks: &JsValue, renewals: &JsValue) -> Array;
    /// `[method, path, attempt, secrets]`
    pub(crate) fn about(method: &str, path: &str, attempt: u32, secrets: &Array) -> Array;
    pub(crate) fn uuid() -> String;
    /// `{ status, statusText, headers, url, attempts }`
    #[wasm_bindgen(catch)]
    pub(crate) fn meta(
        response: &JsValue,
        attempts: u32,
        secrets: &Array,
        is_error: bool,
    ) -> Result<JsValue, JsValue>;
    /// The `Cookie` header of a login.
    #[wasm_bindgen(catch)]
    pub(crate) fn cookies(response: &JsValue, secure: bool) -> Result<JsValue, JsValue>;
    /// `[url, its origin, 1 where that is below the base, status]`
    pub(crate) fn target(response: &JsValue, url: &str, base: &str) -> Array;
    /// `[json]`, or where the job it makes can be found `[json, query of the list, …]`; with
    /// `dedupe` the JSON has a token added.
    pub(crate) fn traceable(json: &JsValue, dedupe: bool) -> Array;
    /// `[1, job]` where the list has it, `[0]` where not, `[]` where it can't be told.
    pub(crate) fn found(list: &JsValue, sought: &Array) -> Array;
    /// `[message, code, whether it was sent, cause]`
    pub(crate) fn thrown(error: &JsValue, secrets: &Array) -> Array;
}

#[wasm_bindgen(module = "/src/edge/arguments.js")]
extern "C" {
    /// Throws the record of a bad argument.
    #[wasm_bindgen(catch)]
    pub(crate) fn refuse(argument: &str, expected: &str, received: &str) -> Result<(), JsValue>;
}

#[wasm_bindgen(module = "/src/edge/exchange.js")]
extern "C" {
    /// What an error says: `[data, message, type, code]`, without the secrets.
    pub(crate) fn said(value: &JsValue, body: &JsValue, secrets: &Array) -> Array;
    /// The sort of a body that is not JSON; empty for plain text.
    pub(crate) fn sort(body: &JsValue) -> String;
}

/// wasm-bindgen takes along the files it is told of; these are imported by the ones above, and by
/// nothing here.
mod imported {
    use super::{JsValue, wasm_bindgen};

    #[wasm_bindgen(module = "/src/edge/bodies.js")]
    extern "C" {
        #[allow(dead_code)]
        fn parsed(body: &JsValue) -> JsValue;
    }

    #[wasm_bindgen(module = "/src/edge/values.js")]
    extern "C" {
        #[allow(dead_code)]
        fn tag(value: &JsValue) -> JsValue;
    }

    #[wasm_bindgen(module = "/src/edge/config.js")]
    extern "C" {
        #[allow(dead_code)]
        fn secret(value: &JsValue) -> JsValue;
    }

    #[wasm_bindgen(module = "/src/edge/within.js")]
    extern "C" {
        #[allow(dead_code)]
        fn within(value: &JsValue) -> JsValue;
    }

    #[wasm_bindgen(module = "/src/edge/answers.js")]
    extern "C" {
        #[allow(dead_code)]
        fn headersOf(response: &JsValue) -> JsValue;
    }

    #[wasm_bindgen(module = "/src/edge/jobs.js")]
    extern "C" {
        #[allow(dead_code)]
        fn uuid() -> JsValue;
    }

    #[wasm_bindgen(module = "/src/edge/observe.js")]
    extern "C" {
        #[allow(dead_code)]
        fn asked(hooks: &JsValue) -> JsValue;
    }
}

/// A text of a list; empty where there is none.
#[inline(never)]
pub(crate) fn text(list: &Array, index: u32) -> String {
    list.get(index).as_string().unwrap_or_default()
}

/// A number of a list, if there is one.
#[inline(never)]
pub(crate) fn number(list: &Array, index: u32) -> Option<u32> {
    let number = list.get(index).as_f64()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
    Some(number as u32)
}

/// A flat list of names and values, as `arguments.js` makes it.
#[cfg(feature = "js")]
pub(crate) fn pairs(flat: &JsValue) -> Vec<(String, Option<String>)> {
    let flat: &Array = wasm_bindgen::JsCast::unchecked_ref(flat);
    let mut pairs = Vec::new();
    let mut index = 0_u32;
    while index < flat.length() {
        pairs.push((text(flat, index), flat.get(index.saturating_add(1)).as_string()));
        index = index.saturating_add(2);
    }
    pairs
}

/// A property of an object of the server's.
#[inline(never)]
pub(crate) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Sets a property of an object of ours.
#[inline(never)]
pub(crate) fn set_property(object: &JsValue, name: &str, value: &JsValue) {
    // Fails on frozen objects only, and ours are not.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// Appends a text to a list.
#[inline(never)]
pub(crate) fn push_text(list: &Array, text: &str) {
    list.push(&JsValue::from_str(text));
}

/// A number in [0, 1).
pub(crate) fn random() -> f64 {
    Math::random()
}
