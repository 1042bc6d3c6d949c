use super::resources::{
    AdminAuthResource, AdminBatchJobsResource, AdminCustomResource, AdminUploadsResource,
};
use crate::api::BaseUrl;
use crate::client::{Client, Config};
use crate::edge::{self, set_property};
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A client of one Medusa backend.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Medusa {
    client: Client,
    admin: JsValue,
}

#[wasm_bindgen]
impl Medusa {
    /// Reads the configuration; nothing is sent yet. `error_factory`, if given, makes errors of
    /// records `{ name, message, … }`; else they are plain `Error`s with the same fields. `session`,
    /// if given, is an object on which token and cookie are kept for the next client that is given
    /// it.
    ///
    /// # Errors
    /// `MedusaUsageError` for a value that can't be used.
    #[wasm_bindgen(constructor)]
    pub fn new(
        config: &JsValue,
        error_factory: JsValue,
        session: JsValue,
    ) -> Result<Medusa, JsValue> {
        let fields =
            edge::config(config).map_err(|record| edge::to_error(&record, &error_factory))?;
        let client = Client::new(Config { session, ..read(&fields, error_factory) });
        Ok(Self { admin: admin(&client), client })
    }

    /// The admin API. Always the same object.
    #[wasm_bindgen(
        getter,
        unchecked_return_type = "{ readonly auth: AdminAuthResource; readonly batchJobs: AdminBatchJobsResource; readonly custom: AdminCustomResource; readonly uploads: AdminUploadsResource }"
    )]
    #[must_use]
    pub fn admin(&self) -> JsValue {
        self.admin.clone()
    }

    /// Sends this publishable key with every request from now on.
    ///
    /// # Errors
    /// `MedusaUsageError` for a key that is not a string or can't be a header.
    #[wasm_bindgen(js_name = setPublishableKey)]
    pub fn set_publishable_key(&self, key: &JsValue) -> Result<(), JsValue> {
        let factory = self.client.error_factory();
        let key = edge::secret("setPublishableKey(key)", key)
            .map_err(|record| edge::to_error(&record, factory))?;
        self.client.set_publishable_key(key);
        Ok(())
    }
}

/// A configuration as `edge/arguments.js` read it.
fn read(fields: &Array, error_factory: JsValue) -> Config {
    let secret = |index| fields.get(index).as_string().filter(|secret| !secret.is_empty());
    let mut config = Config::new(BaseUrl(edge::text(fields, 0)));
    config.secure = fields.get(1).is_truthy();
    config.max_retries = edge::number(fields, 2).unwrap_or_default();
    config.timeout_ms = edge::number(fields, 3);
    config.headers = edge::pairs(&fields.get(4));
    config.fetch = fields.get(5);
    config.error_factory = error_factory;
    config.credentials.api_key = secret(6);
    config.credentials.publishable_key = secret(7);
    config.dedupe = fields.get(8).is_truthy();
    config.hooks = fields.get(9);
    config
}

/// `medusa.admin`: a plain object, which costs less than a class.
fn admin(client: &Client) -> JsValue {
    let admin = Object::new().into();
    set_property(&admin, "auth", &AdminAuthResource(client.clone()).into());
    set_property(&admin, "batchJobs", &AdminBatchJobsResource(client.clone()).into());
    set_property(&admin, "custom", &AdminCustomResource(client.clone()).into());
    set_property(&admin, "uploads", &AdminUploadsResource(client.clone()).into());
    admin
}
