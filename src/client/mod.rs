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
    /// Whether any create gets a token by which its job can be found, so that it can be repeated.
    pub dedupe: bool,
    /// `{ onRequest, onResponse, onRetry, logger, onAuthExpired, maxResponseBytes, … }` as
    /// `edge/config.js` reads them; undefined for none.
    pub hooks: JsValue,
    /// Makes JavaScript errors of records; undefined for plain ones.
    pub error_factory: JsValue,
    /// An object on which `token` and `cookie` are kept as well, and found again by the next client
    /// that is given it; undefined for none.
    pub session: JsValue,
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
            dedupe: false,
            hooks: JsValue::UNDEFINED,
            error_factory: JsValue::UNDEFINED,
            session: JsValue::UNDEFINED,
        }
    }
}

/// Properties of the object that sessions are kept on.
const TOKEN: &str = "token";
const COOKIE: &str = "cookie";

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
        let mut credentials = std::mem::take(&mut config.credentials);
        let fixed_key = credentials.publishable_key.is_some();
        let kept = |name| edge::property(&config.session, name).as_string();
        credentials.token = credentials.token.or_else(|| kept(TOKEN));
        credentials.cookie = credentials.cookie.or_else(|| kept(COOKIE));
        Self(Rc::new(Inner {
            config,
            fixed_key,
            credentials: Cell::new(credentials),
            budget: Cell::default(),
        }))
    }

    /// Sends this publishable key from now on, unless the configuration has one: that wins, as in
    /// medusa-js.
    pub fn set_publishable_key(&self, key: String) {
        if !self.0.fixed_key && !key.is_empty() {
            self.update(|credentials| credentials.publishable_key = Some(key));
        }
    }

    fn update(&self, change: impl FnOnce(&mut Credentials)) {
        let mut credentials = self.0.credentials.take();
        change(&mut credentials);
        self.0.credentials.set(credentials);
    }

    /// Keeps the token or the cookie of a session, or forgets it.
    #[inline(never)]
    fn keep(&self, name: &str, secret: Option<String>) {
        let shown = secret.as_deref().map_or(JsValue::UNDEFINED, JsValue::from_str);
        edge::set_property(&self.0.config.session, name, &shown);
        self.update(|credentials| {
            let kept = if name == TOKEN { &mut credentials.token } else { &mut credentials.cookie };
            *kept = secret;
        });
    }

    /// What a failed call means for the credentials. Who signs out wants the token gone, whatever
    /// the server says; the cookie is needed to try again, unless nobody is signed in.
    fn failed(&self, effect: SessionEffect, signed_out: bool) {
        if effect == SessionEffect::ClosesSession {
            self.keep(TOKEN, None);
            if signed_out {
                self.keep(COOKIE, None);
            }
        }
    }

    fn keep_session(&self, effect: SessionEffect, response: &JsValue, result: &JsValue) {
        match effect {
            SessionEffect::None => {}
            SessionEffect::ClosesSession => {
                self.keep(TOKEN, None);
                self.keep(COOKIE, None);
            }
            SessionEffect::IssuesToken => {
                self.keep(TOKEN, edge::property(result, "access_token").as_string());
            }
            SessionEffect::OpensSession => {
                let cookies = edge::cookies(response, self.0.config.secure).ok();
                let cookie = cookies.and_then(|cookies| cookies.as_string());
                // A server that finds its session unchanged sets no cookie again (express-session).
                if let Some(cookie) = cookie.filter(|cookie| !cookie.is_empty()) {
                    self.keep(COOKIE, Some(cookie));
                }
            }
        }
    }

    /// Gives back what a success earns the retry budget.
    fn refund(&self, last: Option<Pace>) {
        self.0.budget.set(self.0.budget.get().refund(last));
    }

    /// Told of requests, asked for another sign-in.
    #[cfg(feature = "js")]
    pub(crate) fn hooks(&self) -> &JsValue {
        &self.0.config.hooks
    }

    /// What makes JavaScript errors of records.
    #[cfg(feature = "js")]
    pub(crate) fn error_factory(&self) -> &JsValue {
        &self.0.config.error_factory
    }
}
