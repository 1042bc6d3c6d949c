//! The JavaScript exports, in the shape of medusa-js: `new Medusa(config).admin.batchJobs.create(…)`.
//!
//! No decisions here, only conversions: values in, a [`Request`] to the client, a promise out.
//! Arguments are read when the method is called, so that a caller may change them afterwards. No
//! exported object is held across an await: the client is cloned first.

mod auth;
mod batch_jobs;
mod config;
mod custom;
mod error;
mod files;
mod medusa;
mod options;
mod payload;
mod query;
mod uploads;
mod value;

use crate::api::Request;
use crate::client::{CallOptions, Client};
use crate::error::UsageError;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

/// A call whose arguments were read.
struct Prepared {
    request: Request,
    payload: Option<JsValue>,
    options: CallOptions,
}

/// Makes the call, or rejects with what was wrong with its arguments.
fn run(client: &Client, prepared: Result<Prepared, UsageError>) -> Promise {
    let client = client.clone();
    future_to_promise(async move {
        let Prepared { request, payload, options } =
            prepared.map_err(|usage| error::to_js(usage.into()))?;
        client.call(request, payload, options).await.map_err(error::to_js)
    })
}
