use std::{
    env,
    path::{Path, PathBuf},
};

use crate::failure::{Failure, Outcome};

/// Where the repository is, and where cargo puts what it builds and what it downloads.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub root: PathBuf,
    pub target: PathBuf,
    pub cargo_home: PathBuf,
}

impl Workspace {
    pub fn find() -> Outcome<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().unwrap_or(manifest).to_owned();
        if !root.join("Cargo.toml").is_file() {
            return Err(Failure::new(format!(
                "{} is not the repository any more.",
                root.display()
            ))
            .remedy("It was moved: run `cargo xtask` in its new place once to rebuild xtask."));
        }
        // xtask itself runs as TARGET/debug/xtask, wherever CARGO_TARGET_DIR or a configuration
        // file put TARGET.
        let program = env::current_exe()
            .map_err(|error| Failure::new(format!("Could not find xtask's own file: {error}.")))?;
        let target = program.ancestors().nth(2).unwrap_or(&root).to_owned();
        let cargo_home = env::var_os("CARGO_HOME")
            .map(|home| root.join(home))
            .or_else(|| Some(env::home_dir()?.join(".cargo")))
            .ok_or_else(|| Failure::new("Neither CARGO_HOME nor HOME is set."))?;
        Ok(Self { root, target, cargo_home })
    }

    pub fn join(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A place for xtask's own files that no build tool looks at.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }
}
