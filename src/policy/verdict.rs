//! Whether a call is tried again. The whole retry behaviour is this one function of data.

use super::{Budget, Pace, backoff};
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
    /// What will be the same the next time, while something may have been done: an answer that is too
    /// large, a redirect after a form's work, a mistake in a `fetch` of the caller's own.
    Unusable,
    /// What will be the same the next time, and nothing has been done: what can't be sent, any other
    /// redirect.
    Final,
}

impl Outcome {
    /// Whether the server may have done what was asked, and the answer doesn't tell. A 503 may come
    /// from a proxy whose backend was at work.
    #[must_use]
    pub const fn is_doubtful(self) -> bool {
        match self {
            Self::Lost | Self::TimedOut | Self::Garbled | Self::Unusable => true,
            Self::Answered { status, .. } => status == 408 || status >= 500,
            Self::Refused | Self::Final => false,
        }
    }
}

/// A failed attempt, as far as it decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attempt {
    /// Of the request.
    pub method: Method,
    /// What a repetition would do.
    pub safety: Safety,
    /// What became of it.
    pub outcome: Outcome,
    /// How many repetitions were made already.
    pub retries: u32,
    /// How many there may be.
    pub max_retries: u32,
    /// Whether this or an earlier attempt may have been done.
    pub is_in_doubt: bool,
    /// Whether the server was asked since, and what was wanted is not done.
    pub has_looked: bool,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// Try again after so many milliseconds, at that pace's price.
    Retry {
        /// Delay in milliseconds, five minutes at most.
        after_ms: u32,
        /// What it costs.
        pace: Pace,
        /// The budget after it was paid.
        budget: Budget,
    },
    /// Ask the server whether it is done before anything else.
    Look,
    /// Report the outcome.
    Stop,
}

/// The longest a server can make a call wait: beyond this the caller decides, not a header.
const LONGEST_WAIT_MS: f64 = 300_000.0;

