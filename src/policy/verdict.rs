//! Whether a call is tried again. The whole retry behaviour is this one function of data.

use super::{Budget, LONGEST_TIMER_MS, Pace, backoff};
use crate::api::{Method, Safety};

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// The server answered with an error status.
    Answered {
        /// HTTP status.
        status: u16,
        /// Whether the body's `code` is `invalid_state_error`.
        is_conflict: bool,
        /// What `Retry-After` asked for, in milliseconds.
        retry_after_ms: Option<f64>,
    },
    /// The connection was never made: the request is known not to have reached the server.
    Refused,
    /// No whole answer came: reset, cut off, unknown. The request may have reached the server.
    Lost,
    /// No whole answer came in time. The request may have reached the server.
    TimedOut,
    /// A success that could not be read: half a JSON text, or a page of a proxy.
    Garbled,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// Try again after so many milliseconds, at that pace's price.
    Retry {
        /// Delay in milliseconds, within what a timer can take.
        after_ms: u32,
        /// What it costs.
        pace: Pace,
        /// The budget after it was paid.
        budget: Budget,
    },
    /// Report the outcome.
    Stop,
}

/// The longest a server can make a call wait: beyond this the caller decides, not a header.
const LONGEST_WAIT_MS: f64 = 300_000.0;

/// Decides about a failed attempt. `retries` is how many retries were made already, `random` in
/// [0, 1).
#[must_use]
pub fn verdict(
    method: Method,
    safety: Safety,
    outcome: Outcome,
    (retries, max_retries): (u32, u32),
    budget: Budget,
    random: f64,
) -> Verdict {
    let Some(pace) = pace(method, safety, outcome) else { return Verdict::Stop };
    if retries >= max_retries {
        return Verdict::Stop;
    }
    let asked = match outcome {
        Outcome::Answered { retry_after_ms: Some(wait), .. } => wait,
        _ => 0.0,
    };
    if asked > LONGEST_WAIT_MS {
        return Verdict::Stop;
    }
    let Some(budget) = budget.spend(pace) else { return Verdict::Stop };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 <= asked <= 300,000"
    )]
    let asked = asked.max(0.0).ceil() as u32;
    let after_ms = backoff(pace, retries, random).max(asked).min(LONGEST_TIMER_MS);
    Verdict::Retry { after_ms, pace, budget }
}

