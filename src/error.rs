//! What can go wrong, as plain data. The binding makes JavaScript errors of it, nothing else does.

mod usage;

pub use usage::UsageError;

use crate::api::Method;
use crate::text::{append, push_number};

/// The class of an error, named as the JavaScript class of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorName {
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

impl ErrorName {
    /// The class's name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MedusaApiError => "MedusaApiError",
            Self::MedusaConnectionError => "MedusaConnectionError",
            Self::MedusaTimeoutError => "MedusaTimeoutError",
            Self::MedusaResponseError => "MedusaResponseError",
            Self::MedusaRedirectError => "MedusaRedirectError",
        }
    }
}

/// A detail of an error.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Words.
    Text(String),
    /// A number: a status, a count, milliseconds.
    Number(f64),
    /// `true`.
    Yes,
}

/// An error as data: the fields of the JavaScript error of the same `name`.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Class.
    pub name: ErrorName,
    /// What went wrong, for a person; never holds a credential.
    pub message: String,
    /// The other fields: `status`, `type`, `code`, `method`, `path`, `attempts`, …
    pub details: Vec<(&'static str, Detail)>,
}

impl Problem {
    /// An error with a class and a message and no details yet.
    #[must_use]
    pub const fn new(name: ErrorName, message: String) -> Self {
        Self { name, message, details: Vec::new() }
    }

    /// Adds a detail in words, unless it is empty.
    #[must_use]
    pub fn with_text(mut self, field: &'static str, text: &str) -> Self {
        self.add(field, Detail::Text(String::from(text)));
        self
    }

    #[inline(never)]
    fn add(&mut self, field: &'static str, detail: Detail) {
        if detail != Detail::Text(String::new()) {
            self.details.push((field, detail));
        }
    }

    /// Adds a number.
    #[must_use]
    pub fn with_number(mut self, field: &'static str, number: impl Into<f64>) -> Self {
        self.add(field, Detail::Number(number.into()));
        self
    }

    /// A detail in words.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.details.iter().find_map(|(name, detail)| match detail {
            Detail::Text(text) if *name == field => Some(text.as_str()),
            _ => None,
        })
    }

    /// A number among the details.
    #[must_use]
    pub fn number(&self, field: &str) -> Option<f64> {
        self.details.iter().find_map(|(name, detail)| match detail {
            Detail::Number(number) if *name == field => Some(*number),
            _ => None,
        })
    }

    /// Completes the message with ` (GET /admin/…)` and notes which call it was; where it can't be
    /// known whether the call was processed, `find_out` says how to.
    pub fn of_call(&mut self, method: Method, path: &str, attempts: u32, find_out: Option<&str>) {
        append(&mut self.message, &[" (", method.as_str(), " ", path, ")"]);
        if let Some(find_out) = find_out {
            append(&mut self.message, &[". It may have been processed all the same: ", find_out]);
            self.add("mayHaveBeenProcessed", Detail::Yes);
        }
        self.add("method", Detail::Text(String::from(method.as_str())));
        self.add("path", Detail::Text(String::from(path)));
        self.add("attempts", Detail::Number(attempts.into()));
    }

    /// A time limit was passed; the words say of what, and end before the limit.
    #[must_use]
    pub fn timed_out(words: &str, timeout_ms: u32) -> Self {
        let mut message = String::from(words);
        push_number(&mut message, timeout_ms);
        message.push_str(" ms");
        Self::new(ErrorName::MedusaTimeoutError, message).with_number("timeoutMs", timeout_ms)
    }

    /// The server redirected to this origin, which is empty where the runtime doesn't tell; or, within
    /// the client's own, too often or to outside of `baseUrl`.
    #[must_use]
    pub fn refused_redirect(origin: &str) -> Self {
        let place =
            if origin.is_empty() { "a place that the runtime does not tell" } else { origin };
        let advice = ", and this is not followed; set baseUrl to the address that answers without a \
                      redirect (its scheme, host, port and path)";
        let mut message = String::new();
        append(&mut message, &["The server redirects to ", place, advice]);
        Self::new(ErrorName::MedusaRedirectError, message).with_text("location", origin)
    }

    /// The server answered with an error status. The message reads as medusa-js's does, with the
    /// server's own words added: `Request failed with status code 404: Batch job … was not found`.
    #[must_use]
    pub fn from_answer(status: u16, said: &str, kind: &str, code: &str) -> Self {
        let mut message = String::from("Request failed with status code ");
        push_number(&mut message, u32::from(status));
        if !said.is_empty() {
            append(&mut message, &[": ", said]);
        }
        Self::new(ErrorName::MedusaApiError, message)
            .with_number("status", u32::from(status))
            .with_text("type", kind)
            .with_text("code", code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_read_as_promised() {
        let said = "Batch job with id x was not found";
        let mut problem = Problem::from_answer(404, said, "not_found", "");
        problem.of_call(Method::Get, "/admin/batch-jobs/x", 1, None);
        assert_eq!(
            problem.message,
            "Request failed with status code 404: Batch job with id x was not found (GET /admin/batch-jobs/x)"
        );
        assert_eq!(problem.text("type"), Some("not_found"));
    }

    #[test]
    fn doubt_is_said_with_a_way_out() {
        let mut problem = Problem::timed_out("No whole answer within ", 30_000);
        problem.of_call(Method::Post, "/admin/batch-jobs", 1, Some("look for it"));
        assert_eq!(
            problem.message,
            "No whole answer within 30000 ms (POST /admin/batch-jobs). It may have been processed \
             all the same: look for it"
        );
        assert!(problem.details.contains(&("mayHaveBeenProcessed", Detail::Yes)));
        assert_eq!(problem.number("timeoutMs"), Some(30_000.0));
    }
}
