use super::call;
use crate::api::{auth, batch_jobs, custom, uploads};
use crate::client::Client;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

const NONE: &JsValue = &JsValue::UNDEFINED;

/// `medusa.admin.batchJobs`
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminBatchJobsResource(pub(super) Client);

#[wasm_bindgen]
impl AdminBatchJobsResource {
    /// Creates a job.
    pub fn create(&self, payload: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        call(&self.0, &batch_jobs::CREATE, [payload, NONE], headers, options)
    }

    /// Lists jobs.
    pub fn list(&self, query: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        call(&self.0, &batch_jobs::LIST, [query, NONE], headers, options)
    }

    /// Retrieves a job.
    pub fn retrieve(&self, id: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        call(&self.0, &batch_jobs::RETRIEVE, [id, NONE], headers, options)
    }

    /// Confirms a dry run.
    pub fn confirm(&self, id: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        call(&self.0, &batch_jobs::CONFIRM, [id, NONE], headers, options)
    }

    /// Cancels a job.
    pub fn cancel(&self, id: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        call(&self.0, &batch_jobs::CANCEL, [id, NONE], headers, options)
    }
}

/// `medusa.admin.auth`
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminAuthResource(pub(super) Client);

#[wasm_bindgen]
impl AdminAuthResource {
    /// Signs in with e-mail and password.
    #[wasm_bindgen(js_name = createSession)]
    pub fn create_session(
        &self,
        payload: &JsValue,
        headers: &JsValue,
        options: &JsValue,
    ) -> Promise {
        call(&self.0, &auth::CREATE_SESSION, [payload, NONE], headers, options)
    }

    /// The signed-in user.
    #[wasm_bindgen(js_name = getSession)]
    pub fn get_session(&self, headers: &JsValue, options: &JsValue) -> Promise {
        call(&self.0, &auth::GET_SESSION, [NONE, NONE], headers, options)
    }

    /// Signs out.
    #[wasm_bindgen(js_name = deleteSession)]
    pub fn delete_session(&self, headers: &JsValue, options: &JsValue) -> Promise {
        call(&self.0, &auth::DELETE_SESSION, [NONE, NONE], headers, options)
    }

    /// Gets a token, which this client then uses.
    #[wasm_bindgen(js_name = getToken)]
    pub fn get_token(&self, payload: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        call(&self.0, &auth::GET_TOKEN, [payload, NONE], headers, options)
    }
}

/// `medusa.admin.uploads`
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminUploadsResource(pub(super) Client);

#[wasm_bindgen]
impl AdminUploadsResource {
    /// Uploads files.
    pub fn create(&self, files: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        call(&self.0, &uploads::CREATE, [files, NONE], headers, options)
    }

    /// Uploads files that only a presigned URL gives out.
    #[wasm_bindgen(js_name = createProtected)]
    pub fn create_protected(
        &self,
        files: &JsValue,
        headers: &JsValue,
        options: &JsValue,
    ) -> Promise {
        call(&self.0, &uploads::CREATE_PROTECTED, [files, NONE], headers, options)
    }

    /// Deletes a file.
    pub fn delete(&self, payload: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        call(&self.0, &uploads::DELETE, [payload, NONE], headers, options)
    }

    /// Where a file can be downloaded.
    #[wasm_bindgen(js_name = getPresignedDownloadUrl)]
    pub fn get_presigned_download_url(
        &self,
        payload: &JsValue,
        headers: &JsValue,
        options: &JsValue,
    ) -> Promise {
        call(&self.0, &uploads::GET_PRESIGNED_DOWNLOAD_URL, [payload, NONE], headers, options)
    }
}

/// `medusa.admin.custom`, whose options stand before the headers, as in medusa-js.
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminCustomResource(pub(super) Client);

#[wasm_bindgen]
impl AdminCustomResource {
    /// Reads a path.
    pub fn get(
        &self,
        path: &JsValue,
        query: &JsValue,
        options: &JsValue,
        headers: &JsValue,
    ) -> Promise {
        call(&self.0, &custom::GET, [path, query], headers, options)
    }

    /// Posts JSON to a path.
    pub fn post(
        &self,
        path: &JsValue,
        payload: &JsValue,
        options: &JsValue,
        headers: &JsValue,
    ) -> Promise {
        call(&self.0, &custom::POST, [path, payload], headers, options)
    }

    /// Deletes at a path.
    pub fn delete(&self, path: &JsValue, options: &JsValue, headers: &JsValue) -> Promise {
        call(&self.0, &custom::DELETE, [path, NONE], headers, options)
    }
}
