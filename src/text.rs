//! Texts, put together without the formatting machinery and without `char`s, which would cost the npm
//! artifact kilobytes.

/// Appends parts.
#[inline(never)]
pub(crate) fn append(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// Appends a digit, hexadecimal ones in upper case.
pub(crate) fn push_digit(out: &mut String, digit: u8) {
    let at = usize::from(digit);
    out.push_str("0123456789ABCDEF".get(at..at.saturating_add(1)).unwrap_or_default());
}

/// Appends a number.
pub(crate) fn push_number(out: &mut String, number: u32) {
    let mut divisor = 1_000_000_000_u32;
    let mut started = false;
    while divisor > 0 {
        let digit = number.checked_div(divisor).and_then(|n| n.checked_rem(10)).unwrap_or(0);
        started |= digit != 0 || divisor == 1;
        if started {
            push_digit(out, u8::try_from(digit).unwrap_or_default());
        }
        divisor = divisor.checked_div(10).unwrap_or(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_written_as_numbers(number in any::<u32>()) {
            let mut out = String::new();
            push_number(&mut out, number);
            prop_assert_eq!(out, number.to_string());
        }
    }
}
