//! All watches of a client, as one machine: it says what is to be done next, is told what came of
//! that, and never waits itself. Due jobs share a list, and there is one request at a time, so that
//! a thousand jobs cost ten requests a round and a slow server is asked less.
//!
//! ```text
//!        ┌───────────── Wait, Idle ◀──────────────┐
//!        ▼                                        │ nothing due
//!  add, poke, shown, … ──▶ next ──▶ due? ─────────┘
//!                           ▲         │ a round: all that are due, or nearly
//!                           │         ▼
//!   answered, failed ───────┴──── List, Retrieve   one after the other
//! ```
//!
//! `entry`: one job of one watch. `asking`: what is asked next. `answers`: what came of it. `words`: in
//! what terms it is talked to.

mod answers;
mod asking;
mod entry;
#[cfg(test)]
mod model;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod tests;
mod words;

use super::event::{Event, How};
use super::policy::Policy;
use super::schedule::Clock;
use super::snapshot::Snapshot;
use entry::{Entry, Turn};

pub use words::{Failure, Next, Terms, Which};

/// What is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flight {
    None,
    List,
    Retrieve,
}

/// All watches of a client. Times are those of one clock of the engine, in milliseconds; which one
/// doesn't matter, and it may be set.
#[derive(Debug)]
pub struct Hub {
    policy: Policy,
    clock: Clock,
    /// By id and watch, so that those of one id are neighbours and found by halving.
    entries: Vec<Entry>,
    events: Vec<Event>,
    flight: Flight,
    /// The luck of this round: one for all, so that those who went together stay together.
    random: f64,
    round_since: f64,
    /// Where the next list begins to take, so that a failing one keeps nobody else waiting.
    cursor: usize,
    /// How many ids a list takes by now.
    chunk: u32,
    /// Failures in a row.
    failures: u32,
    /// Before it, nothing is asked that isn't wanted at once.
    retry_at: f64,
    /// Before it, nothing is asked.
    not_before: f64,
    /// Before it, no round begins.
    rests_until: f64,
    is_hidden: bool,
    is_offline: bool,
}

impl Hub {
    /// A hub without watches.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        let policy = policy.sane();
        Self {
            policy,
            clock: Clock::default(),
            entries: Vec::new(),
            events: Vec::new(),
            flight: Flight::None,
            random: 0.5,
            round_since: 0.0,
            cursor: 0,
            chunk: policy.chunk,
            failures: 0,
            retry_at: 0.0,
            not_before: 0.0,
            rests_until: 0.0,
            is_hidden: false,
            is_offline: false,
        }
    }

    /// Watches a job, which is asked for at once. `false` when this watch has it already.
    pub fn add(&mut self, now: f64, watch: u32, id: &str, terms: Terms) -> bool {
        let now = self.clock.read(now);
        let place = self
            .entries
            .binary_search_by(|entry| entry.id.as_str().cmp(id).then(entry.watch.cmp(&watch)));
        let Err(place) = place else { return false };
        let mut entry = Entry::new(now, watch, id, terms);
        entry.judge(now, false, &self.policy, &mut self.events);
        if entry.turn != Turn::Done {
            self.entries.insert(place, entry);
        }
        true
    }

    /// Watches no longer, and says nothing about it.
    pub fn remove(&mut self, which: Which) {
        self.each(which, 0.0, |entry, _| entry.turn = Turn::Done);
        self.sweep();
    }

    /// Asks for them no longer. Their deadlines stay.
    pub fn pause(&mut self, which: Which) {
        self.each(which, 0.0, |entry, _| {
            entry.is_paused = true;
            // A request under way for it alone may be ended; its answer would not be news now.
            entry.turn = Turn::Resting;
        });
    }

    /// Asks for them again, at once where they would have been asked for meanwhile.
    pub fn resume(&mut self, which: Which) {
        self.each(which, 0.0, |entry, _| entry.is_paused = false);
    }

    /// Asks for them at once, and quickly for a while: something was done about them.
    pub fn poke(&mut self, now: f64, which: Which) {
        let now = self.clock.read(now);
        self.each(which, now, |entry, now| entry.stands_since = now);
        self.wake(which);
    }

    /// Told that a page is seen or not. Who comes back wants to know at once.
    pub fn set_hidden(&mut self, is_hidden: bool) {
        if self.is_hidden && !is_hidden {
            self.wake(Which::All);
        }
        self.is_hidden = is_hidden;
    }

    /// Told that there is a network or none. Without one nothing is asked, and nothing fails.
    pub fn set_offline(&mut self, is_offline: bool) {
        if self.is_offline && !is_offline {
            self.wake(Which::All);
        }
        self.is_offline = is_offline;
    }

    /// Asks for them at once, however the last poll failed: a page came back from the cache, say.
    pub fn wake(&mut self, which: Which) {
        self.each(which, 0.0, |entry, _| entry.is_urgent = true);
    }

    /// What happened since this was last asked, in order.
    pub fn take_events(&mut self) -> Vec<Event> {
        core::mem::take(&mut self.events)
    }

    /// What is known of a job.
    #[must_use]
    pub fn snapshot(&self, watch: u32, id: &str) -> Option<&Snapshot> {
        let entry = self.entries.iter().find(|entry| entry.is(Which::Job(watch, id)))?;
        entry.snapshot.as_ref()
    }

    /// What `add` takes to go on with a watch elsewhere, by id.
    #[must_use]
    pub fn terms(&mut self, now: f64, watch: u32) -> Vec<(String, Terms)> {
        let now = self.clock.read(now);
        let mut terms = Vec::new();
        for entry in &self.entries {
            if entry.watch == watch {
                terms.push((entry.id.clone(), entry.terms(now)));
            }
        }
        terms
    }

    /// How many jobs are watched, counted once for each watch.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is watched.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a request is under way. Where `next` is idle then, nobody waits for its answer.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.flight != Flight::None
    }

    /// One loop for all changes: with a closure it would be there once for each.
    #[inline(never)]
    fn each(&mut self, which: Which, now: f64, change: fn(&mut Entry, f64)) {
        for entry in &mut self.entries {
            if entry.is(which) {
                change(entry, now);
            }
        }
    }

    /// Where those of an id are.
    #[inline(never)]
    fn group(&self, id: &str) -> core::ops::Range<usize> {
        let start = self.entries.partition_point(|entry| entry.id.as_str() < id);
        let len = self.entries.iter().skip(start).take_while(|entry| entry.id == id).count();
        start..start.saturating_add(len)
    }

    /// Leaves those behind that are settled.
    #[inline(never)]
    fn sweep(&mut self) {
        self.entries.retain(|entry| entry.turn != Turn::Done);
    }

    /// Ends all watches.
    fn settle_all(&mut self, now: f64, how: How) {
        for entry in &mut self.entries {
            entry.settle(now, how, &mut self.events);
        }
        self.sweep();
    }
}
