//! When polls fail.

use super::*;

fn consecutive(what: &[What]) -> Option<(u32, u32)> {
    match what {
        [What::PollError { consecutive, retry_in_ms }] => Some((*consecutive, *retry_in_ms)),
        _ => None,
    }
}

#[test]
fn failures_back_off_and_successes_forget_them() {
    let mut desk = Desk::of(&["a", "b"]);
    let mut pause = 0.0;
    for (at, wait) in
        [750, 1_500, 3_000, 6_000, 12_000, 24_000, 45_000, 45_000].into_iter().enumerate()
    {
        assert_eq!(desk.asks(), (pause, vec!["a".into(), "b".into()]));
        let told = consecutive(&desk.fail(LOST));
        assert_eq!(told, Some((u32::try_from(at).unwrap() + 1, wait)));
        pause = f64::from(wait);
    }
    desk.asks();
    desk.answer(&[("a", "created"), ("b", "created")]);
    desk.asks();
    assert_eq!(consecutive(&desk.fail(LOST)), Some((1, 750)));
}

#[test]
fn who_is_poked_or_back_online_does_not_wait_out_the_pause() {
    let mut desk = Desk::of(&["a"]);
    for _ in 0..8 {
        desk.asks();
        desk.fail(LOST);
    }
    desk.hub.set_offline(true);
    desk.hub.set_offline(false);
    assert_eq!(desk.asks().0, 250.0);
    desk.fail(LOST);
    desk.hub.poke(desk.now, Which::Watch(1));
    assert_eq!(desk.asks().0, 250.0);
}

#[test]
fn retry_after_is_a_minimum_for_everybody() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    let told = desk.fail(Failure::Transient { retry_after_ms: Some(40_000.0) });
    assert_eq!(consecutive(&told), Some((1, 40_000)));
    desk.hub.poke(desk.now, Which::All);
    desk.add("b", Until::Terminal, Some(5_000.0));
    // Not even for a last poll.
    assert_eq!(desk.next(), Next::Wait { ms: 5_000 });
    desk.now += 5_000.0;
    assert_eq!(desk.next(), Next::Wait { ms: 35_000 });
    assert_eq!(settled(desk.events()), [("b".into(), How::TimedOut)]);
    for nonsense in [f64::NAN, f64::NEG_INFINITY, -1.0] {
        let mut desk = Desk::of(&["a"]);
        desk.asks();
        desk.fail(Failure::Transient { retry_after_ms: Some(nonsense) });
        assert_eq!(desk.asks().0, 750.0);
    }
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    desk.fail(Failure::Transient { retry_after_ms: Some(f64::INFINITY) });
    assert_eq!(desk.next(), Next::Wait { ms: 0x7fff_ffff });
}

#[test]
fn too_many_failures_end_all() {
    let mut desk = Desk::new(Policy { max_consecutive_errors: 3, ..Policy::default() });
    desk.add("a", Until::Terminal, None);
    desk.add("b", Until::Terminal, None);
    for _ in 0..2 {
        desk.asks();
        assert!(consecutive(&desk.fail(LOST)).is_some());
    }
    desk.asks();
    let what = desk.fail(LOST);
    assert!(matches!(what[0], What::PollError { consecutive: 3, .. }));
    let how = How::TooManyErrors;
    assert_eq!(settled(what), [("a".into(), how), ("b".into(), how)]);
    assert_eq!(desk.next(), Next::Idle);
}

#[test]
fn who_is_not_on_the_list_is_retrieved_and_only_that_one_fails() {
    for (failure, how) in [(Failure::NotFound, How::NotFound), (Failure::Refused, How::Forbidden)] {
        let mut desk = Desk::of(&["a", "b", "c", "d"]);
        desk.asks();
        desk.answer(&[("c", "created"), ("a", "created")]);
        assert_eq!(desk.asks(), (0.0, vec!["b".into()]));
        assert_eq!(settled(desk.fail(failure)), [("b".into(), how)]);
        assert_eq!(desk.asks(), (0.0, vec!["d".into()]));
        assert!(desk.answer(&[("d", "created")]).len() == 2);
        assert_eq!(desk.asks(), (1_000.0, vec!["a".into(), "c".into(), "d".into()]));
    }
}

#[test]
fn one_that_fails_alone_keeps_nobody_else_waiting() {
    let mut desk = Desk::of(&["a", "b", "c"]);
    let (mut answered, mut failed) = (0, 0);
    while desk.now < 1e12 + 120e3 {
        let (_, ids) = desk.asks();
        if ids == ["b"] {
            failed += 1;
            let told = consecutive(&desk.fail(LOST)).unwrap();
            assert_eq!(told.0, failed);
        } else {
            answered += 1;
            desk.answer(&[("a", "created"), ("c", "created")]);
        }
    }
    assert!(answered > 20 && failed < 10, "{answered} lists, {failed} failures");
}

#[test]
fn a_list_that_fails_keeps_no_other_list_waiting() {
    let ids: Vec<_> = (0..300).map(|at| format!("batch_{at:03}")).collect();
    let mut desk = Desk::of(&ids.iter().map(String::as_str).collect::<Vec<_>>());
    let mut asked = [0; 300];
    for _ in 0..30 {
        let (_, chunk) = desk.asks();
        for id in &chunk {
            asked[id["batch_".len()..].parse::<usize>().unwrap()] += 1;
        }
        if chunk.iter().any(|id| id == "batch_007") {
            desk.fail(LOST);
        } else {
            desk.answer(&chunk.iter().map(|id| (id.as_str(), "created")).collect::<Vec<_>>());
        }
    }
    assert!(asked.iter().all(|count| *count >= 3), "{asked:?}");
}

#[test]
fn a_refused_list_is_cut_into_smaller_ones() {
    let ids: Vec<_> = (0..60).map(|at| format!("batch_{at:03}")).collect();
    let mut desk = Desk::of(&ids.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(desk.asks().1.len(), 60);
    assert_eq!(desk.fail(Failure::Refused), []);
    let (waited, chunk) = desk.asks();
    assert_eq!((waited, chunk.len()), (250.0, 20));
    // Refused again, it is a failure like another.
    assert!(consecutive(&desk.fail(Failure::Refused)).is_some());
    assert_eq!(desk.hub.len(), 60);
}

#[test]
fn nobody_signed_in_ends_all() {
    let mut desk = Desk::of(&["a", "b"]);
    desk.asks();
    let how = How::Unauthorized;
    let told = settled(desk.fail(Failure::Unauthorized));
    assert_eq!(told, [("a".into(), how), ("b".into(), how)]);
    assert_eq!(desk.next(), Next::Idle);
}

#[test]
fn another_job_than_the_one_asked_for_is_no_answer() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    assert!(consecutive(&desk.answer(&[("b", "completed")])).is_some());
    desk.asks();
    assert_eq!(settled(desk.answer(&[("a", "completed")])).len(), 1);
}

#[test]
fn an_abandoned_request_is_made_again() {
    let mut desk = Desk::of(&["a"]);
    desk.asks();
    desk.hub.abandoned(desk.now);
    assert_eq!(desk.asks(), (250.0, vec!["a".into()]));
}
