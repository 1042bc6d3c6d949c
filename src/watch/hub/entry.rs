//! One job of one watch: what is known of it, and when it is due.

use super::{Terms, Which};
use crate::watch::ending::{Until, Verdict, verdict};
use crate::watch::event::{Event, How, Report, What};
use crate::watch::policy::{Policy, within};
use crate::watch::schedule::interval;
use crate::watch::snapshot::{Snapshot, Status, advance};

/// A server that makes up a status each time must not fill the memory.
const MOST_STATUSES: usize = 32;

/// Whether it is being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// No.
    Resting,
    /// In this round.
    Queued,
    /// In the request under way.
    Asked,
    /// It is settled.
    Done,
}

#[derive(Debug)]
pub struct Entry {
    pub watch: u32,
    pub id: String,
    until: Until,
    pub snapshot: Option<Snapshot>,
    pub turn: Turn,
    /// Since when it has the status it has, or since something was done about it.
    pub stands_since: f64,
    /// When its progress was first known in this status, and what it was.
    began: Option<(f64, f64)>,
    asked_at: Option<f64>,
    answered_at: Option<f64>,
    /// Of the round that asked for it.
    pub random: f64,
    /// Before it, it isn't asked for again after a failure.
    pub retry_at: f64,
    /// Until when its end is not believed.
    held_until: Option<f64>,
    /// Infinite where there is none.
    pub deadline: f64,
    pub is_paused: bool,
    /// Whether it is wanted at once.
    pub is_urgent: bool,
    /// Whether lists don't show it.
    pub is_alone: bool,
    /// In a row.
    pub failures: u32,
    polls: u32,
    histogram: Vec<(Status, u32)>,
}

impl Entry {
    pub fn new(now: f64, watch: u32, id: &str, terms: Terms) -> Self {
        let deadline = terms.deadline_ms.filter(|ms| *ms < f64::INFINITY);
        Self {
            watch,
            id: String::from(id),
            until: terms.until,
            snapshot: terms.snapshot.filter(|snapshot| snapshot.id == id),
            turn: Turn::Resting,
            // Before the clock began, perhaps.
            stands_since: now - within(terms.stands_ms, 0.0, 0.0, 1e15),
            began: None,
            asked_at: None,
            answered_at: None,
            random: 0.5,
            retry_at: 0.0,
            held_until: None,
            deadline: deadline.map_or(f64::INFINITY, |ms| now + ms.max(0.0)),
            is_paused: false,
            is_urgent: false,
            is_alone: false,
            failures: 0,
            polls: terms.polls,
            histogram: terms.histogram,
        }
    }

    /// What `new` takes to go on with it.
    pub fn terms(&self, now: f64) -> Terms {
        let has_deadline = self.deadline < f64::INFINITY;
        Terms {
            until: self.until,
            deadline_ms: has_deadline.then(|| (self.deadline - now).max(0.0)),
            stands_ms: now - self.stands_since,
            snapshot: self.snapshot.clone(),
            polls: self.polls,
            histogram: self.histogram.clone(),
        }
    }

    pub fn is(&self, which: Which) -> bool {
        match which {
            Which::All => true,
            Which::Watch(watch) => self.watch == watch,
            Which::Job(watch, id) => self.watch == watch && self.id == id,
            Which::Id(id) => self.id == id,
        }
    }

    /// When it is to be asked for; never for who isn't.
    pub fn due(&self, retry_at: f64, is_hidden: bool, policy: &Policy) -> f64 {
        if self.is_paused || self.turn != Turn::Resting || self.is_last_done(policy) {
            f64::INFINITY
        } else if self.is_urgent {
            0.0
        } else {
            let (due, _) = self.scheduled(is_hidden, policy);
            // The last poll goes out whatever happened to those before.
            due.max(self.retry_at).max(retry_at).min(self.last_at(policy))
        }
    }

    /// Whether it can go along with a round: it is due in a share of its interval.
    pub fn is_near(&self, now: f64, is_hidden: bool, policy: &Policy) -> bool {
        let (due, interval) = self.scheduled(is_hidden, policy);
        self.due(0.0, is_hidden, policy) < f64::INFINITY
            && self.retry_at <= now
            && due <= now + policy.early * interval
    }

    /// When it is due by its age, and what of that is the interval.
    fn scheduled(&self, is_hidden: bool, policy: &Policy) -> (f64, f64) {
        match (self.held_until, self.answered_at) {
            (Some(held_until), _) => (held_until, 0.0),
            (None, Some(at)) if !self.is_alone => {
                let age_ms = at - self.stands_since;
                let wait = interval(policy, age_ms, self.eta_ms(at), is_hidden, self.random);
                (at + wait, wait)
            }
            _ => (0.0, 0.0),
        }
    }

    /// How long it will still take, if it goes on as it went in this status.
    fn eta_ms(&self, now: f64) -> Option<f64> {
        let (since, at_first) = self.began?;
        let share = self.snapshot.as_ref()?.progress?;
        let gained = share - at_first;
        (gained > 0.0).then(|| (1.0 - share) * (now - since) / gained)
    }

