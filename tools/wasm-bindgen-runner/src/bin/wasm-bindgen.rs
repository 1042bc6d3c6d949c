//! `wasm-bindgen` itself: its command line refuses a module built with another version of the
//! crate, so both come from this workspace's Cargo.lock and nothing has to be installed.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    match wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:?}");
            ExitCode::FAILURE
        }
    }
}
