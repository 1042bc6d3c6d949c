//! A response as `fetch` gave it, read by the names of its properties.

use super::engine::{method, property, tag};
use gloo_net::http::Headers;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The head of a response, with its body still to be read.
#[derive(Debug)]
pub(crate) struct Response {
    raw: JsValue,
    /// HTTP status; 0 for an opaque redirect.
    pub status: u16,
}

/// A body that was read.
#[derive(Debug)]
pub(crate) enum Read {
    /// Text, as it arrived.
    Text(JsValue),
    /// A value the response parsed itself: mocks often have `json()` and no `text()`.
    Parsed(JsValue),
}

impl Response {
    /// Takes what `fetch` resolved to.
    pub(super) fn read(raw: JsValue) -> Result<Self, JsValue> {
        let status = property(&raw, "status").as_f64().filter(|status| (0.0..1000.0).contains(status));
        match status {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked: 0..1000")]
            Some(status) => Ok(Self { raw, status: status as u16 }),
            None => Err(js_sys::TypeError::new("fetch did not resolve to a response with a status").into()),
        }
    }

    /// `statusText`, which mocks leave out.
    pub fn status_text(&self) -> JsValue {
        self.string("statusText")
    }

    /// `url`, which mocks leave out.
    pub fn url(&self) -> JsValue {
        self.string("url")
    }

    fn string(&self, name: &str) -> JsValue {
        let value = property(&self.raw, name);
        if value.is_string() { value } else { JsValue::from_str("") }
    }

    /// Whether a browser hides a redirect behind this response (Fetch 2.2.6 "opaque-redirect").
    pub fn is_opaque_redirect(&self) -> bool {
        property(&self.raw, "type").as_string().is_some_and(|kind| kind == "opaqueredirect")
    }

    /// One header.
    pub fn header(&self, name: &str) -> Option<String> {
        let headers = property(&self.raw, "headers");
        if tag(&headers) == "Headers" {
            // The platform's own: its methods have the types gloo-net relies on.
            return Headers::from_raw(headers.unchecked_into()).get(name);
        }
        match method(&headers, "get") {
            Some(get) => get.call1(&headers, &JsValue::from_str(name)).ok()?.as_string(),
            None => property(&headers, name).as_string(),
        }
    }

    /// All headers as a plain object, but for `set-cookie`: the session is a credential.
    pub fn headers(&self) -> JsValue {
        let headers = property(&self.raw, "headers");
        let plain = Object::from_entries(&headers).unwrap_or_else(|_| {
            let copy = Object::new();
            if headers.is_object() { Object::assign(&copy, headers.unchecked_ref()) } else { copy }
        });
        let _ = Reflect::delete_property(&plain, &JsValue::from_str("set-cookie"));
        plain.into()
    }

    /// The `Set-Cookie` headers, which browsers hide.
    pub fn set_cookies(&self) -> Vec<String> {
        let headers = property(&self.raw, "headers");
        match method(&headers, "getSetCookie").and_then(|get| get.call0(&headers).ok()) {
            Some(cookies) if Array::is_array(&cookies) => {
                Array::from(&cookies).iter().filter_map(|cookie| cookie.as_string()).collect()
            }
            _ => self.header("set-cookie").into_iter().collect(),
        }
    }

    /// Reads the whole body.
    pub async fn body(&self) -> Result<Read, JsValue> {
        if let Some(text) = method(&self.raw, "text") {
            let text = self.call(&text).await?;
            if text.is_string() {
                return Ok(Read::Text(text));
            }
        }
        match method(&self.raw, "json") {
            Some(json) => self.call(&json).await.map(Read::Parsed),
            None => Ok(Read::Text(JsValue::from_str(""))),
        }
    }

    async fn call(&self, function: &Function) -> Result<JsValue, JsValue> {
        let value = function.call0(&self.raw)?;
        JsFuture::from(Promise::resolve(&value)).await
    }
}
