use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    failure::{Failure, Outcome},
    process::{cargo, run},
    setup,
    workspace::Workspace,
};

/// What makes LLVM count the branches that are taken and report what is compared with what: the flags
/// of `cargo fuzz run --sanitizer none` (rust-fuzz/cargo-fuzz, src/project.rs).
const FLAGS: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-sanitizer-coverage-stack-depth",
    // Otherwise branches are merged that tell inputs apart.
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
];

/// The names of the folders of seeds; a test of tests/fuzz keeps them those of the targets.
pub fn targets(workspace: &Workspace) -> Outcome<Vec<String>> {
    let folder = workspace.join("tests/fuzz/seeds");
    let entries = fs::read_dir(&folder).map_err(|error| Failure::io("read", &folder, &error))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    if names.is_empty() {
        return Err(Failure::new(format!("There are no seeds in {}.", folder.display())));
    }
    Ok(names)
}

/// Builds the targets. In a folder of its own, as everything is compiled with other flags, and for
/// the host by its name, so that build scripts and macros are not.
pub fn build(workspace: &Workspace) -> Outcome {
    let mut command = cargo(workspace);
    command.args(["build", "--locked", "--package", "fuzz", "--features", "engine"]);
    command.args(["--target", &setup::host(workspace)?, "--target-dir"]).arg(folder(workspace));
    // Takes precedence over all other places for flags.
    command.env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\x1f"));
    // Fast, and with the checks of a development build, for overflows among others.
    command.env("CARGO_PROFILE_DEV_OPT_LEVEL", "3").env("CARGO_PROFILE_DEV_DEBUG", "0");
    run(workspace, "fuzz-build", &mut command).map(drop)
}

/// The program, about to try inputs of a target.
pub fn program(workspace: &Workspace, target: &str) -> Outcome<Command> {
    let program = folder(workspace).join(setup::host(workspace)?).join("debug/fuzz");
    let mut command = Command::new(program);
    command.current_dir(&workspace.root).env("FUZZ_TARGET", target).env("RUST_BACKTRACE", "0");
    Ok(command)
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.scratch("fuzz").join("build")
}

/// Where a target's inputs are that were kept of earlier runs.
pub fn kept(workspace: &Workspace, kind: &str, target: &str) -> Outcome<PathBuf> {
    let folder = workspace.scratch("fuzz").join(kind).join(target);
    create(&folder)?;
    Ok(folder)
}

fn create(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| Failure::io("create", folder, &error))
}
