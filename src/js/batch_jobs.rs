use super::{Prepared, options, payload, query, run, value};
use crate::api::Endpoint;
use crate::api::batch_jobs::{
    CancelBatchJob, ConfirmBatchJob, CreateBatchJob, ListBatchJobs, RetrieveBatchJob,
};
use crate::client::Client;
use crate::error::UsageError;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// `medusa.admin.batchJobs`
#[wasm_bindgen]
#[derive(Debug)]
pub struct AdminBatchJobsResource(Client);

impl AdminBatchJobsResource {
    pub(super) fn new(client: &Client) -> Self {
        Self(client.clone())
    }

    fn on_one(
        &self,
        endpoint: Result<impl Endpoint, UsageError>,
        headers: &JsValue,
        options: &JsValue,
    ) -> Promise {
        run(&self.0, endpoint.and_then(|endpoint| {
            let request = endpoint.request()?;
            Ok(Prepared { request, payload: None, options: options::read(headers, options)? })
        }))
    }
}

#[wasm_bindgen]
impl AdminBatchJobsResource {
    /// Creates a job.
    #[must_use]
    pub fn create(&self, payload: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        let prepare = || {
            let payload = Some(payload::batch_job(payload)?);
            let request = CreateBatchJob.request()?;
            Ok(Prepared { request, payload, options: options::read(headers, options)? })
        };
        run(&self.0, prepare())
    }

    /// Lists jobs.
    #[must_use]
    pub fn list(&self, query: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        let endpoint = query::read("list(query)", query).map(|filters| ListBatchJobs { filters });
        self.on_one(endpoint, headers, options)
    }

    /// Retrieves a job.
    #[must_use]
    pub fn retrieve(&self, id: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        let endpoint = value::text("retrieve(id)", id).map(|id| RetrieveBatchJob { id });
        self.on_one(endpoint, headers, options)
    }

    /// Confirms a dry run.
    #[must_use]
    pub fn confirm(&self, id: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        let endpoint = value::text("confirm(id)", id).map(|id| ConfirmBatchJob { id });
        self.on_one(endpoint, headers, options)
    }

    /// Cancels a job.
    #[must_use]
    pub fn cancel(&self, id: &JsValue, headers: &JsValue, options: &JsValue) -> Promise {
        let endpoint = value::text("cancel(id)", id).map(|id| CancelBatchJob { id });
        self.on_one(endpoint, headers, options)
    }
}
