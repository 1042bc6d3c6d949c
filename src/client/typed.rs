//! The typed calls of Rust programs (Leptos, Yew, Dioxus): the same calls as the JavaScript exports
//! make, their answers deserialised into the wire types. Nothing of this is in the npm artifact.

use super::{CallOptions, Client, Failure, Payload};
use crate::api::wire::{AdminBatchJobListRes, AdminBatchJobRes, AdminPostBatchesReq};
use crate::api::{Endpoint, batch_jobs};
use crate::edge::property;
use crate::error::{ErrorName, Problem};
use crate::query::Filter;
use gloo_net::http::Headers;
use js_sys::{Array, Object};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// An answer: the wire type, and what came with it.
#[derive(Debug)]
pub struct Reply<T> {
    /// The server's object.
    pub data: T,
    /// Its response headers, without `set-cookie`.
    pub headers: Headers,
    /// How many attempts the call took.
    pub attempts: u32,
}

impl Client {
    /// Creates a job.
    ///
    /// # Errors
    /// See [`Client::call`].
    pub async fn create_batch_job(
        &self,
        payload: &AdminPostBatchesReq,
        options: CallOptions,
    ) -> Result<Reply<AdminBatchJobRes>, Failure> {
        let json = serde_json::to_string(payload)
            .map_err(|error| unreadable(&error.to_string(), JsValue::UNDEFINED))?;
        let payload = Payload { json: JsValue::from_str(&json), ..Payload::default() };
        self.typed(&batch_jobs::CREATE, "", Vec::new(), payload, options).await
    }

    /// Lists jobs. Filters are keys in the notation of `qs` and their values:
    /// `("created_at[gte]", Some("2026-11-01"))`.
    ///
    /// # Errors
    /// See [`Client::call`].
    pub async fn list_batch_jobs(
        &self,
        filters: Vec<Filter>,
        options: CallOptions,
    ) -> Result<Reply<AdminBatchJobListRes>, Failure> {
        self.typed(&batch_jobs::LIST, "", filters, Payload::default(), options).await
    }

    /// Retrieves a job.
    ///
    /// # Errors
    /// See [`Client::call`].
    pub async fn retrieve_batch_job(
        &self,
        id: &str,
        options: CallOptions,
    ) -> Result<Reply<AdminBatchJobRes>, Failure> {
        self.typed(&batch_jobs::RETRIEVE, id, Vec::new(), Payload::default(), options).await
    }

    /// Lets a dry run be processed.
    ///
    /// # Errors
    /// See [`Client::call`].
    pub async fn confirm_batch_job(
        &self,
        id: &str,
        options: CallOptions,
    ) -> Result<Reply<AdminBatchJobRes>, Failure> {
        self.typed(&batch_jobs::CONFIRM, id, Vec::new(), Payload::default(), options).await
    }

    /// Marks a job as canceled.
    ///
    /// # Errors
    /// See [`Client::call`].
    pub async fn cancel_batch_job(
        &self,
        id: &str,
        options: CallOptions,
    ) -> Result<Reply<AdminBatchJobRes>, Failure> {
        self.typed(&batch_jobs::CANCEL, id, Vec::new(), Payload::default(), options).await
    }

    async fn typed<T: DeserializeOwned>(
        &self,
        endpoint: &'static Endpoint,
        text: &str,
        filters: Vec<Filter>,
        payload: Payload,
        options: CallOptions,
    ) -> Result<Reply<T>, Failure> {
        let request = endpoint.request(text, String::new(), filters)?;
        let result = self.call(request, payload, options).await?;
        let response = property(&result, "response");
        let data = serde_wasm_bindgen::from_value(result)
            .map_err(|error| unreadable(&error.to_string(), response.clone()))?;
        let attempts = property(&response, "attempts").as_f64().unwrap_or(1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "casts saturate"
        )]
        Ok(Reply { data, headers: headers(&response), attempts: attempts as u32 })
    }
}

fn headers(response: &JsValue) -> Headers {
    let headers = Headers::new();
    let plain: Object = property(response, "headers").unchecked_into();
    for entry in Object::entries(&plain).iter() {
        let entry: Array = entry.unchecked_into();
        if let (Some(name), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string()) {
            headers.append(&name, &value);
        }
    }
    headers
}

/// An answer of another version of the server, or a payload that is no JSON.
fn unreadable(reason: &str, response: JsValue) -> Failure {
    let problem = Problem::new(ErrorName::MedusaResponseError, String::from(reason));
    Failure::new(problem, response, JsValue::UNDEFINED)
}
