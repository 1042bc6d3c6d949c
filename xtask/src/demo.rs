use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use crate::{
    failure::{Failure, Outcome},
    package,
    process::{leave_alone, not_started, spawn, tool},
    setup, site,
    step::Plan,
    workspace::Workspace,
};

const HELP: &str = "\
Starts a real Medusa on a real PostgreSQL, with products, and the page of www/ that talks to it;
prints the page's address and how to sign in, and runs until Ctrl-C. The data stay in target/demo.

Usage: cargo xtask demo [OPTIONS]

Options:
      --backend URL   Use a Medusa that is running already, and start none
      --products N    How many products the started Medusa sells [default: 2000]
      --port N        The port of the page [default: any free one]
      --open          Open the page in the browser
  -h, --help          Print this
";

#[derive(Default)]
struct Options {
    backend: Option<String>,
    products: Option<u32>,
    port: Option<u16>,
    open: bool,
}

pub fn command(arguments: &mut lexopt::Parser) -> Outcome {
    use lexopt::ValueExt;
    let mut options = Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("backend") => options.backend = Some(arguments.value()?.string()?),
            lexopt::Arg::Long("products") => options.products = Some(arguments.value()?.parse()?),
            lexopt::Arg::Long("port") => options.port = Some(arguments.value()?.parse()?),
            lexopt::Arg::Long("open") => options.open = true,
            lexopt::Arg::Short('h') | lexopt::Arg::Long("help") => {
                print!("{HELP}");
                return Ok(());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    run(&Workspace::find()?, &options)
}

fn run(workspace: &Workspace, options: &Options) -> Outcome {
    let log = workspace.scratch("logs").join("demo.log");
    let mut started = None;
    let mut plan = Plan::default();
    package::plan(&mut plan, workspace);
    site::plan(&mut plan, workspace);
    setup::tests_packages(&mut plan, workspace);
    // Its database and its server are of no use beside a backend of one's own, but page-server.ts
    // lives in the same project.
    if options.backend.is_none() {
        setup::backend_packages(&mut plan, workspace);
    }
    plan.add(title(options), || {
        started = Some(start(workspace, options, &log)?);
        Ok(())
    });
    plan.run()?;
    let Some((mut child, ready)) = started else {
        return Ok(());
    };
    // Waiting closes a child's standard input, and that is how these servers are told to end.
    let _open = child.stdin.take();
    announce(&ready);
    if options.open {
        open(text(&ready, "/page"));
    }
    let status =
        child.wait().map_err(|error| Failure::io("wait for", Path::new("node"), &error))?;
    Err(Failure::new(format!("The demo's servers ended by themselves ({status})."))
        .output(&fs::read_to_string(log).unwrap_or_default()))
}

fn title(options: &Options) -> String {
    match &options.backend {
        Some(url) => format!("The page, before {url}"),
        None => format!("Medusa with {} products, and the page", products(options)),
    }
}

fn products(options: &Options) -> u32 {
    options.products.unwrap_or(2_000)
}

/// tests/backend/main.ts ends with its standard input, and so even when xtask is killed.
fn start(workspace: &Workspace, options: &Options, log: &Path) -> Outcome<(Child, Value)> {
    let mut node = tool(workspace, "tests", "node");
    node.args(["--import", "tsx", "backend/main.ts", "--page"]).arg(workspace.join(site::DIST));
    node.args(["--page-port", &options.port.unwrap_or(0).to_string()]);
    if let Some(url) = &options.backend {
        node.args(["--backend", url]);
    } else {
        let products = products(options).to_string();
        let data = data_folder(workspace, &products)?;
        node.args(["--products", &products, "--data-dir"]).arg(data);
    }
    let stderr = File::create(log).map_err(|error| Failure::io("write", log, &error))?;
    node.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr);
    let mut child = spawn(&mut node).map_err(|error| not_started(&node, &error))?;
    let ready = first_line(&mut child);
    if let Some(ready) = ready.as_ref().filter(|line| line.get("page").is_some()) {
        return Ok((child, ready.clone()));
    }
    let why = ready.as_ref().map_or("it ended early", |line| text(line, "/error"));
    let log_text = fs::read_to_string(log).unwrap_or_default();
    Err(Failure::new(format!("The demo's servers did not start: {}.", why.trim_end_matches('.')))
        .remedy(format!("Their log is {}.", log.display()))
        .output(&log_text))
}

/// The servers say in one line of JSON that they are ready, or why they are not.
fn first_line(child: &mut Child) -> Option<Value> {
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut()?).read_line(&mut line).ok()?;
    serde_json::from_str(&line).ok()
}

/// One for each number of products, so that a second run finds the shop it asks for.
fn data_folder(workspace: &Workspace, products: &str) -> Outcome<PathBuf> {
    let folder = workspace.target.join("demo").join(products);
    fs::create_dir_all(&folder).map_err(|error| Failure::io("create", &folder, &error))?;
    Ok(folder)
}

fn announce(ready: &Value) {
    println!("\n  The page    {}", text(ready, "/page"));
    if ready.get("admin").is_some() {
        println!(
            "  Sign in     {}  {}",
            text(ready, "/admin/email"),
            text(ready, "/admin/password")
        );
        println!("  API token   {}", text(ready, "/apiToken"));
    } else {
        println!("  Sign in     with a user of that backend");
    }
    println!("  Backend     {}", text(ready, "/url"));
    println!("\n  Ctrl-C stops it all.");
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// In a session of its own, which is the user's and not ended with xtask.
fn open(page: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        let mut setsid = Command::new("setsid");
        setsid.arg("xdg-open");
        setsid
    };
    command.arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        Ok(child) => leave_alone(&child),
        Err(error) => eprintln!("No browser could be opened ({error}): open the page yourself."),
    }
}
