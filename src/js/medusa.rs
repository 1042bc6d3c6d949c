use super::auth::AdminAuthResource;
use super::batch_jobs::AdminBatchJobsResource;
use super::custom::AdminCustomResource;
use super::uploads::AdminUploadsResource;
use super::{config, error, value};
use crate::client::Client;
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
    /// Reads the configuration; nothing is sent yet.
    ///
    /// # Errors
    /// `MedusaUsageError` for a value that can't be used.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<Medusa, JsValue> {
        let config = config::read(config).map_err(|usage| error::to_js(usage.into()))?;
        let client = Client::new(config);
        let admin = JsValue::from(Admin::new(&client));
        Ok(Self { client, admin })
    }

    /// The admin API. Always the same object.
    #[wasm_bindgen(getter, unchecked_return_type = "Admin")]
    pub fn admin(&self) -> JsValue {
        self.admin.clone()
    }

    /// Sends this publishable key with every request from now on.
    ///
    /// # Errors
    /// `MedusaUsageError` for a key that is not a string or can't be a header.
    #[wasm_bindgen(js_name = setPublishableKey)]
    pub fn set_publishable_key(&self, key: &JsValue) -> Result<(), JsValue> {
        let key = value::secret("setPublishableKey(key)", key).map_err(|usage| error::to_js(usage.into()))?;
        self.client.set_publishable_key(key);
        Ok(())
    }
}

/// `medusa.admin`
#[wasm_bindgen]
#[derive(Debug)]
pub struct Admin {
    auth: JsValue,
    batch_jobs: JsValue,
    custom: JsValue,
    uploads: JsValue,
}

impl Admin {
    fn new(client: &Client) -> Self {
        Self {
            auth: AdminAuthResource::new(client).into(),
            batch_jobs: AdminBatchJobsResource::new(client).into(),
            custom: AdminCustomResource::new(client).into(),
            uploads: AdminUploadsResource::new(client).into(),
        }
    }
}

#[wasm_bindgen]
impl Admin {
    /// Signing in and out.
    #[wasm_bindgen(getter, unchecked_return_type = "AdminAuthResource")]
    pub fn auth(&self) -> JsValue {
        self.auth.clone()
    }

    /// Batch jobs.
    #[wasm_bindgen(getter, js_name = batchJobs, unchecked_return_type = "AdminBatchJobsResource")]
    pub fn batch_jobs(&self) -> JsValue {
        self.batch_jobs.clone()
    }

    /// Any other admin path.
    #[wasm_bindgen(getter, unchecked_return_type = "AdminCustomResource")]
    pub fn custom(&self) -> JsValue {
        self.custom.clone()
    }

    /// Files.
    #[wasm_bindgen(getter, unchecked_return_type = "AdminUploadsResource")]
    pub fn uploads(&self) -> JsValue {
        self.uploads.clone()
    }
}
