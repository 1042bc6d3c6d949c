//! Client for the batch jobs of a Medusa v1 backend. This file is the map.
//!
//! ```text
//!  js       JavaScript values in and out; no decisions (feature `js`)
//!   ▼
//!  client   one path for every call: request → attempts → result or problem
//!   │  ▼
//!   │ fetch   the only transport: the engine's fetch, timers, abort
//!   ▼
//!  pure core, tested natively: no wasm-bindgen, no clock, no randomness of its own
//!   api      what can be asked: endpoints, paths, headers, wire types
//!   query    the query string Medusa's server understands
//!   policy   retry verdicts, backoff, Retry-After, redirects, credentials
//!   error    what can go wrong, as data
//! ```
//!
//! To add or change …
//! - an endpoint: one file in [`api`], one line in `js`
//! - a rule of the query string: [`query`]
//! - when something is retried: [`policy::verdict`]
//! - what an error says: [`error`]
//! - how a call runs: `client/call.rs`
//! - what touches the engine: `fetch`
#![deny(missing_docs)]

pub mod api;
pub mod client;
pub mod error;
mod fetch;
#[cfg(feature = "js")]
mod js;
pub mod policy;
pub mod query;
