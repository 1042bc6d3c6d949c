//! A job as far as it decides, and what of an answer is news. The rest of the server's object stays
//! where it is, in JavaScript.

use super::policy::within;

/// Where a job stands; the server computes it from the timestamps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Not prepared yet.
    Created,
    /// Prepared; a dry run rests here until it is confirmed.
    PreProcessed,
    /// Waiting to be processed.
    Confirmed,
    /// Being processed. Not seen over HTTP with Medusa's own job runner.
    Processing,
    /// Done.
    Completed,
    /// Canceled, which may turn to failed.
    Canceled,
    /// Failed.
    Failed,
    /// One that this version doesn't know. It ends nothing and is asked for at the usual pace.
    Unknown(String),
}

impl Status {
    /// The status of that name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "created" => Self::Created,
            "pre_processed" => Self::PreProcessed,
            "confirmed" => Self::Confirmed,
            "processing" => Self::Processing,
            "completed" => Self::Completed,
            "canceled" => Self::Canceled,
            "failed" => Self::Failed,
            other => Self::Unknown(String::from(other)),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Created => "created",
            Self::PreProcessed => "pre_processed",
            Self::Confirmed => "confirmed",
            Self::Processing => "processing",
            Self::Completed => "completed",
            Self::Canceled => "canceled",
            Self::Failed => "failed",
            Self::Unknown(name) => name,
        }
    }

    /// The server's order, in which a later one beats an earlier one (`models/batch-job.ts`).
    #[must_use]
    pub const fn rank(&self) -> Option<u32> {
        Some(match self {
            Self::Created => 0,
            Self::PreProcessed => 1,
            Self::Confirmed => 2,
            Self::Processing => 3,
            Self::Completed => 4,
            Self::Canceled => 5,
            Self::Failed => 6,
            Self::Unknown(_) => return None,
        })
    }

    /// Whether the server does nothing more about the job, unless it is canceled.
    #[must_use]
    pub const fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Canceled | Self::Failed)
    }
}

/// Which of a job's timestamps are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stamps(u8);

impl Stamps {
    /// `pre_processed_at`
    pub const PRE_PROCESSED: Self = Self(1);
    /// `confirmed_at`
    pub const CONFIRMED: Self = Self(2);
    /// `processing_at`
    pub const PROCESSING: Self = Self(4);
    /// `completed_at`
    pub const COMPLETED: Self = Self(8);
    /// `canceled_at`
    pub const CANCELED: Self = Self(16);
    /// `failed_at`
    pub const FAILED: Self = Self(32);

    /// These and those.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of those are set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The rank of the status that the server computes from them.
    const fn rank(self) -> u32 {
        u8::BITS.saturating_sub(self.0.leading_zeros())
    }

    /// What must be set where a job has come to this status.
    const fn of(status: &Status) -> Self {
        match status {
            Status::Created | Status::Unknown(_) => Self(0),
            Status::PreProcessed => Self::PRE_PROCESSED,
            Status::Confirmed => Self::CONFIRMED,
            Status::Processing => Self::PROCESSING,
            Status::Completed => Self::COMPLETED,
            Status::Canceled => Self::CANCELED,
            Status::Failed => Self::FAILED,
        }
    }
}

/// How much of a job is done, from 0 to 1; NaN stands for what the result lacks. Only exports report a
/// `progress`, and an empty one reports none (0 of 0); imports report only the two counts.
#[must_use]
pub fn progress(progress: f64, advancement_count: f64, count: f64) -> Option<f64> {
    let share = if progress.is_finite() { progress } else { advancement_count / count };
    share.is_finite().then(|| within(share, 0.0, 0.0, 1.0))
}

/// A job as far as it decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// The job's id.
    pub id: String,
    /// Where it stands.
    pub status: Status,
    /// Which timestamps are set.
    pub stamps: Stamps,
    /// Whether it rests in `pre_processed`. Lists without `dry_run` among their fields say no of every
    /// job, so a yes is kept.
    pub dry_run: bool,
    /// When it last changed, by the server's clock.
    pub updated_at_ms: Option<f64>,
    /// How much is done, where that is known.
    pub progress: Option<f64>,
}

/// What an answer changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The status before, where that is another one now or there was none.
    pub status: Option<Option<Status>>,
    /// Whether the progress is another one.
    pub progress: bool,
}

/// Moves what is known on to an answer, as far as that leads forwards; `None` where nothing is new.
pub fn advance(known: &mut Option<Snapshot>, mut answer: Snapshot) -> Option<Changes> {
    answer.updated_at_ms = answer.updated_at_ms.filter(|at| at.is_finite());
    answer.stamps = answer.stamps.with(Stamps::of(&answer.status));
    if answer.stamps.has(Stamps::COMPLETED) {
        answer.progress = Some(1.0);
    }
    answer.progress = answer.progress.and_then(|share| progress(share, 0.0, 0.0));
    let Some(before) = known else {
        let changes = Changes { status: Some(None), progress: answer.progress.is_some() };
        *known = Some(answer);
        return Some(changes);
    };
    if !leads_forwards(before, &answer) {
        return None;
    }
    answer.stamps = answer.stamps.with(before.stamps);
    answer.dry_run |= before.dry_run;
    answer.updated_at_ms = answer.updated_at_ms.or(before.updated_at_ms);
    if answer.progress < before.progress {
        answer.progress = before.progress;
    }
    if answer == *before {
        return None;
    }
    let progress = answer.progress != before.progress;
    let is_moved = answer.status != before.status;
    let before = core::mem::replace(before, answer);
    Some(Changes { status: is_moved.then_some(Some(before.status)), progress })
}

/// Answers may come from a cache or a replica that lags behind. An older one says nothing, and no
/// status is left for one before it: what the server takes back in a failed transaction it will fail.
fn leads_forwards(before: &Snapshot, answer: &Snapshot) -> bool {
    let both = before.updated_at_ms.zip(answer.updated_at_ms);
    if both.is_some_and(|(before, answer)| answer < before) {
        return false;
    }
    match answer.status.rank() {
        Some(rank) => rank >= before.status.rank().unwrap_or(before.stamps.rank()),
        None if answer.status == before.status => true,
        None => !before.status.is_terminal() && both.is_none_or(|(before, answer)| answer > before),
    }
}

#[cfg(test)]
mod tests;
