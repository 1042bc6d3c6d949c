//! How a call fails.

use crate::error::{Problem, UsageError};
use wasm_bindgen::JsValue;

/// A failed call: what the core knows of it, and the engine's values that belong to it.
#[derive(Debug)]
pub enum Failure {
    /// The caller's signal ended it, with this reason.
    Aborted(JsValue),
    /// Anything else.
    Problem {
        /// The error as data.
        problem: Box<Problem>,
        /// `{ status, statusText, headers, data }`, when there was an answer.
        response: Option<JsValue>,
        /// What `fetch` or the engine threw.
        cause: Option<JsValue>,
    },
}

impl Failure {
    /// A failure without a response or cause.
    #[must_use]
    pub fn plain(problem: Problem) -> Self {
        Self::Problem { problem: Box::new(problem), response: None, cause: None }
    }

    /// A failure caused by something thrown.
    #[must_use]
    pub fn caused(problem: Problem, cause: JsValue) -> Self {
        Self::Problem { problem: Box::new(problem), response: None, cause: Some(cause) }
    }

    /// A failure that is about an answer.
    #[must_use]
    pub fn answered(problem: Problem, response: JsValue) -> Self {
        Self::Problem { problem: Box::new(problem), response: Some(response), cause: None }
    }
}

impl From<UsageError> for Failure {
    fn from(error: UsageError) -> Self {
        Self::plain(error.into())
    }
}
