//! HTTP dates (RFC 9110 5.6.7). Only the preferred form is read: the two obsolete ones have not been
//! sent for decades, and a `Retry-After` that is not understood falls back to our own pace.

/// Milliseconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT`.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let (_, rest) = text.split_once(", ")?;
    let mut parts = rest.split(' ');
    let day = number(parts.next()?, 2)?;
    let month = month(parts.next()?)?;
    let year = number(parts.next()?, 4)?;
    let mut clock = parts.next()?.split(':');
    let hour = number(clock.next()?, 2)?;
    let minute = number(clock.next()?, 2)?;
    let second = number(clock.next()?, 2)?;
    let valid = (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if !valid || clock.next().is_some() || parts.next() != Some("GMT") || parts.next().is_some() {
        return None;
    }
    let seconds = days(year, month, day) * 86_400.0
        + f64::from(hour) * 3_600.0
        + f64::from(minute) * 60.0
        + f64::from(second);
    Some(seconds * 1_000.0)
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let right = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}

fn month(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES.iter().zip(1..).find(|(known, _)| **known == name).map(|(_, number)| number)
}

/// Days since 1970-01-01 in the Gregorian calendar (Hinnant, "chrono-compatible low-level date
/// algorithms", `days_from_civil`).
fn days(year: u32, month: u32, day: u32) -> f64 {
    let shifted = if month <= 2 { f64::from(year) - 1.0 } else { f64::from(year) };
    let era = (shifted / 400.0).floor();
    let year_of_era = shifted - era * 400.0;
    let months = (f64::from(month) + 9.0) % 12.0;
    let day_of_year = ((153.0 * months + 2.0) / 5.0).floor() + f64::from(day) - 1.0;
    let day_of_era =
        year_of_era * 365.0 + (year_of_era / 4.0).floor() - (year_of_era / 100.0).floor() + day_of_year;
    era * 146_097.0 + day_of_era - 719_468.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "whole seconds are exact")]
    fn known_dates() {
        for (text, seconds) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0),
            ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600.0),
            ("Mon, 23 Nov 2026 12:00:00 GMT", 1_795_435_200.0),
        ] {
            assert_eq!(parse(text), Some(seconds * 1_000.0), "{text}");
        }
    }

    #[test]
    fn anything_else_is_not_a_date() {
        for text in ["", "now", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 00 Nov 1994 08:49:37 GMT"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = parse(&text);
        }
    }
}
