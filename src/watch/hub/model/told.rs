//! What a hub may tell.

use super::*;
use crate::watch::ending::Ending;
use crate::watch::event::What;

impl Model {
    /// Events lead forwards, and an end is one.
    pub fn check(&mut self) {
        for Event { watch, what } in self.hub.take_events() {
            let id = match &what {
                What::Snapshot(Snapshot { id, .. })
                | What::Status { id, .. }
                | What::Progress { id, .. } => id.clone(),
                What::Settled(report) => report.id.clone(),
                What::PollError { consecutive, retry_in_ms } => {
                    assert!(*consecutive > 0 && *retry_in_ms > 0);
                    continue;
                }
            };
            let key = (watch, id);
            let passed = self.passed;
            let life = self.lives.get_mut(&key).expect("an event of one that isn't watched");
            match what {
                What::Snapshot(snapshot) => {
                    assert_ne!(life.snapshot.as_ref(), Some(&snapshot), "no news");
                    let updated_at = |of: &Snapshot| of.updated_at_ms;
                    assert!(life.snapshot.as_ref().and_then(updated_at) <= snapshot.updated_at_ms);
                    life.snapshot = Some(snapshot);
                }
                What::Status { from, to, .. } => {
                    assert_eq!(from, life.status);
                    assert_ne!(from.as_ref(), Some(&to));
                    assert!(to.rank().is_none_or(|rank| rank >= life.rank), "{from:?} to {to:?}");
                    life.rank = to.rank().unwrap_or(life.rank);
                    if to == Status::Canceled {
                        life.canceled_at = Some(passed);
                    }
                    life.status = Some(to);
                }
                What::Progress { progress, .. } => {
                    assert!(life.progress < Some(progress) && (0.0..=1.0).contains(&progress));
                    life.progress = Some(progress);
                }
                What::Settled(report) => {
                    assert_eq!(report.snapshot, life.snapshot);
                    self.settled(&key, report.how);
                }
                What::PollError { .. } => {}
            }
        }
        assert_eq!(self.hub.len(), self.lives.len());
    }

    fn settled(&mut self, key: &(u32, String), how: How) {
        let life = self.lives.remove(key).unwrap();
        let is_canceled = life.status == Some(Status::Canceled);
        match how {
            How::Ended(Ending::Completed) => assert_eq!(life.status, Some(Status::Completed)),
            How::Ended(Ending::Failed) => assert_eq!(life.status, Some(Status::Failed)),
            How::Ended(Ending::AwaitingConfirmation) => {
                assert_eq!(life.status, Some(Status::PreProcessed));
                assert!(life.snapshot.unwrap().dry_run);
            }
            How::Ended(_) => assert!(is_canceled || life.status == Some(Status::Completed)),
            _ => assert!(life.status.is_none_or(|status| !status.is_terminal()), "{how:?}"),
        }
        if how == How::TimedOut {
            assert!(life.deadline.is_some_and(|deadline| deadline <= self.passed + 1e-3));
        }
    }
}
