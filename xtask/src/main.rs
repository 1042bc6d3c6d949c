//! The commands of this repository, run as `cargo xtask COMMAND`. One file per command; below them
//! the rooms they share:
//!
//! - `setup`: what a command needs on this machine, installed when it is missing;
//! - `package`: from the crate to the npm package in `pkg/dist`;
//! - `suites`: the list of test suites, `counts`: what their runners said;
//! - `process`: every program started here runs in its own process group and never outlives xtask;
//! - `step`: one line per step with its duration, `failure`: what went wrong and what to do.

mod build;
mod counts;
mod demo;
mod failure;
mod faults;
mod fuzz;
mod options;
mod package;
mod process;
mod setup;
mod site;
mod size;
mod step;
mod suites;
mod test;
mod workspace;

use std::process::ExitCode;

use failure::{Failure, Outcome};

const HELP: &str = "\
Builds, tests and shows medusa-batch-jobs.

Usage: cargo xtask COMMAND [OPTIONS]

Commands:
  build   Make the npm package ready in pkg/ (crate, wasm, JavaScript, declarations)
  demo    Start a real Medusa with products and the page that talks to it
  test    Run every test, or some suites of them, and count
  faults  Compare the package with medusa-js while network and server fail
  fuzz    Search for inputs that break a rule of the core
  size    Measure what a page loads for the package, next to medusa-js

Options:
  -h, --help   Print this, or with a command its own options

What a command needs (wasm target, npm packages, on Debian as root Chromium) it installs itself.
";

fn main() -> ExitCode {
    let code = match process::stop_on_signals().and_then(|()| run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // While a signal stops the children, their deaths are no news.
            process::wait_if_stopping();
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    };
    process::stop_all();
    code
}

fn run() -> Outcome {
    // A panic unwinds through here and still ends every child.
    let _children = process::StopOnDrop;
    let mut arguments = lexopt::Parser::from_env();
    match arguments.next()? {
        Some(lexopt::Arg::Value(command)) => match command.to_string_lossy().as_ref() {
            "build" => build::command(&mut arguments),
            "demo" => demo::command(&mut arguments),
            "test" => test::command(&mut arguments),
            "faults" => faults::command(&mut arguments),
            "fuzz" => fuzz::command(&mut arguments),
            "size" => size::command(&mut arguments),
            other => Err(Failure::new(format!("There is no command {other:?}."))
                .remedy("`cargo xtask --help` lists them.")),
        },
        Some(lexopt::Arg::Short('h') | lexopt::Arg::Long("help")) | None => {
            print!("{HELP}");
            Ok(())
        }
        Some(argument) => Err(argument.unexpected().into()),
    }
}
