//! The attempt loop, as a machine: it says what it wants next, is told what came of that, and never
//! waits itself. An attempt spans connecting, the head, the body, parsing and the envelope check; the
//! time limit and the caller's signal cover all of it. ARCHITECTURE.md has a page on it.
//!
//! ```text
//!             ┌── redirected, policy::follow ──┐
//!             ▼                                │
//! gather ──▶ send ─────────────────────────────┴──▶ done
//! (uploads)   ▲ ▲                              │      ▲
//!             │ └── renew ◀── 401 ◀────────────┤      │ found
//!             └── pause ◀── policy::verdict ◀──┴ failed
//!                      ▲            └──▶ look ────────┘
//!                      └── not done ──────┘
//! ```
//!
//! `sending`: what an attempt sends. `ending`: what came of it. `looking`: whether it was done.

mod ending;
mod looking;
mod sending;

use super::{Client, Failure};
use crate::api::{HeaderEdit, Method, Request, Safety, Trace};
use crate::edge;
use crate::error::{Problem, UsageError};
use crate::policy::{Outcome, Pace};
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What one call may change.
#[derive(Debug, Clone, Default)]
pub struct CallOptions {
    /// Headers over the client's.
    pub headers: Vec<HeaderEdit>,
    /// Ends the call; undefined when nothing does.
    pub signal: JsValue,
    /// Time limit of one attempt in milliseconds, over the client's; 0 for no limit.
    pub timeout_ms: Option<u32>,
    /// Attempts beyond the first; the client's unless given.
    pub max_retries: Option<u32>,
    /// Whether a create gets a token by which its job can be found; the client's unless given.
    pub dedupe: Option<bool>,
}

/// What a call sends besides its path and query.
#[derive(Debug, Clone)]
pub struct Payload {
    /// JSON text; undefined for none.
    pub json: JsValue,
    /// Files as `[name, type, content, name, …]`.
    pub files: Array,
    /// What is secret within: passwords, tokens.
    pub secrets: Array,
}

impl Default for Payload {
    fn default() -> Self {
        Self { json: JsValue::UNDEFINED, files: Array::new(), secrets: Array::new() }
    }
}

/// What a call wants next.
#[derive(Debug)]
pub enum Step {
    /// That `edge/exchange.js` performs this.
    Perform(Array),
    /// Nothing: this is what came of it.
    Done(Result<JsValue, Failure>),
}

// What was asked for last.
const SEND: u8 = 0;
const PAUSE: u8 = 1;
const GATHER: u8 = 2;
const RENEW: u8 = 3;

impl Client {
    /// Makes a call: one attempt and, where the policy says so, more. Resolves with the server's
    /// object, which has `response` added.
    ///
    /// # Errors
    /// The failure of the last attempt, or the signal's reason.
    pub async fn call(
        &self,
        request: Request,
        payload: Payload,
        options: CallOptions,
    ) -> Result<JsValue, Failure> {
        let mut call = Call::new(self, request, payload, options);
        let mut outcome = Array::new();
        loop {
            match call.next(&outcome) {
                Step::Done(result) => return result,
                Step::Perform(step) => {
                    let performed = JsFuture::from(edge::perform(&step)).await;
                    outcome = performed.unwrap_or_else(|error| error).into();
                }
            }
        }
    }
}

/// A call under way.
#[derive(Debug)]
pub struct Call {
    client: Client,
    request: Request,
    payload: Payload,
    options: CallOptions,
    /// The same for all attempts.
    idempotency_key: Option<String>,
    /// The endpoint's, or better where the job can be found.
    safety: Safety,
    /// By what a created job is found, as `edge/jobs.js` has it; empty where it isn't.
    sought: Array,
    max_retries: u32,
    attempts: u32,
    /// Attempts that the verdict allowed; those after a renewal are not among them.
    retries: u32,
    last_pace: Option<Pace>,
    url: String,
    followed: u32,
    /// What the attempt has left of its time limit in milliseconds; 0 for no limit.
    left_ms: u32,
    /// What was sent that must not go into an error.
    secrets: Array,
    /// Whether an attempt may have been processed.
    is_in_doubt: bool,
    /// How many renewals the client's hooks had seen when the attempt was sent.
    renewals: JsValue,
    has_renewed: bool,
    began_in_renewal: bool,
    /// What failed, while something is done about it.
    held: Option<(Outcome, Failure)>,
    look: Option<Box<looking::Look>>,
    /// What was asked for last.
    asked: u8,
}

