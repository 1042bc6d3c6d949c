//! The processes below this one, as the kernel lists them in /proc. Where there is no /proc, the
//! process groups are all that is known of the children.

use std::{collections::HashMap, fs};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    pub pid: i32,
    pub name: String,
    parent: i32,
    pub session: i32,
    dead: bool,
}

/// Every living process below `root`.
pub fn descendants(root: i32) -> Vec<Process> {
    let mut by_parent: HashMap<i32, Vec<Process>> = HashMap::new();
    for process in all() {
        by_parent.entry(process.parent).or_default().push(process);
    }
    let mut found = Vec::new();
    let mut parents = vec![root];
    while let Some(parent) = parents.pop() {
        for process in by_parent.remove(&parent).unwrap_or_default() {
            parents.push(process.pid);
            if !process.dead {
                found.push(process);
            }
        }
    }
    found
}

fn all() -> impl Iterator<Item = Process> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        entry.file_name().to_str()?.parse::<i32>().ok()?;
        parse(&fs::read_to_string(entry.path().join("stat")).ok()?)
    })
}

/// `pid (name) state parent group session …`, see `man 5 proc`; the name may hold anything,
/// brackets too.
fn parse(stat: &str) -> Option<Process> {
    let (before, after) = stat.rsplit_once(") ")?;
    let (pid, name) = before.split_once(" (")?;
    let mut fields = after.split(' ');
    let dead = matches!(fields.next()?, "Z" | "X");
    let parent = fields.next()?.parse().ok()?;
    let session = fields.nth(1)?.parse().ok()?;
    Some(Process { pid: pid.parse().ok()?, name: name.to_owned(), parent, session, dead })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stat_line_is_read_whatever_the_name_holds() {
        let process = parse("42 (tmux: s) (1) S 7 42 41 0 -1 4194560").unwrap();
        assert_eq!(process.name, "tmux: s) (1");
        assert_eq!((process.pid, process.parent, process.session), (42, 7, 41));
        assert!(!process.dead);
        assert!(parse("43 (node) Z 7 42 41 0").unwrap().dead);
        assert_eq!(parse("nonsense"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn grandchildren_are_found() {
        let mut child =
            std::process::Command::new("sh").args(["-c", "sleep 60 & wait"]).spawn().unwrap();
        let pid = i32::try_from(child.id()).unwrap();
        let sleeping = || descendants(pid).iter().any(|process| process.name == "sleep");
        let start = std::time::Instant::now();
        while !sleeping() && start.elapsed().as_secs() < 10 {
            std::thread::yield_now();
        }
        let found = descendants(pid);
        assert!(sleeping(), "{found:?}");
        for process in found {
            let pid = nix::unistd::Pid::from_raw(process.pid);
            nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGKILL).unwrap();
        }
        child.wait().unwrap();
    }
}
