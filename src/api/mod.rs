//! What can be asked: one endpoint is one type in one file, and reads like its documentation.
//!
//! An [`Endpoint`] says everything about a call except how it is sent: method, path, query, body,
//! what the answer must hold and what a repetition would do. [`Request`] is the same as plain data;
//! that is what the client sends, and what tests can look at without a network.

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
pub use path::Path;
pub(crate) use path::percent_encode;

use crate::error::UsageError;

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

/// How a call's payload is sent. The payload itself is the caller's: the core never looks into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKind {
    /// No body, and so no `Content-Type`.
    None,
    /// JSON text; `{}` where the endpoint takes no payload, as medusa-js sends it.
    Json,
    /// A multipart form, assembled at the edge.
    Multipart,
}

/// What a repetition of a call would do on the server. The retry verdict depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// Repeating changes nothing: reads.
    Idempotent,
    /// Repeating ends in the same state: cancel, delete, signing in or out.
    IdempotentByEffect,
    /// Repeating may do the work twice: create, upload, confirm (whose repetition is refused by the
    /// server with a 400 that looks like a failure), and any `custom.post`.
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

/// One call of the admin API.
pub trait Endpoint {
    /// The wire type of a success.
    type Output;
    /// HTTP method.
    const METHOD: Method;
    /// How the payload is sent.
    const BODY: BodyKind;
    /// What a repetition would do.
    const SAFETY: Safety;
    /// What a success must hold.
    const ANSWER: Answer;
    /// What a success means for this client's credentials.
    const SESSION: SessionEffect = SessionEffect::None;

    /// The path below the base URL, percent-encoded.
    ///
    /// # Errors
    /// When a path parameter can't be one (empty, `.`, `..`, control characters).
    fn path(&self) -> Result<Path, UsageError>;

    /// The query string without its `?`; empty when there is none.
    ///
    /// # Errors
    /// When a filter would be lost or can't be written.
    fn query(&self) -> Result<String, UsageError> {
        Ok(String::new())
    }

    /// The call as plain data.
    ///
    /// # Errors
    /// Those of [`Endpoint::path`] and [`Endpoint::query`].
    fn request(&self) -> Result<Request, UsageError> {
        Ok(Request {
            method: Self::METHOD,
            path: self.path()?.into_string(),
            query: self.query()?,
            body: Self::BODY,
            safety: Self::SAFETY,
            answer: Self::ANSWER,
            session: Self::SESSION,
        })
    }
}

/// A call as plain data: everything that is sent but the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL, percent-encoded, starting with `/`.
    pub path: String,
    /// Query string without its `?`; may be empty.
    pub query: String,
    /// How the payload is sent.
    pub body: BodyKind,
    /// What a repetition would do.
    pub safety: Safety,
    /// What a success must hold.
    pub answer: Answer,
    /// What a success means for the client's credentials.
    pub session: SessionEffect,
}
