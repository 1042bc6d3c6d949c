//! From the crate to the npm package: `pkg/dist`, ready for `npm pack`.
//!
//! ```text
//! src/ ── cargo ──▶ .wasm ── wasm-bindgen ──▶ .wasm + glue ── wasm-opt ──▶ .wasm
//!                                               │                          │ deflate, base64
//!                                               ▼                          ▼
//! pkg/src/*.ts ─────────────────────────── pkg/src/generated ── esbuild, tsc ──▶ pkg/dist
//! ```
//!
//! The same sources give the same bytes, wherever the checkout and cargo's home are.

mod format;
mod inline;
mod loader;
mod names;
mod namespaces;
mod reproducible;
mod wasm;

use std::{fs, path::Path};

use crate::{
    failure::{Failure, Outcome},
    process::{run, tool},
    setup,
    step::Plan,
    workspace::Workspace,
};

pub use reproducible::compare_two_builds;

const NAME: &str = "medusa_batch_jobs";

/// The steps that make `pkg/dist`.
pub fn plan<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    setup::pkg_packages(plan, workspace);
    setup::rust_sources(plan, workspace);
    plan.add("wasm-bindgen, as Cargo.lock pins it", || wasm::compile_bindgen(workspace));
    plan.add("The crate as wasm", || wasm::compile_crate(workspace));
    plan.add("JavaScript glue (wasm-bindgen)", || wasm::bind(workspace, workspace));
    plan.add_with_remark("Smaller wasm (wasm-opt)", || wasm::shrink(workspace));
    plan.add_with_remark("wasm inside JavaScript", || inline::write(workspace));
    plan.add("pkg/dist (esbuild, rollup-plugin-dts)", || bundle(workspace));
}

/// As `plan`, at once and in silence, for a checkout which borrows the tools of another.
fn build(workspace: &Workspace, tools: &Workspace) -> Outcome {
    wasm::compile_crate(workspace)?;
    wasm::bind(workspace, tools)?;
    wasm::shrink(workspace)?;
    inline::write(workspace)?;
    bundle(workspace)
}

fn bundle(workspace: &Workspace) -> Outcome {
    remove_folder(&workspace.join("pkg/dist"))?;
    let mut node = tool(workspace, "pkg", "node");
    node.args(["--import", "tsx", "build.ts"]);
    run(workspace, "pkg-build", &mut node)?;
    let mut npm = tool(workspace, "pkg", "npm");
    run(workspace, "pkg-types", npm.args(["run", "--silent", "build:types"]))?;
    let dist = workspace.join("pkg/dist").join(format!("{NAME}.wasm"));
    copy(&wasm::final_path(workspace), &dist)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).map(drop).map_err(|error| Failure::io("write", to, &error))
}

/// What an earlier build left must not get into the tarball.
fn remove_folder(folder: &Path) -> Outcome {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).map_err(|error| Failure::io("remove", folder, &error))
}

fn create_folder(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| Failure::io("create", folder, &error))
}
