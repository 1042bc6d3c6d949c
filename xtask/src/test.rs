use std::{
    cell::RefCell,
    time::{Duration, Instant},
};

use crate::{
    counts::Counts,
    failure::{Failure, Outcome, last_lines},
    process::within,
    step::{Plan, seconds},
    suites::{Report, SUITES, Suite},
    workspace::Workspace,
};

const HELP: &str = "\
Runs the test suites one after the other and counts their tests. A suite that runs no test, skips
one, leaves a process behind or takes too long has failed. What it printed is in target/xtask/logs.

Usage: cargo xtask test [OPTIONS]

Options:
      --only SUITE      Run this suite, and what it needs, only; may be given more than once
      --limit SECONDS   End a suite that takes longer [default: 600]
      --list            Print the suites
  -h, --help            Print this
";

/// Several times what the longest suite takes, so that one that hangs doesn't take CI's whole time.
const LIMIT: Duration = Duration::from_secs(600);

pub fn command(arguments: &mut lexopt::Parser) -> Outcome {
    use lexopt::ValueExt;
    let mut chosen = Vec::new();
    let mut limit = LIMIT;
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("only") => chosen.push(find(&arguments.value()?.to_string_lossy())?),
            lexopt::Arg::Long("limit") => {
                limit = Duration::from_secs(arguments.value()?.parse()?);
            }
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
    run(&Workspace::find()?, &chosen, limit)
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

fn run(workspace: &Workspace, chosen: &[&Suite], limit: Duration) -> Outcome {
    let start = Instant::now();
    let table = RefCell::new(Vec::new());
    let mut plan = Plan::default();
    for suite in chosen {
        suite.needs.iter().for_each(|need| need(&mut plan, workspace));
        let table = &table;
        plan.add_with_remark(format!("tests: {}", suite.name), move || {
            let report =
                within(limit, || (suite.run)(workspace)).unwrap_or_else(|failure| Report {
                    counts: Counts::of_check(false),
                    output: failure.to_string(),
                    ..Report::default()
                });
            table.borrow_mut().push((suite.name, report.counts));
            Ok(remark(&report))
        });
    }
    plan.run()?;
    conclude(&table.into_inner(), &seconds(start.elapsed()))
}

fn remark(report: &Report) -> String {
    let mut remark = report.counts.to_string();
    for line in &report.figures {
        remark.push_str("\n    ");
        remark.push_str(line);
    }
    if report.counts.is_good() {
        return remark;
    }
    remark.push('\n');
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
