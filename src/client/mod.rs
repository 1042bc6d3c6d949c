//! One path for every call: request → attempts → result or failure.

mod answer;
mod call;
mod failure;

pub use call::CallOptions;
pub use failure::Failure;

use crate::api::{BaseUrl, HeaderEdit};
use crate::policy::{Budget, Credentials};
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// medusa-js's default is 0; a client that gives up on the first lost packet is nobody's wish.
pub const DEFAULT_MAX_RETRIES: u32 = 2;
/// Long enough for the slowest list, short enough that a stalled server is noticed.
pub const DEFAULT_TIMEOUT_MS: u32 = 30_000;

/// How a client is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the backend is.
    pub base_url: BaseUrl,
    /// Attempts beyond the first.
    pub max_retries: u32,
    /// Time limit of one attempt in milliseconds; `None` for no limit.
    pub timeout_ms: Option<u32>,
    /// Headers of every request.
    pub headers: Vec<HeaderEdit>,
    /// What it proves itself with from the start.
    pub credentials: Credentials,
    /// Used instead of the engine's `fetch`.
    pub fetch: Option<Function>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base_url: BaseUrl::default(),
            max_retries: DEFAULT_MAX_RETRIES,
            timeout_ms: Some(DEFAULT_TIMEOUT_MS),
            headers: Vec::new(),
            credentials: Credentials::default(),
            fetch: None,
        }
    }
}

/// A client. Cloning it is cheap and shares its session; nothing is shared between two clients.
#[derive(Debug, Clone)]
pub struct Client(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    config: Config,
    credentials: RefCell<Credentials>,
    budget: Cell<Budget>,
}

impl Client {
    /// A client with this configuration; nothing is sent yet.
    #[must_use]
    pub fn new(config: Config) -> Self {
        let credentials = RefCell::new(config.credentials.clone());
        Self(Rc::new(Inner { config, credentials, budget: Cell::default() }))
    }

    /// Sends this publishable key from now on, unless the configuration has one: that wins, as in
    /// medusa-js.
    pub fn set_publishable_key(&self, key: Option<String>) {
        if self.0.config.credentials.publishable_key.is_none() {
            self.update(|credentials| credentials.publishable_key = key);
        }
    }

    fn update(&self, change: impl FnOnce(&mut Credentials)) {
        // Nothing holds a borrow across an await or a call into JavaScript, so this never fails.
        if let Ok(mut credentials) = self.0.credentials.try_borrow_mut() {
            change(&mut credentials);
        }
    }

    fn credentials(&self) -> Credentials {
        self.0.credentials.try_borrow().map(|credentials| credentials.clone()).unwrap_or_default()
    }
}
