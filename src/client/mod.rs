//! One path for every call: request → attempts → result or failure.

mod answer;
mod call;
mod failure;
mod typed;

pub use call::{Call, CallOptions, Payload, Step};
pub use failure::{Failed, Failure};
pub use typed::Reply;

use crate::api::{BaseUrl, HeaderEdit, SessionEffect};
use crate::edge;
use crate::policy::{Budget, Credentials, Pace};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// How a client is set up.
#[derive(Clone)]
pub struct Config {
    /// Where the backend is.
    pub base_url: BaseUrl,
    /// Whether a connection there may carry `Secure` cookies.
    pub secure: bool,
    /// Attempts beyond the first.
    pub max_retries: u32,
    /// Time limit of one attempt in milliseconds, over the endpoint's own; 0 for no limit.
    pub timeout_ms: Option<u32>,
    /// Headers of every request.
    pub headers: Vec<HeaderEdit>,
    /// What it proves itself with from the start.
    pub credentials: Credentials,
    /// Used instead of the engine's `fetch`; undefined for that.
    pub fetch: JsValue,
    /// Makes JavaScript errors of records; undefined for plain ones.
    pub error_factory: JsValue,
}

impl Config {
    /// The default setup for a backend.
    #[must_use]
    pub fn new(base_url: BaseUrl) -> Self {
        Self {
            base_url,
            secure: false,
            max_retries: 2,
            timeout_ms: None,
            headers: Vec::new(),
            credentials: Credentials::default(),
            fetch: JsValue::UNDEFINED,
            error_factory: JsValue::UNDEFINED,
        }
    }
}

/// A client. Cloning it is cheap and shares its session; nothing is shared between two clients.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Client")
    }
}

struct Inner {
    config: Config,
    /// Whether the configuration has a publishable key.
    fixed_key: bool,
    credentials: Cell<Credentials>,
    budget: Cell<Budget>,
}

impl Client {
    /// A client with this configuration; nothing is sent yet.
    #[must_use]
    pub fn new(mut config: Config) -> Self {
        let credentials = std::mem::take(&mut config.credentials);
        let fixed_key = credentials.publishable_key.is_some();
        let credentials = Cell::new(credentials);
        Self(Rc::new(Inner { config, fixed_key, credentials, budget: Cell::default() }))
    }

    /// Sends this publishable key from now on, unless the configuration has one: that wins, as in
    /// medusa-js.
    pub fn set_publishable_key(&self, key: String) {
        if !self.0.fixed_key && !key.is_empty() {
            self.update(|credentials| credentials.publishable_key = Some(key));
        }
    }

    fn update<T>(&self, change: impl FnOnce(&mut Credentials) -> T) -> T {
        let mut credentials = self.0.credentials.take();
        let result = change(&mut credentials);
        self.0.credentials.set(credentials);
        result
    }

    fn forget_session(&self) {
        self.update(|credentials| {
            credentials.cookie = None;
            credentials.token = None;
        });
    }

    /// What a failed call means for the credentials. Who signs out wants the token gone, whatever
    /// the server says; the cookie is needed to try again, unless nobody is signed in.
    fn failed(&self, effect: SessionEffect, signed_out: bool) {
        if effect == SessionEffect::ClosesSession {
            self.update(|credentials| {
                credentials.token = None;
                if signed_out {
                    credentials.cookie = None;
                }
            });
        }
    }

    fn keep_session(&self, effect: SessionEffect, response: &JsValue, result: &JsValue) {
        match effect {
            SessionEffect::None => {}
            SessionEffect::ClosesSession => self.forget_session(),
            SessionEffect::IssuesToken => {
                let token = edge::property(result, "access_token").as_string();
                self.update(|credentials| credentials.token = token);
            }
            SessionEffect::OpensSession => {
                let cookies = edge::cookies(response, self.0.config.secure).ok();
                let cookie = cookies.and_then(|cookies| cookies.as_string());
                // A server that finds its session unchanged sets no cookie again (express-session).
                if let Some(cookie) = cookie.filter(|cookie| !cookie.is_empty()) {
                    self.update(|credentials| credentials.cookie = Some(cookie));
                }
            }
        }
    }

    /// Gives back what a success earns the retry budget.
    fn refund(&self, last: Option<Pace>) {
        self.0.budget.set(self.0.budget.get().refund(last));
    }

    /// What makes JavaScript errors of records.
    #[cfg(feature = "js")]
    pub(crate) fn error_factory(&self) -> &JsValue {
        &self.0.config.error_factory
    }
}
