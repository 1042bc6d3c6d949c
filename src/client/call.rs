//! The attempt loop. An attempt spans connecting, the head, the body, parsing and the envelope check;
//! the time limit and the caller's signal cover all of it.

use super::{Client, Failure, answer};
use crate::api::{BodyKind, HeaderEdit, Headers, Method, Request, SessionEffect};
use crate::error::{ErrorName, Problem, push_number};
use crate::fetch::{self, End, Fault, Response, Stop};
use crate::policy::{self, Outcome, Pace, Redirect, Verdict};
use wasm_bindgen::JsValue;

/// What one call may change.
#[derive(Debug, Clone, Default)]
pub struct CallOptions {
    /// Headers over the client's.
    pub headers: Vec<HeaderEdit>,
    /// Ends the call.
    pub signal: Option<JsValue>,
    /// Time limit of one attempt in milliseconds: `None` for the client's, `Some(None)` for no limit.
    pub timeout_ms: Option<Option<u32>>,
    /// Attempts beyond the first; the client's unless given.
    pub max_retries: Option<u32>,
}

/// A failed attempt: what it means for a retry, and what to report otherwise.
struct Failed {
    outcome: Happened,
    failure: Failure,
}

/// [`Outcome`] with its own data.
enum Happened {
    Answered { status: u16, retry_after_ms: Option<f64> },
    Refused,
    Lost,
    TimedOut,
    Garbled,
    Final,
}

impl Client {
    /// Makes a call: one attempt and, where the policy says so, more. Resolves with the server's
    /// object, which has `response` added.
    ///
    /// # Errors
    /// The failure of the last attempt, or the signal's reason.
    pub async fn call(
        &self,
        request: Request,
        payload: Option<JsValue>,
        options: CallOptions,
    ) -> Result<JsValue, Failure> {
        let call = Call::new(self, &request, payload.as_ref(), &options);
        let mut retries = 0_u32;
        let mut last: Option<Pace> = None;
        loop {
            let attempts = retries.saturating_add(1);
            let Failed { outcome, failure } = match call.attempt(attempts).await {
                Ok(result) => {
                    self.0.budget.set(self.0.budget.get().refund(last));
                    return Ok(result);
                }
                Err(failed) => failed,
            };
            let verdict = outcome.as_outcome(&failure).map_or(Verdict::Stop, |outcome| {
                let so_far = (retries, call.max_retries);
                let budget = self.0.budget.get();
                policy::verdict(request.method, request.safety, outcome, so_far, budget, fetch::random())
            });
            let Verdict::Retry { after_ms, pace, budget } = verdict else {
                return Err(failure.of_call(&request, attempts));
            };
            self.0.budget.set(budget);
            last = Some(pace);
            if let End::Aborted(reason) = Stop::new(options.signal.as_ref(), Some(after_ms)).ended().await {
                return Err(Failure::Aborted(reason));
            }
            retries = attempts;
        }
    }
}

/// What the attempts of one call share.
struct Call<'a> {
    client: &'a Client,
    request: &'a Request,
    payload: Option<JsValue>,
    options: &'a CallOptions,
    max_retries: u32,
    timeout_ms: Option<u32>,
    /// The same for all attempts of a call.
    idempotency_key: Option<String>,
}

impl<'a> Call<'a> {
    fn new(
        client: &'a Client,
        request: &'a Request,
        payload: Option<&JsValue>,
        options: &'a CallOptions,
    ) -> Self {
        let config = &client.0.config;
        let max_retries = options.max_retries.unwrap_or(config.max_retries);
        // Batch routes ignore the key; proxies and other routes may not.
        let keyed = request.method == Method::Post && max_retries > 0;
        let payload = match (request.body, payload) {
            (BodyKind::None, _) => None,
            (_, Some(payload)) => Some(payload.clone()),
            (_, None) => Some(JsValue::from_str("{}")),
        };
        Self {
            client,
            request,
            payload,
            options,
            max_retries,
            timeout_ms: options.timeout_ms.unwrap_or(config.timeout_ms),
            idempotency_key: keyed.then(fetch::uuid),
        }
    }

