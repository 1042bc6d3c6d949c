//! How a call fails.

use crate::api::Method;
use crate::edge;
use crate::error::{Problem, UsageError};
use wasm_bindgen::JsValue;

/// A failed call: what the core knows of it, and the engine's values that belong to it.
#[derive(Debug)]
pub enum Failure {
    /// The caller's signal ended it, with this reason.
    Aborted(JsValue),
    /// An argument was bad; the record of the error.
    Usage(JsValue),
    /// Anything else.
    Problem(Box<Failed>),
}

/// A problem with the engine's values that belong to it.
#[derive(Debug)]
pub struct Failed {
    /// The error as data.
    pub problem: Problem,
    /// `{ status, statusText, headers, data }`; undefined when there was no answer.
    pub response: JsValue,
    /// What `fetch` or the engine threw; undefined when nothing.
    pub cause: JsValue,
}

impl Failure {
    /// A failure with what belongs to it.
    #[must_use]
    #[inline(never)]
    pub fn new(problem: Problem, response: JsValue, cause: JsValue) -> Self {
        Self::Problem(Box::new(Failed { problem, response, cause }))
    }

    /// Notes which call failed, and how to find out whether it was processed.
    pub(super) fn of_call(
        &mut self,
        method: Method,
        path: &str,
        attempts: u32,
        find_out: Option<&str>,
    ) {
        if let Self::Problem(failed) = self {
            failed.problem.of_call(method, path, attempts, find_out);
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::new(problem, JsValue::UNDEFINED, JsValue::UNDEFINED)
    }
}

impl From<UsageError> for Failure {
    fn from(error: UsageError) -> Self {
        let thrown = edge::refuse(error.argument, error.expected, error.received);
        Self::Usage(thrown.err().unwrap_or(JsValue::UNDEFINED))
    }
}
