use std::{
    collections::BTreeSet,
    io,
    os::unix::process::CommandExt,
    process::{Child, Command},
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use nix::{
    errno::Errno,
    sys::signal::{Signal, kill, killpg},
    unistd::{Pid, getpid},
};

use super::{
    signals::wait_if_stopping,
    tree::{Process, descendants},
};

/// What a server gets to end in order, as its own Ctrl-C would have it: Medusa, then its database.
const GRACE: Duration = Duration::from_secs(10);
/// What its orphans get.
const GRACE_OF_ORPHANS: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(20);

static CHILDREN: Mutex<Children> = Mutex::new(Children::new());

struct Children {
    /// A child leads its group, so its id is the group's.
    groups: BTreeSet<i32>,
    /// Sessions of programs that are the user's own, such as a browser opened for them.
    users_own: BTreeSet<i32>,
}

impl Children {
    const fn new() -> Self {
        Self { groups: BTreeSet::new(), users_own: BTreeSet::new() }
    }

    fn lock() -> MutexGuard<'static, Self> {
        CHILDREN.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts a program at the head of a process group that ends with xtask.
pub fn spawn(command: &mut Command) -> io::Result<Child> {
    wait_if_stopping();
    adopt_orphans();
    let mut children = Children::lock();
    let child = command.process_group(0).spawn()?;
    children.groups.insert(pid_of(&child));
    Ok(child)
}

/// A program of the user's: started here, left to them when xtask ends.
pub fn leave_alone(session: &Child) {
    Children::lock().users_own.insert(pid_of(session));
}

/// Ends everything that is still running below xtask.
pub fn stop_all() {
    let groups = Children::lock().groups.clone();
    stop(&groups, all_left);
}

/// As `stop_all`, without asking.
pub fn kill_all() {
    let groups = Children::lock().groups.clone();
    signal(&groups, &all_left(), Signal::SIGKILL);
}

/// Ends one child and what it started.
pub fn stop_one(child: &mut Child) {
    let leader = pid_of(child);
    Children::lock().groups.remove(&leader);
    stop(&BTreeSet::from([leader]), orphans);
    // Its exit code was decided here.
    let _ = child.wait();
}

/// The child has ended by itself: what is left of its group and its orphans, by name, ended now.
pub fn left_behind(child: &Child) -> Vec<String> {
    let group = pid_of(child);
    Children::lock().groups.remove(&group);
    // Whatever ends with its parent needs a moment to notice.
    wait_until(GRACE_OF_ORPHANS, || orphans().is_empty());
    let left = orphans();
    signal(&BTreeSet::from([group]), &left, Signal::SIGKILL);
    left.into_iter().map(|process| process.name).collect()
}

/// Ends all children however `run` is left.
pub struct StopOnDrop;

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        stop_all();
    }
}

/// First the leaders, so that they end their own children in order, then whoever is left.
fn stop(leaders: &BTreeSet<i32>, left: impl Fn() -> Vec<Process>) {
    for leader in leaders {
        let _ = kill(Pid::from_raw(*leader), Signal::SIGTERM);
    }
    wait_until(GRACE, || leaders.iter().all(|leader| !is_alive(*leader, &left())));
    signal(leaders, &left(), Signal::SIGTERM);
    wait_until(GRACE_OF_ORPHANS, || left().is_empty() && !leaders.iter().any(|id| has_group(*id)));
    // Two rounds: a process may fork while it is being ended.
    for _ in 0..2 {
        signal(leaders, &left(), Signal::SIGKILL);
    }
}

fn signal(groups: &BTreeSet<i32>, processes: &[Process], signal: Signal) {
    for group in groups {
        let _ = killpg(Pid::from_raw(*group), signal);
    }
    for process in processes {
        let _ = kill(Pid::from_raw(process.pid), signal);
    }
}

fn wait_until(limit: Duration, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() && start.elapsed() < limit {
        thread::sleep(POLL);
    }
}

fn is_alive(leader: i32, left: &[Process]) -> bool {
    if cfg!(target_os = "linux") {
        left.iter().any(|process| process.pid == leader)
    } else {
        has_group(leader)
    }
}

/// For want of /proc: whether the group still has members.
fn has_group(id: i32) -> bool {
    !cfg!(target_os = "linux") && killpg(Pid::from_raw(id), None) != Err(Errno::ESRCH)
}

fn all_left() -> Vec<Process> {
    let children = Children::lock();
    let mut left = descendants(getpid().as_raw());
    left.retain(|process| !children.users_own.contains(&process.session));
    left
}

/// Whoever runs below xtask and below none of its children.
fn orphans() -> Vec<Process> {
    let children: Vec<i32> = Children::lock().groups.iter().copied().collect();
    let owned: BTreeSet<i32> =
        children.iter().flat_map(|child| descendants(*child)).map(|process| process.pid).collect();
    let mut left = all_left();
    left.retain(|process| !owned.contains(&process.pid) && !children.contains(&process.pid));
    left
}

/// On Linux the orphans of children become children of xtask, and so can be found and ended.
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    let _ = nix::sys::prctl::set_child_subreaper(true);
}

fn pid_of(child: &Child) -> i32 {
    // The kernel's process ids are positive numbers of this type.
    child.id().try_into().unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{env, fs};

    const PIDS: &str = "XTASK_TEST_PIDS";

    /// Runs itself again as the program that panics, since whatever is below it is ended.
    #[test]
    fn a_panic_ends_the_children() {
        if let Some(pids) = env::var_os(PIDS) {
            let _children = StopOnDrop;
            let mut shell = Command::new("sh");
            shell.args(["-c", "sleep 300 & echo $! > \"$XTASK_TEST_PIDS\"; wait"]);
            let mut running = spawn(&mut shell).unwrap();
            wait_until(GRACE, || fs::read_to_string(&pids).is_ok_and(|pid| pid.ends_with('\n')));
            assert_eq!(running.try_wait().unwrap(), None);
            panic!("on purpose");
        }
        let pids = env::temp_dir().join(format!("xtask-panic-{}", std::process::id()));
        let name = "process::children::tests::a_panic_ends_the_children";
        let output = Command::new(env::current_exe().unwrap())
            .args(["--exact", name])
            .env(PIDS, &pids)
            .output()
            .unwrap();
        assert!(!output.status.success());
        let sleep = fs::read_to_string(&pids).unwrap();
        fs::remove_file(&pids).unwrap();
        // Nobody may have waited for it yet: then it is a zombie.
        let stat = fs::read_to_string(format!("/proc/{}/stat", sleep.trim()));
        assert!(stat.as_ref().is_ok_and(|stat| stat.contains(") Z ")) || stat.is_err(), "{stat:?}");
    }
}
