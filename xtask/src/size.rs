use crate::{
    counts::Counts,
    failure::{Failure, Outcome},
    options::only_help,
    package,
    process::{finish, tool},
    setup,
    step::Plan,
    suites::Report,
    workspace::Workspace,
};

const HELP: &str = "\
Builds a small page and a small bundle with the package, and the same ones with medusa-js, and
prints what a browser loads for each: raw, gzip and brotli. Fails when the page with the package
loads more than its bound (tests/size/measure.ts).

Usage: cargo xtask size

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
    setup::size_packages(&mut plan, &workspace);
    plan.add_with_remark("Sizes", || {
        let report = check(&workspace)?;
        println!("\n\n{}", report.output.trim_end());
        if report.counts.is_good() {
            return Ok(String::new());
        }
        Err(Failure::new(
            "The page loads more than its bound, or could not be measured: see above.",
        ))
    });
    plan.run()
}

/// The same as a test suite.
pub fn check(workspace: &Workspace) -> Outcome<Report> {
    let finished = finish(workspace, "size", &mut measure(workspace))?;
    let counts = Counts::of_check(finished.success);
    Ok(Report { counts, output: finished.output, ..Report::default() })
}

fn measure(workspace: &Workspace) -> std::process::Command {
    let mut node = tool(workspace, "tests/size", "node");
    node.args(["--import", "tsx", "measure.ts"]);
    node
}
