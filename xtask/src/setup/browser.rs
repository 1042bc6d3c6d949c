use std::path::PathBuf;

use super::debian::{self, Programs};
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

/// Chromium and its driver, of the same version since they come from the same package.
const BROWSER: Programs = Programs {
    names: &["chromium", "chromedriver"],
    packages: &["chromium", "chromium-driver"],
    what: "The browser tests need `chromium` and `chromedriver` in PATH.",
    elsewhere: "elsewhere install Chromium and a ChromeDriver of the same version.",
};

/// Where the driver is; `wasm-bindgen-test-runner` wants to be told.
pub fn chromedriver() -> Outcome<PathBuf> {
    debian::find("chromedriver").ok_or_else(|| Failure::new("chromedriver is not in PATH."))
}

/// The tests drive a real browser.
pub fn install(workspace: &Workspace) -> Outcome {
    debian::install(workspace, &BROWSER)
}
