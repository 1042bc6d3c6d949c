//! A hub beside a model of what it may do, whatever it is told in whatever order: answers that are
//! stale, repeated, out of order, incomplete or of other jobs, failures, pauses, pokes, clocks that jump.
#![expect(clippy::arithmetic_side_effects, reason = "tests may fail loudly")]

mod told;

use super::*;
use crate::watch::ending::Until;
use crate::watch::snapshot::{Stamps, Status, progress};
use proptest::prelude::*;
use std::collections::BTreeMap;

const IDS: [&str; 5] = ["a", "b", "c", "d", "e"];
const STATUSES: [&str; 9] = [
    "created",
    "pre_processed",
    "confirmed",
    "processing",
    "completed",
    "canceled",
    "failed",
    "paused",
    "",
];

/// What was told about a job to a watch, as `told` sees to.
#[derive(Debug, Default)]
struct Life {
    deadline: Option<f64>,
    is_paused: bool,
    snapshot: Option<Snapshot>,
    status: Option<Status>,
    rank: u32,
    progress: Option<f64>,
    canceled_at: Option<f64>,
}

#[derive(Debug)]
struct Model {
    hub: Hub,
    policy: Policy,
    /// What the clock shows, and what really passed.
    shown: f64,
    passed: f64,
    flight: Option<Vec<String>>,
    lives: BTreeMap<(u32, String), Life>,
    not_before: f64,
    is_offline: bool,
}

fn job(id: &str, status: u8, at: u8, share: u8) -> Snapshot {
    let status = Status::named(STATUSES[usize::from(status) % STATUSES.len()]);
    let bit = |bit: u8, stamp| if share & bit == 0 { Stamps::default() } else { stamp };
    Snapshot {
        id: String::from(id),
        status,
        stamps: bit(1, Stamps::PRE_PROCESSED).with(bit(2, Stamps::COMPLETED)),
        dry_run: share & 4 != 0,
        updated_at_ms: (at != 0).then(|| f64::from(at % 8)),
        progress: progress(f64::from(share) / 200.0 - 0.1, 0.0, 0.0),
    }
}

impl Model {
    fn new(seed: u8) -> Self {
        let policy = Policy {
            chunk: 1 + u32::from(seed & 3),
            chunk_after_refusal: 1,
            max_consecutive_errors: if seed & 4 == 0 { u32::MAX } else { 4 },
            hold_ms: if seed & 8 == 0 { 3_500.0 } else { 0.0 },
            pause_when_hidden: seed & 16 != 0,
            ..Policy::default()
        };
        Self {
            hub: Hub::new(policy),
            policy,
            shown: 1e6,
            passed: 0.0,
            flight: None,
            lives: BTreeMap::new(),
            not_before: 0.0,
            is_offline: false,
        }
    }

    /// Time passes, which the clock may show or not.
    fn pass(&mut self, ms: f64) {
        self.passed += ms.max(0.0);
        self.shown += ms;
        // Read at every jump, or there were none.
        assert_eq!(self.hub.terms(self.shown, u32::MAX), []);
    }

    fn lives<'a>(&'a mut self, which: Which<'a>) -> impl Iterator<Item = &'a mut Life> {
        let is = move |watch: u32, id: &str| match which {
            Which::All => true,
            Which::Watch(of) => watch == of,
            Which::Job(of, one) => watch == of && id == one,
            Which::Id(one) => id == one,
        };
        self.lives.iter_mut().filter(move |((watch, id), _)| is(*watch, id)).map(|(_, life)| life)
    }

    fn step(&mut self, [kind, a, b, c]: [u8; 4]) {
        let id = IDS[usize::from(a) % IDS.len()];
        let watch = u32::from(b & 1);
        let which = match c % 4 {
            0 => Which::All,
            1 => Which::Watch(watch),
            2 => Which::Job(watch, id),
            _ => Which::Id(id),
        };
        match kind % 20 {
            0..=3 => drop(self.next(f64::from(c) / 255.0)),
            4..=6 => self.pass(f64::from(a) * f64::from(b)),
            7 => self.pass([f64::from(c) * 1e5, f64::from(c) * -1e5][usize::from(b & 1)]),
            8..=10 => self.add(id, watch, c),
            11..=13 => self.answer(a, b, c),
            14 => self.fail(a, b),
            15 => {
                self.hub.pause(which);
                self.lives(which).for_each(|life| life.is_paused = true);
            }
            16 => {
                self.hub.resume(which);
                self.lives(which).for_each(|life| life.is_paused = false);
            }
            17 if c & 64 != 0 => {
                self.hub.remove(which);
                let gone: Vec<_> = self.lives.keys().cloned().collect();
                self.lives(which).for_each(|life| life.rank = u32::MAX);
                self.lives.retain(|_, life| life.rank != u32::MAX);
                assert!(gone.len() >= self.hub.len());
            }
            17 => self.hub.observe(self.shown, &job(id, a, b, c)),
            18 => self.hub.poke(self.shown, which),
            _ if c & 64 != 0 => self.hub.set_hidden(a & 1 == 0),
            _ => {
                self.is_offline = a & 1 == 0;
                self.hub.set_offline(self.is_offline);
            }
        }
        self.check();
    }

