//! When to ask again. Functions of data: the time and a random number come in as arguments.

use super::policy::{LONGEST_MS, Policy, SHORTEST_MS, within};

/// How long to wait before a job is asked for again.
///
/// `age_ms` is how long it has stood where it stands: what has taken long will take longer, so that
/// the delay of noticing stays a share of the waiting. `eta_ms` is how long it will still take, where
/// that is known; it only ever shortens the interval. `random` is in [0, 1).
#[must_use]
pub fn interval(
    policy: &Policy,
    age_ms: f64,
    eta_ms: Option<f64>,
    is_hidden: bool,
    random: f64,
) -> f64 {
    let base = if is_hidden {
        let Policy { hidden_share, hidden_least_ms, hidden_most_ms, .. } = *policy;
        within(hidden_share * age_ms, hidden_least_ms, hidden_least_ms, hidden_most_ms)
    } else {
        let Policy { share, least_ms, most_ms, eta_share, .. } = *policy;
        let base = within(share * age_ms, least_ms, least_ms, most_ms);
        eta_ms.map_or(base, |eta_ms| within(eta_share * eta_ms, base, least_ms, base))
    };
    let luck = within(random, 0.5, 0.0, 1.0);
    within(base * (1.0 + policy.jitter * (2.0 * luck - 1.0)), base, SHORTEST_MS, LONGEST_MS)
}

/// How long to wait after a failed poll; `failures` is how many failed before it. Equal jitter: full
/// jitter may collapse to nothing.
#[must_use]
pub fn backoff(policy: &Policy, failures: u32, random: f64) -> f64 {
    let mut ceiling = policy.backoff_first_ms.min(policy.backoff_most_ms);
    for _ in 0..failures.min(32) {
        ceiling = (ceiling * 2.0).min(policy.backoff_most_ms);
    }
    let half = ceiling / 2.0;
    within(half + half * within(random, 0.5, 0.0, 1.0), ceiling, SHORTEST_MS, LONGEST_MS)
}

/// What a timer is given to end at `due`: rounded up, so that it doesn't end before, and at least 1.
#[must_use]
pub fn timer_ms(due: f64, now: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is from 1 to 2^31 - 1"
    )]
    let ms = within((due - now).ceil(), 1.0, 1.0, LONGEST_MS) as u32;
    ms
}

/// The time that has passed, by a clock that may be set back, jump, or stand still while the machine
/// sleeps. It never goes back itself, so that what is due once stays due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clock {
    /// What the engine's clock showed last; NaN before it showed anything.
    shown: f64,
    passed: f64,
}

/// Beyond it, adding a millisecond changes nothing.
const LAST_MS: f64 = 9_007_199_254_740_991.0;

impl Default for Clock {
    fn default() -> Self {
        Self { shown: f64::NAN, passed: 0.0 }
    }
}

