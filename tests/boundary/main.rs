//! The boundary between JavaScript and Rust, in a real engine: Node and headless Chromium run these
//! same tests. `fetch` is a function of the test where an answer must be one that no server gives.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::unreachable, reason = "tests may fail loudly")]

mod exports;
mod rust_api;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A `fetch` with this body, called with `url` and `init`.
fn fetch(body: &str) -> Function {
    Function::new_with_args("url, init", body)
}

/// A `fetch` that answers with this status and JSON.
fn answering(status: u16, json: &str) -> Function {
    let text = String::from(js_sys::JSON::stringify(&JsValue::from_str(json)).unwrap());
    fetch(&format!(
        "return Promise.resolve(new Response({text}, {{ status: {status}, headers: {{ 'x-a': '1' }} }}))"
    ))
}

/// A configuration with this `fetch` and nothing retried.
fn config(fetch: &Function) -> JsValue {
    object(&[
        ("fetch", fetch),
        ("maxRetries", &JsValue::from(0)),
        ("baseUrl", &"http://shop.test".into()),
    ])
}

fn object(fields: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &JsValue::from_str(name), value).unwrap();
    }
    object.into()
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap()
}

fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

/// Calls a method of an exported object, as JavaScript does.
async fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = get(object, method).unchecked_into();
    let arguments = arguments.iter().collect();
    let promise: Promise = function.apply(object, &arguments)?.unchecked_into();
    JsFuture::from(promise).await
}
