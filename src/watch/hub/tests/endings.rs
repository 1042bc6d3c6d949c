//! How watches end.

use super::*;

fn canceled() -> Vec<(String, How)> {
    ended("a", Ending::Canceled)
}

#[test]
fn a_cancel_that_turns_to_a_failure_is_one_failure() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    assert_eq!(reports(desk.answer(&[("a", "canceled")])), []);
    let (waited, ids) = desk.asks();
    assert_eq!((waited, ids), (3_500.0, vec!["a".into()]));
    assert_eq!(settled(desk.answer(&[("a", "failed")])), ended("a", Ending::Failed));
    assert_eq!(desk.next(), Next::Idle);
}

#[test]
fn a_cancel_that_stands_is_one() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    desk.answer(&[("a", "canceled")]);
    desk.now += 1_000.0;
    // Asked meanwhile, it says nothing yet.
    desk.hub.poke(desk.now, Which::All);
    desk.asks();
    assert_eq!(desk.answer(&[("a", "canceled")]), []);
    assert_eq!(desk.asks().0, 2_500.0);
    assert_eq!(settled(desk.answer(&[("a", "canceled")])), canceled());
}

#[test]
fn how_long_a_cancel_is_held_can_be_set() {
    let mut desk = Desk::new(Policy { hold_ms: 0.0, ..Policy::default() });
    desk.add("a", Until::Terminal, None);
    desk.asks();
    assert_eq!(settled(desk.answer(&[("a", "canceled")])), canceled());
}

#[test]
fn whatever_ends_the_watch_a_job_seen_canceled_is_that() {
    for failure in [Failure::NotFound, Failure::Unauthorized] {
        let mut desk = Desk::of(&["a"]);
        desk.asks();
        desk.answer(&[("a", "canceled")]);
        desk.asks();
        assert_eq!(settled(desk.fail(failure)), canceled());
    }
    let mut desk = Desk::new(Policy::default());
    desk.add("a", Until::Terminal, Some(2_000.0));
    desk.asks();
    desk.answer(&[("a", "canceled")]);
    desk.asks();
    desk.fail(LOST);
    assert_eq!(desk.asks().1, [""; 0]);
    assert_eq!(settled(desk.events()), canceled());
}

#[test]
fn a_dry_run_at_rest_ends_a_watch_that_waits_for_it() {
    let rests = Snapshot { dry_run: true, ..job("a", "pre_processed") };
    let mut desk = Desk::new(Policy::default());
    desk.add("a", Until::PreProcessed, None);
    desk.hub.add(desk.now, 2, "a", Terms::default());
    desk.asks();
    desk.hub.answered(desk.now, vec![rests]);
    assert_eq!(settled(desk.events()), ended("a", Ending::AwaitingConfirmation));
    assert_eq!(desk.hub.len(), 1);
}

#[test]
fn the_last_poll_is_just_before_the_deadline() {
    let mut desk = Desk::new(Policy::default());
    desk.add("a", Until::Terminal, Some(60_000.0));
    let mut polls = 0;
    while desk.now < 1e12 + 59_500.0 {
        desk.asks();
        desk.answer(&[("a", if polls > 3 { "paused" } else { "created" })]);
        polls += 1;
    }
    assert_eq!(desk.now, 1e12 + 59_500.0);
    assert_eq!(desk.next(), Next::Wait { ms: 500 });
    desk.now += 500.0;
    assert_eq!(desk.next(), Next::Idle);
    let report = reports(desk.events()).pop().unwrap();
    assert_eq!((report.how, report.polls), (How::TimedOut, polls));
    assert_eq!(report.snapshot, Some(job("a", "paused")));
    let paused = Status::Unknown("paused".into());
    assert_eq!(report.histogram, [(Status::Created, 4), (paused, polls - 4)]);
    assert_eq!(report.stands_ms, 56_000.0);
}

#[test]
fn the_last_poll_goes_out_however_those_before_failed() {
    let mut desk = Desk::new(Policy::default());
    desk.add("a", Until::Terminal, Some(60_000.0));
    let mut last = 0.0;
    loop {
        let (_, ids) = desk.asks();
        if ids.is_empty() {
            break;
        }
        last = desk.now - 1e12;
        desk.fail(LOST);
    }
    assert_eq!((last, desk.now), (59_500.0, 1e12 + 60_000.0));
    assert_eq!(settled(desk.events()), [("a".into(), How::TimedOut)]);
}

