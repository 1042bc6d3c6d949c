//! In what terms a hub is talked to.

use crate::watch::ending::Until;
use crate::watch::snapshot::{Snapshot, Status};

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Nothing, for so long; while a request is under way, until somebody's deadline. A timer that is
    /// late does no harm.
    Wait {
        /// What to give the timer, in milliseconds.
        ms: u32,
    },
    /// Ask for these at once, with `limit` set to their number: it is 10 otherwise.
    List {
        /// From 2 to 100 of them, all different.
        ids: Vec<String>,
    },
    /// Ask for this one.
    Retrieve {
        /// The job.
        id: String,
    },
    /// Nothing, until something is told: an answer, a job to watch.
    Idle,
}

/// Why a poll brought nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Failure {
    /// It may succeed the next time.
    Transient {
        /// What `Retry-After` asked for.
        retry_after_ms: Option<f64>,
    },
    /// The job isn't there: 404.
    NotFound,
    /// The server doesn't do this for this user: 403, and 400, by which it answers who asks for
    /// another user's job, and who asks for more ids than its parser takes.
    Refused,
    /// Nobody is signed in, and renewing didn't help.
    Unauthorized,
}

/// Which jobs of which watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which<'a> {
    /// All.
    All,
    /// Those of a watch.
    Watch(u32),
    /// One of a watch.
    Job(u32, &'a str),
    /// One, in whatever watch.
    Id(&'a str),
}

/// How a job is watched, and what is known of it already.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Terms {
    /// What is waited for.
    pub until: Until,
    /// How long from now on; any time where there is none.
    pub deadline_ms: Option<f64>,
    /// How long the job has stood where it stands.
    pub stands_ms: f64,
    /// What is known, and needs no telling.
    pub snapshot: Option<Snapshot>,
    /// How many requests asked for it before.
    pub polls: u32,
    /// What they showed.
    pub histogram: Vec<(Status, u32)>,
}
