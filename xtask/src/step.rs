use std::{
    io::{self, Write},
    time::{Duration, Instant},
};

use crate::failure::Outcome;

/// Does one thing and returns a remark for its line, often an empty one.
type Work<'a> = Box<dyn FnMut() -> Outcome<String> + 'a>;

/// The steps of a command, known before the first one starts so that each line says how many there
/// are: `[2/7] npm packages of tests/ … 4.1 s`.
#[derive(Default)]
pub struct Plan<'a> {
    steps: Vec<(String, Work<'a>)>,
}

impl<'a> Plan<'a> {
    /// Adds a step, once: what several parts of a command need has the same title and is done for
    /// the first of them.
    pub fn add(&mut self, title: impl Into<String>, mut work: impl FnMut() -> Outcome + 'a) {
        self.add_with_remark(title, move || work().map(|()| String::new()));
    }

    pub fn add_with_remark(
        &mut self,
        title: impl Into<String>,
        work: impl FnMut() -> Outcome<String> + 'a,
    ) {
        let title = title.into();
        if self.steps.iter().all(|(other, _)| *other != title) {
            self.steps.push((title, Box::new(work)));
        }
    }

    pub fn run(self) -> Outcome {
        let total = self.steps.len();
        for (index, (title, mut work)) in self.steps.into_iter().enumerate() {
            print!("[{}/{total}] {title} … ", index + 1);
            flush();
            let start = Instant::now();
            let outcome = work();
            let took = seconds(start.elapsed());
            match outcome {
                Ok(remark) if remark.is_empty() => println!("{took}"),
                Ok(remark) => println!("{took}, {remark}"),
                Err(failure) => {
                    println!("failed after {took}");
                    return Err(failure);
                }
            }
        }
        Ok(())
    }
}

/// Rust writes line by line to a terminal, and `…` is not the end of one.
fn flush() {
    // A reader that went away (`| head`) is no reason to stop.
    let _ = io::stdout().flush();
}

pub fn seconds(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        let whole = duration.as_secs();
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::failure::Failure;

    #[test]
    fn a_step_that_two_parts_need_is_done_once_and_a_failure_ends_the_plan() {
        let done = RefCell::new(Vec::new());
        let mut plan = Plan::default();
        for title in ["packages", "build", "packages", "broken", "after"] {
            let done = &done;
            plan.add(title, move || {
                done.borrow_mut().push(title);
                if title == "broken" { Err(Failure::new("It broke.")) } else { Ok(()) }
            });
        }
        assert!(plan.run().is_err());
        assert_eq!(*done.borrow(), ["packages", "build", "broken"]);
    }

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(seconds(Duration::from_millis(4120)), "4.1 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 5 s");
    }
}
