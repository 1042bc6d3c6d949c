//! What can be asked. An [`Endpoint`] is a constant that reads like its documentation: method, path,
//! what it takes, what its answer must hold, what a repetition would do. A [`Request`] is an endpoint
//! with its arguments; that is what the client sends, and what tests can look at without a network.

pub mod auth;
mod base_url;
pub mod batch_jobs;
pub mod custom;
mod headers;
mod path;
pub mod uploads;
pub mod wire;

pub use base_url::BaseUrl;
pub use headers::{HeaderEdit, Headers};
#[cfg(test)]
pub(crate) use path::percent_decode;
pub(crate) use path::percent_encode;
pub use path::push_id;

use crate::error::UsageError;
use crate::query::{Filter, Nulls, batch_job_filters, encode};

/// The HTTP methods Medusa's admin API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads; carries no body.
    Get,
    /// Creates and acts; carries a body.
    Post,
    /// Removes; carries a body, as medusa-js sends one.
    Delete,
}

impl Method {
    /// The method's name as HTTP writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// What an endpoint takes of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// An id, which becomes a step of the path.
    Id,
    /// The filters of a list of batch jobs.
    Filters,
    /// `AdminPostBatchesReq`, sent as JSON.
    BatchJob,
    /// An object that has these strings (names separated by spaces), sent as JSON.
    Strings(&'static str),
    /// Files, sent as a multipart form.
    Files,
    /// A path below `/admin`, and filters.
    PathAndFilters,
    /// A path below `/admin`, and anything, sent as JSON.
    PathAndJson,
    /// A path below `/admin`.
    Path,
}

/// What a repetition of a call would do on the server. The retry verdict depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// Repeating changes nothing: reads.
    Idempotent,
    /// Repeating ends in the same state: cancel, delete, signing in or out.
    IdempotentByEffect,
    /// Repeating is safe once the server was asked what became of the attempt before: confirm (whose
    /// repetition is refused with a 400 that looks like a failure), and a create that can be found.
    Reconcilable,
    /// Repeating may do the work twice: create, upload, and any `custom.post`.
    NotIdempotent,
}

/// What a success must hold to count as one. Anything else is an error, never a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A JSON object with this key, whose value is of this kind.
    Envelope(&'static str, Kind),
    /// Any JSON, text or nothing: the caller named the path.
    Any,
    /// The body says nothing of use (`DELETE /admin/auth` answers the text `OK`).
    Ignored,
}

/// The JSON kinds an envelope's value may be required to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An object.
    Object,
    /// An array.
    Array,
    /// A string.
    String,
    /// A string that can be part of a header: printable ASCII.
    Token,
    /// `true` or `false`.
    Boolean,
}

/// What a success means for the credentials this client holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionEffect {
    /// Nothing.
    None,
    /// The answer's cookies are this client's session from now on.
    OpensSession,
    /// The answer's `access_token` is this client's bearer token from now on.
    IssuesToken,
    /// Session and token are gone.
    ClosesSession,
}

/// How the server tells what became of a call whose answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trace {
    /// It doesn't.
    None,
    /// The job is in the list of jobs, known by its `fileKey` or a token.
    Listed,
    /// The job at the path without the endpoint's tail has been confirmed.
    Confirmed,
}

/// One call of the admin API, without its arguments.
#[derive(Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The call as a caller writes it, for errors: `retrieve(id)`.
    pub name: &'static str,
    /// HTTP method.
    pub method: Method,
    /// The path before the id.
    pub path: &'static str,
    /// The path after the id.
    pub tail: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What a repetition would do.
    pub safety: Safety,
    /// What a success must hold.
    pub answer: Answer,
    /// What a success means for this client's credentials.
    pub session: SessionEffect,
    /// How long one attempt may take unless the caller says otherwise, in milliseconds. Of an upload:
    /// how long nothing may move.
    pub timeout_ms: u32,
    /// How the client finds out what became of it.
    pub trace: Trace,
    /// How a person finds out, in the imperative.
    pub find_out: &'static str,
}

/// Long enough for the slowest list, short enough that a stalled server is noticed.
const USUAL_TIMEOUT_MS: u32 = 30_000;

