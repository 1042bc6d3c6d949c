//! Programs started here run in process groups of their own and end with xtask: with Ctrl-C,
//! SIGTERM, SIGHUP, a failure or a panic, and whatever they started themselves ends with them.

mod children;
mod limit;
mod run;
mod signals;
mod tree;

pub use children::{StopOnDrop, leave_alone, spawn, stop_all};
pub use limit::within;
pub use run::{Finished, cargo, finish, not_started, run, tool};
pub use signals::{stop_on_signals, wait_if_stopping};
