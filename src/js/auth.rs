use super::{Prepared, options, payload, run};
use crate::api::Endpoint;
use crate::api::auth::{CreateSession, DeleteSession, GetSession, GetToken};
use crate::client::Client;
use crate::error::UsageError;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// `medusa.admin.auth`
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminAuthResource(Client);

impl AdminAuthResource {
    pub(super) fn new(client: &Client) -> Self {
        Self(client.clone())
    }
}

fn prepare(
    endpoint: &impl Endpoint,
    payload: Option<JsValue>,
    headers: &JsValue,
    options: &JsValue,
) -> Result<Prepared, UsageError> {
    Ok(Prepared { request: endpoint.request()?, payload, options: options::read(headers, options)? })
}

#[wasm_bindgen]
impl AdminAuthResource {
    /// Signs in with e-mail and password.
    #[wasm_bindgen(js_name = createSession)]
    #[must_use]
    pub fn create_session(&self, payload: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        let payload = payload::strings("createSession(payload)", payload, &["email", "password"]);
        run(&self.0, payload.and_then(|payload| prepare(&CreateSession, Some(payload), headers, options)))
    }

    /// The signed-in user.
    #[wasm_bindgen(js_name = getSession)]
    #[must_use]
    pub fn get_session(&self, headers: &JsValue, options: &JsValue) -> Promise {
        run(&self.0, prepare(&GetSession, None, headers, options))
    }

    /// Signs out.
    #[wasm_bindgen(js_name = deleteSession)]
    #[must_use]
    pub fn delete_session(&self, headers: &JsValue, options: &JsValue) -> Promise {
        run(&self.0, prepare(&DeleteSession, None, headers, options))
    }

    /// Gets a token, which this client then uses.
    #[wasm_bindgen(js_name = getToken)]
    #[must_use]
    pub fn get_token(&self, payload: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        let payload = payload::strings("getToken(payload)", payload, &["email", "password"]);
        run(&self.0, payload.and_then(|payload| prepare(&GetToken, Some(payload), headers, options)))
    }
}
