use super::call;
use crate::api::{auth, batch_jobs, custom, uploads};
use crate::client::Client;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::wasm_bindgen;

/// `medusa.admin.batchJobs`
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminBatchJobsResource(pub(super) Client);

#[wasm_bindgen]
impl AdminBatchJobsResource {
    /// Creates a job.
    #[wasm_bindgen(variadic)]
    pub fn create(&self, arguments: &Array) -> Promise {
        call(&self.0, &batch_jobs::CREATE, arguments)
    }

    /// Lists jobs.
    #[wasm_bindgen(variadic)]
    pub fn list(&self, arguments: &Array) -> Promise {
        call(&self.0, &batch_jobs::LIST, arguments)
    }

    /// Retrieves a job.
    #[wasm_bindgen(variadic)]
    pub fn retrieve(&self, arguments: &Array) -> Promise {
        call(&self.0, &batch_jobs::RETRIEVE, arguments)
    }

    /// Confirms a dry run.
    #[wasm_bindgen(variadic)]
    pub fn confirm(&self, arguments: &Array) -> Promise {
        call(&self.0, &batch_jobs::CONFIRM, arguments)
    }

    /// Cancels a job.
    #[wasm_bindgen(variadic)]
    pub fn cancel(&self, arguments: &Array) -> Promise {
        call(&self.0, &batch_jobs::CANCEL, arguments)
    }
}

/// `medusa.admin.auth`
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminAuthResource(pub(super) Client);

#[wasm_bindgen]
impl AdminAuthResource {
    /// Signs in with e-mail and password.
    #[wasm_bindgen(variadic, js_name = createSession)]
    pub fn create_session(&self, arguments: &Array) -> Promise {
        call(&self.0, &auth::CREATE_SESSION, arguments)
    }

    /// The signed-in user.
    #[wasm_bindgen(variadic, js_name = getSession)]
    pub fn get_session(&self, arguments: &Array) -> Promise {
        call(&self.0, &auth::GET_SESSION, arguments)
    }

    /// Signs out.
    #[wasm_bindgen(variadic, js_name = deleteSession)]
    pub fn delete_session(&self, arguments: &Array) -> Promise {
        call(&self.0, &auth::DELETE_SESSION, arguments)
    }

    /// Gets a token, which this client then uses.
    #[wasm_bindgen(variadic, js_name = getToken)]
    pub fn get_token(&self, arguments: &Array) -> Promise {
        call(&self.0, &auth::GET_TOKEN, arguments)
    }
}

/// `medusa.admin.uploads`
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminUploadsResource(pub(super) Client);

#[wasm_bindgen]
impl AdminUploadsResource {
    /// Uploads files.
    #[wasm_bindgen(variadic)]
    pub fn create(&self, arguments: &Array) -> Promise {
        call(&self.0, &uploads::CREATE, arguments)
    }

    /// Uploads files that only a presigned URL gives out.
    #[wasm_bindgen(variadic, js_name = createProtected)]
    pub fn create_protected(&self, arguments: &Array) -> Promise {
        call(&self.0, &uploads::CREATE_PROTECTED, arguments)
    }

    /// Deletes a file.
    #[wasm_bindgen(variadic)]
    pub fn delete(&self, arguments: &Array) -> Promise {
        call(&self.0, &uploads::DELETE, arguments)
    }

    /// Where a file can be downloaded.
    #[wasm_bindgen(variadic, js_name = getPresignedDownloadUrl)]
    pub fn get_presigned_download_url(&self, arguments: &Array) -> Promise {
        call(&self.0, &uploads::GET_PRESIGNED_DOWNLOAD_URL, arguments)
    }
}

/// `medusa.admin.custom`, whose options stand before the headers, as in medusa-js.
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminCustomResource(pub(super) Client);

#[wasm_bindgen]
impl AdminCustomResource {
    /// Reads a path.
    #[wasm_bindgen(variadic)]
    pub fn get(&self, arguments: &Array) -> Promise {
        call(&self.0, &custom::GET, arguments)
    }

    /// Posts JSON to a path.
    #[wasm_bindgen(variadic)]
    pub fn post(&self, arguments: &Array) -> Promise {
        call(&self.0, &custom::POST, arguments)
    }

    /// Deletes at a path.
    #[wasm_bindgen(variadic)]
    pub fn delete(&self, arguments: &Array) -> Promise {
        call(&self.0, &custom::DELETE, arguments)
    }
}
