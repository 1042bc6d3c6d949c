//! Which credentials a request carries. They belong to one client and are never shared.

use crate::api::{Headers, Method};

/// What one client holds to prove who it is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// A user's API token, sent as `x-medusa-access-token`.
    pub api_key: Option<String>,
    /// Scope of the store API, sent as `x-publishable-api-key`.
    pub publishable_key: Option<String>,
    /// The JSON web token `getToken` brought.
    pub token: Option<String>,
    /// The `Cookie` header of the session, in runtimes that keep no cookies themselves.
    pub cookie: Option<String>,
}

/// Paths that medusa-js sends no API key to (its `unAuthenticatedAdminEndpoints`): these serve people
/// who are not signed in.
const WITHOUT_KEY: [&str; 4] = [
    "/admin/auth",
    "/admin/users/password-token",
    "/admin/users/reset-password",
    "/admin/invites/accept",
];

impl Credentials {
    /// Adds what a request to this path carries.
    pub fn apply(&self, headers: &mut Headers, method: Method, path: &str) {
        let admin = path.starts_with("/admin");
        let keyless = method == Method::Post && WITHOUT_KEY.contains(&path);
        let mut set = |name: &str, value: &Option<String>| {
            if let Some(value) = value {
                headers.set(name, value);
            }
        };
        if admin && !keyless {
            set("x-medusa-access-token", &self.api_key);
        }
        if admin && let Some(token) = &self.token {
            let mut bearer = String::from("Bearer ");
            bearer.push_str(token);
            set("Authorization", &Some(bearer));
        }
        set("x-publishable-api-key", &self.publishable_key);
        set("Cookie", &self.cookie);
    }
}

/// Words in the names of headers that hold secrets: `Authorization`, `x-api-key`, `Cookie`,
/// `CF-Access-Client-Secret`.
const SECRET: [&str; 6] = ["auth", "key", "token", "secret", "cookie", "session"];
/// Headers of such a name that hold none: a publishable key stands in every shop's page.
const OPEN: [&str; 2] = ["idempotency-key", "x-publishable-api-key"];

/// Whether a request header of this name holds a secret, whoever set it.
#[must_use]
pub fn is_secret(header: &str) -> bool {
    let has = |word: &&str| {
        header.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    SECRET.iter().any(has) && !OPEN.iter().any(|open| open.eq_ignore_ascii_case(header))
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Credentials {
        Credentials {
            api_key: Some("key".into()),
            publishable_key: Some("pk".into()),
            token: Some("jwt".into()),
            cookie: Some("connect.sid=s; lb=1".into()),
        }
    }

    fn sent(method: Method, path: &str) -> Vec<(String, String)> {
        let mut headers = Headers::default();
        all().apply(&mut headers, method, path);
        headers.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect()
    }

    #[test]
    fn the_key_goes_where_medusa_js_sends_it() {
        let has_key =
            |method, path| sent(method, path).iter().any(|(n, _)| n == "x-medusa-access-token");
        assert!(has_key(Method::Get, "/admin/auth"));
        assert!(has_key(Method::Post, "/admin/auth/token"));
        assert!(has_key(Method::Post, "/admin/batch-jobs"));
        for path in WITHOUT_KEY {
            assert!(!has_key(Method::Post, path), "{path}");
        }
    }

    #[test]
    fn tokens_are_sent_as_bearer() {
        let headers = sent(Method::Get, "/admin/batch-jobs");
        assert!(headers.contains(&("Authorization".into(), "Bearer jwt".into())));
        assert!(headers.contains(&("Cookie".into(), "connect.sid=s; lb=1".into())));
        assert!(headers.contains(&("x-publishable-api-key".into(), "pk".into())));
    }

    #[test]
    fn secrets_are_known_by_their_header_and_never_printed() {
        for name in [
            "AUTHORIZATION",
            "Cookie",
            "x-medusa-access-token",
            "Proxy-Authorization",
            "X-Api-Key",
            "CF-Access-Client-Secret",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["x-publishable-api-key", "Idempotency-Key", "Accept", "x-request-id", ""] {
            assert!(!is_secret(name), "{name}");
        }
        assert!(!format!("{:?}", all()).contains("jwt"));
    }
}