impl Clock {
    /// What has passed since the clock was first read, given what the engine's shows now.
    pub fn read(&mut self, shown: f64) -> f64 {
        if shown.is_finite() {
            // NaN the first time, which `max` makes 0.
            self.passed = (self.passed + (shown - self.shown).max(0.0)).min(LAST_MS);
            self.shown = shown;
        }
        self.passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POLICY: fn() -> Policy = Policy::default;

    /// Without jitter.
    fn base(age_ms: f64, eta_ms: Option<f64>, is_hidden: bool) -> u32 {
        timer_ms(interval(&POLICY(), age_ms, eta_ms, is_hidden, 0.5), 0.0)
    }

    #[test]
    fn the_interval_grows_with_the_age() {
        let intervals: Vec<_> =
            [0.0, 5e3, 10e3, 60e3, 100e3, 1e9].map(|age| base(age, None, false)).into();
        assert_eq!(intervals, [1_000, 1_000, 1_500, 9_000, 15_000, 15_000]);
    }

    #[test]
    fn jitter_reaches_beyond_the_bounds() {
        let at = |age, random| timer_ms(interval(&POLICY(), age, None, false, random), 0.0);
        assert_eq!((at(0.0, 0.0), at(0.0, 1.0)), (800, 1_200));
        assert_eq!((at(1e9, 0.0), at(1e9, 1.0)), (12_000, 18_000));
    }

    #[test]
    fn a_known_end_shortens_the_interval_and_never_lengthens_it() {
        assert_eq!(base(60e3, Some(4e3), false), 2_000);
        assert_eq!(base(60e3, Some(1.0), false), 1_000);
        assert_eq!(base(60e3, Some(1e9), false), 9_000);
        assert_eq!(base(60e3, Some(f64::NAN), false), 9_000);
    }

    #[test]
    fn a_hidden_page_asks_rarely() {
        let intervals: Vec<_> = [0.0, 90e3, 1e9].map(|age| base(age, Some(1e3), true)).into();
        assert_eq!(intervals, [30_000, 45_000, 120_000]);
    }

    #[test]
    fn failures_double_the_pause() {
        let pauses: Vec<_> = (0..8).map(|n| timer_ms(backoff(&POLICY(), n, 1.0), 0.0)).collect();
        assert_eq!(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
        assert_eq!(timer_ms(backoff(&POLICY(), 0, 0.0), 0.0), 500);
    }

    #[test]
    fn the_clock_counts_only_forwards() {
        let mut clock = Clock::default();
        let passed: Vec<_> = [1e12, 1e12 + 5.0, 3.0, 10.0, f64::NAN, f64::INFINITY, 12.0]
            .map(|shown| timer_ms(clock.read(shown), 0.0))
            .into();
        assert_eq!(passed, [1, 5, 5, 12, 12, 12, 14]);
    }

    proptest! {
        #[test]
        fn intervals_have_bounds(age in any::<f64>(), eta in proptest::option::of(any::<f64>()), random in any::<f64>()) {
            let visible = interval(&POLICY(), age, eta, false, random);
            prop_assert!((800.0..=18_000.0).contains(&visible), "{visible}");
            let hidden = interval(&POLICY(), age, eta, true, random);
            prop_assert!((24_000.0..=144_000.0).contains(&hidden), "{hidden}");
        }

        #[test]
        fn pauses_have_bounds(failures in any::<u32>(), random in any::<f64>()) {
            let pause = backoff(&POLICY(), failures, random);
            prop_assert!((500.0..=60_000.0).contains(&pause), "{pause}");
        }

        #[test]
        fn any_policy_fits_a_timer(
            [share, least_ms, most_ms, jitter, eta_share, backoff_first_ms, backoff_most_ms, age] in any::<[f64; 8]>(),
            eta in proptest::option::of(any::<f64>()), is_hidden in any::<bool>(), failures in any::<u32>(), random in any::<f64>(),
        ) {
            let policy = Policy {
                share, least_ms, most_ms, jitter, eta_share, backoff_first_ms, backoff_most_ms,
                hidden_share: share, hidden_least_ms: least_ms, hidden_most_ms: most_ms,
                ..Policy::default()
            }.sane();
            let wait = interval(&policy, age, eta, is_hidden, random);
            prop_assert!((SHORTEST_MS..=LONGEST_MS).contains(&wait), "{wait}");
            let pause = backoff(&policy, failures, random);
            prop_assert!((SHORTEST_MS..=LONGEST_MS).contains(&pause), "{pause}");
        }

        #[test]
        fn any_time_fits_a_timer(due in any::<f64>(), now in any::<f64>()) {
            prop_assert!((1..=0x7fff_ffff).contains(&timer_ms(due, now)));
        }

        #[test]
        fn the_clock_never_goes_back(shown in proptest::collection::vec(any::<f64>(), 0..20)) {
            let mut clock = Clock::default();
            let mut last = 0.0;
            for shown in shown {
                let now = clock.read(shown);
                prop_assert!(now >= last && now.is_finite());
                last = now;
            }
        }
    }
}
