use super::*;
use proptest::prelude::*;

fn snapshot(status: &str, updated_at_ms: f64, share: f64) -> Snapshot {
    Snapshot {
        id: String::from("batch_1"),
        status: Status::named(status),
        stamps: Stamps::default(),
        dry_run: false,
        updated_at_ms: Some(updated_at_ms),
        progress: progress(share, f64::NAN, f64::NAN),
    }
}

/// What is known after these answers.
fn after(answers: &[(&str, f64, f64)]) -> Snapshot {
    let mut known = None;
    for (status, at, share) in answers {
        advance(&mut known, snapshot(status, *at, *share));
    }
    known.unwrap()
}

const NONE: f64 = f64::NAN;

#[test]
fn progress_is_read_from_what_there_is() {
    assert_eq!(progress(0.25, 1.0, 2.0), Some(0.25));
    assert_eq!(progress(NONE, 1.0, 2.0), Some(0.5));
    assert_eq!(progress(NONE, 0.0, 0.0), None);
    assert_eq!(progress(NONE, 3.0, 0.0), None);
    assert_eq!(progress(NONE, NONE, 2.0), None);
    assert_eq!(progress(NONE, 3.0, 2.0), Some(1.0));
    assert_eq!(progress(-1.0, NONE, NONE), Some(0.0));
    assert_eq!(progress(f64::INFINITY, NONE, NONE), None);
}

#[test]
fn names_are_the_servers() {
    for name in
        ["created", "pre_processed", "confirmed", "processing", "completed", "canceled", "failed"]
    {
        assert!(Status::named(name).rank().is_some());
        assert_eq!(Status::named(name).name(), name);
    }
    assert_eq!(Status::named("paused").name(), "paused");
    assert_eq!(Status::named("paused").rank(), None);
}

#[test]
fn the_first_answer_is_all_news() {
    let mut known = None;
    let changes = advance(&mut known, snapshot("created", 1.0, 0.5)).unwrap();
    assert_eq!(changes, Changes { status: Some(None), progress: true });
    let changes = advance(&mut None, snapshot("created", 1.0, NONE)).unwrap();
    assert_eq!(changes, Changes { status: Some(None), progress: false });
}

#[test]
fn the_same_again_is_no_news() {
    for at in [1.0, NONE] {
        let mut known = None;
        advance(&mut known, snapshot("created", at, 0.5));
        assert_eq!(advance(&mut known, snapshot("created", at, 0.5)), None);
    }
}

#[test]
fn states_may_be_skipped() {
    let mut known = None;
    advance(&mut known, snapshot("created", 1.0, NONE));
    let changes = advance(&mut known, snapshot("completed", 2.0, NONE)).unwrap();
    assert_eq!(changes, Changes { status: Some(Some(Status::Created)), progress: true });
    assert_eq!(known.unwrap().progress, Some(1.0));
}

#[test]
fn an_older_answer_is_ignored() {
    let known = after(&[("confirmed", 5.0, NONE), ("completed", 4.0, 1.0)]);
    assert_eq!((known.status, known.progress), (Status::Confirmed, None));
}

#[test]
fn no_status_is_left_for_an_earlier_one() {
    assert_eq!(
        after(&[("confirmed", 5.0, NONE), ("created", 5.0, NONE)]).status.name(),
        "confirmed"
    );
    assert_eq!(
        after(&[("confirmed", 5.0, NONE), ("created", 6.0, NONE)]).status.name(),
        "confirmed"
    );
    assert_eq!(after(&[("failed", 5.0, NONE), ("canceled", 6.0, NONE)]).status.name(), "failed");
    assert_eq!(
        after(&[("completed", 5.0, NONE), ("canceled", 6.0, NONE)]).status.name(),
        "canceled"
    );
}

#[test]
fn progress_never_shrinks() {
    let of = |answers: &[_]| after(answers).progress;
    assert_eq!(of(&[("confirmed", 1.0, 0.5), ("confirmed", 2.0, 0.3)]), Some(0.5));
    assert_eq!(of(&[("confirmed", 1.0, 0.5), ("confirmed", 2.0, NONE)]), Some(0.5));
    assert_eq!(of(&[("confirmed", 1.0, 0.5), ("confirmed", 2.0, 0.7)]), Some(0.7));
}

#[test]
fn an_unknown_status_comes_and_goes() {
    let status = |answers: &[_]| String::from(after(answers).status.name());
    assert_eq!(status(&[("confirmed", 1.0, NONE), ("paused", 2.0, NONE)]), "paused");
    assert_eq!(
        status(&[("confirmed", 1.0, NONE), ("paused", 2.0, NONE), ("created", 3.0, NONE)]),
        "paused"
    );
    assert_eq!(
        status(&[("confirmed", 1.0, NONE), ("paused", 2.0, NONE), ("processing", 2.0, NONE)]),
        "processing"
    );
    assert_eq!(status(&[("confirmed", 1.0, NONE), ("paused", 1.0, NONE)]), "confirmed");
    assert_eq!(status(&[("canceled", 1.0, NONE), ("paused", 2.0, NONE)]), "canceled");
}

#[test]
fn a_dry_run_stays_one_although_lists_deny_it() {
    let mut known = None;
    advance(&mut known, Snapshot { dry_run: true, ..snapshot("created", 1.0, NONE) });
    advance(&mut known, snapshot("pre_processed", 2.0, NONE));
    assert!(known.unwrap().dry_run);
}

#[test]
fn done_shows_also_under_a_cancel() {
    let stamps = Stamps::COMPLETED.with(Stamps::CANCELED);
    let mut known = None;
    advance(&mut known, Snapshot { stamps, ..snapshot("canceled", 1.0, NONE) });
    assert_eq!(known.unwrap().progress, Some(1.0));
}

prop_compose! {
    fn any_snapshot()(
        status in prop::sample::select(vec!["created", "pre_processed", "confirmed", "processing",
            "completed", "canceled", "failed", "paused", ""]),
        at in prop_oneof![(0..6_u8).prop_map(f64::from), any::<f64>()],
        share in prop_oneof![(-0.5..1.5), any::<f64>()],
        bits in 0..64_u8,
        dry_run in any::<bool>(),
    ) -> Snapshot {
        Snapshot { stamps: Stamps(bits), dry_run, progress: Some(share), ..snapshot(status, at, NONE) }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_answers_lead_only_forwards(answers in prop::collection::vec(any_snapshot(), 1..30)) {
        let mut known: Option<Snapshot> = None;
        let mut rank = 0;
        for answer in answers {
            let before = known.clone();
            let changes = advance(&mut known, answer);
            let now = known.as_ref().unwrap();
            if let Some(share) = now.progress {
                prop_assert!((0.0..=1.0).contains(&share));
            }
            prop_assert!(now.updated_at_ms.is_none_or(f64::is_finite));
            if let Some(reached) = now.status.rank() {
                prop_assert!(reached >= rank);
                rank = reached;
            }
            let Some(before) = before else {
                prop_assert!(changes.is_some());
                continue;
            };
            prop_assert!(now.progress >= before.progress);
            prop_assert!(now.updated_at_ms >= before.updated_at_ms);
            prop_assert!(now.dry_run || !before.dry_run);
            prop_assert!(now.stamps.has(before.stamps));
            prop_assert_eq!(changes.is_some(), *now != before);
            if let Some(changes) = changes {
                prop_assert_eq!(changes.status.is_some(), now.status != before.status);
                prop_assert_eq!(changes.progress, now.progress != before.progress);
            }
        }
    }
}
