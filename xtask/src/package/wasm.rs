use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{
    NAME, create_folder,
    loader::{replace_declaration, replace_loader},
    names::shorten,
    namespaces::import_by_name,
};
use crate::{
    failure::{Failure, Outcome},
    process::{cargo, run, tool},
    workspace::Workspace,
};

const TARGET: &str = "wasm32-unknown-unknown";
/// A panic is a trap, without a message and without a place.
const SILENT_PANICS: [&str; 3] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"];
/// Measured smallest after compression, a percent and a half below the default.
const LITTLE_INLINING: &str = "-Cllvm-args=-inline-threshold=25";
/// 256 MiB. The module handles texts of a request, never bodies; who hands it more than that gets an
/// error, not a page that is killed for its memory.
const MOST_MEMORY: &str = "-Clink-arg=--max-memory=268435456";
/// What measured smallest after compression. (`--traps-never-happen` would save another 30 bytes;
/// but it takes bounds checks out, and the call that a trap happens in must reject.)
const SHRINKING: [&str; 10] = [
    // The stack ends at address 0, so nothing is ever found below 1024.
    "--low-memory-unused",
    // Blocks and locals in another structure than LLVM's, one that repeats itself more.
    "--flatten",
    "--rereloop",
    "-Oz",
    "--converge",
    "--reorder-functions",
    // How a load is aligned is a hint, which engines ignore.
    "--dealign",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Takes minutes the first time and none afterwards, so it is a step of its own.
pub fn compile_bindgen(workspace: &Workspace) -> Outcome {
    let mut command = cargo(workspace);
    command.args(["build", "--locked", "--package", "wasm-bindgen-runner", "--target-dir"]);
    run(workspace, "wasm-bindgen-runner", command.arg(&workspace.target)).map(drop)
}

/// Compiles the standard library along with the crate: the one that comes with Rust is made for
/// speed and formats the messages of panics, which nobody sees when a panic is a trap. That takes an
/// eighth off the wasm, and flags that Rust calls unstable, which `RUSTC_BOOTSTRAP` lets pass.
pub fn compile_crate(workspace: &Workspace) -> Outcome {
    let mut command = cargo(workspace);
    command.args(["build", "--locked", "--release", "--package", "medusa-batch-jobs", "--lib"]);
    command.args(["--features", "js", "--target", TARGET]);
    command.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    command.arg("--target-dir").arg(compiled(workspace)).env("RUSTC_BOOTSTRAP", "1");
    command.env("CARGO_HOME", &workspace.cargo_home);
    let mut flags: Vec<String> = SILENT_PANICS.map(str::to_owned).into();
    flags.extend([MOST_MEMORY, LITTLE_INLINING].map(str::to_owned));
    flags.extend(remapped_paths(workspace)?);
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    run(workspace, "crate", &mut command).map(drop)
}

/// The glue and the declarations in `pkg/src/generated/glue`, the module beside the build's output.
pub fn bind(workspace: &Workspace, tools: &Workspace) -> Outcome {
    let from = compiled(workspace).join(TARGET).join("release").join(format!("{NAME}.wasm"));
    let to = bound(workspace);
    let mut bindgen = cargo(tools);
    bindgen.args(["run", "--locked", "--quiet", "--package", "wasm-bindgen-runner"]);
    bindgen.args(["--bin", "wasm-bindgen", "--target-dir"]).arg(&tools.target).arg("--");
    bindgen.arg(from).arg("--out-dir").arg(&to).args(["--out-name", NAME]);
    // The package finds its module by itself (pkg/src/wasm), so the glue must not: bundlers see
    // `new URL(…, import.meta.url)` and emit a second copy.
    bindgen.args(["--target", "web", "--omit-default-module-path", "--remove-name-section"]);
    run(workspace, "wasm-bindgen", &mut bindgen)?;
    make_slim(workspace)
}

/// Leaves out of wasm-bindgen's output what the package does itself or has no use for.
fn make_slim(workspace: &Workspace) -> Outcome {
    let from = bound(workspace);
    let to = workspace.join("pkg/src/generated/glue");
    create_folder(&to)?;
    let [script, declarations] = ["js", "d.ts"].map(|extension| format!("{NAME}.{extension}"));
    let module = read(&from.join(format!("{NAME}_bg.wasm")))?;
    let glue = read(&from.join(&script))?;
    let declared = read(&from.join(&declarations))?;
    let (slim, declared) = replace_loader(&String::from_utf8_lossy(&glue))
        .and_then(|glue| import_by_name(&module, &glue))
        .and_then(|glue| shorten(&module, &glue))
        .zip(replace_declaration(&String::from_utf8_lossy(&declared)))
        .ok_or_else(|| {
            Failure::new(format!("{} is not as wasm-bindgen used to write it.", from.display()))
                .remedy("Its version has changed: see loader.rs, namespaces.rs and names.rs in xtask/src/package.")
        })?;
    write(&short(workspace), &slim.module)?;
    write(&to.join(script), slim.glue.as_bytes())?;
    write(&to.join(declarations), declared.as_bytes())
}

pub fn shrink(workspace: &Workspace) -> Outcome<String> {
    let from = short(workspace);
    let to = final_path(workspace);
    let mut wasm_opt = tool(workspace, "pkg", "./node_modules/.bin/wasm-opt");
    wasm_opt.args(SHRINKING);
    wasm_opt.arg(&from).arg("-o").arg(&to);
    run(workspace, "wasm-opt", &mut wasm_opt)?;
    Ok(format!("{} to {} bytes", read(&from)?.len(), read(&to)?.len()))
}

pub fn final_path(workspace: &Workspace) -> PathBuf {
    workspace.scratch("wasm").join(format!("{NAME}.wasm"))
}

/// Apart from what cargo builds otherwise, which other flags would have it build anew each time.
fn compiled(workspace: &Workspace) -> PathBuf {
    workspace.scratch("wasm").join("compiled")
}

fn bound(workspace: &Workspace) -> PathBuf {
    workspace.scratch("wasm").join("bound")
}

/// The module with short names.
fn short(workspace: &Workspace) -> PathBuf {
    workspace.scratch("wasm").join("short.wasm")
}

fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| Failure::io("read", file, &error))
}

fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content).map_err(|error| Failure::io("write", file, &error))
}

/// Panic messages hold the paths of sources: those of this machine must not reach the package.
fn remapped_paths(workspace: &Workspace) -> Outcome<Vec<String>> {
    let mut remaps = vec![
        (workspace.root.clone(), "/medusa-batch-jobs".to_owned()),
        (workspace.target.clone(), "/target".to_owned()),
    ];
    let home = workspace.cargo_home.clone();
    // One folder per registry, its name derived from where the registry is.
    let registries = home.join("registry").join("src");
    for registry in fs::read_dir(&registries).into_iter().flatten().flatten() {
        remaps.push((registry.path(), "/registry".to_owned()));
    }
    // Cargo's git checkouts and the standard library's sources (rust-src) are below these two.
    remaps.push((home, "/cargo".to_owned()));
    let mut rustc = std::process::Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()));
    rustc.args(["--print", "sysroot"]).current_dir(&workspace.root);
    let sysroot = run(workspace, "rustc-sysroot", &mut rustc)?;
    remaps.push((sysroot.trim().into(), "/rust".to_owned()));
    // The last match wins, so the longer path has to come later.
    remaps.sort_by_key(|(path, _)| path.as_os_str().len());
    Ok(remaps
        .into_iter()
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()))
        .collect())
}
