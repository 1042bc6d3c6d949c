//! What must hold for any input of the core's parsers and decisions, one file per target.
//!
//! A target takes bytes, makes of them what the core takes, and panics where a rule is broken. The
//! inputs are texts, so that seeds and findings can be read and written by hand. `cargo test -p fuzz`
//! tries the seeds; `cargo xtask fuzz` searches on from them.

mod base_url;
mod headers;
mod ids;
mod queries;
mod retry_after;
mod verdict;
mod wire;

/// A target's name, which is also that of the folder of its seeds, and its check.
pub type Target = (&'static str, fn(&str));

/// All targets.
pub const TARGETS: [Target; 7] = [
    ("retry_after", retry_after::check),
    ("ids", ids::check),
    ("queries", queries::check),
    ("headers", headers::check),
    ("base_url", base_url::check),
    ("verdict", verdict::check),
    ("wire", wire::check),
];

/// The target of this name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|(other, _)| *other == name)
}

/// The lines of a text, with what is before and after each line's first `=`, if it has one.
fn pairs(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    text.split_terminator('\n').map(|line| match line.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (line, None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn every_rule_holds_for_the_seeds() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        for (name, check) in TARGETS {
            let seeds: Vec<_> = fs::read_dir(folder.join(name)).unwrap().flatten().collect();
            assert!(seeds.len() > 2, "{name} has only {} seeds", seeds.len());
            for seed in seeds {
                println!("{}", seed.path().display());
                check(&String::from_utf8_lossy(&fs::read(seed.path()).unwrap()));
            }
        }
    }

    #[test]
    fn every_folder_of_seeds_belongs_to_a_target() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let folders: BTreeSet<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let names = TARGETS.map(|(name, _)| name.to_owned());
        assert_eq!(folders, BTreeSet::from(names));
    }
}
