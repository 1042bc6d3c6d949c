use crate::{
    failure::{Failure, Outcome},
    options::only_help,
    package,
    process::{finish, tool},
    setup,
    step::Plan,
    workspace::Workspace,
};

const HELP: &str = "\
Calls every method of the package while the network or the server fails in every way of a table, then
does the same with medusa-js 6.1.10, and prints side by side how many of the calls ended as they
should. `cargo xtask test --only faults` runs it as tests, and a core of it in Chromium, too.

Usage: cargo xtask faults

Options:
  -h, --help   Print this
";

pub fn command(arguments: &mut lexopt::Parser) -> Outcome {
    if !only_help(arguments, HELP)? {
        return Ok(());
    }
    let workspace = Workspace::find()?;
    let mut plan = Plan::default();
    package::plan(&mut plan, &workspace);
    setup::tests_packages(&mut plan, &workspace);
    plan.add_with_remark("Faults", || compare(&workspace));
    plan.run()
}

fn compare(workspace: &Workspace) -> Outcome<String> {
    let mut node = tool(workspace, "tests", "node");
    node.args(["--import", "tsx", "faults/run.ts"]);
    let finished = finish(workspace, "faults-table", &mut node)?;
    println!("\n\n{}\n", finished.output.trim_end());
    if finished.success && finished.left_behind.is_empty() {
        return Ok(String::new());
    }
    Err(Failure::new("The package ended a call otherwise than it should: see above."))
}
