//! What is asked, and when. `failures`: when polls fail. `endings`: how watches end.
#![expect(clippy::float_cmp, reason = "these times are whole")]

mod endings;
mod failures;

use super::*;
use crate::watch::ending::{Ending, Until};
use crate::watch::event::{Report, What};
use crate::watch::snapshot::{Stamps, Status};

/// A hub and the time, without jitter.
struct Desk {
    hub: Hub,
    now: f64,
}

impl Desk {
    fn new(policy: Policy) -> Self {
        Self { hub: Hub::new(policy), now: 1e12 }
    }

    /// One that watches these.
    fn of(ids: &[&str]) -> Self {
        let mut desk = Self::new(Policy::default());
        for id in ids {
            assert!(desk.hub.add(desk.now, 1, id, Terms::default()));
        }
        desk
    }

    fn next(&mut self) -> Next {
        self.hub.next(self.now, 0.5)
    }

    fn add(&mut self, id: &str, until: Until, deadline_ms: Option<f64>) {
        self.hub.add(self.now, 1, id, Terms { until, deadline_ms, ..Terms::default() });
    }

    /// Waits for the next request: how long, and for what.
    fn asks(&mut self) -> (f64, Vec<String>) {
        let begin = self.now;
        loop {
            match self.next() {
                Next::Wait { ms } => self.now += f64::from(ms),
                Next::Idle => return (self.now - begin, Vec::new()),
                Next::Retrieve { id } => return (self.now - begin, vec![id]),
                Next::List { ids } => return (self.now - begin, ids),
            }
        }
    }

    /// Answers with jobs of these statuses.
    fn answer(&mut self, jobs: &[(&str, &str)]) -> Vec<What> {
        self.hub.answered(self.now, jobs.iter().map(|(id, status)| job(id, status)).collect());
        self.events()
    }

    fn fail(&mut self, failure: Failure) -> Vec<What> {
        self.hub.failed(self.now, failure);
        self.events()
    }

    fn events(&mut self) -> Vec<What> {
        self.hub.take_events().into_iter().map(|event| event.what).collect()
    }
}

fn job(id: &str, status: &str) -> Snapshot {
    let (id, status) = (String::from(id), Status::named(status));
    let stamps = Stamps::default();
    Snapshot { id, status, stamps, dry_run: false, updated_at_ms: None, progress: None }
}

const LOST: Failure = Failure::Transient { retry_after_ms: None };

/// The reports among events.
fn reports(events: Vec<What>) -> Vec<Report> {
    let report = |what| match what {
        What::Settled(report) => Some(*report),
        _ => None,
    };
    events.into_iter().filter_map(report).collect()
}

/// How each was settled.
fn settled(events: Vec<What>) -> Vec<(String, How)> {
    reports(events).into_iter().map(|report| (report.id, report.how)).collect()
}

fn ended(id: &str, ending: Ending) -> Vec<(String, How)> {
    vec![(String::from(id), How::Ended(ending))]
}

#[test]
fn one_job_is_retrieved_until_its_end() {
    let mut desk = Desk::of(&["a"]);
    assert_eq!(desk.asks(), (0.0, vec!["a".into()]));
    assert_eq!(desk.next(), Next::Idle);
    let what = desk.answer(&[("a", "created")]);
    let to = Status::Created;
    let expected =
        [What::Snapshot(job("a", "created")), What::Status { id: "a".into(), from: None, to }];
    assert_eq!(what, expected);
    assert_eq!(desk.asks().0, 1_000.0);
    assert_eq!(desk.answer(&[("a", "created")]), []);
    assert_eq!(desk.asks().0, 1_000.0);
    let what = desk.answer(&[("a", "completed")]);
    assert!(matches!(what[1], What::Status { from: Some(Status::Created), .. }));
    assert_eq!(what[2], What::Progress { id: "a".into(), progress: 1.0 });
    assert_eq!(settled(what), ended("a", Ending::Completed));
    assert_eq!(desk.next(), Next::Idle);
    assert!(desk.hub.is_empty());
}

#[test]
fn due_jobs_share_lists_of_a_hundred() {
    let ids: Vec<_> = (0..250).map(|at| format!("batch_{at:03}")).collect();
    let mut desk = Desk::of(&ids.iter().map(String::as_str).collect::<Vec<_>>());
    for round in 0..3 {
        let mut asked = Vec::new();
        for (at, len) in [100, 100, 50].into_iter().enumerate() {
            let (waited, chunk) = desk.asks();
            assert_eq!(chunk.len(), len, "round {round}");
            assert!(at == 0 || waited == 0.0);
            assert_eq!(desk.next(), Next::Idle);
            desk.answer(&chunk.iter().map(|id| (id.as_str(), "created")).collect::<Vec<_>>());
            asked.extend(chunk);
        }
        asked.sort();
        assert_eq!(asked, ids);
    }
}

#[test]
fn who_is_nearly_due_goes_along() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    desk.now += 150.0;
    desk.answer(&[("a", "created")]);
    desk.add("b", Until::Terminal, None);
    // The first of `b`, as soon as the gap is over.
    assert_eq!(desk.asks(), (250.0, vec!["b".into()]));
    desk.answer(&[("b", "created")]);
    // `a` is due after 1,000 ms, `b` 250 ms after it; then they go together.
    assert_eq!(desk.asks(), (750.0, vec!["a".into()]));
    desk.answer(&[("a", "created")]);
    assert_eq!(desk.asks(), (250.0, vec!["b".into()]));
    desk.answer(&[("b", "created")]);
    desk.now += 900.0;
    assert_eq!(desk.asks(), (0.0, vec!["a".into(), "b".into()]));
}

