//! What can go wrong, as plain data. The binding makes JavaScript errors of it, nothing else does.

mod body;
mod usage;

pub use body::{ErrorBody, Sort};
pub use usage::UsageError;

use crate::api::Method;
use serde::Serialize;

/// The class of an error, named as the JavaScript class of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ErrorName {
    /// A bad argument; nothing was sent.
    MedusaUsageError,
    /// The server answered with an error status.
    MedusaApiError,
    /// No answer came: refused, reset, unknown host, or blocked by the browser.
    MedusaConnectionError,
    /// No answer came in time.
    MedusaTimeoutError,
    /// A success that is not what was asked for.
    MedusaResponseError,
    /// The server redirected where this client does not follow.
    MedusaRedirectError,
}

/// An error as data: the fields of the JavaScript error of the same `name`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Class.
    pub name: ErrorName,
    /// What went wrong, for a person; never holds a credential.
    pub message: String,
    /// HTTP method of the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<&'static str>,
    /// Path of the call below the base URL, without its query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Attempts made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// HTTP status of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// `type` of Medusa's error body, e.g. `not_found`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// `code` of Medusa's error body, or the runtime's code of a connection error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The time limit that was passed, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
    /// Origin a redirect pointed to, where the runtime tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The bad argument, e.g. `retrieve(id)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub argument: Option<String>,
    /// What the argument should have been.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What came instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
}

impl Problem {
    /// An error with a class and a message and no details yet.
    #[must_use]
    pub const fn new(name: ErrorName, message: String) -> Self {
        Self {
            name,
            message,
            method: None,
            path: None,
            attempts: None,
            status: None,
            kind: None,
            code: None,
            timeout_ms: None,
            location: None,
            argument: None,
            expected: None,
            received: None,
        }
    }

    /// Completes the message with ` (GET /admin/…)` and notes which call it was.
    #[must_use]
    pub fn of_call(mut self, method: Method, path: &str, attempts: u32) -> Self {
        for part in [" (", method.as_str(), " ", path, ")"] {
            self.message.push_str(part);
        }
        self.method = Some(method.as_str());
        self.path = Some(String::from(path));
        self.attempts = Some(attempts);
        self
    }

    /// The server answered with an error status. The message reads as medusa-js's does, with the
    /// server's own words added: `Request failed with status code 404: Batch job … was not found`.
    #[must_use]
    pub fn from_answer(status: u16, body: &ErrorBody) -> Self {
        let mut message = String::from("Request failed with status code ");
        push_number(&mut message, u32::from(status));
        if let Some(said) = body.said() {
            message.push_str(": ");
            message.push_str(said);
        }
        Self {
            status: Some(status),
            kind: body.kind.clone(),
            code: body.code.clone(),
            ..Self::new(ErrorName::MedusaApiError, message)
        }
    }
}

impl From<UsageError> for Problem {
    fn from(error: UsageError) -> Self {
        Self {
            argument: Some(error.argument.clone()),
            expected: Some(error.expected.clone()),
            received: Some(error.received.clone()),
            ..Self::new(ErrorName::MedusaUsageError, error.message())
        }
    }
}

/// Appends a number without the formatting machinery, which would cost the npm artifact kilobytes.
pub(crate) fn push_number(out: &mut String, number: u32) {
    let mut divisor = 1_000_000_000_u32;
    let mut started = false;
    while divisor > 0 {
        let digit = number.checked_div(divisor).and_then(|n| n.checked_rem(10)).unwrap_or(0);
        started |= digit != 0 || divisor == 1;
        if started {
            out.push(char::from_digit(digit, 10).unwrap_or('0'));
        }
        divisor = divisor.checked_div(10).unwrap_or(0);
    }
}

/// Replaces every occurrence of each secret, so that a server which echoes a credential in its
/// error text does not put it into our error.
#[must_use]
pub fn redact<'a>(text: String, secrets: impl IntoIterator<Item = &'a str>) -> String {
    // Shorter ones would blank out ordinary words and hide nothing worth hiding.
    const SHORTEST: usize = 4;
    secrets
        .into_iter()
        .filter(|secret| secret.len() >= SHORTEST)
        .fold(text, |text, secret| {
            if text.contains(secret) { text.replace(secret, "[redacted]") } else { text }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn messages_read_as_promised() {
        let body = ErrorBody {
            message: Some("Batch job with id x was not found".into()),
            kind: Some("not_found".into()),
            ..ErrorBody::default()
        };
        let problem = Problem::from_answer(404, &body).of_call(Method::Get, "/admin/batch-jobs/x", 1);
        assert_eq!(
            problem.message,
            "Request failed with status code 404: Batch job with id x was not found (GET /admin/batch-jobs/x)"
        );
        assert_eq!(problem.kind.as_deref(), Some("not_found"));
    }

    #[test]
    fn secrets_are_replaced_and_short_words_left_alone() {
        let text = redact("token abcdef is a bad one".into(), ["abcdef", "bad", ""]);
        assert_eq!(text, "token [redacted] is a bad one");
    }

    proptest! {
        #[test]
        fn numbers_are_written_as_numbers(number in any::<u32>()) {
            let mut out = String::new();
            push_number(&mut out, number);
            prop_assert_eq!(out, number.to_string());
        }

        #[test]
        fn no_secret_survives(before in ".*", secret in "[a-zA-Z0-9]{4,40}", after in ".*") {
            let text = redact(format!("{before}{secret}{after}"), [secret.as_str()]);
            // A secret may only reappear where the replacement's own text holds it.
            let rest = text.replace("[redacted]", "|");
            prop_assert!(!rest.contains(&secret), "{}", rest);
        }
    }
}
