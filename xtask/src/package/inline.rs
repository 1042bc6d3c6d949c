use std::fs;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::wasm;
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

/// Writes `pkg/src/generated/wasm-inline.ts`: the module deflated and in base64, so that no bundler,
/// server or test runner has to find a second file. A page's gzip gets the base64 back to 4 % above
/// what was deflated, which is still less than gzip makes of the file; brotli would make 8 % less.
pub fn write(workspace: &Workspace) -> Outcome<String> {
    let from = wasm::final_path(workspace);
    let module = fs::read(&from).map_err(|error| Failure::io("read", &from, &error))?;
    let deflated = deflate(&module).map_err(|error| Failure::io("compress", &from, &error))?;
    let text = STANDARD.encode(&deflated);
    let to = workspace.join("pkg/src/generated/wasm-inline.ts");
    fs::write(&to, source(&text)).map_err(|error| Failure::io("write", &to, &error))?;
    Ok(format!("{} bytes, {} as text", deflated.len(), text.len()))
}

fn source(text: &str) -> String {
    format!(
        "// Written by `cargo xtask build`: the module, deflated (zlib) in base64.\n\
         export const wasm = \"{text}\";\n"
    )
}

/// Zopfli's deflate is 5 % smaller than zlib's best. In zlib's wrapping, six bytes, because Node.js 18
/// and 20 before 20.12 have a `DecompressionStream` that knows no raw deflate.
fn deflate(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut deflated = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Zlib, bytes, &mut deflated)?;
    Ok(deflated)
}