impl Call {
    /// A call that has not begun.
    #[must_use]
    #[inline(never)]
    pub fn new(
        client: &Client,
        request: Request,
        mut payload: Payload,
        options: CallOptions,
    ) -> Box<Self> {
        let config = &client.0.config;
        let max_retries = options.max_retries.unwrap_or(config.max_retries);
        let endpoint = request.endpoint;
        let mut safety = endpoint.safety;
        let mut sought = Array::new();
        if endpoint.trace == Trace::Listed {
            let dedupe = options.dedupe.unwrap_or(config.dedupe);
            sought = edge::traceable(&payload.json, dedupe);
            payload.json = sought.get(0);
            if sought.length() > 1 {
                safety = Safety::Reconcilable;
            }
        }
        // Batch routes ignore the key; proxies and other routes may not.
        let keyed = endpoint.method == Method::Post && max_retries > 0;
        Box::new(Self {
            client: client.clone(),
            request,
            payload,
            options,
            idempotency_key: keyed.then(edge::uuid),
            safety,
            sought,
            max_retries,
            attempts: 0,
            retries: 0,
            last_pace: None,
            url: String::new(),
            followed: 0,
            left_ms: 0,
            secrets: Array::new(),
            is_in_doubt: false,
            renewals: JsValue::UNDEFINED,
            has_renewed: false,
            began_in_renewal: edge::property(&config.hooks, "renewing").is_truthy(),
            held: None,
            look: None,
            asked: PAUSE,
        })
    }

    /// Goes on, told what came of the last step: `[kind, …details]` as `edge/exchange.js` has them.
    pub fn next(&mut self, outcome: &Array) -> Step {
        if let Some(look) = self.look.take() {
            return self.looking(look, outcome);
        }
        let kind = edge::number(outcome, 0);
        let value = outcome.get(1);
        match (self.asked, kind) {
            (_, Some(6)) => Step::Done(Err(Failure::Aborted(value))),
            (PAUSE, _) if self.payload.files.length() > 0 => self.gather(),
            (PAUSE, _) => self.attempt(),
            (GATHER, Some(0)) => {
                self.payload.json = value;
                self.attempt()
            }
            (GATHER, Some(5)) => {
                let words = "The stream to upload gave nothing for ";
                let problem = Problem::timed_out(words, self.timeout_ms());
                self.failed(Outcome::Final, problem.into())
            }
            (GATHER, _) => {
                let argument = self.request.endpoint.name;
                let (expected, received) = ("files that can be read", "one that failed");
                Step::Done(Err(UsageError { argument, expected, received }.into()))
            }
            (RENEW, _) => self.renewed(kind == Some(0) && value.is_truthy()),
            (_, Some(0)) => self.answered(&value, outcome),
            (_, Some(1)) => {
                self.left_ms = edge::number(outcome, 2).unwrap_or_default();
                self.redirected(&value)
            }
            (_, Some(2)) => self.disconnected("No answer from the server", &value, false),
            (_, Some(3)) => {
                let words = "The connection broke before the whole answer arrived";
                self.disconnected(words, &value, true)
            }
            (_, Some(5)) => {
                let problem = Problem::timed_out("No whole answer within ", self.timeout_ms());
                self.failed(Outcome::TimedOut, problem.into())
            }
            _ => self.mistaken(&value, outcome.get(2).is_truthy()),
        }
    }

    fn timeout_ms(&self) -> u32 {
        let usual = self.client.0.config.timeout_ms.unwrap_or(self.request.endpoint.timeout_ms);
        self.options.timeout_ms.unwrap_or(usual)
    }

    /// What the step is about, for hooks and logs.
    fn about(&self) -> Array {
        let Request { endpoint, path, .. } = &self.request;
        edge::about(endpoint.method.as_str(), path, self.attempts, &self.secrets)
    }
}
