//! `Retry-After` (RFC 9110 10.2.3): seconds or an HTTP date.

use super::date;

/// What the server asked for, in milliseconds from now. `None` when it asked for nothing that makes
/// sense: absent, negative, past, zero, not a number. A fraction of a second counts, although the
/// RFC knows only whole ones; huge values are returned as they are, for the verdict to refuse.
#[must_use]
pub fn retry_after(header: &str, now_ms: f64) -> Option<f64> {
    let text = header.trim();
    let number_like = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let wait = if number_like { seconds(text)? * 1_000.0 } else { date::parse(text)? - now_ms };
    Some(wait).filter(|wait| *wait > 0.0)
}

/// Digits with at most one point. `f64::from_str` would cost the npm artifact its whole
/// decimal-to-float machinery.
fn seconds(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || fraction.contains('.') {
        return None;
    }
    let digit = |byte: u8| f64::from(byte.saturating_sub(b'0'));
    let whole = whole.bytes().fold(0.0, |sum, byte| sum * 10.0 + digit(byte));
    let (fraction, _) = fraction
        .bytes()
        .fold((0.0, 0.1), |(sum, place), byte| (sum + digit(byte) * place, place / 10.0));
    Some(whole + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: f64 = 784_111_777_000.0;

    #[test]
    fn seconds_and_dates() {
        assert_eq!(retry_after("1", NOW), Some(1_000.0));
        assert_eq!(retry_after(" 120 ", NOW), Some(120_000.0));
        assert_eq!(retry_after("0.5", NOW), Some(500.0));
        assert_eq!(retry_after("9999999", NOW), Some(9_999_999_000.0));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:39 GMT", NOW), Some(2_000.0));
    }

    #[test]
    fn nonsense_is_nothing() {
        for header in ["", "0", "-1", "soon", "1e9", "0x10", ".", "1.2.3", "NaN", "Infinity",
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:00 GMT"] {
            assert_eq!(retry_after(header, NOW), None, "{header}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_nothing_or_a_positive_wait(header in any::<String>(), now in any::<f64>()) {
            if let Some(wait) = retry_after(&header, now) {
                prop_assert!(wait > 0.0);
            }
        }

        #[test]
        fn digits_are_seconds(seconds in 1_u32..) {
            prop_assert_eq!(retry_after(&seconds.to_string(), NOW), Some(f64::from(seconds) * 1_000.0));
        }
    }
}
