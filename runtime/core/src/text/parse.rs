//! Numbers from texts, with the language's error texts.

use super::classes::strip_space;
use super::{Span, String};
use crate::error::Error;

fn error(text: std::string::String) -> Error {
    Error::new(String::from_std(&text))
}

/// An integer in a base from 2 to 36; base 0 goes by the prefix. `_` may stand between digits.
pub fn atol(text: Span, base: i64) -> Result<i64, Error> {
    let original = text.to_std();
    let fail = |base: i64| error(format!("String is not convertible to integer with base {base}: '{original}'"));
    if base != 0 && !(2..=36).contains(&base) {
        return Err(error("Base must be >= 2 and <= 36, or 0.".into()));
    }
    let stripped = strip_space(text, true, true).as_bytes();
    let (negative, digits) = match stripped {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, stripped),
    };
    let prefix = match digits {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let (radix, digits) = match (base, prefix) {
        (0, 0) => (10, digits),
        (base, prefix) if prefix != 0 && (base == 0 || base == prefix) => {
            // The prefix may be followed by `_`.
            let digits = &digits[2..];
            (prefix, digits.strip_prefix(b"_").unwrap_or(digits))
        }
        (base, _) => (base, digits),
    };
    let mut value: i128 = 0;
    let mut overflow = false;
    let mut after_digit = false;
    for byte in digits {
        if *byte == b'_' {
            if !after_digit {
                return Err(fail(base));
            }
            after_digit = false;
            continue;
        }
        let digit = match (*byte as char).to_digit(36) {
            Some(digit) if (digit as i64) < radix => digit,
            _ => return Err(fail(base)),
        };
        after_digit = true;
        value = value * radix as i128 + digit as i128;
        if value > i64::MAX as i128 + 1 {
            overflow = true;
            value = i64::MAX as i128 + 1;
        }
    }
    if !after_digit {
        return Err(fail(base));
    }
    let value = if negative { -value } else { value };
    match i64::try_from(value) {
        Ok(value) if !overflow => Ok(value),
        _ => Err(error(format!(
            "String is not convertible to integer with base {base}: '{original}' String expresses an integer too large to store in Int."
        ))),
    }
}

/// A floating-point number; a last `f` is passed over.
pub fn atof(text: Span) -> Result<f64, Error> {
    let original = text.to_std();
    let fail = |more: std::string::String| error(format!("String is not convertible to float: '{original}'{more}"));
    let stripped = strip_space(text, true, true).as_bytes();
    if stripped.is_empty() {
        return Err(fail(std::string::String::new()));
    }
    let (negative, body) = match stripped {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, stripped),
    };
    let signed = |value: f64| if negative { -value } else { value };
    if body.eq_ignore_ascii_case(b"nan") {
        return Ok(signed(f64::NAN));
    }
    if body.eq_ignore_ascii_case(b"inf") || body.eq_ignore_ascii_case(b"infinity") {
        return Ok(signed(f64::INFINITY));
    }
    if !matches!(body.first(), Some(b'0'..=b'9' | b'.')) {
        return Err(fail(format!(
            ". The first character of '{}' should be a digit or dot to convert it to a float.",
            std::string::String::from_utf8_lossy(body)
        )));
    }
    if body == b"." {
        return Err(fail(std::string::String::new()));
    }
    if matches!(body.last(), Some(b'e' | b'E')) {
        return Err(fail(format!(
            ". The last character of '{}' should be a digit or dot to convert it to a float.",
            std::string::String::from_utf8_lossy(body)
        )));
    }
    let body = match body {
        [rest @ .., b'f' | b'F'] => rest,
        _ => body,
    };
    // What Rust reads beyond digits, dot and exponent was handled above.
    let plain = body.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    match std::str::from_utf8(body).ok().filter(|_| plain).and_then(|body| body.parse::<f64>().ok()) {
        Some(value) => Ok(signed(value)),
        None => Err(fail(format!(". Invalid character(s) in the number: '{original}'"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &'static str, base: i64) -> Result<i64, std::string::String> {
        atol(Span::literal(text), base).map_err(|e| e.text().to_std())
    }

    fn float(text: &'static str) -> Result<f64, std::string::String> {
        atof(Span::literal(text)).map_err(|e| e.text().to_std())
    }

    #[test]
    fn integers() {
        assert_eq!(int("12", 10), Ok(12));
        assert_eq!(int(" 42 ", 10), Ok(42));
        assert_eq!(int("+5", 10), Ok(5));
        assert_eq!(int("1_0", 10), Ok(10));
        assert_eq!(int("zz", 36), Ok(1295));
        assert_eq!(int("-101", 2), Ok(-5));
        assert_eq!(int("0xff", 16), Ok(255));
        assert_eq!(int("0b11", 0), Ok(3));
        assert_eq!(int("-9223372036854775808", 10), Ok(i64::MIN));
        for bad in ["", "-", "3.5", "0x10", "_1", "1__0", "1_", "abc"] {
            assert_eq!(int(bad, 10), Err(format!("String is not convertible to integer with base 10: '{bad}'")));
        }
        assert!(int("9223372036854775808", 10).unwrap_err().ends_with("too large to store in Int."));
        assert!(int("9".repeat(60).leak(), 10).unwrap_err().ends_with("too large to store in Int."));
    }

    #[test]
    fn floats() {
        assert_eq!(float("3.5"), Ok(3.5));
        assert_eq!(float(".5"), Ok(0.5));
        assert_eq!(float("1.5f"), Ok(1.5));
        assert_eq!(float("-0").map(f64::to_bits), Ok((-0.0f64).to_bits()));
        assert_eq!(float("1e3"), Ok(1000.0));
        assert!(float("nan").unwrap().is_nan());
        assert_eq!(float(""), Err("String is not convertible to float: ''".into()));
        assert!(float("abc").unwrap_err().contains("The first character of 'abc'"));
        assert!(float("1_0").unwrap_err().ends_with("Invalid character(s) in the number: '1_0'"));
        assert!(float("0x10").is_err());
    }
}
