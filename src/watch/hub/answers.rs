//! What came of a request, and what others got to know.

use super::entry::Turn;
use super::{Failure, Flight, Hub};
use crate::watch::event::{Event, How, What};
use crate::watch::policy::{LONGEST_MS, within};
use crate::watch::schedule::{backoff, timer_ms};
use crate::watch::snapshot::Snapshot;

impl Hub {
    /// Told what a request brought: the job that was retrieved, or those of the list. Who isn't on the
    /// list is retrieved, as that tells why.
    pub fn answered(&mut self, now: f64, jobs: Vec<Snapshot>) {
        let now = self.clock.read(now);
        if self.flight == Flight::None {
            return;
        }
        for job in jobs {
            let group = self.group(&job.id);
            for entry in self.entries.get_mut(group).unwrap_or_default() {
                if entry.turn == Turn::Asked {
                    entry.answer(now, job.clone(), &self.policy, &mut self.events);
                }
            }
        }
        if self.flight == Flight::Retrieve && self.is_anyone_asked() {
            // Another job than the one asked for, or none.
            return self.fail(now, None);
        }
        self.end_flight(now);
        (self.failures, self.retry_at) = (0, 0.0);
        for entry in &mut self.entries {
            if entry.turn == Turn::Asked {
                entry.turn = Turn::Queued;
                entry.is_alone = true;
            }
        }
        self.sweep();
    }

    /// Told what the server said about a job to somebody else: to who confirmed it, say.
    pub fn observe(&mut self, now: f64, job: &Snapshot) {
        let now = self.clock.read(now);
        let group = self.group(&job.id);
        for entry in self.entries.get_mut(group).unwrap_or_default() {
            entry.observe(now, job.clone(), false, &self.policy, &mut self.events);
        }
        self.sweep();
    }

    /// Told that a request brought nothing.
    pub fn failed(&mut self, now: f64, failure: Failure) {
        let now = self.clock.read(now);
        if self.flight == Flight::None {
            return;
        }
        let how = match (failure, self.flight) {
            (Failure::Transient { retry_after_ms }, _) => return self.fail(now, retry_after_ms),
            (Failure::Unauthorized, _) => {
                self.end_flight(now);
                return self.settle_all(now, How::Unauthorized);
            }
            (Failure::NotFound, Flight::Retrieve) => How::NotFound,
            (Failure::Refused, Flight::Retrieve) => How::Forbidden,
            (Failure::Refused, _) if self.chunk > self.policy.chunk_after_refusal => {
                self.chunk = self.policy.chunk_after_refusal;
                self.end_flight(now);
                return self.rest();
            }
            // A server without this list, or one that refuses it whatever is asked for.
            _ => return self.fail(now, None),
        };
        self.end_flight(now);
        (self.failures, self.retry_at) = (0, 0.0);
        for entry in &mut self.entries {
            if entry.turn == Turn::Asked {
                entry.settle(now, how, &mut self.events);
            }
        }
        self.sweep();
    }

    /// Told that a request was ended before it brought anything. Who was asked for will be again.
    pub fn abandoned(&mut self, now: f64) {
        let now = self.clock.read(now);
        if self.flight == Flight::None {
            return;
        }
        self.end_flight(now);
        self.rest();
    }

    /// Ends the round.
    fn rest(&mut self) {
        self.entries.iter_mut().for_each(|entry| entry.turn = Turn::Resting);
    }

    fn is_anyone_asked(&self) -> bool {
        self.entries.iter().any(|entry| entry.turn == Turn::Asked)
    }

    fn end_flight(&mut self, now: f64) {
        self.flight = Flight::None;
        self.rests_until = now + self.policy.gap_ms;
    }

    /// A failed poll says nothing about the jobs. It ends the round: the server has trouble enough.
    fn fail(&mut self, now: f64, retry_after_ms: Option<f64>) {
        self.end_flight(now);
        let asked = within(retry_after_ms.unwrap_or(0.0), 0.0, 0.0, LONGEST_MS);
        self.not_before = self.not_before.max(now + asked);
        self.retry_at = now + backoff(&self.policy, self.failures, self.random);
        self.failures = self.failures.saturating_add(1);
        let mut told = Vec::new();
        for entry in &mut self.entries {
            if entry.turn == Turn::Asked {
                entry.retry_at = now + backoff(&self.policy, entry.failures, self.random);
                entry.failures = entry.failures.saturating_add(1);
                if !told.contains(&entry.watch) {
                    told.push(entry.watch);
                    let consecutive = entry.failures.max(self.failures);
                    let retry_at = entry.retry_at.max(self.retry_at).max(self.not_before);
                    let what =
                        What::PollError { consecutive, retry_in_ms: timer_ms(retry_at, now) };
                    self.events.push(Event { watch: entry.watch, what });
                }
            }
            entry.turn = Turn::Resting;
        }
        let most = self.policy.max_consecutive_errors;
        for entry in &mut self.entries {
            if self.failures.max(entry.failures) >= most {
                entry.settle(now, How::TooManyErrors, &mut self.events);
            }
        }
        self.sweep();
    }
}