    fn last_at(&self, policy: &Policy) -> f64 {
        self.deadline - policy.last_poll_ms
    }

    fn is_last_done(&self, policy: &Policy) -> bool {
        self.asked_at.is_some_and(|at| at >= self.last_at(policy))
    }

    /// When it is given up. One that is still to be asked for isn't, so that who slept through the
    /// deadline gets to know what became of the job. `due` is when it will be asked for, should
    /// others not keep the hub busy.
    pub fn expires(&self, due: f64, is_busy: bool, round_since: f64, policy: &Policy) -> f64 {
        let grace = |since: f64| self.deadline.max(since) + policy.grace_ms;
        match self.turn {
            Turn::Asked => grace(self.asked_at.unwrap_or(round_since)),
            Turn::Queued => grace(round_since),
            Turn::Resting if due <= grace(0.0) && is_busy => grace(0.0),
            Turn::Resting if due <= grace(0.0) => f64::INFINITY,
            Turn::Resting | Turn::Done => self.deadline,
        }
    }

    pub fn ask(&mut self, now: f64, random: f64) {
        self.turn = Turn::Asked;
        self.asked_at = Some(now);
        self.random = random;
        self.is_urgent = false;
        self.polls = self.polls.saturating_add(1);
    }

    /// Takes what a poll brought.
    pub fn answer(&mut self, now: f64, answer: Snapshot, policy: &Policy, events: &mut Vec<Event>) {
        self.turn = Turn::Resting;
        self.is_alone = false;
        self.failures = 0;
        let seen = self.histogram.iter_mut().find(|(status, _)| *status == answer.status);
        if let Some((_, count)) = seen {
            *count = count.saturating_add(1);
        } else if self.histogram.len() < MOST_STATUSES {
            self.histogram.push((answer.status.clone(), 1));
        }
        self.observe(now, answer, true, policy, events);
    }

    /// Takes what the server said, to a poll or to somebody else.
    pub fn observe(
        &mut self,
        now: f64,
        answer: Snapshot,
        is_poll: bool,
        policy: &Policy,
        events: &mut Vec<Event>,
    ) {
        self.answered_at = Some(now);
        self.retry_at = 0.0;
        let changes = advance(&mut self.snapshot, answer);
        let (Some(snapshot), Some(changes)) = (&self.snapshot, changes) else {
            return self.judge(now, is_poll, policy, events);
        };
        let watch = self.watch;
        let mut tell = |what| events.push(Event { watch, what });
        tell(What::Snapshot(snapshot.clone()));
        let id = || snapshot.id.clone();
        if let Some(from) = changes.status {
            // In its first answer it has stood there for as long as was said, or nobody knows.
            if from.is_some() {
                self.stands_since = now;
            }
            self.began = None;
            tell(What::Status { id: id(), from, to: snapshot.status.clone() });
        }
        if let Some(progress) = snapshot.progress {
            self.began = self.began.or(Some((now, progress)));
            if changes.progress {
                tell(What::Progress { id: id(), progress });
            }
        }
        self.judge(now, is_poll, policy, events);
    }

    /// Settles it where it is at its end. A cancel must still stand in a poll after the hold.
    pub fn judge(&mut self, now: f64, is_poll: bool, policy: &Policy, events: &mut Vec<Event>) {
        let Some(snapshot) = &self.snapshot else { return };
        match (verdict(snapshot, self.until), self.held_until) {
            (Verdict::Open, _) => {}
            (Verdict::Final(ending), _) => self.settle(now, How::Ended(ending), events),
            (Verdict::Provisional(_), None) if policy.hold_ms > 0.0 => {
                self.held_until = Some(now + policy.hold_ms);
            }
            (Verdict::Provisional(ending), held_until) => {
                let held_until = held_until.unwrap_or(0.0);
                if policy.hold_ms <= 0.0
                    || is_poll && self.asked_at.is_some_and(|at| at >= held_until)
                {
                    self.settle(now, How::Ended(ending), events);
                }
            }
        }
    }

    /// The end. Whatever ends it, a job that was seen canceled is that.
    pub fn settle(&mut self, now: f64, how: How, events: &mut Vec<Event>) {
        if self.turn == Turn::Done {
            return;
        }
        self.turn = Turn::Done;
        let snapshot = self.snapshot.take();
        let how = match snapshot.as_ref().map(|snapshot| verdict(snapshot, self.until)) {
            Some(Verdict::Provisional(ending) | Verdict::Final(ending)) => How::Ended(ending),
            Some(Verdict::Open) | None => how,
        };
        let report = Report {
            // Others are found by the order of the ids, so that this one must keep its own.
            id: self.id.clone(),
            how,
            snapshot,
            stands_ms: now - self.stands_since,
            polls: self.polls,
            histogram: core::mem::take(&mut self.histogram),
        };
        events.push(Event { watch: self.watch, what: What::Settled(Box::new(report)) });
    }
}
