use std::{path::Path, process::Command};

use crate::{
    failure::{Failure, Outcome},
    process::{cargo, run},
    workspace::Workspace,
};

const TARGET: &str = "wasm32-unknown-unknown";

pub fn add_wasm_target(workspace: &Workspace) -> Outcome {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    let library = run(workspace, "rustc-target-libdir", rustc.current_dir(&workspace.root))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    rustup(workspace, &["target", "add", TARGET])
}

/// rustfmt and clippy, which rustup's minimal profile leaves out.
pub fn add_components(workspace: &Workspace) -> Outcome {
    for component in ["fmt", "clippy"] {
        let name = format!("cargo-{component}-version");
        if run(workspace, &name, cargo(workspace).args([component, "--version"])).is_err() {
            rustup(workspace, &["component", "add", "rustfmt", "clippy"])?;
        }
    }
    Ok(())
}

fn rustup(workspace: &Workspace, arguments: &[&str]) -> Outcome {
    let mut rustup = Command::new("rustup");
    rustup.args(arguments).current_dir(&workspace.root);
    run(workspace, "rustup", &mut rustup).map(drop).map_err(|failure: Failure| {
        let by_hand = arguments.join(" ");
        failure.remedy(format!("Install it by hand (`rustup {by_hand}`), then run this again."))
    })
}
