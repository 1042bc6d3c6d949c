//! The standard retry mode of the smithy SDKs in its written form, "Retry Behavior 2.1", appendix A, as
//! smithy-typescript tests it (`retries.integ.spec.ts`): all eight cases, their quotas as they stand
//! there. Delays are those of no luck (jitter 1), and ours start at 100 ms where theirs start at 50.

use super::{Attempt, Budget, Outcome, Pace, Verdict, retry_after, verdict};
use crate::api::{Method, Safety};

/// What is expected of one answer.
#[derive(Debug, PartialEq)]
enum Step {
    /// A retry after so many milliseconds, so many tokens left.
    Retry(u32, u32),
    /// A success, so many tokens then.
    Success(u32),
    /// The failure is reported, so many tokens left.
    Failure(u32),
}
use Step::{Failure, Retry, Success};

/// Sends one call after the other, each until it ends, against a server that answers with these
/// statuses and `Retry-After` headers.
fn steps(max_attempts: u32, quota: u32, answers: &[(u16, &str)]) -> Vec<Step> {
    let mut budget = Budget::with(quota);
    let (mut retries, mut last) = (0, None::<Pace>);
    let mut steps = Vec::new();
    for (status, header) in answers {
        if *status == 200 {
            budget = budget.refund(last);
            (retries, last) = (0, None);
            steps.push(Success(budget.tokens()));
            continue;
        }
        let outcome = Outcome::Answered {
            status: *status,
            is_conflict: false,
            retry_after_ms: retry_after(header, f64::NAN),
        };
        let attempt = Attempt {
            method: Method::Get,
            safety: Safety::Idempotent,
            outcome,
            retries,
            max_retries: max_attempts.saturating_sub(1),
            is_in_doubt: outcome.is_doubtful(),
            has_looked: false,
        };
        steps.push(match verdict(&attempt, budget, 1.0) {
            Verdict::Retry { after_ms, pace, budget: left } => {
                (budget, last) = (left, Some(pace));
                retries = retries.saturating_add(1);
                Retry(after_ms, budget.tokens())
            }
            Verdict::Look | Verdict::Stop => Failure(budget.tokens()),
        });
    }
    steps
}

fn statuses(max_attempts: u32, quota: u32, statuses: &[u16]) -> Vec<Step> {
    let answers: Vec<_> = statuses.iter().map(|status| (*status, "")).collect();
    steps(max_attempts, quota, &answers)
}

#[test]
fn retry_eventually_succeeds() {
    let expected = [Retry(100, 486), Retry(200, 472), Success(486)];
    assert_eq!(statuses(3, 500, &[500, 500, 200]), expected);
}

#[test]
fn fail_due_to_max_attempts_reached() {
    let expected = [Retry(100, 486), Retry(200, 472), Failure(472)];
    assert_eq!(statuses(3, 500, &[502, 502, 502]), expected);
}

#[test]
fn retry_quota_reached_after_a_single_retry() {
    assert_eq!(statuses(3, 14, &[500, 500]), [Retry(100, 0), Failure(0)]);
}

#[test]
fn no_retries_at_all_if_retry_quota_is_0() {
    assert_eq!(statuses(3, 0, &[500]), [Failure(0)]);
}

#[test]
fn verifying_exponential_backoff_timing() {
    let expected =
        [Retry(100, 486), Retry(200, 472), Retry(400, 458), Retry(800, 444), Failure(444)];
    assert_eq!(statuses(5, 500, &[500; 5]), expected);
}

#[test]
fn retry_stops_after_retry_quota_exhaustion() {
    assert_eq!(statuses(5, 20, &[500, 502]), [Retry(100, 6), Failure(6)]);
}

#[test]
fn retry_quota_recovery_after_successful_responses() {
    let expected = [Retry(100, 16), Retry(200, 2), Success(16), Retry(100, 2), Success(16)];
    assert_eq!(statuses(5, 30, &[500, 502, 200, 500, 200]), expected);
}

#[test]
fn throttling_error_token_bucket_drain_and_backoff_duration() {
    assert_eq!(statuses(3, 500, &[429, 200]), [Retry(1_000, 495), Success(500)]);
}

/// Theirs is a header of its own in milliseconds, `x-amz-retry-after`; ours is the standard's.
#[test]
fn retry_after_is_honoured() {
    assert_eq!(steps(3, 500, &[(503, "1.5"), (200, "")]), [Retry(1_500, 495), Success(500)]);
}

#[test]
fn an_invalid_retry_after_falls_back_to_exponential_backoff() {
    for header in ["invalid", "-1", "1e3", "Sun, 06 Nov 1994 08:49:37 GMT"] {
        let expected = [Retry(100, 486), Success(500)];
        assert_eq!(steps(3, 500, &[(500, header), (200, "")]), expected, "{header}");
    }
}
