//! Where a redirect may lead. `fetch` itself would follow anywhere and take custom headers such as
//! `x-medusa-access-token` along (the Fetch standard strips only `Authorization`, and only across
//! origins), so this client asks for `redirect: "manual"` and decides here.

use crate::api::Method;

/// What to do about a redirect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redirect {
    /// Go there with the same headers.
    Follow,
    /// Report it.
    Refuse,
}

/// How many redirects in a row are followed.
const MOST: u32 = 5;

/// Decides about a redirect: only reads, only within the base URL, only a few.
#[must_use]
pub fn follow(method: Method, is_within: bool, followed: u32) -> Redirect {
    if method == Method::Get && is_within && followed < MOST {
        Redirect::Follow
    } else {
        Redirect::Refuse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_reads_within_the_base_and_only_a_few() {
        assert_eq!(follow(Method::Get, true, 0), Redirect::Follow);
        assert_eq!(follow(Method::Get, true, 4), Redirect::Follow);
        assert_eq!(follow(Method::Get, true, 5), Redirect::Refuse);
        assert_eq!(follow(Method::Get, false, 0), Redirect::Refuse);
        assert_eq!(follow(Method::Post, true, 0), Redirect::Refuse);
        assert_eq!(follow(Method::Delete, true, 0), Redirect::Refuse);
    }
}
