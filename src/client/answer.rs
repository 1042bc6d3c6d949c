//! From an answer to a result or a failure. JSON is parsed by the engine and handed through
//! untouched; only what decides is read.

use super::Failure;
use crate::api::{Answer, Kind};
use crate::edge::{self, property, set_property};
use crate::error::{ErrorName, Problem};
use crate::policy::{self, Outcome};
use crate::text::append;
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;

/// JavaScript's largest safe integer, in case a header has hundreds of digits.
const LONGEST_WAIT_MS: f64 = 9_007_199_254_740_991.0;

/// An answer with its whole body.
pub(super) struct Answered<'a> {
    response: &'a JsValue,
    /// `[kind, response, status, body as JSON, body, Retry-After, its date from now, what is wrong
    /// with the body, whether it will be wrong again]`
    details: &'a Array,
    /// The body as JSON; undefined when it is none.
    value: JsValue,
    attempts: u32,
    /// What must not go into an error, should the server echo it.
    secrets: &'a Array,
    pub status: u16,
}

impl<'a> Answered<'a> {
    pub fn new(
        response: &'a JsValue,
        details: &'a Array,
        attempts: u32,
        secrets: &'a Array,
    ) -> Self {
        let status = edge::number(details, 2).and_then(|status| u16::try_from(status).ok());
        let status = status.unwrap_or_default();
        Self { response, details, value: details.get(3), attempts, secrets, status }
    }

    fn body(&self) -> JsValue {
        self.details.get(4)
    }

    /// What is wrong with the bytes of the body; empty when nothing is.
    fn flaw(&self) -> String {
        edge::text(self.details, 7)
    }

    /// What a success that is no result means for a retry.
    pub fn outcome(&self) -> Outcome {
        if self.details.get(8).is_truthy() { Outcome::Unusable } else { Outcome::Garbled }
    }

    fn meta(&self, is_error: bool) -> JsValue {
        edge::meta(self.response, self.attempts, self.secrets, is_error)
            .unwrap_or_else(|_| Object::new().into())
    }

    /// A failure that is about this answer.
    fn failed(&self, problem: Problem, data: &JsValue) -> Failure {
        let meta = self.meta(true);
        set_property(&meta, "data", data);
        Failure::new(problem, meta, JsValue::UNDEFINED)
    }

    /// The result of a success: the server's object with `response` added.
    pub fn result(&self, answer: Answer) -> Result<JsValue, Failure> {
        let accepted = match answer {
            _ if !self.flaw().is_empty() => JsValue::UNDEFINED,
            Answer::Envelope(key, kind) if holds(&self.value, key, kind) => self.value.clone(),
            Answer::Envelope(..) => JsValue::UNDEFINED,
            Answer::Any | Answer::Ignored if is_plain(&self.value) => self.value.clone(),
            Answer::Any | Answer::Ignored => self.other(answer),
        };
        if accepted.is_undefined() {
            // What should have held a token may hold half of one.
            let issues = matches!(answer, Answer::Envelope("user" | "access_token", _));
            let said = edge::said(&self.value, &self.body(), self.secrets);
            let data = if issues { JsValue::UNDEFINED } else { said.get(0) };
            return Err(self.failed(self.not_asked_for(answer), &data));
        }
        set_property(&accepted, "response", &self.meta(false));
        Ok(accepted)
    }

    /// The object that stands for an answer which is none, and so can't carry `response` beside its
    /// own keys: it becomes `data`. Undefined for what is not an answer at all.
    fn other(&self, answer: Answer) -> JsValue {
        let sort = edge::sort(&self.body());
        let object = Object::new().into();
        if !self.value.is_undefined() {
            set_property(&object, "data", &self.value);
        } else if sort.is_empty() && answer == Answer::Any {
            set_property(&object, "data", &self.body());
        } else if sort.starts_with("an HTML") || sort.starts_with("broken") {
            return JsValue::UNDEFINED;
        }
        object
    }

    fn not_asked_for(&self, answer: Answer) -> Problem {
        let mut message =
            String::from("The server's success is not what was asked for: expected JSON");
        if let Answer::Envelope(key, _) = answer {
            append(&mut message, &[" with ", key]);
        }
        message.push_str(", got ");
        let (sort, flaw) = (edge::sort(&self.body()), self.flaw());
        message.push_str(match (flaw.as_str(), self.value.is_undefined(), sort.as_str()) {
            ("", false, _) => "other JSON",
            ("", true, "") => "text",
            ("", true, sort) => sort,
            (flaw, ..) => flaw,
        });
        Problem::new(ErrorName::MedusaResponseError, message)
            .with_number("status", u32::from(self.status))
    }

    /// What an error status means for a retry, and what to report.
    pub fn failure(&self) -> (Outcome, Failure) {
        let said = edge::said(&self.value, &self.body(), self.secrets);
        let (message, kind) = (edge::text(&said, 1), edge::text(&said, 2));
        let code = edge::text(&said, 3);
        let until_date_ms = self.details.get(6).as_f64().unwrap_or(f64::NAN);
        let retry_after_ms = policy::retry_after(&edge::text(self.details, 5), until_date_ms);
        let outcome = Outcome::Answered {
            status: self.status,
            is_conflict: code == "invalid_state_error" || kind == "invalid_state_error",
            retry_after_ms,
        };
        let mut problem = Problem::from_answer(self.status, &message, &kind, &code);
        if let Some(wait) = retry_after_ms {
            problem = problem.with_number("retryAfterMs", wait.min(LONGEST_WAIT_MS));
        }
        (outcome, self.failed(problem, &said.get(0)))
    }
}

fn holds(value: &JsValue, key: &str, kind: Kind) -> bool {
    let inner = property(value, key);
    match kind {
        Kind::Object => is_plain(&inner),
        Kind::Array => Array::is_array(&inner),
        Kind::String => inner.is_string(),
        // Whatever else it holds would become headers of their own, or keep requests from being sent.
        Kind::Token => inner
            .as_string()
            .is_some_and(|token| token.bytes().all(|byte| (b' '..=b'~').contains(&byte))),
        Kind::Boolean => inner.as_bool().is_some(),
    }
}

fn is_plain(value: &JsValue) -> bool {
    value.is_object() && !Array::is_array(value)
}
