//! The numbers of a watch. All can be set; none can make it spin.

/// The longest a timer can wait: beyond 2^31 - 1 ms `setTimeout` fires at once.
pub(super) const LONGEST_MS: f64 = 2_147_483_647.0;

/// No job is polled faster, whatever is set: the server moves jobs on every 3 s (observed of
/// `event-bus-local`), so that this is never what was meant.
pub(super) const SHORTEST_MS: f64 = 50.0;

/// The ids that one list takes: they make a URL of 4.2 kB.
const LARGEST_CHUNK: u32 = 100;

/// When to ask, how long to wait, when to give up. Times are in milliseconds, shares of 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// The interval as a share of how long the job stands where it stands.
    pub share: f64,
    /// The shortest interval.
    pub least_ms: f64,
    /// The longest interval.
    pub most_ms: f64,
    /// The interval as a share of the time that the job still takes, where its progress tells.
    pub eta_share: f64,
    /// How far an interval strays to both sides, at its bounds too: those who began together would
    /// otherwise ask together for ever.
    pub jitter: f64,
    /// `share` on a page that nobody sees.
    pub hidden_share: f64,
    /// `least_ms` on a page that nobody sees.
    pub hidden_least_ms: f64,
    /// `most_ms` on a page that nobody sees.
    pub hidden_most_ms: f64,
    /// Whether a page that nobody sees asks not at all.
    pub pause_when_hidden: bool,
    /// The pause after the first failed poll, doubled by each further one.
    pub backoff_first_ms: f64,
    /// The longest pause after a failed poll.
    pub backoff_most_ms: f64,
    /// The share of its interval that a job may be asked for early, to go along with others.
    pub early: f64,
    /// How many ids go into one list, at most 100.
    pub chunk: u32,
    /// How many once the server refused a list: `qs` from 6.14.1 on reads more than 20 as an object.
    pub chunk_after_refusal: u32,
    /// From the end of one round of requests to the begin of the next, at least.
    pub gap_ms: f64,
    /// How long `canceled` is not believed: a job canceled before its preparation or processing began
    /// turns to `failed` when the server gets to it, up to 3 s later (observed).
    pub hold_ms: f64,
    /// How long before the deadline the last poll goes out.
    pub last_poll_ms: f64,
    /// How long after the deadline its answer is waited for.
    pub grace_ms: f64,
    /// How many polls in a row may fail; `u32::MAX` for any number.
    pub max_consecutive_errors: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            share: 0.15,
            least_ms: 1_000.0,
            most_ms: 15_000.0,
            eta_share: 0.5,
            jitter: 0.2,
            hidden_share: 0.5,
            hidden_least_ms: 30_000.0,
            hidden_most_ms: 120_000.0,
            pause_when_hidden: false,
            backoff_first_ms: 1_000.0,
            backoff_most_ms: 60_000.0,
            early: 0.2,
            chunk: LARGEST_CHUNK,
            chunk_after_refusal: 20,
            gap_ms: 250.0,
            hold_ms: 3_500.0,
            last_poll_ms: 500.0,
            grace_ms: 1_000.0,
            max_consecutive_errors: u32::MAX,
        }
    }
}

impl Policy {
    /// The same within what makes sense: what is no number becomes the default.
    #[must_use]
    pub fn sane(self) -> Self {
        let usual = Self::default();
        let share = |value, usual| within(value, usual, 0.0, 0.9);
        let time = |value, usual| within(value, usual, 0.0, LONGEST_MS);
        let interval = |value, usual| within(value, usual, SHORTEST_MS, LONGEST_MS);
        Self {
            share: time(self.share, usual.share),
            least_ms: interval(self.least_ms, usual.least_ms),
            most_ms: interval(self.most_ms, usual.most_ms),
            eta_share: time(self.eta_share, usual.eta_share),
            jitter: share(self.jitter, usual.jitter),
            hidden_share: time(self.hidden_share, usual.hidden_share),
            hidden_least_ms: interval(self.hidden_least_ms, usual.hidden_least_ms),
            hidden_most_ms: interval(self.hidden_most_ms, usual.hidden_most_ms),
            pause_when_hidden: self.pause_when_hidden,
            backoff_first_ms: interval(self.backoff_first_ms, usual.backoff_first_ms),
            backoff_most_ms: interval(self.backoff_most_ms, usual.backoff_most_ms),
            early: share(self.early, usual.early),
            chunk: self.chunk.clamp(1, LARGEST_CHUNK),
            chunk_after_refusal: self.chunk_after_refusal.clamp(1, LARGEST_CHUNK),
            gap_ms: interval(self.gap_ms, usual.gap_ms),
            hold_ms: time(self.hold_ms, usual.hold_ms),
            last_poll_ms: time(self.last_poll_ms, usual.last_poll_ms),
            grace_ms: time(self.grace_ms, usual.grace_ms),
            max_consecutive_errors: self.max_consecutive_errors.max(1),
        }
    }
}

/// `f64::clamp` can panic; this cannot, and knows what to do about NaN. Inlined, it would be a third
/// of the code that calls it.
#[inline(never)]
pub(super) fn within(value: f64, otherwise: f64, least: f64, most: f64) -> f64 {
    let value = if value.is_nan() { otherwise } else { value };
    value.max(least).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_numbers_are_sane() {
        assert_eq!(Policy::default().sane(), Policy::default());
    }

    #[test]
    fn nonsense_is_mended() {
        let policy = Policy {
            least_ms: -1.0,
            most_ms: f64::INFINITY,
            jitter: f64::NAN,
            early: 7.0,
            gap_ms: 0.0,
            chunk: 5_000,
            chunk_after_refusal: 0,
            max_consecutive_errors: 0,
            ..Policy::default()
        };
        let expected = Policy {
            least_ms: SHORTEST_MS,
            most_ms: LONGEST_MS,
            jitter: 0.2,
            early: 0.9,
            gap_ms: SHORTEST_MS,
            chunk: 100,
            chunk_after_refusal: 1,
            max_consecutive_errors: 1,
            ..Policy::default()
        };
        assert_eq!(policy.sane(), expected);
    }
}
