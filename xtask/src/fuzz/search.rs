use std::{fmt, ops::AddAssign, path::Path};

use super::engine::{kept, program};
use crate::{
    failure::{Failure, Outcome},
    process::finish,
    workspace::Workspace,
};

/// What a search came to when it found nothing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Inputs that were tried.
    executions: u64,
    /// Branches that were taken by any of them, those of the checks and of serde included.
    branches: u64,
}

impl AddAssign for Search {
    fn add_assign(&mut self, other: Self) {
        self.executions += other.executions;
        self.branches += other.branches;
    }
}

impl fmt::Display for Search {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (executions, branches) = (grouped(self.executions), grouped(self.branches));
        write!(to, "{executions} inputs tried, {branches} branches covered")
    }
}

/// Tries inputs for so long, from the seeds on and from what earlier runs kept: inputs that took
/// another path, and findings, which so are tried again until they are mended.
pub fn run(workspace: &Workspace, target: &str, seconds: usize) -> Outcome<Search> {
    let findings = kept(workspace, "findings", target)?;
    let mut command = program(workspace, target)?;
    // 0 would be for ever.
    command.arg(format!("-max_total_time={}", seconds.max(1)));
    command.args(["-max_len=4096", "-timeout=10", "-rss_limit_mb=1024", "-print_final_stats=1"]);
    command.arg(format!("-artifact_prefix={}/", findings.display()));
    let dictionary = workspace.join("tests/fuzz/dictionaries").join(target);
    if dictionary.is_file() {
        command.arg(format!("-dict={}", dictionary.display()));
    }
    // New inputs go into the first of these folders.
    command.arg(kept(workspace, "corpus", target)?);
    command.arg(workspace.join("tests/fuzz/seeds").join(target)).arg(&findings);
    let finished = finish(workspace, &format!("fuzz-{target}"), &mut command)?;
    if !finished.success {
        return Err(broken(workspace, target, &finished.output));
    }
    let search = Search::read(&finished.output);
    if search.executions == 0 || search.branches == 0 {
        return Err(Failure::new(format!(
            "The search of {target} was blind: nothing was counted."
        ))
        .output(&finished.output));
    }
    Ok(search)
}

/// Tries one input.
pub fn again(workspace: &Workspace, target: &str, file: &Path) -> Outcome {
    let mut command = program(workspace, target)?;
    let finished = finish(workspace, &format!("fuzz-{target}"), command.arg(file))?;
    if finished.success {
        return Ok(());
    }
    let what = format!("{} breaks a rule of {target}: see above.", file.display());
    Err(Failure::new(what).output(&finished.output))
}

fn broken(workspace: &Workspace, target: &str, output: &str) -> Failure {
    let Some(file) = finding(output) else {
        return Failure::new(format!("The search of {target} ended early.")).output(output);
    };
    let file = Path::new(file);
    let file = file.strip_prefix(&workspace.root).unwrap_or(file).display();
    Failure::new(format!("{file} breaks a rule of {target}: see above."))
        .remedy(format!("`cargo xtask fuzz {target} {file}` tries it again."))
        .output(output)
}

/// Where libFuzzer wrote the input that it found.
fn finding(output: &str) -> Option<&str> {
    output.lines().rev().find_map(|line| line.split_once("Test unit written to ")).map(|(_, it)| it)
}

impl Search {
    /// From libFuzzer's last words: `#123 DONE   cov: 45 ft: 67 …` and its statistics.
    fn read(output: &str) -> Self {
        let number = |text: &str| text.split_whitespace().next()?.parse().ok();
        let after = |line: &str, word: &str| number(line.split_once(word)?.1);
        let last = |word: &str| output.lines().rev().find_map(|line| after(line, word));
        Self {
            executions: last("stat::number_of_executed_units:").unwrap_or(0),
            branches: last(" cov: ").unwrap_or(0),
        }
    }
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libfuzzer_s_last_words_are_counted() {
        let output = "\
#13\tINITED cov: 68 ft: 87 corp: 10/143b exec/s: 0 rss: 28Mb
#2417367\tDONE   cov: 106 ft: 244 corp: 92/1744b lim: 4096 exec/s: 268596 rss: 29Mb
Done 2417367 runs in 9 second(s)
stat::number_of_executed_units: 2417367
stat::average_exec_per_sec:     268596
";
        let search = Search::read(output);
        assert_eq!(search, Search { executions: 2_417_367, branches: 106 });
        assert_eq!(search.to_string(), "2,417,367 inputs tried, 106 branches covered");
    }

    #[test]
    fn a_search_without_counters_has_covered_nothing() {
        let output = "\
WARNING: no interesting inputs were found so far. Is the code instrumented for coverage?
#22236188\tDONE   corp: 1/1b lim: 4096 exec/s: 2470687 rss: 28Mb
stat::number_of_executed_units: 22236188
";
        assert_eq!(Search::read(output), Search { executions: 22_236_188, branches: 0 });
        assert_eq!(Search::read(""), Search::default());
    }

    #[test]
    fn a_finding_is_named() {
        let output = "\
artifact_prefix='target/xtask/fuzz/findings/ids/'; Test unit written to target/xtask/fuzz/findings/ids/crash-1f
Base64: Li4=
";
        assert_eq!(finding(output), Some("target/xtask/fuzz/findings/ids/crash-1f"));
        assert_eq!(finding("Done 5 runs in 1 second(s)"), None);
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
