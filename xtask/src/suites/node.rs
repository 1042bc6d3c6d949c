use std::{
    fs,
    path::{Path, PathBuf},
};

use super::Report;
use crate::{
    counts::of_node_test,
    failure::{Failure, Outcome},
    process::{finish, tool},
    workspace::Workspace,
};

/// Runs the `*.test.ts` of a folder of `tests/`, one file after the other: their servers and
/// browsers would only take each other's processor, and two cores are all there is.
pub fn tests(workspace: &Workspace, suite: &str) -> Outcome<Report> {
    let mut node = tool(workspace, "tests", "node");
    node.args(["--import", "tsx", "--test", "--test-reporter=spec", "--test-concurrency=1"]);
    // Node.js 20 knows no patterns here.
    node.args(test_files(&workspace.join("tests").join(suite))?);
    Ok(Report::of_runner(&finish(workspace, suite, &mut node)?, of_node_test))
}

/// As `tests`, and shows what they print of what they measure.
pub fn measurements(
    workspace: &Workspace,
    suite: &str,
    is_shown: fn(&str) -> bool,
) -> Outcome<Report> {
    let mut report = tests(workspace, suite)?;
    // Otherwise all of the output is shown.
    if report.counts.is_good() {
        let lines = report.output.lines().filter(|line| !is_the_runner_s(line) && is_shown(line));
        report.figures = lines.map(str::to_owned).collect();
    }
    Ok(report)
}

/// Whether the runner's reporter wrote a line, not a test.
fn is_the_runner_s(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with(['✔', '✖', '▶', 'ℹ', '﹣'])
}

/// Runs a suite by the `run.ts` in its folder, which starts what all its files share.
pub fn shared_tests(workspace: &Workspace, suite: &str) -> Outcome<Report> {
    let mut node = tool(workspace, "tests", "node");
    node.args(["--import", "tsx"]);
    node.arg(format!("{suite}/run.ts"));
    node.arg("--test-reporter=spec");
    Ok(Report::of_runner(&finish(workspace, suite, &mut node)?, of_node_test))
}

fn test_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() && !path.ends_with("node_modules") {
            files.extend(test_files(&path)?);
        } else if path.to_string_lossy().ends_with(".test.ts") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_test_prints_is_told_from_what_the_runner_prints() {
        let output = "\
heap: 4.1 MiB
  duplicates: 0
▶ chaos
  ✔ 2,000 calls (1.2ms)
✔ chaos (2.1ms)

ℹ tests 1
";
        let lines: Vec<_> = output.lines().filter(|line| !is_the_runner_s(line)).collect();
        assert_eq!(lines, ["heap: 4.1 MiB", "  duplicates: 0"]);
    }
}
