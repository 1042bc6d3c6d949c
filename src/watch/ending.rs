//! Whether a job has come to its end, and to which.

use super::snapshot::{Snapshot, Stamps, Status};

/// What is waited for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Until {
    /// That nothing more happens by itself: a dry run's rest counts.
    PreProcessed,
    /// Completed, canceled or failed. A dry run that nobody confirms never comes there.
    #[default]
    Terminal,
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Done.
    Completed,
    /// A dry run at rest.
    AwaitingConfirmation,
    /// Canceled before it was done.
    Canceled,
    /// Done and then canceled: a cancel waits for the transaction that processes the job, is written
    /// behind it, and undoes nothing (observed).
    CanceledAfterCompletion,
    /// Failed.
    Failed,
}

impl Ending {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::AwaitingConfirmation => "awaiting_confirmation",
            Self::Canceled => "canceled",
            Self::CanceledAfterCompletion => "canceled_after_completion",
            Self::Failed => "failed",
        }
    }
}

/// What a snapshot says about the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It goes on.
    Open,
    /// It ended, but may end in another way yet.
    Provisional(Ending),
    /// It ended.
    Final(Ending),
}

/// Judges a snapshot.
#[must_use]
pub fn verdict(snapshot: &Snapshot, until: Until) -> Verdict {
    let Snapshot { stamps, dry_run, .. } = *snapshot;
    let rested = dry_run && !stamps.has(Stamps::CONFIRMED);
    match snapshot.status {
        Status::Failed => Verdict::Final(Ending::Failed),
        Status::Completed | Status::Canceled
            if stamps.has(Stamps::COMPLETED.with(Stamps::CANCELED)) =>
        {
            Verdict::Final(Ending::CanceledAfterCompletion)
        }
        Status::Completed => Verdict::Final(Ending::Completed),
        // Nothing was under way on the server that could fail now.
        Status::Canceled if rested && stamps.has(Stamps::PRE_PROCESSED) => {
            Verdict::Final(Ending::Canceled)
        }
        // The server notices a cancel only when it gets to the job, and fails it then.
        Status::Canceled => Verdict::Provisional(Ending::Canceled),
        Status::PreProcessed if rested && until == Until::PreProcessed => {
            Verdict::Final(Ending::AwaitingConfirmation)
        }
        _ => Verdict::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(status: &str, stamps: &[Stamps], dry_run: bool, until: Until) -> Verdict {
        let status = Status::named(status);
        let stamps = stamps.iter().fold(Stamps::default(), |all, stamp| all.with(*stamp));
        let id = String::from("batch_1");
        verdict(
            &Snapshot { id, status, stamps, dry_run, updated_at_ms: None, progress: None },
            until,
        )
    }

    #[test]
    fn what_ends_whatever_is_waited_for() {
        for until in [Until::PreProcessed, Until::Terminal] {
            for dry_run in [false, true] {
                let judge = |status, stamps: &[Stamps]| judge(status, stamps, dry_run, until);
                assert_eq!(judge("completed", &[]), Verdict::Final(Ending::Completed));
                assert_eq!(judge("failed", &[]), Verdict::Final(Ending::Failed));
                assert_eq!(
                    judge("failed", &[Stamps::COMPLETED, Stamps::CANCELED, Stamps::FAILED]),
                    Verdict::Final(Ending::Failed)
                );
                assert_eq!(judge("canceled", &[]), Verdict::Provisional(Ending::Canceled));
                assert_eq!(
                    judge("canceled", &[Stamps::PRE_PROCESSED, Stamps::CONFIRMED]),
                    Verdict::Provisional(Ending::Canceled)
                );
                assert_eq!(
                    judge("canceled", &[Stamps::COMPLETED, Stamps::CANCELED]),
                    Verdict::Final(Ending::CanceledAfterCompletion)
                );
                for open in ["created", "confirmed", "processing", "paused", ""] {
                    assert_eq!(judge(open, &[]), Verdict::Open, "{open}");
                }
            }
        }
    }

    #[test]
    fn a_dry_run_rests_until_it_is_confirmed() {
        let rest = [Stamps::PRE_PROCESSED];
        let judge = |stamps, dry_run, until| judge("pre_processed", stamps, dry_run, until);
        let awaiting = Verdict::Final(Ending::AwaitingConfirmation);
        assert_eq!(judge(&rest, true, Until::PreProcessed), awaiting);
        assert_eq!(judge(&rest, true, Until::Terminal), Verdict::Open);
        assert_eq!(judge(&rest, false, Until::PreProcessed), Verdict::Open);
        assert_eq!(judge(&[Stamps::CONFIRMED], true, Until::PreProcessed), Verdict::Open);
    }

    #[test]
    fn a_dry_run_canceled_at_rest_stays_canceled() {
        let stamps = [Stamps::PRE_PROCESSED, Stamps::CANCELED];
        assert_eq!(
            judge("canceled", &stamps, true, Until::Terminal),
            Verdict::Final(Ending::Canceled)
        );
        assert_eq!(
            judge("canceled", &stamps, false, Until::Terminal),
            Verdict::Provisional(Ending::Canceled)
        );
    }
}
