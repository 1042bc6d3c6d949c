//! Client for the batch jobs of a Medusa v1 backend. This file is the map.
//!
//! ```text
//!  js       JavaScript values in and out; no decisions (feature `js`)
//!   ▼
//!  client   one path for every call: request → attempts → result or problem
//!   │  ▼
//!   │ edge    what only the engine can do: reading values, fetch, timers, abort
//!   ▼
//!  pure core, tested natively: no wasm-bindgen, no clock, no randomness of its own
//!   api      what can be asked: endpoints, paths, headers, wire types
//!   query    the query string Medusa's server understands
//!   policy   retry verdicts, backoff, Retry-After, redirects, credentials
//!   watch    waiting for jobs: when to ask, what is news, when one is at its end
//!   error    what can go wrong, as data
//!   text     putting texts together
//! ```
//!
//! To add or change …
//! - an endpoint: one constant in [`api`], one method in `js`
//! - a rule of the query string: [`query`]
//! - when something is retried: [`policy::verdict`]
//! - when a watched job is asked for: [`watch::schedule`]
//! - what an error says: [`error`]
//! - how a call runs: `client/call.rs`
//! - how arguments are read, how a request is exchanged for an answer: `edge`
#![deny(missing_docs)]

pub mod api;
pub mod client;
mod edge;
pub mod error;
#[cfg(feature = "js")]
pub mod js;
pub mod policy;
pub mod query;
mod text;
pub mod watch;

// Smaller than the default one; see ARCHITECTURE.md, "Size".
#[cfg(all(feature = "js", target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