    fn add(&mut self, id: &str, watch: u32, c: u8) {
        let deadline_ms = c.is_multiple_of(4).then_some(f64::from(c) * 500.0);
        let until = if c & 4 == 0 { Until::Terminal } else { Until::PreProcessed };
        let terms = Terms { until, deadline_ms, ..Terms::default() };
        let key = (watch, String::from(id));
        assert_eq!(self.hub.add(self.shown, watch, id, terms), !self.lives.contains_key(&key));
        let deadline = deadline_ms.map(|ms| self.passed + ms);
        self.lives.entry(key).or_insert(Life { deadline, ..Life::default() });
    }

    /// Goes on, and says how long to wait.
    fn next(&mut self, random: f64) -> Option<u32> {
        let ids = match self.hub.next(self.shown, random) {
            Next::Wait { ms } => {
                assert!((1..=0x7fff_ffff).contains(&ms));
                return Some(ms);
            }
            Next::Idle => {
                self.check();
                let waits = |life: &Life| life.deadline.is_some() || !life.is_paused;
                let asks = self.flight.is_none() && !self.is_offline && !self.hub.is_hidden;
                assert!(!asks || !self.lives.values().any(waits), "{self:?}");
                return None;
            }
            Next::Retrieve { id } => vec![id],
            Next::List { ids } => {
                assert!(ids.len() > 1 && ids.len() <= self.policy.chunk as usize);
                ids
            }
        };
        // What timed out now is asked for no longer.
        self.check();
        assert!(self.flight.is_none(), "two requests at a time");
        assert!(!self.is_offline && self.not_before <= self.passed + 1e-3);
        for (at, id) in ids.iter().enumerate() {
            assert!(!ids[..at].contains(id), "{id} twice in {ids:?}");
            let wants = self.lives(Which::Id(id)).any(|life| !life.is_paused);
            assert!(wants, "nobody wants {id}");
        }
        self.flight = Some(ids);
        None
    }

    /// What a server, its caches and replicas may answer.
    fn answer(&mut self, a: u8, b: u8, c: u8) {
        // Answers without a request are none.
        let asked = self.flight.take().unwrap_or_else(|| vec!["a".into()]);
        let mut jobs = Vec::new();
        for (at, id) in (0..).zip(&asked) {
            if c & (1 << at) != 0 {
                jobs.push(job(id, a.wrapping_add(at), b, c));
            }
            if c & 128 != 0 {
                jobs.insert(0, job(id, c, b.wrapping_add(at), a));
            }
        }
        if b & 128 != 0 {
            jobs.push(job(IDS[usize::from(b) % IDS.len()], a, b, c));
        }
        self.hub.answered(self.shown, jobs);
    }

    fn fail(&mut self, a: u8, b: u8) {
        let is_asking = self.flight.take().is_some();
        assert_eq!(is_asking, self.hub.is_asking());
        let wait = f64::from(b) * 100.0;
        let failure = match a % 16 {
            0 => Failure::Unauthorized,
            1..=3 => Failure::NotFound,
            4..=6 => Failure::Refused,
            7 => return self.hub.abandoned(self.shown),
            8..=10 => Failure::Transient { retry_after_ms: Some(wait) },
            _ => Failure::Transient { retry_after_ms: None },
        };
        if is_asking && matches!(failure, Failure::Transient { retry_after_ms: Some(_) }) {
            self.not_before = self.not_before.max(self.passed + wait);
        }
        self.hub.failed(self.shown, failure);
    }

    /// The network and the page are back, all jobs end, and so does everything else.
    fn drain(&mut self) {
        self.hub.set_offline(false);
        self.hub.set_hidden(false);
        self.hub.resume(Which::All);
        self.is_offline = false;
        self.lives(Which::All).for_each(|life| life.is_paused = false);
        for _ in 0..60 {
            if let Some(asked) = self.flight.take() {
                let done = |id: &String| Snapshot {
                    updated_at_ms: Some(9.0),
                    ..job(id, if id == "a" { 6 } else { 4 }, 1, 0)
                };
                self.hub.answered(self.shown, asked.iter().map(done).collect());
                self.check();
            }
            if let Some(ms) = self.next(0.5) {
                self.pass(f64::from(ms));
            }
            self.check();
        }
        assert!(self.lives.is_empty() && !self.hub.is_asking(), "{self:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30_000))]

    #[test]
    fn whatever_happens(seed in any::<u8>(), steps in prop::collection::vec(any::<[u8; 4]>(), 0..120)) {
        let mut model = Model::new(seed);
        for step in &steps {
            model.step(*step);
        }
        model.drain();
        // Nothing follows the end.
        for step in steps {
            if !(8..=10).contains(&(step[0] % 20)) {
                model.step(step);
                model.next(0.5);
                prop_assert!(model.flight.is_none());
            }
        }
    }
}
