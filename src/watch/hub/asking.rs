//! What is asked next.

use super::entry::Turn;
use super::{Flight, Hub, Next};
use crate::watch::event::How;
use crate::watch::schedule::timer_ms;

impl Hub {
    /// What to do next. To be asked after whatever is told to the hub, and when a wait is over;
    /// asking more often does no harm. `random` is in [0, 1).
    pub fn next(&mut self, now: f64, random: f64) -> Next {
        let now = self.clock.read(now);
        let can_ask = self.flight == Flight::None && !self.is_blocked();
        self.settle_late(now);
        if can_ask && self.not_before <= now {
            if self.rests_until <= now && !self.is_in_round() {
                self.begin_round(now, random);
            }
            if let Some(request) = self.ask(now) {
                return request;
            }
        }
        self.wait(now)
    }

    /// Whether nothing may be asked until something else is told.
    fn is_blocked(&self) -> bool {
        self.is_offline || self.is_hidden && self.policy.pause_when_hidden
    }

    fn is_in_round(&self) -> bool {
        self.entries.iter().any(|entry| entry.turn == Turn::Queued)
    }

    /// A round is all that are due now, and those who nearly are: what comes due meanwhile is for the
    /// next one. So a round ends, and costs one request for each hundred jobs.
    fn begin_round(&mut self, now: f64, random: f64) {
        let Self { policy, is_hidden, retry_at, .. } = *self;
        let is_due =
            self.entries.iter().any(|entry| entry.due(retry_at, is_hidden, &policy) <= now);
        if !is_due {
            return;
        }
        (self.round_since, self.random) = (now, random);
        for entry in &mut self.entries {
            let is_near = retry_at <= now && entry.is_near(now, is_hidden, &policy);
            if is_near || entry.due(retry_at, is_hidden, &policy) <= now {
                entry.turn = Turn::Queued;
            }
        }
    }

    /// The next request of the round.
    fn ask(&mut self, now: f64) -> Option<Next> {
        let mut ids = Vec::new();
        let most = usize::try_from(self.chunk).unwrap_or(usize::MAX);
        let len = self.entries.len();
        let start = self.cursor.min(len);
        for at in (start..len).chain(0..start) {
            if ids.len() >= most {
                break;
            }
            if let Some(entry) = self.entries.get(at)
                && entry.turn == Turn::Queued
                && !entry.is_alone
            {
                let id = entry.id.clone();
                self.mark(&id, now);
                ids.push(id);
                self.cursor = at.saturating_add(1);
            }
        }
        if ids.is_empty() {
            // After the lists, as these may fail for reasons of their own.
            let alone = self.entries.iter().find(|entry| entry.turn == Turn::Queued)?;
            let id = alone.id.clone();
            self.mark(&id, now);
            ids.push(id);
        }
        // A single one is retrieved: lists say `dry_run: false` of every job unless asked for it.
        self.flight = if ids.len() > 1 { Flight::List } else { Flight::Retrieve };
        if self.flight == Flight::List {
            return Some(Next::List { ids });
        }
        ids.pop().map(|id| Next::Retrieve { id })
    }

    /// All watches of a job are asked for with it, but for those who want nothing now.
    fn mark(&mut self, id: &str, now: f64) {
        let (group, random) = (self.group(id), self.random);
        for entry in self.entries.get_mut(group).unwrap_or_default() {
            if !entry.is_paused {
                entry.ask(now, random);
            }
        }
    }

    /// When one is due, the hub's own pauses included.
    fn due_at(&self, at: usize) -> f64 {
        if self.is_blocked() {
            return f64::INFINITY;
        }
        self.entries.get(at).map_or(f64::INFINITY, |entry| {
            let pause = self.not_before.max(self.rests_until);
            entry.due(self.retry_at, self.is_hidden, &self.policy).max(pause)
        })
    }

    fn expires_at(&self, at: usize) -> f64 {
        let entry = self.entries.get(at).filter(|entry| entry.deadline < f64::INFINITY);
        let Some(entry) = entry else { return f64::INFINITY };
        let (due, is_busy) = (self.due_at(at), self.flight != Flight::None);
        entry.expires(due, is_busy, self.round_since, &self.policy)
    }

    fn settle_late(&mut self, now: f64) {
        for at in 0..self.entries.len() {
            if self.expires_at(at) <= now
                && let Some(entry) = self.entries.get_mut(at)
            {
                entry.settle(now, How::TimedOut, &mut self.events);
            }
        }
        self.sweep();
    }

    fn wait(&self, now: f64) -> Next {
        let mut until = f64::INFINITY;
        for at in 0..self.entries.len() {
            until = until.min(self.expires_at(at));
            if self.flight == Flight::None {
                until = until.min(self.due_at(at));
            }
        }
        if self.flight == Flight::None && !self.is_blocked() && self.is_in_round() {
            until = until.min(self.not_before);
        }
        if until < f64::INFINITY { Next::Wait { ms: timer_ms(until, now) } } else { Next::Idle }
    }
}
