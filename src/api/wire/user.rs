use std::fmt;

use serde::{Deserialize, Serialize};

use super::JsonObject;

/// An admin user.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct User {
    /// The user's id, `usr_` and a ULID.
    pub id: String,
    /// The user's e-mail address.
    pub email: String,
    /// The user's role. Medusa gives roles no meaning of their own.
    pub role: UserRole,
    /// The user's first name.
    pub first_name: Option<String>,
    /// The user's last name.
    pub last_name: Option<String>,
    /// The user's API token, if one was made: a credential that doesn't expire.
    pub api_token: Option<String>,
    /// Whatever the backend keeps about the user.
    pub metadata: Option<JsonObject>,
    /// When the user was created, ISO 8601.
    pub created_at: String,
    /// When the user last changed, ISO 8601.
    pub updated_at: String,
    /// When the user was deleted, ISO 8601.
    pub deleted_at: Option<String>,
}

/// Leaves the API token out: it is a credential.
impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("id", &self.id)
            .field("email", &self.email)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// A user's role.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum UserRole {
    /// An administrator.
    Admin,
    /// A member of the team.
    Member,
    /// A developer.
    Developer,
    /// A role this version doesn't know.
    #[serde(untagged)]
    #[cfg_attr(test, ts(skip))]
    Unknown(String),
}
