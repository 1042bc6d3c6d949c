//! The only transport: the engine's `fetch`, called as `(url, init)` with plain objects, and what it
//! answers read by the names of its properties, never by its class. A response may come from another
//! realm, a polyfill or a test's mock; whatever it is, the call settles.

mod engine;
mod response;
mod stop;

pub(crate) use engine::{error_code, now_ms, parse_json, property, random, resolve_url, uuid};
#[cfg(feature = "js")]
pub(crate) use engine::{global, method, tag};
pub(crate) use response::{Read, Response};
pub(crate) use stop::{End, Stop};

use crate::api::{Headers, Method};
use js_sys::{Function, Object, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// `RequestInit` as a plain object.
    #[wasm_bindgen(extends = Object)]
    type Init;

    #[wasm_bindgen(method, structural, setter, js_name = "method")]
    fn set_method(this: &Init, method: &str);
    #[wasm_bindgen(method, structural, setter, js_name = "headers")]
    fn set_headers(this: &Init, headers: &HeaderObject);
    #[wasm_bindgen(method, structural, setter, js_name = "body")]
    fn set_body(this: &Init, body: &JsValue);
    #[wasm_bindgen(method, structural, setter, js_name = "signal")]
    fn set_signal(this: &Init, signal: &JsValue);
    #[wasm_bindgen(method, structural, setter, js_name = "redirect")]
    fn set_redirect(this: &Init, redirect: &str);
    #[wasm_bindgen(method, structural, setter, js_name = "credentials")]
    fn set_credentials(this: &Init, credentials: &str);

    /// Headers as a plain object.
    #[wasm_bindgen(extends = Object)]
    type HeaderObject;

    #[wasm_bindgen(method, structural, indexing_setter)]
    fn put(this: &HeaderObject, name: &str, value: &str);
}

/// Why no response came.
#[derive(Debug)]
pub(crate) enum Fault {
    /// `fetch` rejected: the connection failed or was refused.
    Rejected(JsValue),
    /// `fetch` threw, is not a function, or did not answer with a response: nothing a repetition
    /// would mend.
    Broken(JsValue),
}

/// Sends one request and waits for its response's head.
pub(crate) async fn fetch(
    custom: Option<&Function>,
    url: &str,
    method: Method,
    headers: &Headers,
    body: Option<&JsValue>,
    signal: &JsValue,
) -> Result<Response, Fault> {
    let function = match custom {
        Some(function) => function.clone(),
        None => engine::global_fetch().map_err(Fault::Broken)?,
    };
    let init = init(method, headers, body, signal);
    let answer = function
        .call2(&JsValue::UNDEFINED, &JsValue::from_str(url), &init)
        .map_err(Fault::Broken)?;
    let answer = JsFuture::from(Promise::resolve(&answer)).await.map_err(Fault::Rejected)?;
    Response::read(answer).map_err(Fault::Broken)
}

fn init(method: Method, headers: &Headers, body: Option<&JsValue>, signal: &JsValue) -> Init {
    use wasm_bindgen::JsCast;
    let object: HeaderObject = Object::new().unchecked_into();
    for (name, value) in headers.iter() {
        object.put(name, value);
    }
    let init: Init = Object::new().unchecked_into();
    init.set_method(method.as_str());
    init.set_headers(&object);
    if let Some(body) = body {
        init.set_body(body);
    }
    init.set_signal(signal);
    // Redirects are decided by policy::redirect.
    init.set_redirect("manual");
    // The session is a cookie, and the backend is often another origin than the admin's page.
    // Workers throw on this option, and have no cookies to send.
    if engine::sends_cookies() {
        init.set_credentials("include");
    }
    init
}
