//! The text of numbers: integers in decimal, floating-point numbers with the fewest digits that read back the same.

use std::fmt::Write;

use super::{BF16, F16, I256, Scalar, U256};
use crate::text::{Span, String};

/// A number that has a text.
pub trait Show: Scalar {
    fn show(self) -> String;
}

/// The text that `print` shows.
#[inline]
pub fn text<T: Show>(value: T) -> String {
    value.show()
}

/// A text of ASCII on the stack.
struct Buffer {
    bytes: [u8; 400],
    length: usize,
}

impl Buffer {
    fn new() -> Buffer {
        Buffer { bytes: [0; 400], length: 0 }
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn push(&mut self, bytes: &[u8]) {
        self.bytes[self.length..self.length + bytes.len()].copy_from_slice(bytes);
        self.length += bytes.len();
    }

    fn zeros(&mut self, count: usize) {
        self.bytes[self.length..self.length + count].fill(b'0');
        self.length += count;
    }

    fn finish(&self) -> String {
        String::from_bytes(self.as_bytes())
    }
}

impl Write for Buffer {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        if self.length + text.len() > self.bytes.len() {
            return Err(std::fmt::Error);
        }
        self.push(text.as_bytes());
        Ok(())
    }
}

macro_rules! integers {
    ($($ty:ident)*; $($unsigned:ident)*) => {
        $(impl Show for $ty {
            #[inline]
            fn show(self) -> String {
                decimal(u64::from(self.unsigned_abs()), self < 0)
            }
        })*
        $(impl Show for $unsigned {
            #[inline]
            fn show(self) -> String {
                decimal(u64::from(self), false)
            }
        })*
    };
}

integers!(i8 i16 i32 i64; u8 u16 u32 u64);

impl Show for i128 {
    fn show(self) -> String {
        wide(self.unsigned_abs(), self < 0)
    }
}

impl Show for u128 {
    fn show(self) -> String {
        wide(self, false)
    }
}

impl Show for bool {
    fn show(self) -> String {
        String::literal(if self { "True" } else { "False" })
    }
}

macro_rules! widest {
    ($($ty:ident)*) => {$(
        impl Show for $ty {
            fn show(self) -> String {
                let (mut digits, negative) = self.in_base(10);
                if negative {
                    digits.push(b'-');
                }
                digits.reverse();
                String::from_bytes(&digits)
            }
        }

        impl Radix for $ty {
            fn digits(self, base: u64) -> (Vec<u8>, bool) {
                self.in_base(base)
            }
        }
    )*};
}

widest!(I256 U256);

/// An integer of at most 64 bits. Up to 16 digits are made in a register: through memory, the processor would wait for the
/// stores of single digits before it can move all of them.
fn decimal(magnitude: u64, negative: bool) -> String {
    const HALF: u64 = 100_000_000;
    if magnitude >= HALF * HALF {
        return wide(u128::from(magnitude), negative);
    }
    let (digits, zeros) = if magnitude < HALF {
        let eight = eight_digits(magnitude);
        (u128::from(eight), (eight.trailing_zeros() / 8).min(7))
    } else {
        let (high, low) = (eight_digits(magnitude / HALF), eight_digits(magnitude % HALF));
        (u128::from(high) | u128::from(low) << 64, high.trailing_zeros() / 8)
    };
    let length = if magnitude < HALF { 8 } else { 16 } - zeros;
    let ascii =
        (digits | 0x3030_3030_3030_3030_3030_3030_3030_3030 & (!0 >> (128 - 8 * (length + zeros)))) >> (8 * zeros);
    if negative {
        String::from_words([ascii << 8 | u128::from(b'-'), ascii >> 120], length as usize + 1)
    } else {
        String::from_words([ascii, 0], length as usize)
    }
}

/// The digits of a number below 10^8, the first in the lowest byte: all quotients at once, each in its own bits.
fn eight_digits(number: u64) -> u64 {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    let hundreds = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let twos = hundreds | ((fours - 100 * hundreds) << 16);
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | ((twos - 10 * tens) << 8)
}

fn wide(magnitude: u128, negative: bool) -> String {
    let mut buffer = Buffer::new();
    let sign = if negative { "-" } else { "" };
    // 40 characters fit.
    let _ = write!(buffer, "{sign}{magnitude}");
    buffer.finish()
}

impl Show for f64 {
    fn show(self) -> String {
        float(self.is_nan(), self.is_infinite(), self.is_sign_negative(), |buffer| write!(buffer, "{:e}", self.abs()))
    }
}

impl Show for f32 {
    fn show(self) -> String {
        float(self.is_nan(), self.is_infinite(), self.is_sign_negative(), |buffer| write!(buffer, "{:e}", self.abs()))
    }
}

