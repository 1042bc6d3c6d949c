//! Waiting for jobs: when to ask, what of an answer is news, when a job is at its end.
//!
//! ```text
//!  hub        all watches of a client: what to ask next, what came of it, what to tell
//!   ├ schedule   when to ask again, by a job's age; pauses after failures; the clock
//!   ├ snapshot   a job as far as it decides; answers only lead forwards
//!   ├ ending     whether it is at its end, and which
//!   └ event      what is told
//!  policy     all numbers
//! ```
//!
//! Medusa tells nobody when a job is done: there are no server-sent events and no webhooks, so asking
//! is the only way.

pub mod ending;
pub mod event;
pub mod hub;
pub mod policy;
pub mod schedule;
#[cfg(test)]
mod simulation;
pub mod snapshot;

pub use ending::{Ending, Until, Verdict, verdict};
pub use event::{Event, How, Report, What};
pub use hub::{Failure, Hub, Next, Terms, Which};
pub use policy::Policy;
pub use snapshot::{Snapshot, Stamps, Status, progress};
