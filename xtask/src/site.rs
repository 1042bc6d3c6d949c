use crate::{
    failure::Outcome,
    process::{run, tool},
    setup,
    step::Plan,
    workspace::Workspace,
};

/// Where the built page is, below the repository.
pub const DIST: &str = "www/dist";

/// The steps that build the page of `www/` with the package as it is in `pkg/`.
pub fn plan<'a>(plan: &mut Plan<'a>, workspace: &'a Workspace) {
    setup::www_packages(plan, workspace);
    plan.add("The page (Vite)", || build(workspace));
}

fn build(workspace: &Workspace) -> Outcome {
    let mut vite = tool(workspace, "www", "./node_modules/.bin/vite");
    run(workspace, "vite-build", vite.arg("build")).map(drop)
}
