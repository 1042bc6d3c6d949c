use std::process::Command;

use crate::{
    failure::{Failure, Outcome},
    process::run,
    workspace::Workspace,
};

const OLDEST: u32 = 20;
const REMEDY: &str =
    "Install Node.js 20 or newer with npm (https://nodejs.org) and put it in PATH.";

/// Node.js and npm are the only things xtask asks people to bring: there are many ways to install
/// them and everybody has a favourite one.
pub fn check(workspace: &Workspace) -> Outcome {
    let version = version(workspace)?;
    version_of(workspace, "npm")?;
    match major(&version) {
        Some(major) if major >= OLDEST => Ok(()),
        _ => Err(Failure::new(format!("Node.js {version} is too old.")).remedy(REMEDY)),
    }
}

pub fn version(workspace: &Workspace) -> Outcome<String> {
    version_of(workspace, "node")
}

fn version_of(workspace: &Workspace, program: &str) -> Outcome<String> {
    let name = format!("{program}-version");
    let output = run(workspace, &name, Command::new(program).arg("--version"))
        .map_err(|failure| failure.remedy(REMEDY))?;
    // npm may warn about its configuration before it answers.
    Ok(output.lines().last().unwrap_or_default().trim().to_owned())
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_a_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.1.0"), Some(9));
        assert_eq!(major("command not found"), None);
    }
}
