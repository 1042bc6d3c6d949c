//! A retry budget per client, so that a backend that is down is not hit three times as hard by those
//! who wait for it. Numbers and behaviour are those of the smithy SDKs' standard retry mode.

use super::Pace;

const CAPACITY: u32 = 500;

/// Tokens that retries cost and successes give back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    tokens: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { tokens: CAPACITY }
    }
}

impl Budget {
    /// A budget with so many tokens; tests start from small ones.
    #[must_use]
    pub const fn with(tokens: u32) -> Self {
        Self { tokens }
    }

    /// Tokens left.
    #[must_use]
    pub const fn tokens(self) -> u32 {
        self.tokens
    }

    /// What a retry costs.
    #[must_use]
    pub const fn cost(pace: Pace) -> u32 {
        match pace {
            Pace::Transient => 14,
            Pace::Throttled => 5,
        }
    }

    /// Takes the cost of a retry; `None` when the budget does not reach.
    #[must_use]
    pub fn spend(self, pace: Pace) -> Option<Self> {
        self.tokens.checked_sub(Self::cost(pace)).map(|tokens| Self { tokens })
    }

    /// Gives back after a success: what its last retry cost, or 1 where there was none.
    #[must_use]
    pub fn refund(self, last: Option<Pace>) -> Self {
        let back = last.map_or(1, Self::cost);
        Self { tokens: self.tokens.saturating_add(back).min(CAPACITY) }
    }
}
