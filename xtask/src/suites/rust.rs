use super::Report;
use crate::{
    counts::{Counts, of_cargo_test},
    failure::Outcome,
    package,
    process::{cargo, finish},
    setup,
    workspace::Workspace,
};

const WASM: [&str; 4] = ["--target", "wasm32-unknown-unknown", "--features", "js"];
const BOUNDARY: [&str; 2] = ["--test", "boundary"];

pub fn style(workspace: &Workspace) -> Outcome<Report> {
    let clippy = ["clippy", "--locked", "--quiet"];
    let deny = ["--", "-D", "warnings"];
    let checks: [(&str, Vec<&str>); 4] = [
        ("rustfmt", vec!["fmt", "--all", "--check", "--", "--color=never"]),
        ("clippy-host", [&clippy[..], &["--workspace", "--all-targets"], &deny].concat()),
        ("clippy-wasm", [&clippy[..], &WASM, &["--all-targets"], &deny].concat()),
        ("rustdoc", vec!["doc", "--locked", "--quiet", "--no-deps", "--workspace"]),
    ];
    let mut report = Report::default();
    for (name, arguments) in checks {
        let mut command = cargo(workspace);
        command.args(arguments).env("RUSTDOCFLAGS", "-D warnings");
        report.add_check(&finish(workspace, name, &mut command)?);
    }
    Ok(report)
}

pub fn core(workspace: &Workspace) -> Outcome<Report> {
    cargo_test(workspace, "rust-core", &["--package", "medusa-batch-jobs"], &[])
}

pub fn xtask(workspace: &Workspace) -> Outcome<Report> {
    cargo_test(workspace, "xtask", &["--package", "xtask"], &[])
}

pub fn boundary_in_node(workspace: &Workspace) -> Outcome<Report> {
    // As ES modules, like the files of src/edge that the glue imports.
    let variables = [("WASM_BINDGEN_USE_NODE_EXPERIMENTAL", "1")];
    cargo_test(workspace, "wasm-node", &[&WASM[..], &BOUNDARY].concat(), &variables)
}

pub fn boundary_in_chromium(workspace: &Workspace) -> Outcome<Report> {
    let driver = setup::chromedriver()?.display().to_string();
    let variables = [
        ("CHROMEDRIVER", driver.as_str()),
        ("WASM_BINDGEN_USE_BROWSER", "1"),
        // Seconds: a browser needs more than the default 20 to start on a busy machine.
        ("WASM_BINDGEN_TEST_TIMEOUT", "120"),
    ];
    cargo_test(workspace, "wasm-chromium", &[&WASM[..], &BOUNDARY].concat(), &variables)
}

pub fn reproducible(workspace: &Workspace) -> Outcome<Report> {
    package::compare_two_builds(workspace)?;
    Ok(Report { counts: Counts::of_check(true), ..Report::default() })
}

fn cargo_test(
    workspace: &Workspace,
    name: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Outcome<Report> {
    let mut command = cargo(workspace);
    command.args(["test", "--locked", "--no-fail-fast"]).args(arguments);
    command.envs(variables.iter().copied());
    Ok(Report::of_runner(&finish(workspace, name, &mut command)?, of_cargo_test))
}
