use std::{env, fs, path::PathBuf, process::Command};

use nix::unistd::Uid;

use crate::{
    failure::{Failure, Outcome},
    process::run,
    workspace::Workspace,
};

/// Chromium and its driver, of the same version since they come from the same package.
const PROGRAMS: [&str; 2] = ["chromium", "chromedriver"];
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// Where the driver is; `wasm-bindgen-test-runner` wants to be told.
pub fn chromedriver() -> Outcome<PathBuf> {
    find("chromedriver").ok_or_else(|| Failure::new("chromedriver is not in PATH."))
}

/// The tests drive a real browser; on Debian, as root, it is installed.
pub fn install(workspace: &Workspace) -> Outcome {
    if PROGRAMS.iter().all(|program| find(program).is_some()) {
        return Ok(());
    }
    if !is_debian() || !Uid::effective().is_root() {
        return Err(Failure::new("The browser tests need `chromium` and `chromedriver` in PATH.")
            .remedy(format!(
                "On Debian: `sudo apt-get install {}`; elsewhere install Chromium and a \
                 ChromeDriver of the same version.",
                PACKAGES.join(" ")
            )));
    }
    apt_get(workspace, &["update"])?;
    let install = ["install", "-y", "--no-install-recommends"];
    apt_get(workspace, &[install.as_slice(), &PACKAGES].concat())
}

fn apt_get(workspace: &Workspace, arguments: &[&str]) -> Outcome {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    run(workspace, &format!("apt-get-{}", arguments.first().unwrap_or(&"")), &mut command)?;
    Ok(())
}

/// Not Ubuntu and its kin: their `chromium` is a stub that sends people to another shop.
fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line.trim() == "ID=debian"))
}

fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
