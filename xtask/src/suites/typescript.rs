use super::Report;
use crate::{
    failure::Outcome,
    process::{finish, tool},
    workspace::Workspace,
};

pub fn checks(workspace: &Workspace) -> Outcome<Report> {
    let mut report = Report::default();
    let mut biome = tool(workspace, ".", "./tests/node_modules/.bin/biome");
    biome.args(["ci", "--colors=off", "--error-on-warnings", "."]);
    report.add_check(&finish(workspace, "biome", &mut biome)?);
    for project in ["pkg", "tests", "tests/size", "www"] {
        let mut npm = tool(workspace, project, "npm");
        npm.args(["run", "--silent", "check"]);
        report.add_check(&finish(
            workspace,
            &format!("tsc-{}", project.replace('/', "-")),
            &mut npm,
        )?);
    }
    Ok(report)
}
