//! `medusa.admin.custom`: any other path of the admin API, so that nobody needs a second client.

use super::{Answer, Endpoint, Method, Safety, Takes};

/// Reads a path.
pub const GET: Endpoint =
    Endpoint { takes: Takes::PathAndFilters, ..Endpoint::get("get(path)", "", Answer::Any) };

/// Posts JSON to a path.
pub const POST: Endpoint =
    Endpoint { takes: Takes::PathAndJson, ..Endpoint::post("post(path)", "", Answer::Any) };

/// Deletes at a path.
pub const DELETE: Endpoint = Endpoint {
    method: Method::Delete,
    takes: Takes::Path,
    safety: Safety::IdempotentByEffect,
    ..Endpoint::post("delete(path)", "", Answer::Any)
};
