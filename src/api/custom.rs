//! `medusa.admin.custom`: any other path of the admin API, so that nobody needs a second client.

use super::{Answer, BodyKind, Method, Request, Safety, SessionEffect};
use crate::error::UsageError;
use crate::query::{Value, with_custom_path};

/// A call of a path the caller names. `argument` names the path in errors, e.g. `get(path)`.
///
/// # Errors
/// Those of [`super::Path::custom`].
pub fn custom(
    method: Method,
    argument: &'static str,
    path: &str,
    filters: &[(String, Value)],
) -> Result<Request, UsageError> {
    let (path, query) = with_custom_path(argument, path, filters)?;
    let (body, safety) = match method {
        Method::Get => (BodyKind::None, Safety::Idempotent),
        Method::Post => (BodyKind::Json, Safety::NotIdempotent),
        Method::Delete => (BodyKind::Json, Safety::IdempotentByEffect),
    };
    Ok(Request {
        method,
        path: path.into_string(),
        query,
        body,
        safety,
        answer: Answer::Any,
        session: SessionEffect::None,
    })
}
