//! xtask started for real, its `node` or `cargo` replaced by a script that starts a tree of processes:
//! however xtask ends, the tree is gone.

use std::{
    error::Error,
    fs,
    os::unix::{fs::PermissionsExt, process::ExitStatusExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A child, a grandchild in another session, one whose parent is gone, and one that ignores signals.
const TREE: &str = r#"
write() { echo "$1" >> "$PIDS"; }
sleep 300 & write $!
setsid sleep 300 & write $!
(sleep 300 & write $!)
sh -c 'trap "" TERM INT HUP; sleep 300 & echo $! >> "$PIDS"; wait' & write $!
write $$
"#;

#[test]
fn signals_end_the_whole_tree() -> Result {
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let stage = Stage::new(&format!("{signal}"), "wait")?;
        let mut xtask = stage.start()?;
        let pids = stage.pids(6)?;
        assert!(pids.iter().all(|pid| is_running(*pid)));
        kill(Pid::from_raw(xtask.id().try_into()?), signal)?;
        let status = xtask.wait()?;
        assert_eq!(status.code(), Some(128 + signal as i32), "{status:?}");
        assert_all_gone(&pids)?;
    }
    Ok(())
}

#[test]
fn a_second_signal_does_not_wait() -> Result {
    let stage = Stage::new("twice", "trap '' TERM INT; wait; wait; wait")?;
    let mut xtask = stage.start()?;
    let pids = stage.pids(6)?;
    let start = Instant::now();
    for _ in 0..2 {
        kill(Pid::from_raw(xtask.id().try_into()?), Signal::SIGINT)?;
        thread::sleep(Duration::from_millis(300));
    }
    xtask.wait()?;
    assert!(start.elapsed() < Duration::from_secs(5), "it waited for the stubborn child");
    assert_all_gone(&pids)
}

#[test]
fn a_failing_step_leaves_nothing_behind() -> Result {
    let stage = Stage::new("failure", "exit 1")?;
    let output = stage.start()?.wait_with_output()?;
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr)?;
    assert!(said.contains("error: `node --version` failed.\n       Install Node.js 20"), "{said}");
    assert_all_gone(&stage.pids(6)?)
}

#[test]
fn a_missing_node_is_named_with_what_to_do() -> Result {
    let output = xtask().env("PATH", "/nowhere").output()?;
    assert_eq!((output.status.code(), output.status.signal()), (Some(1), None));
    let said = String::from_utf8(output.stderr)?;
    assert!(said.contains("error: node is not installed or not in PATH."), "{said}");
    assert!(said.contains("Install Node.js 20 or newer"), "{said}");
    Ok(())
}

#[test]
fn a_suite_that_hangs_is_ended_with_all_it_started_and_has_failed() -> Result {
    let stage = Stage::of("cargo", "limit", "echo 'the last words'; wait; wait; wait")?;
    // xtask takes the folder that it is in for cargo's, and so writes no log of this repository's.
    let program = stage.folder.join("debug/xtask");
    fs::create_dir_all(stage.folder.join("debug"))?;
    fs::copy(env!("CARGO_BIN_EXE_xtask"), &program)?;
    let mut xtask = Command::new(program);
    xtask.args(["test", "--only", "rust-core", "--limit", "1"]);
    xtask.env("CARGO", stage.folder.join("cargo")).env("PIDS", stage.folder.join("pids"));
    let output = xtask.output()?;
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout)?;
    assert!(said.contains("was ended: it had 1.0 s."), "{said}");
    assert!(said.contains("the last words") && said.ends_with("0 passed, 1 failed\n"), "{said}");
    assert_all_gone(&stage.pids(6)?)
}

/// A folder with a program of our own, of a name that xtask starts.
struct Stage {
    folder: PathBuf,
}

impl Stage {
    fn new(name: &str, then: &str) -> Result<Self> {
        Self::of("node", name, then)
    }

    fn of(program: &str, name: &str, then: &str) -> Result<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let program = folder.join(program);
        fs::write(&program, format!("#!/bin/sh\n{TREE}\n{then}\n"))?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
        Ok(Self { folder })
    }

    fn start(&self) -> Result<Child> {
        let path = std::env::var("PATH")?;
        let mut command = xtask();
        command.env("PATH", format!("{}:{path}", self.folder.display()));
        command.env("PIDS", self.folder.join("pids"));
        Ok(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?)
    }

    /// Waits until the tree stands.
    fn pids(&self, count: usize) -> Result<Vec<i32>> {
        let start = Instant::now();
        loop {
            let text = fs::read_to_string(self.folder.join("pids")).unwrap_or_default();
            let pids: Vec<i32> = text.lines().filter_map(|line| line.parse().ok()).collect();
            if pids.len() == count {
                return Ok(pids);
            }
            if start.elapsed() > Duration::from_secs(10) {
                return Err(format!("the tree has only {pids:?}").into());
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

fn xtask() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("size");
    command
}

fn assert_all_gone(pids: &[i32]) -> Result {
    let left: Vec<i32> = pids.iter().copied().filter(|pid| is_running(*pid)).collect();
    for pid in &left {
        kill(Pid::from_raw(*pid), Signal::SIGKILL)?;
    }
    assert!(left.is_empty(), "{} of {} processes outlived xtask", left.len(), pids.len());
    Ok(())
}

/// A zombie that nobody has waited for yet runs no more.
fn is_running(pid: i32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| !stat.rsplit(") ").next().unwrap_or_default().starts_with(['Z', 'X']))
}
