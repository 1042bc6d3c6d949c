//! Writes `pkg/src/generated/types.ts` from the wire types, and fails when the committed file is not
//! what they say.

use std::fmt::Write as _;
use std::{env, fs, path::Path};

use ts_rs::{Config, TS};

use super::*;

const FILE: &str = "pkg/src/generated/types.ts";
const COMMAND: &str = "UPDATE_TYPES=1 cargo test --lib wire::typescript";

#[test]
fn generated_types_are_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let wanted = declarations();
    if env::var_os("UPDATE_TYPES").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == wanted,
        "{FILE} is not what the Rust types say; write it anew with\n{COMMAND}"
    );
}

/// Open JSON as ts-rs writes it, and as TypeScript users want it: what is in there is unknown.
const OPEN_JSON: [(&str, &str); 5] = [
    (
        "({ [key in string]: number | string | boolean | Array<JsonValue> \
         | { [key in string]: JsonValue } | null })",
        "Record<string, unknown>",
    ),
    ("{ [key in string]: JsonValue }", "Record<string, unknown>"),
    ("{ [key in string]: string }", "Record<string, string>"),
    ("{ [key in string]: number }", "Record<string, number>"),
    ("JsonValue", "unknown"),
];

fn declarations() -> String {
    let mut out = format!("// Generated from src/api/wire by `{COMMAND}`. Don't edit.\n");
    answer::<BatchJobStatus>(&mut out);
    answer::<BatchJobType>(&mut out);
    answer::<BatchJob>(&mut out);
    answer::<BatchJobResult>(&mut out);
    answer::<BatchJobResultError>(&mut out);
    answer::<BatchJobResultStatDescriptor>(&mut out);
    request::<AdminPostBatchesReq>(&mut out);
    request::<AdminGetBatchParams>(&mut out);
    request::<DateComparisonOperator>(&mut out);
    answer::<AdminBatchJobRes>(&mut out);
    answer::<AdminBatchJobListRes>(&mut out);
    request::<AdminPostAuthReq>(&mut out);
    answer::<AdminAuthRes>(&mut out);
    answer::<User>(&mut out);
    answer::<UserRole>(&mut out);
    answer::<AdminBearerAuthRes>(&mut out);
    answer::<AdminUploadsRes>(&mut out);
    answer::<FileServiceUploadResult>(&mut out);
    request::<AdminDeleteUploadsReq>(&mut out);
    answer::<AdminDeleteUploadsRes>(&mut out);
    request::<AdminPostUploadsDownloadUrlReq>(&mut out);
    answer::<AdminUploadsDownloadUrlRes>(&mut out);
    out
}

/// A type callers receive.
fn answer<T: TS>(out: &mut String) {
    declare::<T>(out, "");
}

/// A type callers write. `undefined` means "not given" wherever a member is optional, also for users
/// of `exactOptionalPropertyTypes`.
fn request<T: TS>(out: &mut String) {
    declare::<T>(out, " | undefined");
}

/// ts-rs writes a type on one line but for the comments; this puts each member on its own.
fn declare<T: TS>(out: &mut String, optional: &str) {
    let mut declaration = T::decl(&Config::new().with_large_int("number"));
    for (from, to) in OPEN_JSON {
        declaration = declaration.replace(from, to);
    }
    let mut comment = Vec::new();
    writeln!(out).unwrap();
    let docs = T::docs().unwrap_or_default();
    for line in docs.lines() {
        comment_line(out, "", line, &mut comment);
    }
    write!(out, "export ").unwrap();
    for line in declaration.replace(", }", ",\n}").lines().map(str::trim) {
        if comment_line(out, "  ", line, &mut comment) {
            continue;
        }
        match line.strip_suffix(',') {
            Some(member) if member.contains("?: ") => writeln!(out, "  {member}{optional};"),
            Some(member) => writeln!(out, "  {member};"),
            None => writeln!(out, "{line}"),
        }
        .unwrap();
    }
}

/// Takes a line that belongs to a comment, and writes the comment when it is complete.
fn comment_line<'a>(
    out: &mut String,
    indent: &str,
    line: &'a str,
    comment: &mut Vec<&'a str>,
) -> bool {
    match line.trim() {
        "/**" => {}
        "*/" => {
            let text = comment.join(&format!("\n{indent} *"));
            if comment.len() == 1 {
                writeln!(out, "{indent}/**{text} */").unwrap();
            } else {
                writeln!(out, "{indent}/**\n{indent} *{text}\n{indent} */").unwrap();
            }
            comment.clear();
        }
        text => match text.strip_prefix('*') {
            Some(text) => comment.push(text),
            None => return false,
        },
    }
    true
}
