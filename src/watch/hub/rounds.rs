//! What a thousand jobs cost, whatever happens to them.
#![expect(clippy::arithmetic_side_effects, reason = "tests may fail loudly")]

use super::*;
use crate::watch::snapshot::{Stamps, Status};
use proptest::prelude::*;

const JOBS: usize = 1_000;

/// What happens before a round.
#[derive(Debug, Clone, Copy)]
struct Before {
    jumps_ms: f64,
    pokes: usize,
    latency_ms: f64,
    random: f64,
    /// Of 256 jobs that are asked for, how many come to their end.
    ending: u8,
    /// Of 256 requests, how many fail.
    failing: u8,
    is_hidden: bool,
    is_offline: bool,
}

prop_compose! {
    fn before()(
        jumps_ms in prop_oneof![5 => Just(0.0), 1 => -1e7..1e7],
        pokes in prop_oneof![3 => Just(0), 1 => 0..JOBS],
        latency_ms in prop_oneof![0.0..500.0, Just(20_000.0)],
        random in 0.0..1.0,
        ending in prop_oneof![3 => Just(0), 1 => 0..128_u8],
        failing in prop_oneof![5 => Just(0), 1 => 0..128_u8],
        [is_hidden, is_offline] in [prop::bool::weighted(0.2), prop::bool::weighted(0.2)],
    ) -> Before {
        Before { jumps_ms, pokes, latency_ms, random, ending, failing, is_hidden, is_offline }
    }
}

struct Desk {
    hub: Hub,
    now: f64,
    /// How many jobs were asked for, for something that varies.
    count: u8,
    added: usize,
}

impl Desk {
    fn add(&mut self, count: usize) {
        for _ in 0..count.min(JOBS - self.added) {
            // Not in the order of their ids.
            let id = format!("batch_{:04}", self.added * 7 % JOBS);
            assert!(self.hub.add(self.now, 1, &id, Terms::default()));
            self.added += 1;
        }
    }

    fn answer(&mut self, ids: &[String], before: &Before) {
        self.count = self.count.wrapping_add(101);
        if self.count < before.failing {
            return self.hub.failed(self.now, Failure::Transient { retry_after_ms: None });
        }
        let job = |id: &String| {
            self.count = self.count.wrapping_add(101);
            let status =
                if self.count < before.ending { Status::Failed } else { Status::Confirmed };
            let (id, stamps) = (id.clone(), Stamps::default());
            Snapshot { id, status, stamps, dry_run: false, updated_at_ms: None, progress: None }
        };
        let mut jobs: Vec<_> = ids.iter().map(job).collect();
        jobs.reverse();
        self.hub.answered(self.now, jobs);
    }

    /// Asks until there is something to wait for: how many requests.
    fn round(&mut self, before: &Before) -> usize {
        let mut asked: Vec<String> = Vec::new();
        let mut requests = 0;
        loop {
            let ids = match self.hub.next(self.now, before.random) {
                Next::Wait { ms } => {
                    self.now += f64::from(ms);
                    return requests;
                }
                Next::Idle => return requests,
                Next::Retrieve { id } => vec![id],
                Next::List { ids } => ids,
            };
            requests += 1;
            assert!(!before.is_offline && ids.len() <= 100);
            assert!(matches!(self.hub.next(self.now, 0.5), Next::Idle), "two at a time");
            self.now += before.latency_ms;
            self.answer(&ids, before);
            asked.extend(ids);
            let count = asked.len();
            asked.sort();
            asked.dedup();
            assert_eq!(asked.len(), count, "one was asked for twice in a round");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_thousand_jobs_cost_ten_requests_a_round(
        bursts in prop::collection::vec(1..JOBS, 1..5),
        befores in prop::collection::vec(before(), 1..25),
    ) {
        let mut desk = Desk { hub: Hub::new(Policy::default()), now: 1e12, count: 0, added: 0 };
        let mut bursts = bursts.into_iter();
        for before in befores {
            desk.add(bursts.next().unwrap_or(0));
            desk.now += before.jumps_ms;
            desk.hub.set_hidden(before.is_hidden);
            desk.hub.set_offline(before.is_offline);
            for at in 0..before.pokes.min(50) {
                let id = format!("batch_{:04}", (before.pokes + at * 13) % JOBS);
                desk.hub.poke(desk.now, Which::Id(&id));
            }
            let most = desk.hub.len().div_ceil(100);
            let requests = desk.round(&before);
            prop_assert!(requests <= most, "{requests} requests for {} jobs", desk.hub.len());
        }
    }
}