impl Endpoint {
    /// A read, which most endpoints vary.
    const fn get(name: &'static str, path: &'static str, answer: Answer) -> Self {
        Self {
            name,
            method: Method::Get,
            path,
            tail: "",
            takes: Takes::Nothing,
            safety: Safety::Idempotent,
            answer,
            session: SessionEffect::None,
            timeout_ms: USUAL_TIMEOUT_MS,
            trace: Trace::None,
            find_out: "",
        }
    }

    /// A POST whose repetition may do the work twice.
    const fn post(name: &'static str, path: &'static str, answer: Answer) -> Self {
        Self {
            method: Method::Post,
            safety: Safety::NotIdempotent,
            find_out: "look before you repeat it",
            ..Self::get(name, path, answer)
        }
    }

    /// Whether a call carries JSON: `{}` where it takes no payload, as medusa-js sends it.
    #[must_use]
    pub const fn sends_json(&self) -> bool {
        !matches!(self.method, Method::Get) && !matches!(self.takes, Takes::Files)
    }

    /// This endpoint with its arguments: an id or a path, the query written into that path, filters.
    ///
    /// # Errors
    /// When an id could lead elsewhere (see [`push_id`]).
    pub fn request(
        &'static self,
        text: &str,
        mut query: String,
        filters: Vec<Filter>,
    ) -> Result<Request, UsageError> {
        let mut path = String::from(self.path);
        match self.takes {
            Takes::Id => {
                push_id(&mut path, self.name, text)?;
                path.push_str(self.tail);
            }
            // Checked where it was read (`customPath` in edge/arguments.js).
            _ => path.push_str(text),
        }
        let added = match self.takes {
            Takes::Filters => encode(&batch_job_filters(filters), Nulls::Word),
            _ => encode(&filters, Nulls::Empty),
        };
        if !query.is_empty() && !added.is_empty() {
            query.push_str("&");
        }
        query.push_str(&added);
        Ok(Request { endpoint: self, path, query })
    }
}

/// A call as plain data: everything that is sent but the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is called.
    pub endpoint: &'static Endpoint,
    /// Path below the base URL, percent-encoded, starting with `/`.
    pub path: String,
    /// Query string without its `?`; may be empty.
    pub query: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(endpoint: &'static Endpoint, text: &str, filters: Vec<Filter>) -> String {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let request = endpoint.request(path, query.into(), filters).unwrap();
        format!("{} {}?{}", endpoint.method.as_str(), request.path, request.query)
    }

    #[test]
    fn batch_jobs() {
        assert_eq!(sent(&batch_jobs::CREATE, "", vec![]), "POST /admin/batch-jobs?");
        assert_eq!(sent(&batch_jobs::LIST, "", vec![]), "GET /admin/batch-jobs?fields=%2Bdry_run");
        assert_eq!(sent(&batch_jobs::RETRIEVE, "a/b", vec![]), "GET /admin/batch-jobs/a%2Fb?");
        assert_eq!(sent(&batch_jobs::CONFIRM, "x", vec![]), "POST /admin/batch-jobs/x/confirm?");
        assert_eq!(sent(&batch_jobs::CANCEL, "x", vec![]), "POST /admin/batch-jobs/x/cancel?");
    }

    #[test]
    fn the_others() {
        assert_eq!(sent(&auth::DELETE_SESSION, "", vec![]), "DELETE /admin/auth?");
        assert_eq!(sent(&uploads::CREATE_PROTECTED, "", vec![]), "POST /admin/uploads/protected?");
        let filters = vec![(String::from("b"), None)];
        assert_eq!(sent(&custom::GET, "/admin/x?a=1", filters), "GET /admin/x?a=1&b=");
    }

    #[test]
    fn only_what_changes_something_carries_json() {
        for endpoint in [&batch_jobs::CONFIRM, &auth::DELETE_SESSION, &custom::DELETE] {
            assert!(endpoint.sends_json(), "{}", endpoint.name);
        }
        for endpoint in [&batch_jobs::LIST, &uploads::CREATE, &auth::GET_SESSION] {
            assert!(!endpoint.sends_json(), "{}", endpoint.name);
        }
    }
}
