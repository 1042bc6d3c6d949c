//! The test suites, in the order they run: what is quick and fails often comes first.

mod node;
mod rust;
mod typescript;

use crate::{
    counts::Counts, failure::Outcome, fuzz, package, process::Finished, setup, site, size,
    step::Plan, workspace::Workspace,
};

pub struct Suite {
    pub name: &'static str,
    pub about: &'static str,
    /// The steps that have to be done before.
    pub needs: &'static [Need],
    pub run: fn(&Workspace) -> Outcome<Report>,
}

pub type Need = for<'a> fn(&mut Plan<'a>, &'a Workspace);

/// How a suite ended.
#[derive(Default)]
pub struct Report {
    pub counts: Counts,
    /// What it measured, line by line.
    pub figures: Vec<String>,
    /// What there is to read when it did not end well.
    pub output: String,
}

impl Report {
    /// A test runner's end, its summary read by `count`.
    pub fn of_runner(finished: &Finished, count: fn(&str) -> Counts) -> Self {
        let (counts, output) = (count(&finished.output), finished.output.clone());
        let mut report = Self { counts, output, ..Self::default() };
        if !finished.success && report.counts.failed == 0 {
            report.fail("The runner itself failed.");
        }
        if report.counts == Counts::default() {
            report.fail("Not one test ran.");
        }
        if !finished.left_behind.is_empty() {
            let names = finished.left_behind.join(", ");
            report.fail(&format!("Processes were left running: {names}."));
        }
        report
    }

    fn fail(&mut self, why: &str) {
        self.counts.failed += 1;
        self.output = format!("{}\n{why}", self.output.trim_end());
    }

    /// Adds a check that is no test runner.
    pub fn add(&mut self, outcome: Outcome) {
        self.counts = [self.counts, Counts::of_check(outcome.is_ok())].into_iter().sum();
        if let Err(failure) = outcome {
            self.output = format!("{}\n\n{failure}\n", self.output.trim_end());
        }
    }

    /// Adds a program's end that tells it all.
    fn add_check(&mut self, finished: &Finished) {
        self.counts = [self.counts, Counts::of_check(finished.success)].into_iter().sum();
        if !finished.success {
            self.output.push_str(&finished.output);
        }
    }
}

pub const SUITES: &[Suite] = &[
    Suite {
        name: "rust-style",
        about: "rustfmt, clippy (pedantic) on the host and for wasm, rustdoc",
        needs: &[setup::rust_components, setup::wasm_target],
        run: rust::style,
    },
    Suite {
        name: "rust-core",
        about: "unit and property tests of the crate's core, on the host",
        needs: &[],
        run: rust::core,
    },
    Suite {
        name: "xtask",
        about: "xtask itself: parsers, steps, and that no process outlives it",
        needs: &[],
        run: rust::xtask,
    },
    Suite {
        name: "wasm-node",
        about: "the boundary between JavaScript and Rust, in Node.js",
        needs: &[setup::node, setup::wasm_target],
        run: rust::boundary_in_node,
    },
    Suite {
        name: "wasm-chromium",
        about: "the same boundary tests, in headless Chromium",
        needs: &[setup::wasm_target, setup::browser],
        run: rust::boundary_in_chromium,
    },
    Suite {
        name: "reproducible",
        about: "the package built a second time elsewhere is the same, byte by byte",
        needs: &[package::plan],
        run: rust::reproducible,
    },
    Suite {
        name: "typescript",
        about: "Biome and the type checks of all TypeScript",
        needs: &[
            package::plan,
            setup::tests_packages,
            setup::backend_packages,
            setup::size_packages,
            setup::www_packages,
        ],
        run: typescript::checks,
    },
    Suite {
        name: "types",
        about: "the package's declarations in users' projects, and beside medusa-js's own",
        needs: &[package::plan, setup::tests_packages, setup::backend_packages],
        run: |workspace| node::tests(workspace, "types"),
    },
    Suite {
        name: "readme",
        about: "the READMEs: examples compile, and nothing named is missing; integration runs them",
        needs: &[package::plan, setup::tests_packages],
        run: |workspace| node::tests(workspace, "readme"),
    },
    Suite {
        name: "wire",
        about: "the requests compared with medusa-js's own, by a recording server",
        needs: &[package::plan, setup::tests_packages],
        run: |workspace| node::tests(workspace, "wire"),
    },
    Suite {
        name: "size",
        about: "what a page loads for the package stays below its bound",
        needs: &[package::plan, setup::size_packages],
        run: size::check,
    },
    Suite {
        name: "security",
        about: "hostile servers and redirects, and that no credential leaks",
        needs: &[package::plan, setup::tests_packages],
        run: |workspace| node::tests(workspace, "security"),
    },
    Suite {
        name: "fuzz",
        about: "any input: the rules of the core's parsers, searched for a minute by libFuzzer",
        needs: &[setup::cpp_compiler],
        run: fuzz::check,
    },
    Suite {
        name: "faults",
        about: "every method under every fault of the network, in Node.js and Chromium",
        needs: &[package::plan, setup::tests_packages, setup::browser],
        run: |workspace| {
            node::measurements(workspace, "faults", |line| line.contains("cells passed"))
        },
    },
    Suite {
        name: "backend",
        about: "the Medusa that the tests and the demo start",
        needs: &[setup::tests_packages, setup::backend_packages],
        run: |workspace| node::tests(workspace, "backend"),
    },
    Suite {
        name: "integration",
        about: "the client against a real Medusa, from Node.js",
        needs: &[package::plan, setup::tests_packages, setup::backend_packages],
        run: |workspace| node::shared_tests(workspace, "integration"),
    },
    Suite {
        name: "browser",
        about: "the page against a real Medusa, in Chromium",
        needs: &[
            package::plan,
            setup::www_packages,
            site::plan,
            setup::tests_packages,
            setup::backend_packages,
            setup::browser,
        ],
        run: |workspace| node::tests(workspace, "browser"),
    },
    Suite {
        name: "soak",
        about: "hundreds of thousands of calls with faults leave nothing in memory",
        needs: &[package::plan, setup::tests_packages],
        run: |workspace| node::measurements(workspace, "soak", |_| true),
    },
    Suite {
        name: "chaos",
        about: "a real Medusa behind faults: no job twice, none lost",
        needs: &[package::plan, setup::tests_packages, setup::backend_packages],
        run: |workspace| node::measurements(workspace, "chaos", |_| true),
    },
];