/// The pace at which an outcome may be repeated; `None` where it may not.
fn pace(method: Method, safety: Safety, outcome: Outcome) -> Option<Pace> {
    let repeatable = safety != Safety::NotIdempotent;
    match outcome {
        Outcome::Refused => Some(Pace::Transient),
        Outcome::Lost | Outcome::Garbled => repeatable.then_some(Pace::Transient),
        // A POST that timed out may be waiting for a row lock (cancel does): once is enough.
        Outcome::TimedOut => (safety == Safety::Idempotent).then_some(Pace::Transient),
        Outcome::Answered { status: 429, .. } => Some(Pace::Throttled),
        Outcome::Answered { status, is_conflict, retry_after_ms } => {
            let transient = match status {
                408 | 425 | 502..=504 => true,
                // Only reads: what a 500 left behind on the server is not known.
                500 => method == Method::Get,
                // "You may retry the request" (medusa 1.20, error-handler.ts, serialization failure).
                409 => is_conflict || method == Method::Get,
                _ => false,
            };
            let pace = if retry_after_ms.is_some() { Pace::Throttled } else { Pace::Transient };
            (transient && repeatable).then_some(pace)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answered(status: u16) -> Outcome {
        Outcome::Answered { status, is_conflict: false, retry_after_ms: None }
    }

    fn decide(method: Method, safety: Safety, outcome: Outcome) -> Verdict {
        verdict(method, safety, outcome, (0, 2), Budget::default(), 0.5)
    }

    fn is_retried(method: Method, safety: Safety, outcome: Outcome) -> bool {
        decide(method, safety, outcome) != Verdict::Stop
    }

    #[test]
    fn reads_are_repeated_after_what_passes() {
        for status in [408, 409, 425, 429, 500, 502, 503, 504] {
            assert!(is_retried(Method::Get, Safety::Idempotent, answered(status)), "{status}");
        }
        for status in [400, 401, 403, 404, 413, 422, 501, 505, 999] {
            assert!(!is_retried(Method::Get, Safety::Idempotent, answered(status)), "{status}");
        }
        for outcome in [Outcome::Refused, Outcome::Lost, Outcome::Garbled, Outcome::TimedOut] {
            assert!(is_retried(Method::Get, Safety::Idempotent, outcome), "{outcome:?}");
        }
    }

    #[test]
    fn a_create_is_repeated_only_when_it_cannot_have_happened() {
        for outcome in [Outcome::Refused, answered(429)] {
            assert!(is_retried(Method::Post, Safety::NotIdempotent, outcome), "{outcome:?}");
        }
        for outcome in
            [Outcome::Lost, Outcome::TimedOut, Outcome::Garbled, answered(502), answered(503)]
        {
            assert!(!is_retried(Method::Post, Safety::NotIdempotent, outcome), "{outcome:?}");
        }
    }

    #[test]
    fn a_cancel_is_repeated_but_not_after_a_timeout_or_a_500() {
        assert!(is_retried(Method::Post, Safety::IdempotentByEffect, Outcome::Lost));
        assert!(!is_retried(Method::Post, Safety::IdempotentByEffect, Outcome::TimedOut));
        assert!(!is_retried(Method::Post, Safety::IdempotentByEffect, answered(500)));
    }

    #[test]
    fn a_conflict_is_repeated_when_the_server_says_so() {
        let conflict =
            |is_conflict| Outcome::Answered { status: 409, is_conflict, retry_after_ms: None };
        assert!(is_retried(Method::Post, Safety::IdempotentByEffect, conflict(true)));
        assert!(!is_retried(Method::Post, Safety::IdempotentByEffect, conflict(false)));
    }

    #[test]
    fn retry_after_is_a_minimum_and_has_a_limit() {
        let asked = |wait| Outcome::Answered {
            status: 503,
            is_conflict: false,
            retry_after_ms: Some(wait),
        };
        let wait = |outcome| match decide(Method::Get, Safety::Idempotent, outcome) {
            Verdict::Retry { after_ms, .. } => Some(after_ms),
            Verdict::Stop => None,
        };
        assert_eq!(wait(asked(4_000.0)), Some(4_000));
        assert!(wait(asked(1.0)).unwrap() >= 500);
        assert_eq!(wait(asked(300_000.0)), Some(300_000));
        assert_eq!(wait(asked(300_001.0)), None);
        assert_eq!(wait(asked(f64::INFINITY)), None);
    }

    #[test]
    fn retries_end() {
        let outcome = Outcome::Lost;
        let at = |retries, budget| {
            verdict(Method::Get, Safety::Idempotent, outcome, (retries, 2), budget, 0.0)
        };
        assert!(matches!(at(1, Budget::default()), Verdict::Retry { .. }));
        assert_eq!(at(2, Budget::default()), Verdict::Stop);
        assert_eq!(at(0, Budget::with(13)), Verdict::Stop);
    }

    proptest! {
        #[test]
        fn any_delay_fits_a_timer(status in any::<u16>(), wait in proptest::option::of(any::<f64>()), retries in any::<u32>(), random in any::<f64>()) {
            let outcome = Outcome::Answered { status, is_conflict: false, retry_after_ms: wait };
            let verdict = verdict(Method::Get, Safety::Idempotent, outcome, (retries, u32::MAX), Budget::default(), random);
            if let Verdict::Retry { after_ms, .. } = verdict {
                prop_assert!(after_ms <= 300_000);
            }
        }
    }
}
