//! Verdicts: a whole call. The first line says what it is, `METHOD SAFETY RETRIES BUDGET`, each other
//! one what becomes of an attempt: `503 after=1500 random=0.5`, `lost`, `409 conflict`.

use medusa_batch_jobs::api::{Method, Safety};
use medusa_batch_jobs::policy::{Attempt, Budget, Outcome, Pace, Verdict, verdict};

/// The longest wait that a server can ask for, in milliseconds: five minutes.
const LONGEST_WAIT_MS: f64 = 300_000.0;
const FULL_BUDGET: u32 = 500;

pub fn check(text: &str) {
    let mut lines = text.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let mut attempt = Attempt {
        method: method(words.next()),
        safety: safety(words.next()),
        outcome: Outcome::Final,
        retries: 0,
        max_retries: number(words.next()).unwrap_or(2),
        is_in_doubt: false,
        has_looked: false,
    };
    let mut budget = Budget::with(number(words.next()).unwrap_or(FULL_BUDGET).min(FULL_BUDGET));
    for line in lines {
        attempt.outcome = outcome(line);
        attempt.is_in_doubt |= attempt.outcome.is_doubtful();
        let random = value(line, "random=").unwrap_or(0.5);
        if verdict(&attempt, budget, random) == Verdict::Look {
            check_look(&attempt);
            attempt.has_looked = true;
        }
        match verdict(&attempt, budget, random) {
            Verdict::Retry { after_ms, pace, budget: left } => {
                check_retry(&attempt);
                check_delay(after_ms, pace, attempt.outcome);
                assert_eq!(left.tokens() + Budget::cost(pace), budget.tokens());
                assert!(left.refund(Some(pace)).tokens() <= FULL_BUDGET);
                budget = left;
                attempt.retries += 1;
                attempt.has_looked = false;
            }
            Verdict::Look => panic!("it looks twice after one attempt: {attempt:?}"),
            Verdict::Stop => return,
        }
    }
}

/// Only what can be found is looked for, and only where more than one request is wanted.
fn check_look(attempt: &Attempt) {
    assert_eq!(attempt.safety, Safety::Reconcilable, "{attempt:?}");
    let is_open = attempt.is_in_doubt || only_says_so(attempt.outcome);
    assert!(is_open && attempt.max_retries > 0, "{attempt:?}");
}

/// Answers that say it was not done; only 429 is taken at its word.
fn only_says_so(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Answered { status: 425, .. }
            | Outcome::Answered { status: 409, is_conflict: true, .. }
    )
}

fn check_retry(attempt: &Attempt) {
    assert!(attempt.retries < attempt.max_retries, "{attempt:?}");
    let repeats_work = match attempt.safety {
        Safety::NotIdempotent => attempt.is_in_doubt,
        Safety::Reconcilable => {
            let is_open = attempt.outcome.is_doubtful() || only_says_so(attempt.outcome);
            is_open && !attempt.has_looked
        }
        Safety::Idempotent | Safety::IdempotentByEffect => false,
    };
    assert!(!repeats_work, "what may have been done is done again: {attempt:?}");
    let waits_for_a_lock =
        attempt.safety == Safety::IdempotentByEffect && attempt.outcome == Outcome::TimedOut;
    assert!(!waits_for_a_lock, "a second request waits for the same lock: {attempt:?}");
    if let Outcome::Answered { status, .. } = attempt.outcome {
        assert!(matches!(status, 408 | 409 | 425 | 429 | 500 | 502..=504), "{attempt:?}");
        assert!(status != 500 || attempt.method == Method::Get, "{attempt:?}");
    }
}

/// Within the pace's bounds; and if the server asked for more, not before that.
fn check_delay(after_ms: u32, pace: Pace, outcome: Outcome) {
    let (least, most): (f64, f64) = match pace {
        Pace::Transient => (0.0, 8_000.0),
        Pace::Throttled => (500.0, 20_000.0),
    };
    let asked = match outcome {
        Outcome::Answered { retry_after_ms: Some(wait), .. } => wait.max(0.0),
        _ => 0.0,
    };
    assert!(asked <= LONGEST_WAIT_MS, "nobody waits for {asked} ms");
    let delay = f64::from(after_ms);
    assert!(delay >= least.max(asked) && delay <= asked.max(most) + 1.0, "{after_ms} ms, {asked}");
}

fn method(word: Option<&str>) -> Method {
    match word {
        Some("POST") => Method::Post,
        Some("DELETE") => Method::Delete,
        _ => Method::Get,
    }
}

fn safety(word: Option<&str>) -> Safety {
    match word {
        Some("once") => Safety::NotIdempotent,
        Some("effect") => Safety::IdempotentByEffect,
        Some("reconcilable") => Safety::Reconcilable,
        _ => Safety::Idempotent,
    }
}

fn outcome(line: &str) -> Outcome {
    match line.split(' ').next().unwrap_or_default() {
        "refused" => Outcome::Refused,
        "lost" => Outcome::Lost,
        "timeout" => Outcome::TimedOut,
        "garbled" => Outcome::Garbled,
        "unusable" => Outcome::Unusable,
        "final" => Outcome::Final,
        status => Outcome::Answered {
            status: status.parse().unwrap_or(500),
            is_conflict: line.contains("conflict"),
            retry_after_ms: value(line, "after="),
        },
    }
}

fn value(line: &str, name: &str) -> Option<f64> {
    line.split(' ').find_map(|word| word.strip_prefix(name))?.parse().ok()
}

fn number(word: Option<&str>) -> Option<u32> {
    word?.parse().ok()
}
