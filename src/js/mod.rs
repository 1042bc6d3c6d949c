//! The JavaScript exports, in the shape of medusa-js: `new Medusa(config).admin.batchJobs.create(…)`.
//!
//! No decisions here, only conversions: values in, a call to the edge, a promise out. Arguments are
//! read when the method is called, so that a caller may change them afterwards. No exported object is
//! held across an await: a call has its own handle of the client.

mod error;
mod medusa;
mod resources;

pub use medusa::Medusa;
pub use resources::{
    AdminAuthResource, AdminBatchJobsResource, AdminCustomResource, AdminUploadsResource,
};

use crate::api::{Endpoint, Takes};
use crate::client::{self, CallOptions, Client, Failure, Payload, Step};
use crate::edge;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// A call under way, which `edge/exchange.js` drives to its end.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Call {
    client: Client,
    call: Result<Box<client::Call>, Option<Failure>>,
}

#[wasm_bindgen]
impl Call {
    /// What to do next: `[kind, …details]`.
    pub fn next(&mut self, outcome: &Array) -> Array {
        let failure = match &mut self.call {
            Ok(call) => match call.next(outcome) {
                Step::Perform(step) => return step,
                // The same numbers stand in exchange.js.
                Step::Done(Ok(result)) => return Array::of2(&JsValue::from(4), &result),
                Step::Done(Err(failure)) => failure,
            },
            Err(failure) => failure.take().unwrap_or(Failure::Aborted(JsValue::UNDEFINED)),
        };
        let is_logged = matches!(failure, Failure::Problem(_));
        let error = error::to_js(failure, self.client.error_factory());
        Array::of3(&JsValue::from(5), &error, &JsValue::from(is_logged))
    }
}

/// Calls an endpoint, or rejects with what was wrong with its arguments.
#[inline(never)]
fn call(client: &Client, endpoint: &'static Endpoint, arguments: &Array) -> Promise {
    let prepared = prepare(client, endpoint, arguments);
    let call = Call { client: client.clone(), call: prepared.map_err(Some) };
    edge::drive(call, client.hooks())
}

fn prepare(
    client: &Client,
    endpoint: &'static Endpoint,
    arguments: &Array,
) -> Result<Box<client::Call>, Failure> {
    // The same numbers stand in arguments.js.
    let (takes, names) = match endpoint.takes {
        Takes::Nothing => (0, ""),
        Takes::Id => (1, ""),
        Takes::Filters => (2, ""),
        Takes::BatchJob => (3, ""),
        Takes::Strings(names) => (4, names),
        Takes::Files => (5, ""),
        Takes::PathAndFilters => (6, ""),
        Takes::PathAndJson => (7, ""),
        Takes::Path => (8, ""),
    };
    let read = edge::read(endpoint.name, takes, names, arguments).map_err(Failure::Usage)?;
    let (text, query) = (edge::text(&read, 0), edge::text(&read, 1));
    let request = endpoint.request(&text, query, edge::pairs(&read.get(2)))?;
    let payload = Payload {
        json: read.get(3),
        files: read.get(4).unchecked_into(),
        secrets: read.get(5).unchecked_into(),
    };
    let options = CallOptions {
        headers: edge::pairs(&read.get(6)),
        signal: read.get(7),
        timeout_ms: edge::number(&read, 8),
        max_retries: edge::number(&read, 9),
        dedupe: read.get(10).as_bool(),
    };
    Ok(client::Call::new(client, request, payload, options))
}