/// Decides about a failed attempt. `random` is in [0, 1).
#[must_use]
pub fn verdict(attempt: &Attempt, budget: Budget, random: f64) -> Verdict {
    if must_look(attempt) {
        return Verdict::Look;
    }
    let Some(pace) = pace(attempt) else { return Verdict::Stop };
    if attempt.retries >= attempt.max_retries {
        return Verdict::Stop;
    }
    let asked = match attempt.outcome {
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
    let after_ms = backoff(pace, attempt.retries, random).max(asked);
    Verdict::Retry { after_ms, pace, budget }
}

/// Who allows no repetition wants no further request either. A 400 after an attempt in doubt may say
/// no more than that the attempt was successful. And only 429 is taken at its word.
fn must_look(attempt: &Attempt) -> bool {
    let is_open = match attempt.outcome {
        Outcome::Answered { status: 400, .. } => attempt.is_in_doubt,
        Outcome::Answered { status: 425, .. }
        | Outcome::Answered { status: 409, is_conflict: true, .. } => true,
        outcome => outcome.is_doubtful(),
    };
    attempt.safety == Safety::Reconcilable
        && attempt.max_retries > 0
        && !attempt.has_looked
        && is_open
}

/// The pace at which an outcome may be repeated; `None` where it may not.
fn pace(attempt: &Attempt) -> Option<Pace> {
    let Attempt { method, safety, outcome, .. } = *attempt;
    let is_repeatable = safety != Safety::NotIdempotent;
    match outcome {
        Outcome::Refused => Some(Pace::Transient),
        Outcome::Lost | Outcome::Garbled => is_repeatable.then_some(Pace::Transient),
        Outcome::TimedOut => match safety {
            Safety::Idempotent | Safety::Reconcilable => Some(Pace::Transient),
            // A cancel that timed out may be waiting for a row lock: once is enough.
            Safety::IdempotentByEffect | Safety::NotIdempotent => None,
        },
        Outcome::Unusable | Outcome::Final => None,
        Outcome::Answered { status: 429, .. } => Some(Pace::Throttled),
        Outcome::Answered { status, is_conflict, retry_after_ms } => {
            let is_transient = match status {
                408 | 425 | 502..=504 => true,
                // Only reads: what a 500 left behind on the server is not known.
                500 => method == Method::Get,
                // "You may retry the request" (medusa 1.20, error-handler.ts, serialization failure).
                409 => is_conflict,
                _ => false,
            };
            let pace = if retry_after_ms.is_some() { Pace::Throttled } else { Pace::Transient };
            (is_transient && is_repeatable).then_some(pace)
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

    fn attempt(method: Method, safety: Safety, outcome: Outcome) -> Attempt {
        let (is_in_doubt, has_looked) = (false, false);
        Attempt { method, safety, outcome, retries: 0, max_retries: 2, is_in_doubt, has_looked }
    }

    fn decide(method: Method, safety: Safety, outcome: Outcome) -> Verdict {
        verdict(&attempt(method, safety, outcome), Budget::default(), 0.5)
    }

    fn is_retried(method: Method, safety: Safety, outcome: Outcome) -> bool {
        matches!(decide(method, safety, outcome), Verdict::Retry { .. })
    }

    #[test]
    fn reads_are_repeated_after_what_passes() {
        for status in [408, 425, 429, 500, 502, 503, 504] {
            assert!(is_retried(Method::Get, Safety::Idempotent, answered(status)), "{status}");
        }
        for status in [400, 401, 403, 404, 409, 413, 422, 501, 505, 999] {
            assert!(!is_retried(Method::Get, Safety::Idempotent, answered(status)), "{status}");
        }
        for outcome in [Outcome::Refused, Outcome::Lost, Outcome::Garbled, Outcome::TimedOut] {
            assert!(is_retried(Method::Get, Safety::Idempotent, outcome), "{outcome:?}");
        }
        for outcome in [Outcome::Unusable, Outcome::Final] {
            assert!(!is_retried(Method::Get, Safety::Idempotent, outcome), "{outcome:?}");
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
            let verdict = decide(Method::Post, Safety::NotIdempotent, outcome);
            assert_eq!(verdict, Verdict::Stop, "{outcome:?}");
        }
    }

    #[test]
    fn a_cancel_is_repeated_but_not_after_a_timeout_or_a_500() {
        assert!(is_retried(Method::Post, Safety::IdempotentByEffect, Outcome::Lost));
        assert!(!is_retried(Method::Post, Safety::IdempotentByEffect, Outcome::TimedOut));
        assert!(!is_retried(Method::Post, Safety::IdempotentByEffect, answered(500)));
    }

    #[test]
    fn what_can_be_found_is_looked_for_before_it_is_repeated() {
        for outcome in [
            Outcome::Lost,
            Outcome::TimedOut,
            Outcome::Garbled,
            answered(425),
            Outcome::Answered { status: 409, is_conflict: true, retry_after_ms: None },
            answered(408),
            answered(502),
            answered(504),
        ] {
            let first = attempt(Method::Post, Safety::Reconcilable, outcome);
            let ask = |attempt: Attempt| verdict(&attempt, Budget::default(), 0.5);
            assert_eq!(ask(first), Verdict::Look, "{outcome:?}");
            let looked = ask(Attempt { has_looked: true, ..first });
            assert!(matches!(looked, Verdict::Retry { .. }), "{outcome:?}");
            let last = Attempt { retries: 2, ..first };
            assert_eq!(ask(last), Verdict::Look, "{outcome:?}");
            assert_eq!(ask(Attempt { has_looked: true, ..last }), Verdict::Stop, "{outcome:?}");
            assert_eq!(ask(Attempt { max_retries: 0, ..first }), Verdict::Stop, "{outcome:?}");
        }
        for outcome in [Outcome::Refused, answered(429)] {
            assert!(is_retried(Method::Post, Safety::Reconcilable, outcome), "{outcome:?}");
        }
    }

    #[test]
    fn a_refusal_after_a_doubtful_attempt_may_be_its_success() {
        let refused = attempt(Method::Post, Safety::Reconcilable, answered(400));
        let ask = |attempt: Attempt| verdict(&attempt, Budget::default(), 0.5);
        assert_eq!(ask(refused), Verdict::Stop);
        assert_eq!(ask(Attempt { is_in_doubt: true, ..refused }), Verdict::Look);
        let looked = Attempt { is_in_doubt: true, has_looked: true, ..refused };
        assert_eq!(ask(looked), Verdict::Stop);
    }

    #[test]
    fn a_conflict_is_repeated_when_the_server_says_so() {
        let conflict =
            |is_conflict| Outcome::Answered { status: 409, is_conflict, retry_after_ms: None };
        for (method, safety) in
            [(Method::Get, Safety::Idempotent), (Method::Post, Safety::IdempotentByEffect)]
        {
            assert!(is_retried(method, safety, conflict(true)));
            assert!(!is_retried(method, safety, conflict(false)));
        }
        assert!(!is_retried(Method::Post, Safety::NotIdempotent, conflict(true)));
    }

    #[test]
    fn doubt_is_where_the_server_may_have_done_it() {
        for status in [408, 500, 502, 503, 504, 599] {
            assert!(answered(status).is_doubtful(), "{status}");
        }
        for status in [304, 400, 401, 404, 409, 422, 425, 429] {
            assert!(!answered(status).is_doubtful(), "{status}");
        }
        assert!(Outcome::Lost.is_doubtful() && Outcome::Unusable.is_doubtful());
        assert!(!Outcome::Refused.is_doubtful() && !Outcome::Final.is_doubtful());
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
            Verdict::Look | Verdict::Stop => None,
        };
        assert_eq!(wait(asked(4_000.0)), Some(4_000));
        assert!(wait(asked(1.0)).unwrap() >= 500);
        assert_eq!(wait(asked(300_000.0)), Some(300_000));
        assert_eq!(wait(asked(300_001.0)), None);
        assert_eq!(wait(asked(f64::INFINITY)), None);
    }

    #[test]
    fn retries_end() {
        let first = attempt(Method::Get, Safety::Idempotent, Outcome::Lost);
        let at = |retries, budget| verdict(&Attempt { retries, ..first }, budget, 0.0);
        assert!(matches!(at(1, Budget::default()), Verdict::Retry { .. }));
        assert_eq!(at(2, Budget::default()), Verdict::Stop);
        assert_eq!(at(0, Budget::with(13)), Verdict::Stop);
    }

    proptest! {
        #[test]
        fn any_delay_fits_a_timer(status in any::<u16>(), wait in proptest::option::of(any::<f64>()), retries in any::<u32>(), random in any::<f64>()) {
            let outcome = Outcome::Answered { status, is_conflict: false, retry_after_ms: wait };
            let attempt = Attempt { retries, max_retries: u32::MAX, ..attempt(Method::Get, Safety::Idempotent, outcome) };
            if let Verdict::Retry { after_ms, .. } = verdict(&attempt, Budget::default(), random) {
                prop_assert!(after_ms <= 300_000);
            }
        }
    }
}