    fn headers(&self) -> Headers {
        let mut headers = Headers::default();
        headers.set("Accept", "application/json");
        if self.request.body == BodyKind::Json {
            headers.set("Content-Type", "application/json");
        }
        self.client.credentials().apply(&mut headers, self.request.method, &self.request.path);
        if let Some(key) = &self.idempotency_key {
            headers.set("Idempotency-Key", key);
        }
        headers.apply(&self.client.0.config.headers);
        headers.apply(&self.options.headers);
        if self.request.body == BodyKind::Multipart {
            // The boundary is the form's own; fetch takes it from the body.
            headers.remove("Content-Type");
        }
        headers
    }

    async fn attempt(&self, attempts: u32) -> Result<JsValue, Failed> {
        let mut stop = Stop::new(self.options.signal.as_ref(), self.timeout_ms);
        let signal = stop.signal();
        match stop.race(self.exchange(attempts, &signal)).await {
            Ok(result) => result,
            Err(End::Aborted(reason)) => Err(Happened::Final.with(Failure::Aborted(reason))),
            Err(End::TimedOut) => Err(Happened::TimedOut.with(timeout(self.timeout_ms))),
        }
    }

    async fn exchange(&self, attempts: u32, signal: &JsValue) -> Result<JsValue, Failed> {
        let response = self.follow(signal).await?;
        let body = response.body().await.map_err(|error| {
            Happened::Lost.with(connection("The connection broke before the whole answer arrived", error))
        })?;
        if (200..300).contains(&response.status) {
            let result = answer::result(self.request.answer, &response, body, attempts)
                .map_err(|failure| Happened::Garbled.with(failure))?;
            self.keep_session(&response, &result);
            return Ok(result);
        }
        if response.status == 401 && self.request.session == SessionEffect::ClosesSession {
            self.client.forget_session();
        }
        let retry_after_ms = response
            .header("retry-after")
            .and_then(|header| policy::retry_after(&header, fetch::now_ms()));
        let failure = answer::failure(&response, body, attempts, &self.client.credentials());
        Err(Happened::Answered { status: response.status, retry_after_ms }.with(failure))
    }

    /// Sends the request, following redirects as far as the policy allows.
    async fn follow(&self, signal: &JsValue) -> Result<Response, Failed> {
        let config = &self.client.0.config;
        let first = config.base_url.join(&self.request.path, &self.request.query);
        let headers = self.headers();
        let mut url = first.clone();
        let mut followed = 0_u32;
        loop {
            let response = fetch::fetch(
                config.fetch.as_ref(),
                &url,
                self.request.method,
                &headers,
                self.payload.as_ref(),
                signal,
            )
            .await
            .map_err(|fault| self.fault(fault))?;
            let redirected = matches!(response.status, 301 | 302 | 303 | 307 | 308);
            if !redirected && !response.is_opaque_redirect() {
                return Ok(response);
            }
            let target = response.header("location").and_then(|to| fetch::resolve_url(&to, &url));
            let home = fetch::resolve_url(&first, &first).map(|(_, origin)| origin);
            let same_origin = target.as_ref().map(|(_, origin)| origin) == home.as_ref();
            match target {
                Some((next, _))
                    if policy::follow(self.request.method, same_origin, followed) == Redirect::Follow =>
                {
                    url = next;
                    followed = followed.saturating_add(1);
                }
                target => return Err(Happened::Final.with(redirect(target.map(|(_, origin)| origin)))),
            }
        }
    }

