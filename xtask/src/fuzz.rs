//! The fuzz targets of tests/fuzz, built for libFuzzer and run. Why this engine: tests/fuzz/Cargo.toml.

mod engine;
mod search;

use std::path::{PathBuf, absolute};

use crate::{
    counts::of_cargo_test,
    failure::{Failure, Outcome},
    process::{cargo, finish},
    setup,
    step::Plan,
    suites::Report,
    workspace::Workspace,
};
use search::Search;

const HELP: &str = "\
Searches for inputs that break a rule of the core: what the targets in tests/fuzz/src assert. Starts
from the seeds in tests/fuzz/seeds and from what earlier runs kept in target/xtask/fuzz.

Usage: cargo xtask fuzz [OPTIONS] [TARGET [FILE]]

  TARGET   Only this one; with FILE, which may be a finding, only that input

Options:
      --seconds N   For all targets together [default: 60]
  -h, --help        Print this
";

/// As many as CI gives them.
const SECONDS: usize = 60;

#[derive(Default)]
struct Options {
    seconds: Option<usize>,
    target: Option<String>,
    file: Option<PathBuf>,
}

pub fn command(arguments: &mut lexopt::Parser) -> Outcome {
    use lexopt::ValueExt;
    let mut options = Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("seconds") => options.seconds = Some(arguments.value()?.parse()?),
            lexopt::Arg::Value(name) if options.target.is_none() => {
                options.target = Some(name.string()?);
            }
            lexopt::Arg::Value(file) if options.file.is_none() => options.file = Some(file.into()),
            lexopt::Arg::Short('h') | lexopt::Arg::Long("help") => {
                print!("{HELP}");
                return Ok(());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    perform(&Workspace::find()?, &options)
}

fn perform(workspace: &Workspace, options: &Options) -> Outcome {
    let mut targets = engine::targets(workspace)?;
    if let Some(name) = &options.target {
        if !targets.contains(name) {
            return Err(Failure::new(format!("There is no fuzz target {name:?}."))
                .remedy(format!("There are: {}.", targets.join(", "))));
        }
        targets.retain(|target| target == name);
    }
    let seconds = options.seconds.unwrap_or(SECONDS) / targets.len();
    let mut plan = Plan::default();
    setup::cpp_compiler(&mut plan, workspace);
    plan.add("The fuzz targets, instrumented", || engine::build(workspace));
    for target in targets {
        plan.add_with_remark(format!("fuzz: {target}"), move || match &options.file {
            Some(file) => {
                let file = absolute(file).unwrap_or_else(|_| file.clone());
                search::again(workspace, &target, &file).map(|()| "no rule is broken".to_owned())
            }
            None => search::run(workspace, &target, seconds).map(|found| found.to_string()),
        });
    }
    plan.run()
}

/// As a test suite: the seeds, then a search of every target.
pub fn check(workspace: &Workspace) -> Outcome<Report> {
    let mut seeds = cargo(workspace);
    seeds.args(["test", "--locked", "--package", "fuzz"]);
    let mut report =
        Report::of_runner(&finish(workspace, "fuzz-seeds", &mut seeds)?, of_cargo_test);
    if !report.counts.is_good() {
        return Ok(report);
    }
    engine::build(workspace)?;
    let targets = engine::targets(workspace)?;
    let mut sum = Search::default();
    for target in &targets {
        let searched = search::run(workspace, target, SECONDS / targets.len());
        report.add(searched.map(|search| sum += search));
    }
    report.figures.push(sum.to_string());
    Ok(report)
}
