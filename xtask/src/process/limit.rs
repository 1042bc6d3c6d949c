use std::{
    cell::Cell,
    fmt,
    time::{Duration, Instant},
};

use crate::step::seconds;

/// Longer than any step takes on a slow machine; a step that hangs is not waited for.
const OF_A_PROGRAM: Duration = Duration::from_secs(20 * 60);

thread_local! {
    static OF_ALL: Cell<Option<Limit>> = const { Cell::new(None) };
}

/// How long a program may run.
#[derive(Clone, Copy)]
pub struct Limit {
    end: Instant,
    whole: Duration,
}

impl Limit {
    fn of(whole: Duration) -> Self {
        Self { end: Instant::now() + whole, whole }
    }

    /// For a program that is started now.
    pub fn now() -> Self {
        OF_ALL.get().unwrap_or_else(|| Self::of(OF_A_PROGRAM))
    }

    pub fn is_over(&self) -> bool {
        Instant::now() >= self.end
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&seconds(self.whole))
    }
}

/// All programs that are run by this work have so long together.
pub fn within<T>(whole: Duration, work: impl FnOnce() -> T) -> T {
    let before = OF_ALL.replace(Some(Limit::of(whole)));
    let result = work();
    OF_ALL.set(before);
    result
}