impl Show for F16 {
    fn show(self) -> String {
        self.to_f32().show()
    }
}

impl Show for BF16 {
    fn show(self) -> String {
        self.to_f32().show()
    }
}

/// Lays digits out as Python does. `scientific` writes the magnitude as `d.ddde-x`.
fn float(nan: bool, infinite: bool, negative: bool, scientific: impl Fn(&mut Buffer) -> std::fmt::Result) -> String {
    if nan {
        return String::literal("nan");
    }
    if infinite {
        return String::literal(if negative { "-inf" } else { "inf" });
    }
    let mut raw = Buffer::new();
    if scientific(&mut raw).is_err() {
        return String::literal("nan");
    }
    let raw = raw.as_bytes();
    let e = raw.iter().position(|b| *b == b'e').unwrap_or(raw.len());
    let mut digits = [0u8; 40];
    let mut count = 0;
    for byte in &raw[..e] {
        if *byte != b'.' {
            digits[count] = *byte;
            count += 1;
        }
    }
    let digits = &digits[..count];
    let exponent: i32 =
        std::str::from_utf8(&raw[(e + 1).min(raw.len())..]).ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    let mut out = Buffer::new();
    if negative {
        out.push(b"-");
    }
    if !(-4..16).contains(&exponent) {
        out.push(&digits[..1]);
        if count > 1 {
            out.push(b".");
            out.push(&digits[1..]);
        }
        // The sign and at least two digits.
        let _ = write!(out, "e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs());
    } else if exponent < 0 {
        out.push(b"0.");
        out.zeros((-exponent - 1) as usize);
        out.push(digits);
    } else {
        let whole = exponent as usize + 1;
        if count <= whole {
            out.push(digits);
            out.zeros(whole - count);
            out.push(b".0");
        } else {
            out.push(&digits[..whole]);
            out.push(b".");
            out.push(&digits[whole..]);
        }
    }
    out.finish()
}

/// An integer that has digits in any base.
pub trait Radix {
    /// The digits, the last first, and whether the value is negative.
    fn digits(self, base: u64) -> (Vec<u8>, bool);
}

macro_rules! radix {
    ($($ty:ident)*) => {$(
        impl Radix for $ty {
            #[allow(unused_comparisons)]
            fn digits(self, base: u64) -> (Vec<u8>, bool) {
                let magnitude = if self < 0 { (self as i128).unsigned_abs() } else { self as u128 };
                let (mut rest, mut digits) = (magnitude, Vec::new());
                loop {
                    digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[(rest % base as u128) as usize]);
                    rest /= base as u128;
                    if rest == 0 {
                        return (digits, self < 0);
                    }
                }
            }
        }
    )*};
}

radix!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

/// An integer in base 2 to 36, after a sign and a prefix.
pub fn in_base<T: Radix>(value: T, base: i64, prefix: Span) -> String {
    let (mut digits, negative) = value.digits(base.clamp(2, 36) as u64);
    digits.reverse();
    let mut text = String::new();
    if negative {
        text.push(Span::literal("-"));
    }
    text.push(prefix);
    text.push_bytes(&digits);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_in_decimal() {
        assert_eq!(text(i64::MIN).to_std(), "-9223372036854775808");
        assert_eq!(text(u64::MAX).to_std(), "18446744073709551615");
        assert_eq!(text(i128::MIN).to_std(), i128::MIN.to_string());
        assert_eq!(text(0u8).to_std(), "0");
        for power in (0..19).map(|n| 10i64.pow(n)) {
            for value in [power - 1, power, power + 1, power / 3, power / 7 * 5, -power, 1 - power, -power / 9] {
                assert_eq!(text(value).to_std(), value.to_string());
            }
        }
    }

    #[test]
    fn floats_as_python_shows_them() {
        for (value, shown) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (100.0, "100.0"),
            (0.1, "0.1"),
            (123456.789, "123456.789"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.5e-10, "1.5e-10"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (9007199254740993.0, "9007199254740992.0"),
            (f64::NAN, "nan"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(text(value).to_std(), shown);
        }
        assert_eq!(text(1.0f32 / 3.0).to_std(), "0.33333334");
        assert_eq!(text(16777216.0f32).to_std(), "16777216.0");
    }

    #[test]
    fn other_bases() {
        assert_eq!(in_base(255i64, 16, Span::literal("0x")).to_std(), "0xff");
        assert_eq!(in_base(-3i64, 2, Span::literal("0b")).to_std(), "-0b11");
        assert_eq!(in_base(0u8, 8, Span::literal("")).to_std(), "0");
    }
}
