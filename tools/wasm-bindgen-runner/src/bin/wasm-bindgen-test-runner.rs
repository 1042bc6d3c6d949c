//! What `cargo test --target wasm32-unknown-unknown` runs test modules with (`.cargo/config.toml`):
//! in Node, or in a browser when `CHROMEDRIVER` and the like name a driver.

use std::{
    env, io,
    net::{SocketAddr, TcpListener, TcpStream},
    process::ExitCode,
    thread,
    time::Duration,
};

/// Where the runner is told to serve the tests to a browser.
const ADDRESS: &str = "WASM_BINDGEN_TEST_ADDRESS";
/// With how many threads its server begins (`tiny_http` 0.12, `MIN_THREADS`).
const WORKERS: usize = 4;

fn main() -> ExitCode {
    if env::var_os(ADDRESS).is_none()
        && let Ok(address) = free_address()
    {
        // SAFETY: no other thread runs yet.
        unsafe { env::set_var(ADDRESS, address.to_string()) };
        thread::spawn(move || occupy_workers(address));
    }
    match wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:?}");
            ExitCode::FAILURE
        }
    }
}

fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

/// Gives the server's first threads a connection each, on which nothing comes. It counts a thread as
/// idle until that has woken up, so of several connections in one moment, as browsers open them for a
/// module's imports, some are left waiting for ever. With none idle it starts a thread for each.
fn occupy_workers(address: SocketAddr) {
    let mut held = Vec::new();
    while held.len() < WORKERS {
        held.extend(TcpStream::connect(address));
        thread::sleep(Duration::from_millis(50));
    }
    loop {
        thread::park();
    }
}
