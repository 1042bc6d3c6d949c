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

    /// Every secret, to be kept out of errors and logs. A cookie's value alone is one too.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        let cookie_values = self
            .cookie
            .iter()
            .flat_map(|cookie| cookie.split("; "))
            .filter_map(|pair| pair.split_once('=').map(|(_, value)| value));
        [&self.api_key, &self.token, &self.cookie]
            .into_iter()
            .filter_map(|secret| secret.as_deref())
            .chain(cookie_values)
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials([redacted])")
    }
}

/// Whether an origin is this machine: what is sent there crosses no network.
#[must_use]
pub fn is_loopback(origin: &str) -> bool {
    let Some((_, authority)) = origin.split_once("//") else { return true };
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    let host = host.to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost") || host == "::1" || is_127(&host)
}

/// 127.0.0.0/8, but not a name such as `127.0.0.1.evil.example`.
fn is_127(host: &str) -> bool {
    host.starts_with("127.") && host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok())
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
        let has_key = |method, path| sent(method, path).iter().any(|(n, _)| n == "x-medusa-access-token");
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
    fn secrets_are_listed_and_never_printed() {
        assert_eq!(all().secrets().collect::<Vec<_>>(), ["key", "jwt", "connect.sid=s; lb=1", "s", "1"]);
        assert!(!format!("{:?}", all()).contains("jwt"));
    }

    #[test]
    fn loopback_hosts() {
        for origin in ["http://localhost:9000", "http://127.0.0.1", "http://127.8.8.8:1", "http://[::1]:9", "", "http://a.LOCALHOST"] {
            assert!(is_loopback(origin), "{origin}");
        }
        for origin in ["http://10.0.0.1", "http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://[2001:db8::1]"] {
            assert!(!is_loopback(origin), "{origin}");
        }
    }
}
