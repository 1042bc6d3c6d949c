//! How many tests a runner says it ran. Read from its own summary, so that a suite that silently
//! ran nothing is seen.

use std::{fmt, iter::Sum};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    /// Skipped, ignored or marked as to do: a test that says nothing.
    pub skipped: u64,
}

impl Counts {
    /// A check that is no test runner and has no summary: it ended well or it did not.
    pub fn of_check(success: bool) -> Self {
        Self { passed: u64::from(success), failed: u64::from(!success), skipped: 0 }
    }

    pub fn is_good(self) -> bool {
        self.passed > 0 && self.failed == 0 && self.skipped == 0
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, one| Self {
            passed: sum.passed + one.passed,
            failed: sum.failed + one.failed,
            skipped: sum.skipped + one.skipped,
        })
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(to, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// `cargo test` and `wasm-bindgen-test-runner`, one line for each test binary:
/// `test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; …`
pub fn of_cargo_test(output: &str) -> Counts {
    output
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test result: "))
        .map(|result| Counts {
            passed: number_before(result, " passed"),
            failed: number_before(result, " failed"),
            skipped: number_before(result, " ignored"),
        })
        .sum()
}

/// The summary of `node --test`, one for each run: `ℹ pass 5`, or `# pass 5` in TAP.
pub fn of_node_test(output: &str) -> Counts {
    let total = |name: &str| -> u64 {
        output
            .lines()
            .filter_map(|line| line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")))
            .filter_map(|line| line.strip_prefix(name)?.trim().parse::<u64>().ok())
            .sum()
    };
    // Node.js 20 takes a file that holds no test for one that passed.
    let empty_files = output.lines().filter(|line| names_a_file(line)).count() as u64;
    Counts {
        passed: total("pass ").saturating_sub(empty_files),
        failed: total("fail ") + total("cancelled ") + empty_files,
        skipped: total("skipped ") + total("todo "),
    }
}

fn names_a_file(line: &str) -> bool {
    line.strip_prefix("✔ /").is_some_and(|path| path.contains(".test.ts ("))
}

fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split(word).next().filter(|before| before.len() < text.len());
    let digits = before.and_then(|before| before.rsplit(|c: char| !c.is_ascii_digit()).next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_s_test_binaries_are_added_up() {
        let output = "
running 2 tests
test a ... ok
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

test result: FAILED. 30 passed; 1 failed; 4 ignored; 0 measured; 0 filtered out; finished in 1.2s
";
        assert_eq!(of_cargo_test(output), Counts { passed: 32, failed: 1, skipped: 4 });
    }

    #[test]
    fn the_wasm_runner_says_it_in_the_same_words() {
        let output =
            "    test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s";
        assert_eq!(of_cargo_test(output), Counts { passed: 7, failed: 0, skipped: 0 });
    }

    #[test]
    fn node_s_summary_is_read_in_both_formats() {
        let spec = "✔ a (1.2ms)\nℹ tests 6\nℹ suites 1\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\n";
        assert_eq!(of_node_test(spec), Counts { passed: 3, failed: 2, skipped: 1 });
        let tap =
            "# tests 4\n# suites 0\n# pass 3\n# fail 0\n# cancelled 0\n# skipped 0\n# todo 1\n";
        assert_eq!(of_node_test(tap), Counts { passed: 3, failed: 0, skipped: 1 });
    }

    #[test]
    fn a_file_without_a_test_has_failed() {
        let output = "✔ /tests/backend/backend.test.ts (344.7ms)\nℹ tests 1\nℹ pass 1\nℹ fail 0\n";
        assert_eq!(of_node_test(output), Counts { passed: 0, failed: 1, skipped: 0 });
    }

    #[test]
    fn a_run_without_a_summary_is_not_good() {
        for counts in [of_cargo_test("error: could not compile"), of_node_test("")] {
            assert_eq!(counts, Counts::default());
            assert!(!counts.is_good());
        }
    }

    #[test]
    fn failed_and_skipped_tests_are_not_good() {
        assert!(Counts { passed: 5, failed: 0, skipped: 0 }.is_good());
        assert!(!Counts { passed: 5, failed: 1, skipped: 0 }.is_good());
        assert!(!Counts { passed: 5, failed: 0, skipped: 1 }.is_good());
        assert!(!Counts::of_check(false).is_good());
    }
}
