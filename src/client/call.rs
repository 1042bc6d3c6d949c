//! The attempt loop, as a machine: it says what it wants next, is told what came of that, and never
//! waits itself. An attempt spans connecting, the head, the body, parsing and the envelope check; the
//! time limit and the caller's signal cover all of it.
//!
//! ```text
//!             ┌── redirected, policy::follow ──┐
//!             ▼                                │
//! gather ──▶ send ─────────────────────────────┴──▶ done
//! (uploads)   ▲                                │
//!             └── pause ◀── policy::verdict ◀──┴ failed
//! ```

use super::{Client, Failure, answer};
use crate::api::{HeaderEdit, Headers, Method, Request, Takes};
use crate::edge;
use crate::error::{ErrorName, Problem, UsageError};
use crate::policy::{self, Outcome, Pace, Redirect, Verdict, is_secret};
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

// What can be performed. The same numbers stand in edge/exchange.js.
const SEND: u8 = 0;
const PAUSE: u8 = 1;
const GATHER: u8 = 2;

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
    max_retries: u32,
    attempts: u32,
    last_pace: Option<Pace>,
    url: String,
    followed: u32,
    /// What the attempt has left of its time limit in milliseconds; 0 for no limit.
    left_ms: u32,
    /// What was sent that must not go into an error.
    secrets: Array,
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
        payload: Payload,
        options: CallOptions,
    ) -> Box<Self> {
        let max_retries = options.max_retries.unwrap_or(client.0.config.max_retries);
        // Batch routes ignore the key; proxies and other routes may not.
        let keyed = request.endpoint.method == Method::Post && max_retries > 0;
        Box::new(Self {
            client: client.clone(),
            request,
            payload,
            options,
            idempotency_key: keyed.then(edge::uuid),
            max_retries,
            attempts: 0,
            last_pace: None,
            url: String::new(),
            followed: 0,
            left_ms: 0,
            secrets: Array::new(),
            asked: PAUSE,
        })
    }

    /// Goes on, told what came of the last step: `[kind, …details]` as `edge/exchange.js` has them.
    pub fn next(&mut self, outcome: &Array) -> Step {
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
            (GATHER, _) => {
                let argument = self.request.endpoint.name;
                let (expected, received) = ("files that can be read", "one that failed");
                Step::Done(Err(UsageError { argument, expected, received }.into()))
            }
            (_, Some(0)) => self.answered(&value, outcome),
            (_, Some(1)) => {
                self.left_ms = edge::number(outcome, 2).unwrap_or_default();
                self.redirected(&value)
            }
            (_, Some(2)) => self.disconnected("No answer from the server", &value),
            (_, Some(3)) => {
                self.disconnected("The connection broke before the whole answer arrived", &value)
            }
            (_, Some(5)) => {
                let problem = Problem::timed_out(self.timeout_ms());
                self.failed(Some(Outcome::TimedOut), problem.into())
            }
            _ => {
                // Whatever its code says, no repetition would mend it.
                self.max_retries = 0;
                self.disconnected("fetch failed", &value)
            }
        }
    }

    fn ask(&mut self, what: u8) -> Array {
        self.asked = what;
        Array::of1(&JsValue::from(what))
    }

    /// Asks for the form that carries the files.
    fn gather(&mut self) -> Step {
        let step = self.ask(GATHER);
        step.push(&self.options.signal);
        edge::push_text(&step, &edge::uuid());
        let files = std::mem::replace(&mut self.payload.files, Array::new());
        step.push(&files);
        Step::Perform(step)
    }

    fn attempt(&mut self) -> Step {
        self.attempts = self.attempts.saturating_add(1);
        self.followed = 0;
        self.left_ms = self.timeout_ms();
        self.url = self.client.0.config.base_url.join(&self.request.path, &self.request.query);
        self.send()
    }

    fn send(&mut self) -> Step {
        let step = self.ask(SEND);
        step.push(&self.client.0.config.fetch);
        edge::push_text(&step, &self.url);
        edge::push_text(&step, self.request.endpoint.method.as_str());
        let headers = self.headers();
        step.push(&headers);
        step.push(&if self.payload.json.is_undefined() && self.request.endpoint.sends_json() {
            JsValue::from_str("{}")
        } else {
            self.payload.json.clone()
        });
        step.push(&self.options.signal);
        step.push(&JsValue::from(self.left_ms));
        Step::Perform(step)
    }

    fn timeout_ms(&self) -> u32 {
        let usual = self.client.0.config.timeout_ms.unwrap_or(self.request.endpoint.timeout_ms);
        self.options.timeout_ms.unwrap_or(usual)
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

    fn answered(&mut self, response: &JsValue, details: &Array) -> Step {
        let endpoint = self.request.endpoint;
        let answer = answer::Answered::new(response, details, self.attempts, &self.secrets);
        if (200..300).contains(&answer.status) {
            return match answer.result(endpoint.answer) {
                Ok(result) => {
                    self.client.keep_session(endpoint.session, response, &result);
                    self.client.refund(self.last_pace);
                    Step::Done(Ok(result))
                }
                Err(failure) => self.failed(Some(Outcome::Garbled), failure),
            };
        }
        let (outcome, failure) = answer.failure();
        self.client.failed(endpoint.session, answer.status == 401);
        self.failed(Some(outcome), failure)
    }

    fn redirected(&mut self, response: &JsValue) -> Step {
        let target = edge::target(response, &self.url);
        let (next, origin) = (edge::text(&target, 0), edge::text(&target, 1));
        let same_origin = edge::number(&target, 2) == Some(1);
        if policy::follow(self.request.endpoint.method, same_origin, self.followed)
            == Redirect::Follow
        {
            self.followed = self.followed.saturating_add(1);
            self.url = next;
            return self.send();
        }
        self.failed(None, Problem::refused_redirect(&origin).into())
    }

    fn disconnected(&mut self, words: &str, error: &JsValue) -> Step {
        let thrown = edge::thrown(error, &self.secrets);
        let (message, code) = (edge::text(&thrown, 0), edge::text(&thrown, 1));
        let outcome = match edge::number(&thrown, 2) {
            Some(0) => Some(Outcome::Refused),
            Some(1) => Some(Outcome::Lost),
            _ => None,
        };
        let mut said = String::from(words);
        for detail in [&message, &code] {
            if !detail.is_empty() {
                said.push_str(": ");
                said.push_str(detail);
            }
        }
        let problem = Problem::new(ErrorName::MedusaConnectionError, said).with_text("code", &code);
        self.failed(outcome, Failure::new(problem, JsValue::UNDEFINED, thrown.get(3)))
    }

    /// Tries again or reports. Without an outcome there is nothing a repetition would mend.
    fn failed(&mut self, outcome: Option<Outcome>, mut failure: Failure) -> Step {
        let Request { endpoint, path, .. } = &self.request;
        let budget = &self.client.0.budget;
        let verdict = outcome.map_or(Verdict::Stop, |outcome| {
            let so_far = (self.attempts.saturating_sub(1), self.max_retries);
            policy::verdict(
                endpoint.method,
                endpoint.safety,
                outcome,
                so_far,
                budget.get(),
                edge::random(),
            )
        });
        match verdict {
            Verdict::Stop => {
                self.client.failed(endpoint.session, false);
                failure.of_call(endpoint.method, path, self.attempts);
                Step::Done(Err(failure))
            }
            Verdict::Retry { after_ms, pace, budget: left } => {
                budget.set(left);
                self.last_pace = Some(pace);
                let step = self.ask(PAUSE);
                step.push(&self.options.signal);
                step.push(&JsValue::from(after_ms));
                Step::Perform(step)
            }
        }
    }
}
