use std::{
    process,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
};

use super::children::stop_all;
use crate::failure::{Failure, Outcome};

static STOPPING: AtomicBool = AtomicBool::new(false);

/// On Ctrl-C and its kin: ends the children in order, then xtask; a second signal ends at once.
pub fn stop_on_signals() -> Outcome {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])
        .map_err(|error| Failure::new(format!("Could not listen to signals: {error}.")))?;
    thread::spawn(move || {
        for signal in signals.forever() {
            if STOPPING.swap(true, Ordering::SeqCst) {
                super::children::kill_all();
                process::exit(128 + signal);
            }
            thread::spawn(move || {
                eprintln!("\nStopping …");
                stop_all();
                process::exit(128 + signal);
            });
        }
    });
    Ok(())
}

pub fn stopping() -> bool {
    STOPPING.load(Ordering::SeqCst)
}

/// Never returns once a signal came: the thread that stops the children ends the program.
pub fn wait_if_stopping() {
    while stopping() {
        thread::sleep(Duration::from_millis(100));
    }
}
