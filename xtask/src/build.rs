use crate::{failure::Outcome, package, step::Plan, workspace::Workspace};

const HELP: &str = "\
Makes the npm package ready in pkg/: compiles the crate to wasm, binds and shrinks it, puts it
inside the JavaScript and bundles that for every runtime. `npm pack ./pkg` then gives the tarball
that people install. The same sources give the same bytes.

Usage: cargo xtask build [OPTIONS]

Options:
      --compare   Build a second time, from a copy in another folder, and compare the tarballs
  -h, --help      Print this
";

pub fn command(arguments: &mut lexopt::Parser) -> Outcome {
    let mut compare = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("compare") => compare = true,
            lexopt::Arg::Short('h') | lexopt::Arg::Long("help") => {
                print!("{HELP}");
                return Ok(());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let workspace = Workspace::find()?;
    let mut plan = Plan::default();
    package::plan(&mut plan, &workspace);
    if compare {
        plan.add_with_remark("The same again in another folder", || {
            package::compare_two_builds(&workspace).map(|()| "byte-identical".to_owned())
        });
    }
    plan.run()
}
