//! What a hub has to tell.

use super::ending::Ending;
use super::snapshot::{Snapshot, Status};

/// Something that happened to a watch. Nothing is told twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Whose it is, by the number it was added under.
    pub watch: u32,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Something about a job is new: from now on the answer just told is the one to show.
    Snapshot(Snapshot),
    /// A job's status is another one. Follows its snapshot.
    Status {
        /// The job.
        id: String,
        /// The status before; none in the first answer.
        from: Option<Status>,
        /// The status now.
        to: Status,
    },
    /// More of a job is done. Follows its snapshot.
    Progress {
        /// The job.
        id: String,
        /// How much, from 0 to 1.
        progress: f64,
    },
    /// A poll failed. That says nothing about the jobs.
    PollError {
        /// How many failed in a row, this one included.
        consecutive: u32,
        /// How long nothing is asked now, at least.
        retry_in_ms: u32,
    },
    /// A job is watched no longer. Comes once for each that isn't removed, and last.
    Settled(Box<Report>),
}

/// Why a job is watched no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It ended.
    Ended(Ending),
    /// The deadline passed.
    TimedOut,
    /// The server doesn't know the job.
    NotFound,
    /// The job is somebody else's, or the user's no longer.
    Forbidden,
    /// Nobody is signed in, and nobody could be.
    Unauthorized,
    /// Too many polls in a row failed.
    TooManyErrors,
}

/// What came of watching a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The job.
    pub id: String,
    /// Why it is watched no longer.
    pub how: How,
    /// What was known last; nothing where no poll was answered.
    pub snapshot: Option<Snapshot>,
    /// How long it has stood where it stands.
    pub stands_ms: f64,
    /// How many requests asked for it.
    pub polls: u32,
    /// How many answers showed which status.
    pub histogram: Vec<(Status, u32)>,
}
