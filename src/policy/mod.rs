//! What is decided: whether to try again and when, which credentials a request carries, where a
//! redirect may lead. Pure functions of data; time and randomness come in as arguments.

mod backoff;
mod budget;
#[cfg(test)]
mod budget_spec;
mod credentials;
mod redirect;
mod retry_after;
mod verdict;

pub use backoff::{Pace, backoff};
pub use budget::Budget;
pub use credentials::{Credentials, is_secret};
pub use redirect::{Redirect, follow};
pub use retry_after::retry_after;
pub use verdict::{Attempt, Outcome, Verdict, verdict};
