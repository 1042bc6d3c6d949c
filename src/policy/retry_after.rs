//! `Retry-After` (RFC 9110 10.2.3): seconds or an HTTP date.

/// What the server asked for, in milliseconds from now. `None` when it asked for nothing that makes
/// sense: absent, negative, past, zero, not a number. A fraction of a second counts, although the
/// RFC knows only whole ones; huge values are returned as they are, for the verdict to refuse.
///
/// `until_date_ms` is how far away the engine finds the date in the header; it is only believed where
/// the header ends in `GMT`, as every HTTP date does, because engines also read `-1` as a year.
#[must_use]
pub fn retry_after(header: &str, until_date_ms: f64) -> Option<f64> {
    let wait = match seconds(header) {
        Some(seconds) => seconds * 1_000.0,
        None if header.ends_with("GMT") => until_date_ms,
        None => return None,
    };
    Some(wait).filter(|wait| *wait > 0.0)
}

/// Digits with at most one point. `f64::from_str` would cost the npm artifact its whole
/// decimal-to-float machinery.
fn seconds(text: &str) -> Option<f64> {
    let mut sum = 0.0;
    // What a digit counts after the point. It may become zero, long after it.
    let mut place = None;
    for byte in text.bytes() {
        let digit = f64::from(byte & 0x0f);
        match (byte, place) {
            (b'0'..=b'9', None) => sum = sum * 10.0 + digit,
            (b'0'..=b'9', Some(worth)) => {
                sum += digit * worth;
                place = Some(worth / 10.0);
            }
            (b'.', None) => place = Some(0.1),
            _ => return None,
        }
    }
    text.as_bytes().first().is_some_and(u8::is_ascii_digit).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn seconds_and_dates() {
        for (header, wait) in
            [("1", 1_000.0), ("120", 120_000.0), ("0.5", 500.0), ("9999999", 9_999_999_000.0)]
        {
            assert_eq!(retry_after(header, f64::NAN), Some(wait), "{header}");
        }
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:39 GMT", 2_000.0), Some(2_000.0));
    }

    #[test]
    fn a_fraction_stays_one_however_long_it_is() {
        let long = format!("1.{}5", "0".repeat(400));
        assert_eq!(retry_after(&long, f64::NAN), Some(1_000.0));
        assert_eq!(retry_after(&format!("{long}.5"), f64::NAN), None);
    }

    #[test]
    fn nonsense_is_nothing() {
        for header in
            ["", "0", "-1", "soon", "1e9", "0x10", ".", ".5", "1.2.3", "NaN", "Infinity", "-2050"]
        {
            assert_eq!(retry_after(header, 9e9), None, "{header}");
        }
        for date in [0.0, -1.0, f64::NAN] {
            assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", date), None, "{date}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_nothing_or_a_positive_wait(header in any::<String>(), date in any::<f64>()) {
            if let Some(wait) = retry_after(&header, date) {
                prop_assert!(wait > 0.0);
            }
        }

        #[test]
        fn digits_are_seconds(seconds in 1_u32..) {
            prop_assert_eq!(retry_after(&seconds.to_string(), f64::NAN), Some(f64::from(seconds) * 1_000.0));
        }
    }
}
