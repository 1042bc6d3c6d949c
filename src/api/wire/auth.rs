use std::fmt;

use serde::{Deserialize, Serialize};

use super::User;

/// What `createSession` and `getToken` take.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdminPostAuthReq {
    /// The user's e-mail address.
    pub email: String,
    /// The user's password.
    pub password: String,
}

/// Leaves the password out.
impl fmt::Debug for AdminPostAuthReq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AdminPostAuthReq").field("email", &self.email).finish_non_exhaustive()
    }
}

/// What `createSession` and `getSession` answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdminAuthRes {
    /// The signed-in user.
    pub user: User,
}

/// What `getToken` answers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdminBearerAuthRes {
    /// A JSON web token, valid for 24 hours; Medusa has no way to revoke it.
    pub access_token: String,
}

/// Leaves the token out.
impl fmt::Debug for AdminBearerAuthRes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AdminBearerAuthRes").finish_non_exhaustive()
    }
}
