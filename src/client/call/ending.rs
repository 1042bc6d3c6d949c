//! What came of an attempt, and what follows from it.

use super::{Call, PAUSE, RENEW, Step};
use crate::api::{Method, Request, Safety};
use crate::client::{Client, Failure, answer::Answered};
use crate::edge;
use crate::error::{ErrorName, Problem};
use crate::policy::{self, Attempt, Outcome, Pace, Redirect, Verdict};
use crate::text::append;
use js_sys::Array;
use wasm_bindgen::JsValue;

/// A person may have to type a password; but no hook can keep a call for ever.
const LONGEST_RENEWAL_MS: u32 = 300_000;

impl Call {
    pub(super) fn answered(&mut self, response: &JsValue, details: &Array) -> Step {
        let endpoint = self.request.endpoint;
        let answer = Answered::new(response, details, self.attempts, &self.secrets);
        if (200..300).contains(&answer.status) {
            return match answer.result(endpoint.answer) {
                Ok(result) => {
                    self.client.keep_session(endpoint.session, response, &result);
                    self.succeeded(result)
                }
                Err(failure) => {
                    let outcome = answer.outcome();
                    self.failed(outcome, failure)
                }
            };
        }
        let (outcome, failure) = answer.failure();
        let is_unauthorized = answer.status == 401;
        self.client.failed(endpoint.session, is_unauthorized);
        if is_unauthorized && self.can_renew() {
            return self.renew(outcome, failure);
        }
        self.failed(outcome, failure)
    }

    pub(super) fn succeeded(&self, result: JsValue) -> Step {
        self.client.refund(self.last_pace);
        Step::Done(Ok(result))
    }

    pub(super) fn redirected(&mut self, response: &JsValue) -> Step {
        let method = self.request.endpoint.method;
        let target = edge::target(response, &self.url, &self.client.0.config.base_url.0);
        let (next, origin) = (edge::text(&target, 0), edge::text(&target, 1));
        let is_within = edge::number(&target, 2) == Some(1);
        if policy::follow(method, is_within, self.followed) == Redirect::Follow {
            self.followed = self.followed.saturating_add(1);
            self.url = next;
            return self.send();
        }
        // A redirect that asks for another method is what a form answers when it has done its work
        // (RFC 9110 15.4.4); 307 and 308 ask for the same request elsewhere.
        let is_undone =
            method == Method::Get || matches!(edge::number(&target, 3), Some(307 | 308));
        let outcome = if is_undone { Outcome::Final } else { Outcome::Unusable };
        self.failed(outcome, Problem::refused_redirect(&origin).into())
    }

    /// `is_body` when the head of the answer had come.
    pub(super) fn disconnected(&mut self, words: &str, error: &JsValue, is_body: bool) -> Step {
        let (sent, failure) = self.thrown(words, error);
        let outcome = match sent {
            // Engines have many words for a body that breaks off.
            _ if is_body => Outcome::Lost,
            Some(0) => Outcome::Refused,
            Some(1) => Outcome::Lost,
            Some(2) => Outcome::Final,
            _ => Outcome::Unusable,
        };
        self.failed(outcome, failure)
    }

    /// What can't be fetched, whatever its code says: no repetition would mend it.
    pub(super) fn mistaken(&mut self, error: &JsValue, is_unsent: bool) -> Step {
        let (_, failure) = self.thrown("fetch failed", error);
        self.failed(if is_unsent { Outcome::Final } else { Outcome::Unusable }, failure)
    }

    /// Whether it was sent (0 no, 1 perhaps, 2 it can't be, 3 a mistake), and the failure.
    fn thrown(&self, words: &str, error: &JsValue) -> (Option<u32>, Failure) {
        let thrown = edge::thrown(error, &self.secrets);
        let (message, code) = (edge::text(&thrown, 0), edge::text(&thrown, 1));
        let mut said = String::from(words);
        for detail in &[&message, &code] {
            if !detail.is_empty() {
                append(&mut said, &[": ", detail]);
            }
        }
        let problem = Problem::new(ErrorName::MedusaConnectionError, said).with_text("code", &code);
        let failure = Failure::new(problem, JsValue::UNDEFINED, thrown.get(3));
        (edge::number(&thrown, 2), failure)
    }

    pub(super) fn failed(&mut self, outcome: Outcome, failure: Failure) -> Step {
        self.is_in_doubt |= outcome.is_doubtful();
        self.judge(outcome, failure, false)
    }

    /// Tries again, looks, or reports.
    pub(super) fn judge(&mut self, outcome: Outcome, failure: Failure, has_looked: bool) -> Step {
        let attempt = Attempt {
            method: self.request.endpoint.method,
            safety: self.safety,
            outcome,
            retries: self.retries,
            max_retries: self.max_retries,
            is_in_doubt: self.is_in_doubt,
            has_looked,
        };
        let budget = &self.client.0.budget;
        match policy::verdict(&attempt, budget.get(), edge::random()) {
            Verdict::Stop => self.stop(failure),
            Verdict::Look => self.look(outcome, failure),
            Verdict::Retry { after_ms, pace, budget: left } => {
                budget.set(left);
                self.repeat(after_ms, pace, &failure)
            }
        }
    }

    fn repeat(&mut self, after_ms: u32, pace: Pace, failure: &Failure) -> Step {
        self.retries = self.retries.saturating_add(1);
        self.last_pace = Some(pace);
        self.asked = PAUSE;
        let Failure::Problem(failed) = failure else {
            return Step::Perform(edge::pause(&self.options.signal, after_ms));
        };
        let problem = &failed.problem;
        Step::Perform(edge::repeat(
            &self.options.signal,
            after_ms,
            &self.client.0.config.hooks,
            &self.about(),
            &problem.message,
            problem.number("status"),
            problem.text("code").unwrap_or_default(),
        ))
    }

    pub(super) fn pause(&mut self, ms: u32) -> Step {
        self.asked = PAUSE;
        Step::Perform(edge::pause(&self.options.signal, ms))
    }

    pub(super) fn stop(&mut self, mut failure: Failure) -> Step {
        let Request { endpoint, path, .. } = &self.request;
        self.client.failed(endpoint.session, false);
        let is_unknown = self.is_in_doubt && endpoint.safety != Safety::Idempotent;
        let find_out = is_unknown.then_some(endpoint.find_out);
        failure.of_call(endpoint.method, path, self.attempts, find_out);
        Step::Done(Err(failure))
    }

    /// Signing in can't wait for itself, nor can whoever asks whether somebody is signed in.
    fn can_renew(&self) -> bool {
        !self.has_renewed
            && !self.request.endpoint.path.starts_with("/admin/auth")
            && edge::property(&self.client.0.config.hooks, "onAuthExpired").is_truthy()
    }

    /// Asks for another sign-in, unless there was one since the attempt was sent.
    fn renew(&mut self, outcome: Outcome, failure: Failure) -> Step {
        self.has_renewed = true;
        self.held = Some((outcome, failure));
        self.asked = RENEW;
        // A call made meanwhile may be one of the hook's own, which would wait for itself.
        let ms = if self.began_in_renewal { self.timeout_ms() } else { LONGEST_RENEWAL_MS };
        let Client(inner) = &self.client;
        Step::Perform(edge::renew(&self.options.signal, ms, &inner.config.hooks, &self.renewals))
    }

    pub(super) fn renewed(&mut self, has_succeeded: bool) -> Step {
        match self.held.take() {
            Some((outcome, failure)) if !has_succeeded => self.failed(outcome, failure),
            _ => self.attempt(),
        }
    }
}
