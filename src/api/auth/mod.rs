//! `medusa.admin.auth` (medusa 1.20, `api/routes/admin/auth`).

use super::wire::{AdminAuthRes, AdminBearerAuthRes};
use super::{Answer, BodyKind, Endpoint, Kind, Method, Path, Safety, SessionEffect};
use crate::error::UsageError;

const ROUTE: &str = "/admin/auth";
const USER: Answer = Answer::Envelope("user", Kind::Object);

/// `POST /admin/auth`: signs in with e-mail and password; the session is a cookie.
#[derive(Debug, Clone)]
pub struct CreateSession;

impl Endpoint for CreateSession {
    type Output = AdminAuthRes;
    const METHOD: Method = Method::Post;
    const BODY: BodyKind = BodyKind::Json;
    const SAFETY: Safety = Safety::IdempotentByEffect;
    const ANSWER: Answer = USER;
    const SESSION: SessionEffect = SessionEffect::OpensSession;

    fn path(&self) -> Result<Path, UsageError> {
        Ok(Path::new(ROUTE))
    }
}

/// `GET /admin/auth`: the signed-in user.
#[derive(Debug, Clone)]
pub struct GetSession;

impl Endpoint for GetSession {
    type Output = AdminAuthRes;
    const METHOD: Method = Method::Get;
    const BODY: BodyKind = BodyKind::None;
    const SAFETY: Safety = Safety::Idempotent;
    const ANSWER: Answer = USER;

    fn path(&self) -> Result<Path, UsageError> {
        Ok(Path::new(ROUTE))
    }
}

/// `DELETE /admin/auth`: signs out. The server destroys the session only; a bearer token stays valid
/// there until it expires, so this client forgets it.
#[derive(Debug, Clone)]
pub struct DeleteSession;

impl Endpoint for DeleteSession {
    type Output = ();
    const METHOD: Method = Method::Delete;
    const BODY: BodyKind = BodyKind::Json;
    const SAFETY: Safety = Safety::IdempotentByEffect;
    const ANSWER: Answer = Answer::Ignored;
    const SESSION: SessionEffect = SessionEffect::ClosesSession;

    fn path(&self) -> Result<Path, UsageError> {
        Ok(Path::new(ROUTE))
    }
}

/// `POST /admin/auth/token`: a JSON web token, valid for 24 hours, which this client then sends.
#[derive(Debug, Clone)]
pub struct GetToken;

impl Endpoint for GetToken {
    type Output = AdminBearerAuthRes;
    const METHOD: Method = Method::Post;
    const BODY: BodyKind = BodyKind::Json;
    const SAFETY: Safety = Safety::IdempotentByEffect;
    const ANSWER: Answer = Answer::Envelope("access_token", Kind::String);
    const SESSION: SessionEffect = SessionEffect::IssuesToken;

    fn path(&self) -> Result<Path, UsageError> {
        Ok(Path::new("/admin/auth/token"))
    }
}
