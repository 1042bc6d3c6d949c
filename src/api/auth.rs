//! `medusa.admin.auth` (medusa 1.20, `api/routes/admin/auth`).

use super::{Answer, Endpoint, Kind, Method, Safety, SessionEffect, Takes};

const PATH: &str = "/admin/auth";
const LOGIN: Takes = Takes::Strings("email password");
/// [`super::wire::AdminAuthRes`]
const USER: Answer = Answer::Envelope("user", Kind::Object);
/// [`super::wire::AdminBearerAuthRes`]
const TOKEN: Answer = Answer::Envelope("access_token", Kind::Token);

const GET_SESSION_SHOWS: &str = "auth.getSession() shows whether anybody is signed in";

/// Signs in with e-mail and password; the session is a cookie.
pub const CREATE_SESSION: Endpoint = Endpoint {
    takes: LOGIN,
    safety: Safety::IdempotentByEffect,
    session: SessionEffect::OpensSession,
    find_out: GET_SESSION_SHOWS,
    ..Endpoint::post("createSession(payload)", PATH, USER)
};

/// The signed-in user.
pub const GET_SESSION: Endpoint = Endpoint::get("getSession()", PATH, USER);

/// Signs out. The server destroys the session only; a bearer token stays valid there until it
/// expires, so this client forgets it.
pub const DELETE_SESSION: Endpoint = Endpoint {
    method: Method::Delete,
    safety: Safety::IdempotentByEffect,
    session: SessionEffect::ClosesSession,
    find_out: GET_SESSION_SHOWS,
    ..Endpoint::post("deleteSession()", PATH, Answer::Ignored)
};

/// A JSON web token, valid for 24 hours, which this client then sends.
pub const GET_TOKEN: Endpoint = Endpoint {
    takes: LOGIN,
    safety: Safety::IdempotentByEffect,
    session: SessionEffect::IssuesToken,
    find_out: "asking again does no harm",
    ..Endpoint::post("getToken(payload)", "/admin/auth/token", TOKEN)
};
