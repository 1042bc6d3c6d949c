//! How long to wait between attempts.

/// Why an attempt is repeated, which sets the pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// A passing fault: full jitter on 100 ms · 2^n, at most 8 s.
    Transient,
    /// The server asked for less: equal jitter on 1 s · 2^n, at most 20 s. Full jitter may collapse
    /// to nothing, which is what a server under load asked us not to do (aws/aws-sdk-net#4341).
    Throttled,
}

/// The delay before retry number `retry` (0 for the first), in milliseconds. `random` is in [0, 1).
#[must_use]
pub fn backoff(pace: Pace, retry: u32, random: f64) -> u32 {
    let (first, cap) = match pace {
        Pace::Transient => (100_u32, 8_000_u32),
        Pace::Throttled => (1_000, 20_000),
    };
    let ceiling = 1_u32
        .checked_shl(retry)
        .and_then(|factor| first.checked_mul(factor))
        .unwrap_or(cap)
        .min(cap);
    let random = if random.is_finite() { random.clamp(0.0, 1.0) } else { 0.5 };
    let (least, span) = match pace {
        Pace::Transient => (0, ceiling),
        Pace::Throttled => (ceiling / 2, ceiling / 2),
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 <= span * random <= 20,000"
    )]
    let jitter = (f64::from(span) * random) as u32;
    least.saturating_add(jitter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ceilings_double_up_to_their_caps() {
        let ceilings = |pace| (0..9).map(|n| backoff(pace, n, 1.0)).collect::<Vec<_>>();
        assert_eq!(ceilings(Pace::Transient), [100, 200, 400, 800, 1600, 3200, 6400, 8000, 8000]);
        assert_eq!(
            ceilings(Pace::Throttled),
            [1000, 2000, 4000, 8000, 16000, 20000, 20000, 20000, 20000]
        );
    }

    proptest! {
        #[test]
        fn always_within_bounds(retry in any::<u32>(), random in any::<f64>()) {
            prop_assert!(backoff(Pace::Transient, retry, random) <= 8_000);
            let throttled = backoff(Pace::Throttled, retry, random);
            prop_assert!((500..=20_000).contains(&throttled));
        }
    }
}
