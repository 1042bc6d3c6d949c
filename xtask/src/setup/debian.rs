//! Programs that are no part of Rust or Node.js. On Debian, as root, they are installed; elsewhere
//! people are told what is missing.

use std::{env, fs, path::PathBuf, process::Command};

use nix::unistd::Uid;

use crate::{
    failure::{Failure, Outcome},
    process::run,
    workspace::Workspace,
};

/// Programs that come together.
pub struct Programs {
    /// What has to be in PATH.
    pub names: &'static [&'static str],
    /// Debian's packages that bring them.
    pub packages: &'static [&'static str],
    /// What they are needed for and where else they are to be had.
    pub what: &'static str,
    pub elsewhere: &'static str,
}

pub fn install(workspace: &Workspace, programs: &Programs) -> Outcome {
    if programs.names.iter().all(|program| find(program).is_some()) {
        return Ok(());
    }
    if !is_debian() || !Uid::effective().is_root() {
        let packages = programs.packages.join(" ");
        return Err(Failure::new(programs.what).remedy(format!(
            "On Debian: `sudo apt-get install {packages}`; {}",
            programs.elsewhere
        )));
    }
    apt_get(workspace, &["update"])?;
    let install = ["install", "-y", "--no-install-recommends"];
    apt_get(workspace, &[install.as_slice(), programs.packages].concat())
}

pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
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
