use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
};

use super::{build, create_folder, remove_folder};
use crate::{
    failure::{Failure, Outcome},
    process::{run, tool},
    workspace::Workspace,
};

/// Builds the package again from a copy of the checkout in another folder, with another target
/// folder and another name for cargo's home, and compares the tarballs that `npm pack` makes.
pub fn compare_two_builds(workspace: &Workspace) -> Outcome {
    let copy = Workspace {
        root: workspace.scratch("second-build/checkout"),
        target: workspace.scratch("second-build/target"),
        cargo_home: workspace.scratch("second-build/cargo-home"),
    };
    copy_checkout(workspace, &copy.root)?;
    copy_cargo_home(workspace, &copy)?;
    build(&copy, workspace)?;
    let (one, two) = (pack(workspace)?, pack(&copy)?);
    if read(&one)? == read(&two)? {
        return Ok(());
    }
    let differing = differing_files(workspace, &copy)?.join(", ");
    Err(Failure::new(format!("Two builds of the same sources differ: {differing}."))
        .remedy(format!("Compare {} with {}.", one.display(), two.display())))
}

/// The files git knows or would know, as they are now.
fn copy_checkout(workspace: &Workspace, to: &Path) -> Outcome {
    remove_folder(to)?;
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let files = run(workspace, "git-ls-files", git.current_dir(&workspace.root))?;
    for file in files.split_terminator('\0') {
        let (from, to) = (workspace.join(file), to.join(file));
        if !from.is_file() {
            continue; // deleted, not yet committed
        }
        create_folder(to.parent().unwrap_or(&to))?;
        super::copy(&from, &to)?;
    }
    let packages = "pkg/node_modules";
    link(&workspace.join(packages), &to.join(packages))
}

/// The same downloads at another path.
fn copy_cargo_home(workspace: &Workspace, copy: &Workspace) -> Outcome {
    create_folder(&copy.cargo_home)?;
    for name in ["registry", "config.toml"] {
        let (from, to) = (workspace.cargo_home.join(name), copy.cargo_home.join(name));
        if from.exists() && !to.exists() {
            link(&from, &to)?;
        }
    }
    Ok(())
}

fn link(from: &Path, to: &Path) -> Outcome {
    symlink(from, to).map_err(|error| Failure::io("link", to, &error))
}

fn pack(workspace: &Workspace) -> Outcome<PathBuf> {
    let folder = workspace.scratch("packed");
    create_folder(&folder)?;
    let mut npm = tool(workspace, "pkg", "npm");
    npm.args(["pack", "--silent", "--ignore-scripts", "--pack-destination"]).arg(&folder);
    let output = run(workspace, "npm-pack", &mut npm)?;
    Ok(folder.join(output.lines().last().unwrap_or_default().trim()))
}

fn differing_files(one: &Workspace, two: &Workspace) -> Outcome<Vec<String>> {
    let dist = one.join("pkg/dist");
    let entries = fs::read_dir(&dist).map_err(|error| Failure::io("read", &dist, &error))?;
    let mut differing = Vec::new();
    for entry in entries.flatten() {
        let other = two.join("pkg/dist").join(entry.file_name());
        if read(&entry.path())? != fs::read(other).unwrap_or_default() {
            differing.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    differing.sort();
    Ok(differing)
}

fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| Failure::io("read", file, &error))
}