    fn fault(&self, fault: Fault) -> Failed {
        match fault {
            Fault::Broken(error) => {
                let words = if self.client.0.config.base_url.is_relative() {
                    "fetch failed; a relative baseUrl needs a page to be relative to"
                } else {
                    "fetch failed"
                };
                Happened::Final.with(connection(words, error))
            }
            Fault::Rejected(error) => {
                let code = fetch::error_code(&error);
                let outcome = match code.as_deref() {
                    Some(code) if policy::is_mistake(code) => Happened::Final,
                    Some(code) if policy::never_reached(code) => Happened::Refused,
                    _ => Happened::Lost,
                };
                outcome.with(connection("No answer from the server", error))
            }
        }
    }

    fn keep_session(&self, response: &Response, result: &JsValue) {
        match self.request.session {
            SessionEffect::None => {}
            SessionEffect::ClosesSession => self.client.forget_session(),
            SessionEffect::IssuesToken => {
                let token = fetch::property(result, "access_token").as_string();
                self.client.update(|credentials| credentials.token = token);
            }
            SessionEffect::OpensSession => {
                let origin = self.client.0.config.base_url.origin();
                let secure = origin.starts_with("https:") || policy::is_loopback(origin);
                let cookies = response.set_cookies();
                let cookie = policy::session_cookies(cookies.iter().map(String::as_str), secure);
                self.client.update(|credentials| credentials.cookie = cookie);
            }
        }
    }
}

impl Client {
    fn forget_session(&self) {
        self.update(|credentials| {
            credentials.cookie = None;
            credentials.token = None;
        });
    }
}

impl Happened {
    const fn with(self, failure: Failure) -> Failed {
        Failed { outcome: self, failure }
    }

    /// The outcome as the policy takes it; `None` when there is nothing to decide.
    fn as_outcome<'a>(&self, failure: &'a Failure) -> Option<Outcome<'a>> {
        match *self {
            Self::Answered { status, retry_after_ms } => {
                Some(Outcome::Answered { status, code: failure.code(), retry_after_ms })
            }
            Self::Refused => Some(Outcome::Refused),
            Self::Lost => Some(Outcome::Lost),
            Self::TimedOut => Some(Outcome::TimedOut),
            Self::Garbled => Some(Outcome::Garbled),
            Self::Final => None,
        }
    }
}

impl Failure {
    fn code(&self) -> Option<&str> {
        match self {
            Self::Problem { problem, .. } => problem.code.as_deref(),
            Self::Aborted(_) => None,
        }
    }

    fn of_call(self, request: &Request, attempts: u32) -> Self {
        match self {
            Self::Problem { problem, response, cause } => Self::Problem {
                problem: Box::new(problem.of_call(request.method, &request.path, attempts)),
                response,
                cause,
            },
            aborted @ Self::Aborted(_) => aborted,
        }
    }
}

fn timeout(timeout_ms: Option<u32>) -> Failure {
    let mut message = String::from("No whole answer within ");
    push_number(&mut message, timeout_ms.unwrap_or_default());
    message.push_str(" ms");
    Failure::plain(Problem { timeout_ms, ..Problem::new(ErrorName::MedusaTimeoutError, message) })
}

fn connection(words: &str, error: JsValue) -> Failure {
    let mut message = String::from(words);
    let said = fetch::property(&error, "message").as_string().or_else(|| error.as_string());
    let code = fetch::error_code(&error);
    for detail in [said.as_deref(), code.as_deref()].into_iter().flatten() {
        message.push_str(": ");
        message.push_str(detail);
    }
    Failure::caused(Problem { code, ..Problem::new(ErrorName::MedusaConnectionError, message) }, error)
}

fn redirect(location: Option<String>) -> Failure {
    let mut message = String::from("The server redirects ");
    match &location {
        Some(origin) => {
            message.push_str("to ");
            message.push_str(origin);
            message.push_str(", where this client does not follow, so that no credential leaks");
        }
        None => message.push_str("to a place this runtime does not tell"),
    }
    message.push_str("; set baseUrl to where the backend really is");
    Failure::plain(Problem { location, ..Problem::new(ErrorName::MedusaRedirectError, message) })
}

