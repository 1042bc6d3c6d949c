use std::{fs, path::Path};

use super::node;
use crate::{
    failure::{Failure, Outcome},
    process::{run, tool},
    workspace::Workspace,
};

const STAMP: &str = "node_modules/.installed-from";

/// Installs what a folder's lock file says, unless it is there already.
///
/// Not by `npm ci`: it fails when the lock file leaves out native packages of other platforms,
/// which npm does when they were not to be had where the file was made.
pub fn install(workspace: &Workspace, folder: &str) -> Outcome {
    let stamp = workspace.join(folder).join(STAMP);
    let wanted = wanted(&workspace.join(folder), &node::version(workspace)?)?;
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let mut npm = tool(workspace, folder, "npm");
    npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(workspace, &format!("npm-install-{}", folder.replace('/', "-")), &mut npm)?;
    fs::write(&stamp, wanted).map_err(|error| Failure::io("write", &stamp, &error))
}

/// Native packages fit one version of Node.js, so it belongs to what is installed.
fn wanted(folder: &Path, node: &str) -> Outcome<String> {
    let lock = folder.join("package-lock.json");
    let packages = fs::read_to_string(&lock).map_err(|error| Failure::io("read", &lock, &error))?;
    Ok(format!("{node}\n{packages}"))
}
