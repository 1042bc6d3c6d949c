use std::{path::Path, process::Command};

use crate::{
    failure::{Failure, Outcome},
    process::{cargo, run},
    workspace::Workspace,
};

const TARGET: &str = "wasm32-unknown-unknown";

pub fn add_wasm_target(workspace: &Workspace) -> Outcome {
    let mut rustc = rustc(workspace);
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    let library = run(workspace, "rustc-target-libdir", &mut rustc)?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    rustup(workspace, &["target", "add", TARGET])
}

/// The standard library's sources, for a Rust that can leave the messages of panics out of it.
pub fn add_sources(workspace: &Workspace) -> Outcome {
    let mut probe = rustc(workspace);
    probe.env("RUSTC_BOOTSTRAP", "1").args(["-Zunstable-options", "-Cpanic=immediate-abort"]);
    let sysroot = run(workspace, "rustc-sysroot", probe.args(["--print", "sysroot"])).map_err(|failure| {
        failure.remedy("The package needs Rust 1.91 or newer (`-Cpanic=immediate-abort`): `rustup update`.")
    })?;
    let sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock");
    if sources.is_file() {
        return Ok(());
    }
    rustup(workspace, &["component", "add", "rust-src"])
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

/// The name of the platform that programs built here run on.
pub fn host(workspace: &Workspace) -> Outcome<String> {
    let said = run(workspace, "rustc-version", rustc(workspace).arg("-vV"))?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| Failure::new("rustc doesn't name its host.").output(&said))
}

fn rustc(workspace: &Workspace) -> Command {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.current_dir(&workspace.root);
    rustc
}

fn rustup(workspace: &Workspace, arguments: &[&str]) -> Outcome {
    let mut rustup = Command::new("rustup");
    rustup.args(arguments).current_dir(&workspace.root);
    run(workspace, "rustup", &mut rustup).map(drop).map_err(|failure: Failure| {
        let by_hand = arguments.join(" ");
        failure.remedy(format!("Install it by hand (`rustup {by_hand}`), then run this again."))
    })
}
