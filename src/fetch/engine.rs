//! The engine's own facilities, looked up when they are needed, so that what a page or a test
//! replaces later is what is used.

use js_sys::{Date, Function, Math, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = "call")]
    fn object_to_string(value: &JsValue) -> String;

    /// `JSON.parse` of a string that never leaves the engine.
    #[wasm_bindgen(js_namespace = JSON, js_name = "parse", catch)]
    pub(crate) fn parse_json(text: &JsValue) -> Result<JsValue, JsValue>;
}

/// Milliseconds since 1970.

pub(crate) fn now_ms() -> f64 {
    Date::now()
}

/// A number in [0, 1).

pub(crate) fn random() -> f64 {
    Math::random()
}

/// A global by name, `undefined` where there is none.
pub(crate) fn global(name: &str) -> JsValue {
    property(&js_sys::global(), name)
}

/// A property, `undefined` where it is missing or its getter throws.
pub(crate) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A method of an object, if it is one.
pub(crate) fn method(object: &JsValue, name: &str) -> Option<Function> {
    let function = property(object, name);
    function.is_function().then(|| function.unchecked_into())
}

/// `globalThis.fetch` as it is now.
pub(super) fn global_fetch() -> Result<Function, JsValue> {
    let fetch = global("fetch");
    if fetch.is_function() {
        Ok(fetch.unchecked_into())
    } else {
        Err(js_sys::Error::new("this runtime has no fetch; pass one: new Medusa({ fetch })").into())
    }
}

/// Whether this runtime's requests know `credentials`. Cloudflare's workerd throws on it.
pub(super) fn sends_cookies() -> bool {
    let prototype = property(&global("Request"), "prototype");
    prototype.is_undefined() || Reflect::has(&prototype, &JsValue::from_str("credentials")).unwrap_or(false)
}

/// `location` resolved against `base`: the URL and its origin, or `None` when it is no URL.

pub(crate) fn resolve_url(location: &str, base: &str) -> Option<(String, String)> {
    let constructor: Function = global("URL").dyn_into().ok()?;
    let arguments = js_sys::Array::of2(&JsValue::from_str(location), &JsValue::from_str(base));
    let url = Reflect::construct(&constructor, &arguments).ok()?;
    let read = |name| property(&url, name).as_string();
    Some((read("href")?, read("origin")?))
}

/// A random version 4 UUID (RFC 9562 5.4). `crypto.randomUUID` is missing on plain-http pages; the
/// numbers here tell calls apart, they guard nothing.

pub(crate) fn uuid() -> String {
    let mut uuid = String::with_capacity(36);
    for place in "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".chars() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= random < 16")]
        let digit = (random() * 16.0) as u32;
        match place {
            'x' => uuid.push(char::from_digit(digit & 15, 16).unwrap_or('0')),
            'y' => uuid.push(char::from_digit(digit & 3 | 8, 16).unwrap_or('8')),
            other => uuid.push(other),
        }
    }
    uuid
}

/// What kind of thing a value is, as `Object.prototype.toString` tells across realms: `Date`, `Map`.
pub(crate) fn tag(value: &JsValue) -> String {
    let text = object_to_string(value);
    text.strip_prefix("[object ").and_then(|rest| rest.strip_suffix(']')).unwrap_or_default().to_owned()
}

/// Names the runtime's code of a connection error, such as `ECONNREFUSED`: undici puts it on the
/// cause, Bun on the error itself.
pub(crate) fn error_code(error: &JsValue) -> Option<String> {
    let cause = property(error, "cause");
    [&cause, error].into_iter().find_map(|place| property(place, "code").as_string())
}
