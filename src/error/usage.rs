//! Bad arguments, refused before anything is sent.

/// Which argument was bad, what was expected and what came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageError {
    /// The argument, as the caller wrote the call: `retrieve(id)`, `list(query).created_at.gt`.
    pub argument: String,
    /// What was expected, e.g. `a non-empty string`.
    pub expected: String,
    /// What came, e.g. `undefined`. Never the value of something that may be secret.
    pub received: String,
}

impl UsageError {
    /// An error about one argument.
    #[must_use]
    pub fn new(argument: &str, expected: &str, received: &str) -> Self {
        Self {
            argument: String::from(argument),
            expected: String::from(expected),
            received: String::from(received),
        }
    }

    /// The sentence a person reads.
    #[must_use]
    pub fn message(&self) -> String {
        let mut message = String::new();
        for part in [&self.argument, ": expected ", &self.expected, ", got ", &self.received] {
            message.push_str(part);
        }
        message
    }
}
