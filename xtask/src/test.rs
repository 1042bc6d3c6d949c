use std::{cell::RefCell, time::Instant};

use crate::{
    counts::Counts,
    failure::{Failure, Outcome, last_lines},
    step::{Plan, seconds},
    suites::{Report, SUITES, Suite},
    workspace::Workspace,
};

const HELP: &str = "\
Runs the test suites one after the other and counts their tests. A suite that runs no test, skips
one or leaves a process behind has failed. What a suite printed is in target/xtask/logs.

Usage: cargo xtask test [OPTIONS]

Options:
      --only SUITE   Run this suite, and what it needs, only; may be given more than once
      --list         Print the suites
  -h, --help         Print this
";

pub fn command(arguments: &mut lexopt::Parser) -> Outcome {
    let mut chosen = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("only") => chosen.push(find(&arguments.value()?.to_string_lossy())?),
            lexopt::Arg::Long("list") => {
                list();
                return Ok(());
            }
            lexopt::Arg::Short('h') | lexopt::Arg::Long("help") => {
                print!("{HELP}");
                return Ok(());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if chosen.is_empty() {
        chosen.extend(SUITES);
    }
    run(&Workspace::find()?, &chosen)
}

fn list() {
    for suite in SUITES {
        println!("{:14} {}", suite.name, suite.about);
    }
}

fn find(name: &str) -> Outcome<&'static Suite> {
    SUITES.iter().find(|suite| suite.name == name).ok_or_else(|| {
        Failure::new(format!("There is no suite {name:?}."))
            .remedy("`cargo xtask test --list` lists them.")
    })
}

fn run(workspace: &Workspace, chosen: &[&Suite]) -> Outcome {
    let start = Instant::now();
    let table = RefCell::new(Vec::new());
    let mut plan = Plan::default();
    for suite in chosen {
        suite.needs.iter().for_each(|need| need(&mut plan, workspace));
        let table = &table;
        plan.add_with_remark(format!("tests: {}", suite.name), move || {
            let report = (suite.run)(workspace).unwrap_or_else(|failure| Report {
                counts: Counts::of_check(false),
                output: failure.to_string(),
            });
            table.borrow_mut().push((suite.name, report.counts));
            Ok(remark(&report))
        });
    }
    plan.run()?;
    conclude(&table.into_inner(), &seconds(start.elapsed()))
}

fn remark(report: &Report) -> String {
    if report.counts.is_good() {
        return report.counts.to_string();
    }
    let mut remark = format!("{}\n", report.counts);
    for line in last_lines(&report.output, 200).lines() {
        remark.push_str("\n    ");
        remark.push_str(line);
    }
    remark.push('\n');
    remark
}

/// The table, and last the one line that says it all.
fn conclude(table: &[(&str, Counts)], took: &str) -> Outcome {
    println!("\n{:14} {:>7} {:>7}", "suite", "passed", "failed");
    for (name, counts) in table {
        // A skipped test tells as little as a failed one.
        println!("{name:14} {:>7} {:>7}", counts.passed, counts.failed + counts.skipped);
    }
    let sum: Counts = table.iter().map(|(_, counts)| *counts).sum();
    println!("\nAll suites took {took}.");
    println!("{} passed, {} failed", sum.passed, sum.failed + sum.skipped);
    let bad: Vec<&str> =
        table.iter().filter(|(_, counts)| !counts.is_good()).map(|(name, _)| *name).collect();
    if bad.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("These suites failed: {}.", bad.join(", ")))
        .remedy("`cargo xtask test --only SUITE` repeats one of them."))
}
