//! `Retry-After`: the first line is the header, the second how far away the engine finds the date in
//! it, in milliseconds.

use medusa_batch_jobs::policy::retry_after;

pub fn check(text: &str) {
    let (header, date) = text.split_once('\n').unwrap_or((text, ""));
    // What is no date is not a number for the engine, either.
    let until_date_ms = date.trim().parse().unwrap_or(f64::NAN);
    let wait = retry_after(header, until_date_ms);
    if let Some(wait) = wait {
        assert!(wait > 0.0, "{wait} is no wait");
    }
    let asked = if is_decimal(header) {
        header.parse::<f64>().expect("a decimal is a number") * 1_000.0
    } else if header.ends_with("GMT") && until_date_ms > 0.0 {
        until_date_ms
    } else {
        0.0
    };
    assert!(is_about(wait.unwrap_or(0.0), asked), "{wait:?}, but {asked} was asked for");
}

/// Digits, at most one point behind the first of them.
fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    !whole.is_empty() && digits(whole) && digits(fraction)
}

/// Equal but for rounding, and a microsecond for what is next to nothing. Close to where floats end one
/// of both may be infinite.
fn is_about(one: f64, other: f64) -> bool {
    let huge = 1e300;
    (one - other).abs() <= other * 1e-9 + 1e-3 || (one > huge && other > huge)
}
