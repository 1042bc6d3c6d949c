use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, ErrorKind},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use super::{
    children::{left_behind, spawn, stop_one},
    limit::Limit,
};
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

/// A program that ended by itself.
pub struct Finished {
    pub success: bool,
    /// Both streams, in the order they were written.
    pub output: String,
    /// Processes it started and did not end.
    pub left_behind: Vec<String>,
}

/// Runs a program to its end, its output in `target/xtask/logs/NAME.log`; failing is a failure.
pub fn run(workspace: &Workspace, name: &str, command: &mut Command) -> Outcome<String> {
    let finished = finish(workspace, name, command)?;
    if finished.success {
        return Ok(finished.output);
    }
    Err(Failure::new(format!("`{}` failed.", shown(command))).output(&finished.output))
}

/// As `run`, but what the exit code means is the caller's to say.
pub fn finish(workspace: &Workspace, name: &str, command: &mut Command) -> Outcome<Finished> {
    let log = workspace.scratch("logs").join(format!("{name}.log"));
    let mut child = start(command, &log)?;
    let limit = Limit::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if !limit.is_over() => thread::sleep(Duration::from_millis(10)),
            Ok(None) => {
                stop_one(&mut child);
                let why = format!("`{}` was ended: it had {limit}.", shown(command));
                return Err(Failure::new(why).output(&read(&log)?));
            }
            Err(error) => {
                return Err(Failure::io("wait for", Path::new(command.get_program()), &error));
            }
        }
    };
    let left_behind = left_behind(&child);
    Ok(Finished { success: status.success(), output: read(&log)?, left_behind })
}

/// Starts a program that reads nothing and writes to a file.
fn start(command: &mut Command, log: &Path) -> Outcome<Child> {
    let file = create(log).map_err(|error| Failure::io("write", log, &error))?;
    let copy = file.try_clone().map_err(|error| Failure::io("write", log, &error))?;
    command.stdin(Stdio::null()).stdout(file).stderr(copy);
    // Colours are for people, and this is read by a parser or from a log.
    command.env("NO_COLOR", "1").env_remove("FORCE_COLOR").env("CARGO_TERM_COLOR", "never");
    spawn(command).map_err(|error| not_started(command, &error))
}

pub fn not_started(command: &Command, error: &io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    if error.kind() == ErrorKind::NotFound {
        return Failure::new(format!("{program} is not installed or not in PATH."));
    }
    Failure::new(format!("Could not start {program}: {error}."))
}

fn create(log: &Path) -> io::Result<File> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(log)
}

fn read(log: &Path) -> Outcome<String> {
    let bytes = fs::read(log).map_err(|error| Failure::io("read", log, &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words: Vec<_> =
        std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}

/// The cargo that runs xtask, so that the toolchain is the same one.
pub fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&workspace.root);
    command
}

/// A program in a folder of the repository.
pub fn tool(workspace: &Workspace, folder: &str, program: &str) -> Command {
    let folder = workspace.join(folder);
    // A path with a slash would be looked up in this process's folder, not in the child's.
    let mut command = match program.strip_prefix("./") {
        Some(inside) => Command::new(folder.join(inside)),
        None => Command::new(program),
    };
    command.current_dir(folder);
    command
}
