//! What `cargo test --target wasm32-unknown-unknown` runs test modules with (`.cargo/config.toml`):
//! in Node, or in a browser when `CHROMEDRIVER` and the like name a driver.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    match wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:?}");
            ExitCode::FAILURE
        }
    }
}
