use super::{Prepared, options, payload, query, run, value};
use crate::api::Method;
use crate::api::custom::custom;
use crate::client::Client;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// `medusa.admin.custom`, whose options stand before the headers, as in medusa-js.
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminCustomResource(Client);

impl AdminCustomResource {
    pub(super) fn new(client: &Client) -> Self {
        Self(client.clone())
    }
}

#[wasm_bindgen]
impl AdminCustomResource {
    /// Reads a path.
    #[must_use]
    pub fn get(&self, path: &JsValue, query: &JsValue, options: &JsValue, headers: &JsValue) -> Promise {
        let prepare = || {
            let filters = query::read("get(query)", query)?;
            let request = custom(Method::Get, "get(path)", &value::text("get(path)", path)?, &filters)?;
            Ok(Prepared { request, payload: None, options: options::read(headers, options)? })
        };
        run(&self.0, prepare())
    }

    /// Posts JSON to a path.
    #[must_use]
    pub fn post(&self, path: &JsValue, payload: &JsValue, options: &JsValue, headers: &JsValue) -> Promise {
        let prepare = || {
            let request = custom(Method::Post, "post(path)", &value::text("post(path)", path)?, &[])?;
            let payload = payload::any("post(payload)", payload)?;
            Ok(Prepared { request, payload, options: options::read(headers, options)? })
        };
        run(&self.0, prepare())
    }

    /// Deletes at a path.
    #[must_use]
    pub fn delete(&self, path: &JsValue, options: &JsValue, headers: &JsValue) -> Promise {
        let prepare = || {
            let request = custom(Method::Delete, "delete(path)", &value::text("delete(path)", path)?, &[])?;
            Ok(Prepared { request, payload: None, options: options::read(headers, options)? })
        };
        run(&self.0, prepare())
    }
}