#[test]
fn a_round_is_lucky_as_a_whole() {
    let ids: Vec<_> = (0..150).map(|at| format!("batch_{at:03}")).collect();
    let mut desk = Desk::of(&ids.iter().map(String::as_str).collect::<Vec<_>>());
    // Of each round the first number counts.
    for (luck, ms) in [([0.0, 0.9], 800), ([1.0, 0.1], 1_200)] {
        for random in luck {
            let Next::List { ids } = desk.hub.next(desk.now, random) else { panic!() };
            desk.answer(&ids.iter().map(|id| (id.as_str(), "created")).collect::<Vec<_>>());
        }
        assert_eq!(desk.hub.next(desk.now, 0.5), Next::Wait { ms });
        desk.now += f64::from(ms);
    }
}

#[test]
fn a_late_timer_is_due_once() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    desk.answer(&[("a", "created")]);
    desk.now += 3_600_000.0;
    assert_eq!(desk.asks().0, 0.0);
    desk.answer(&[("a", "created")]);
    assert_eq!(desk.asks().0, 15_000.0);
}

#[test]
fn a_clock_set_back_keeps_nobody_waiting() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    desk.answer(&[("a", "created")]);
    desk.now -= 1e9;
    assert_eq!(desk.asks().0, 1_000.0);
}

#[test]
fn a_poke_asks_at_once_and_pokes_do_not_pile_up() {
    let mut desk = Desk::of(&["a"]);
    for _ in 0..20 {
        desk.asks();
        desk.answer(&[("a", "created")]);
    }
    let mut waits = Vec::new();
    for _ in 0..3 {
        for _ in 0..10 {
            desk.hub.poke(desk.now, Which::Id("a"));
        }
        waits.push(desk.asks().0);
        desk.answer(&[("a", "created")]);
    }
    assert_eq!(waits, [250.0; 3]);
    // Something was done about it: it is young again.
    assert_eq!(desk.asks().0, 1_000.0);
}

#[test]
fn a_hidden_page_asks_rarely_and_at_once_when_it_is_back() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    desk.answer(&[("a", "created")]);
    desk.hub.set_hidden(true);
    assert_eq!(desk.next(), Next::Wait { ms: 30_000 });
    desk.now += 5_000.0;
    desk.hub.set_hidden(false);
    assert_eq!(desk.asks().0, 0.0);

    let mut desk = Desk::new(Policy { pause_when_hidden: true, ..Policy::default() });
    desk.hub.set_hidden(true);
    desk.add("a", Until::Terminal, None);
    assert_eq!(desk.next(), Next::Idle);
}

#[test]
fn nothing_is_asked_offline() {
    let mut desk = Desk::of(&["a"]);
    desk.hub.set_offline(true);
    assert_eq!(desk.next(), Next::Idle);
    desk.hub.set_offline(false);
    assert_eq!(desk.asks().0, 0.0);
}

#[test]
fn paused_and_removed_ones_are_not_asked_for() {
    let mut desk = Desk::of(&["a", "b", "c"]);
    desk.hub.pause(Which::Job(1, "a"));
    desk.hub.remove(Which::Id("b"));
    assert_eq!(desk.asks().1, ["c"]);
    desk.hub.pause(Which::All);
    // Its answer comes too late to be news.
    assert_eq!(desk.answer(&[("c", "completed")]), []);
    assert_eq!(desk.next(), Next::Idle);
    desk.hub.resume(Which::Watch(1));
    assert_eq!(desk.asks().1, ["a", "c"]);
    desk.hub.remove(Which::All);
    assert!(desk.next() == Next::Idle && desk.hub.is_asking() && desk.hub.is_empty());
}

#[test]
fn watches_of_the_same_job_share_its_polls() {
    let mut desk = Desk::of(&["a", "b"]);
    assert!(desk.hub.add(desk.now, 2, "a", Terms::default()));
    assert!(!desk.hub.add(desk.now, 2, "a", Terms::default()));
    assert_eq!(desk.asks().1, ["a", "b"]);
    let jobs = vec![job("b", "created"), job("a", "completed")];
    desk.hub.answered(desk.now, jobs);
    let events = desk.hub.take_events();
    let ended = |event: &Event| matches!(event.what, What::Settled(_)).then_some(event.watch);
    assert_eq!(events.iter().filter_map(ended).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(desk.asks().1, ["b"]);
}

#[test]
fn an_answer_is_for_all_who_watch_the_job() {
    let mut desk = Desk::of(&["a"]);
    for _ in 0..20 {
        desk.asks();
        desk.answer(&[("a", "created")]);
    }
    desk.hub.add(desk.now, 2, "a", Terms::default());
    assert_eq!(desk.asks(), (250.0, vec!["a".into()]));
    desk.hub.answered(desk.now, vec![job("a", "confirmed")]);
    let watches: Vec<_> = desk.hub.take_events().iter().map(|event| event.watch).collect();
    assert_eq!(watches, [1, 1, 2, 2]);
}

#[test]
fn progress_with_a_speed_shortens_the_interval() {
    let mut desk = Desk::of(&["a"]);
    let mut waits = Vec::new();
    for _ in 0..60 {
        waits.push(desk.asks().0);
        let share = (desk.now - 1e12) / 300e3;
        desk.hub.answered(desk.now, vec![Snapshot { progress: Some(share), ..job("a", "x") }]);
    }
    assert!(waits.contains(&15_000.0));
    assert!(waits.ends_with(&[1_000.0; 3]), "{waits:?}");
}
