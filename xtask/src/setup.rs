//! What the commands need on this machine, as steps: each is quick when there is nothing to do.

mod browser;
mod compiler;
mod debian;
mod node;
mod npm;
mod rust;

use crate::{step::Plan, workspace::Workspace};

pub use browser::chromedriver;
pub use rust::host;

pub fn node<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    plan.add("Node.js and npm", || node::check(workspace));
}

/// The published package's own tools.
pub fn pkg_packages<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    packages(plan, workspace, "pkg");
}

pub fn tests_packages<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    packages(plan, workspace, "tests");
}

pub fn backend_packages<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    packages(plan, workspace, "tests/backend");
}

pub fn size_packages<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    packages(plan, workspace, "tests/size");
}

pub fn www_packages<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    packages(plan, workspace, "www");
}

fn packages<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace, folder: &'static str) {
    node(plan, workspace);
    plan.add(format!("npm packages of {folder}/"), move || npm::install(workspace, folder));
}

pub fn wasm_target<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    plan.add("Rust's wasm target", || rust::add_wasm_target(workspace));
}

/// What compiling the standard library takes.
pub fn rust_sources<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    plan.add("Rust's own sources (rust-src)", || rust::add_sources(workspace));
}

pub fn rust_components<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    plan.add("rustfmt and clippy", || rust::add_components(workspace));
}

pub fn browser<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    plan.add("Chromium and its driver", || browser::install(workspace));
}

pub fn cpp_compiler<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    plan.add("A C++ compiler", || compiler::install(workspace));
}
