//! What an attempt sends.

use super::{Call, GATHER, SEND, Step};
use crate::api::{Headers, Request, Takes};
use crate::edge;
use crate::policy::is_secret;
use js_sys::Array;
use wasm_bindgen::JsValue;

impl Call {
    /// Asks for the form that carries the files.
    pub(super) fn gather(&mut self) -> Step {
        let step = self.ask(GATHER);
        step.push(&self.options.signal);
        step.push(&JsValue::from(self.timeout_ms()));
        edge::push_text(&step, &edge::uuid());
        let files = std::mem::replace(&mut self.payload.files, Array::new());
        step.push(&files);
        Step::Perform(step)
    }

    pub(super) fn attempt(&mut self) -> Step {
        self.attempts = self.attempts.saturating_add(1);
        self.followed = 0;
        self.left_ms = self.timeout_ms();
        self.renewals = self.client.0.renewals.get().0;
        self.url = self.client.0.config.base_url.join(&self.request.path, &self.request.query);
        self.send()
    }

    pub(super) fn send(&mut self) -> Step {
        let step = self.ask(SEND);
        step.push(&self.client.0.config.fetch);
        step.push(&self.client.0.config.hooks);
        let headers = self.headers();
        step.push(&self.about());
        edge::push_text(&step, &self.url);
        step.push(&headers);
        step.push(&if self.payload.json.is_undefined() && self.request.endpoint.sends_json() {
            JsValue::from_str("{}")
        } else {
            self.payload.json.clone()
        });
        step.push(&self.options.signal);
        step.push(&JsValue::from(self.left_ms));
        // Of an upload the limit is how long nothing may move.
        step.push(&JsValue::from(self.request.endpoint.takes == Takes::Files));
        Step::Perform(step)
    }

    fn headers(&mut self) -> Array {
        let Request { endpoint, path, .. } = &self.request;
        let mut headers = Headers::default();
        headers.set("Accept", "application/json");
        if endpoint.sends_json() {
            headers.set("Content-Type", "application/json");
        }
        self.client.update(|credentials| credentials.apply(&mut headers, endpoint.method, path));
        if let Some(key) = &self.idempotency_key {
            headers.set("Idempotency-Key", key);
        }
        headers.apply(&self.client.0.config.headers);
        headers.apply(&self.options.headers);
        if endpoint.takes == Takes::Files {
            // The boundary is the form's own; fetch takes it from the body.
            headers.remove("Content-Type");
        }
        self.secrets = Array::from(&self.payload.secrets);
        let flat = Array::new();
        for (name, value) in headers.iter() {
            edge::push_text(&flat, name);
            edge::push_text(&flat, value);
            if is_secret(name) {
                edge::push_text(&self.secrets, value);
            }
        }
        flat
    }
}