#[test]
fn who_slept_through_the_deadline_still_gets_to_know() {
    for (status, how) in [("completed", How::Ended(Ending::Completed)), ("created", How::TimedOut)]
    {
        let mut desk = Desk::new(Policy::default());
        desk.add("a", Until::Terminal, Some(60_000.0));
        desk.asks();
        desk.answer(&[("a", "created")]);
        desk.now += 8.0 * 3_600_000.0;
        assert_eq!(desk.asks(), (0.0, vec!["a".into()]));
        let mut what = desk.answer(&[("a", status)]);
        assert_eq!(desk.next(), Next::Idle);
        what.extend(desk.events());
        assert_eq!(settled(what), [("a".into(), how)]);
    }
}

#[test]
fn an_answer_is_waited_for_only_a_little_beyond_the_deadline() {
    let mut desk = Desk::new(Policy::default());
    desk.add("a", Until::Terminal, Some(2_000.0));
    desk.add("b", Until::Terminal, Some(5_000.0));
    desk.asks();
    assert_eq!(desk.next(), Next::Wait { ms: 3_000 });
    desk.now += 3_000.0;
    assert_eq!(desk.next(), Next::Wait { ms: 3_000 });
    assert_eq!(settled(desk.events()), [("a".into(), How::TimedOut)]);
    let what = desk.answer(&[("a", "completed"), ("b", "completed")]);
    assert_eq!(settled(what), ended("b", Ending::Completed));
}

#[test]
fn nobody_waits_beyond_the_deadline_for_the_answer_to_others() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    desk.add("b", Until::Terminal, Some(2_000.0));
    assert_eq!(desk.next(), Next::Wait { ms: 3_000 });
    desk.now += 3_000.0;
    assert_eq!(desk.next(), Next::Idle);
    assert_eq!(settled(desk.events()), [("b".into(), How::TimedOut)]);
}

#[test]
fn paused_and_offline_watches_keep_their_deadline() {
    let mut desk = Desk::new(Policy::default());
    desk.add("a", Until::Terminal, Some(60_000.0));
    desk.hub.pause(Which::All);
    assert_eq!(desk.next(), Next::Wait { ms: 60_000 });
    desk.hub.resume(Which::All);
    desk.hub.set_offline(true);
    assert_eq!(desk.next(), Next::Wait { ms: 60_000 });
    desk.now += 60_000.0;
    assert_eq!(desk.next(), Next::Idle);
    assert_eq!(settled(desk.events()), [("a".into(), How::TimedOut)]);
}

#[test]
fn a_watch_goes_on_elsewhere() {
    let mut desk = Desk::new(Policy::default());
    desk.add("a", Until::PreProcessed, Some(600_000.0));
    for _ in 0..10 {
        desk.asks();
        desk.answer(&[("a", "created")]);
    }
    let mut terms = desk.hub.terms(desk.now, 1);
    let (id, terms) = terms.pop().unwrap();
    assert_eq!((terms.polls, terms.histogram.as_slice()), (10, &[(Status::Created, 10)][..]));
    let mut other = Desk::new(Policy::default());
    other.now = 77.0;
    other.hub.add(other.now, 3, &id, terms.clone());
    assert_eq!(other.hub.terms(other.now, 3), [(id, terms)]);
    assert_eq!(other.hub.snapshot(3, "a"), Some(&job("a", "created")));
    // Nothing is told again, and the pace is that of its age.
    assert_eq!(other.asks().0, 0.0);
    assert_eq!(other.answer(&[("a", "created")]), []);
    assert!(other.asks().0 > 1_300.0);
}

#[test]
fn what_ended_already_needs_no_request() {
    let mut desk = Desk::new(Policy::default());
    let terms = Terms { snapshot: Some(job("a", "completed")), ..Terms::default() };
    desk.hub.add(desk.now, 1, "a", terms);
    assert_eq!(desk.next(), Next::Idle);
    assert_eq!(settled(desk.events()), ended("a", Ending::Completed));
}

#[test]
fn what_others_got_to_know_counts() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    desk.answer(&[("a", "pre_processed")]);
    desk.now += 900.0;
    desk.hub.observe(desk.now, &job("a", "confirmed"));
    assert_eq!(desk.events().len(), 2);
    assert_eq!(desk.asks().0, 1_000.0);
    desk.hub.observe(desk.now, &job("a", "failed"));
    assert_eq!(settled(desk.events()), ended("a", Ending::Failed));
    // The poll under way brings nothing new.
    assert_eq!(desk.answer(&[("a", "confirmed")]), []);
    assert_eq!(desk.next(), Next::Idle);
}
