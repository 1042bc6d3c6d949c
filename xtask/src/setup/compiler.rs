use super::debian::{self, Programs};
use crate::{failure::Outcome, workspace::Workspace};

/// For libFuzzer's own sources. Rust itself needs no more than C's linker.
const COMPILER: Programs = Programs {
    names: &["c++"],
    packages: &["g++"],
    what: "The fuzzer's engine is compiled by `c++`, which is not in PATH.",
    elsewhere: "elsewhere install clang or gcc with C++.",
};

pub fn install(workspace: &Workspace) -> Outcome {
    debian::install(workspace, &COMPILER)
}
