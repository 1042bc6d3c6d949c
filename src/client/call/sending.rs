//! What an attempt sends.

use super::{Call, GATHER, SEND, Step};
use crate::api::{Headers, Request, Takes};
use crate::edge;
use crate::policy::is_secret;
use crate::text::append;
use js_sys::Array;
use wasm_bindgen::JsValue;

impl Call {
    /// Asks for the form that carries the files.
    pub(super) fn gather(&mut self) -> Step {
        self.asked = GATHER;
        let files = std::mem::replace(&mut self.payload.files, Array::new());
        Step::Perform(edge::gather(&self.options.signal, self.timeout_ms(), &files))
    }

    pub(super) fn attempt(&mut self) -> Step {
        self.attempts = self.attempts.saturating_add(1);
        self.followed = 0;
        self.left_ms = self.timeout_ms();
        self.renewals = edge::property(&self.client.0.config.hooks, "renewals");
        self.url = self.client.0.config.base_url.join(&self.request.path, &self.request.query);
        self.send()
    }

    pub(super) fn send(&mut self) -> Step {
        self.asked = SEND;
        let headers = self.headers();
        let endpoint = self.request.endpoint;
        if self.payload.json.is_undefined() && endpoint.sends_json() {
            self.payload.json = JsValue::from_str("{}");
        }
        let config = &self.client.0.config;
        Step::Perform(edge::send(
            &config.fetch,
            &config.hooks,
            &self.about(),
            &self.url,
            &headers,
            &self.payload.json,
            &self.options.signal,
            self.left_ms,
            // Of an upload the limit is how long nothing may move.
            endpoint.takes == Takes::Files,
        ))
    }

    /// Names and values in lines, by turns; neither holds a line break (`headers` in edge/values.js).
    fn headers(&mut self) -> String {
        let Request { endpoint, path, .. } = &self.request;
        let mut headers = Headers::default();
        headers.set("Accept", "application/json");
        if endpoint.sends_json() {
            headers.set("Content-Type", "application/json");
        }
        let method = endpoint.method;
        self.client.update(|credentials| credentials.apply(&mut headers, method, path));
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
        let mut lines = String::new();
        for (name, value) in headers.iter() {
            append(&mut lines, &[name, "\n", value, "\n"]);
            if is_secret(name) {
                edge::push_text(&self.secrets, value);
            }
        }
        lines
    }
}
