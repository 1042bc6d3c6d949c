//! Bad arguments, refused before anything is sent.

/// Which argument was bad, what was expected and what came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsageError {
    /// The argument, as the caller wrote the call: `retrieve(id)`.
    pub argument: &'static str,
    /// What was expected, e.g. `the id of a batch job`.
    pub expected: &'static str,
    /// What came, e.g. `an empty string`. Never the value of something that may be secret.
    pub received: &'static str,
}
