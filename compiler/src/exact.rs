//! The values of float literals: exact fractions, as long as they stay small enough to be worth it.
//!
//! `0.1 + 0.2` is `0.3`. A literal is rounded once, where it becomes a number of a type.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};

/// Beyond so many bits above or below the line a fraction is rounded to an `f64`.
const MAX_BITS: u64 = 20_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Exact {
    /// In lowest terms; the second number is positive.
    Fraction(BigInt, BigInt),
    /// The bits of an `f64` that is no fraction (infinite, not a number, negative zero) or was too long for one.
    Rounded(u64),
}

impl Exact {
    /// A literal as it is written: `1_0.2_5`, `.5`, `1e-3`.
    pub fn parse(text: &str) -> Exact {
        let text = text.replace('_', "");
        let rounded = || Exact::Rounded(text.parse().unwrap_or(f64::NAN).to_bits());
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok()),
            None => (text.as_str(), Some(0)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let (Some(exponent), Ok(numerator)) = (exponent, format!("0{whole}{part}").parse::<BigInt>()) else {
            return rounded();
        };
        let scale = exponent.saturating_sub(part.len() as i64);
        match u32::try_from(scale.unsigned_abs()) {
            Ok(power) if power < 5_000 && scale < 0 => Exact::fraction(numerator, BigInt::from(10).pow(power)),
            Ok(power) if power < 5_000 => Exact::fraction(numerator * BigInt::from(10).pow(power), BigInt::from(1)),
            _ => rounded(),
        }
    }

    pub fn from_int(n: &BigInt) -> Exact {
        Exact::fraction(n.clone(), BigInt::from(1))
    }

    pub fn from_f64(x: f64) -> Exact {
        if !x.is_finite() || (x == 0.0 && x.is_sign_negative()) {
            return Exact::Rounded(x.to_bits());
        }
        let bits = x.to_bits();
        let exponent = (bits >> 52 & 0x7ff) as i64;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) =
            if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
        let numerator = if x < 0.0 { -BigInt::from(mantissa) } else { BigInt::from(mantissa) };
        match exponent < 0 {
            true => Exact::fraction(numerator, BigInt::from(1) << exponent.unsigned_abs()),
            false => Exact::fraction(numerator << exponent.unsigned_abs(), BigInt::from(1)),
        }
    }

    fn fraction(numerator: BigInt, denominator: BigInt) -> Exact {
        let (mut a, mut b) = (numerator.clone(), denominator.clone());
        while b.sign() != Sign::NoSign {
            (a, b) = (b.clone(), a % b);
        }
        if a.sign() == Sign::NoSign {
            return Exact::Rounded(f64::NAN.to_bits());
        }
        // The sign goes above the line.
        if (a.sign() == Sign::Minus) != (denominator.sign() == Sign::Minus) {
            a = -a;
        }
        let (numerator, denominator) = (numerator / &a, denominator / &a);
        let exact = Exact::Fraction(numerator, denominator);
        match &exact {
            Exact::Fraction(n, d) if n.bits().max(d.bits()) > MAX_BITS => Exact::Rounded(exact.to_f64().to_bits()),
            _ => exact,
        }
    }

    /// The nearest `f64`, ties to even.
    pub fn to_f64(&self) -> f64 {
        let (numerator, denominator) = match self {
            Exact::Fraction(numerator, denominator) => (numerator, denominator),
            Exact::Rounded(bits) => return f64::from_bits(*bits),
        };
        if numerator.sign() == Sign::NoSign {
            return 0.0;
        }
        let magnitude = BigInt::from(numerator.magnitude().clone());
        // A quotient of 66 or 67 bits: more than a mantissa has, so that only the rest tells ties apart.
        let shift = 66 - (magnitude.bits() as i64 - denominator.bits() as i64);
        let (above, below) = match shift >= 0 {
            true => (magnitude << shift.unsigned_abs(), denominator.clone()),
            false => (magnitude, denominator << shift.unsigned_abs()),
        };
        let (quotient, rest) = (&above / &below, &above % &below);
        let bits = quotient.bits() as i64;
        let exponent = bits - 1 - shift;
        let precision = if exponent >= -1022 { 53 } else { 53 - (-1022 - exponent) };
        if precision < 0 {
            return if numerator.sign() == Sign::Minus { -0.0 } else { 0.0 };
        }
        let dropped = (bits - precision).unsigned_abs();
        let mut mantissa = &quotient >> dropped;
        let left = quotient - (&mantissa << dropped);
        let is_odd = (&mantissa % BigInt::from(2)).sign() != Sign::NoSign;
        let up = match left.cmp(&(BigInt::from(1) << (dropped - 1))) {
            Ordering::Greater => true,
            Ordering::Equal => rest.sign() != Sign::NoSign || is_odd,
            Ordering::Less => false,
        };
        if up {
            mantissa += 1;
        }
        let mantissa = mantissa.iter_u64_digits().next().unwrap_or(0) as f64;
        let value = scaled(mantissa, dropped as i64 - shift);
        if numerator.sign() == Sign::Minus { -value } else { value }
    }

    pub fn negated(&self) -> Exact {
        match self {
            Exact::Fraction(numerator, denominator) if numerator.sign() != Sign::NoSign => {
                Exact::Fraction(-numerator, denominator.clone())
            }
            other => Exact::Rounded((-other.to_f64()).to_bits()),
        }
    }

    pub fn plus(&self, other: &Exact) -> Exact {
        self.with(other, |x, y| x + y, |a, b, c, d| Exact::fraction(a * d + c * b, b * d))
    }

    pub fn minus(&self, other: &Exact) -> Exact {
        self.with(other, |x, y| x - y, |a, b, c, d| Exact::fraction(a * d - c * b, b * d))
    }

    pub fn times(&self, other: &Exact) -> Exact {
        self.with(other, |x, y| x * y, |a, b, c, d| Exact::fraction(a * c, b * d))
    }

    pub fn over(&self, other: &Exact) -> Exact {
        self.with(
            other,
            |x, y| x / y,
            |a, b, c, d| match c.sign() {
                Sign::NoSign => Exact::Rounded((Exact::Fraction(a.clone(), b.clone()).to_f64() / 0.0).to_bits()),
                _ => Exact::fraction(a * d, b * c),
            },
        )
    }

    /// The largest whole number that is not above.
    pub fn floored(&self) -> Exact {
        match self {
            Exact::Fraction(numerator, denominator) => {
                let (whole, rest) = (numerator / denominator, numerator % denominator);
                Exact::from_int(&if rest.sign() == Sign::Minus { whole - 1 } else { whole })
            }
            Exact::Rounded(bits) => Exact::Rounded(f64::from_bits(*bits).floor().to_bits()),
        }
    }

    /// Exact for small whole exponents.
    pub fn power(&self, exponent: &Exact) -> Exact {
        if let (Exact::Fraction(a, b), Exact::Fraction(n, one)) = (self, exponent)
            && *one == BigInt::from(1)
            && let Ok(n) = i32::try_from(n)
            && a.bits().max(b.bits()).saturating_mul(u64::from(n.unsigned_abs())) < MAX_BITS
            && (n >= 0 || a.sign() != Sign::NoSign)
        {
            let (a, b) = (a.pow(n.unsigned_abs()), b.pow(n.unsigned_abs()));
            return if n >= 0 { Exact::fraction(a, b) } else { Exact::fraction(b, a) };
        }
        Exact::Rounded(self.to_f64().powf(exponent.to_f64()).to_bits())
    }

    pub fn compare(&self, other: &Exact) -> Option<Ordering> {
        match (self, other) {
            (Exact::Fraction(a, b), Exact::Fraction(c, d)) => Some((a * d).cmp(&(c * b))),
            _ => self.to_f64().partial_cmp(&other.to_f64()),
        }
    }

    fn with(
        &self,
        other: &Exact,
        rounded: impl Fn(f64, f64) -> f64,
        exact: impl Fn(&BigInt, &BigInt, &BigInt, &BigInt) -> Exact,
    ) -> Exact {
        match (self, other) {
            (Exact::Fraction(a, b), Exact::Fraction(c, d)) => exact(a, b, c, d),
            _ => Exact::from_f64(rounded(self.to_f64(), other.to_f64())),
        }
    }
}

/// `x` times a power of two, in steps that lose nothing.
fn scaled(mut x: f64, mut power: i64) -> f64 {
    while power != 0 && x != 0.0 && x.is_finite() {
        let step = power.clamp(-900, 900);
        x *= 2f64.powi(step as i32);
        power -= step;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_round_as_rust_rounds_them() {
        for text in [
            "0.1",
            "1e5",
            "1_0.2_5",
            ".5",
            "3.",
            "1.5e3",
            "2.5e-3",
            "5e-324",
            "2.4703282292062328e-324",
            "2e-324",
            "2.2250738585072011e-308",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "1e400",
            "1e-400",
            "9007199254740993.0",
            "9007199254740991.5",
            "0.30000000000000004",
            "123456789012345678901234567890.0",
            "0.0",
            "1e99999",
        ] {
            let wanted: f64 = text.replace('_', "").parse().unwrap();
            assert_eq!(Exact::parse(text).to_f64().to_bits(), wanted.to_bits(), "{text}");
        }
    }

    #[test]
    fn numbers_come_back() {
        for x in [0.1, -2.5, 5e-324, f64::MAX, f64::MIN_POSITIVE, -0.0, f64::INFINITY, 1.0 / 3.0] {
            assert_eq!(Exact::from_f64(x).to_f64().to_bits(), x.to_bits(), "{x}");
        }
    }

    #[test]
    fn arithmetic_is_exact() {
        let number = Exact::parse;
        let shown = |x: Exact| x.to_f64();
        assert_eq!(shown(number("0.1").plus(&number("0.2"))), 0.3);
        assert_eq!(shown(number("3.0").times(&number("4.0").over(&number("3.0")).minus(&number("1.0")))), 1.0);
        assert_eq!(shown(number("7.5").negated().over(&number("2.0")).floored()), -4.0);
        assert_eq!(shown(number("1.1").power(&number("2.0"))), 1.21);
        assert_eq!(shown(number("2.0").power(&number("1.0").negated())), 0.5);
        assert_eq!(shown(number("1e-400").times(&number("1e400"))), 1.0);
        assert_eq!(shown(number("1.0").over(&number("0.0"))), f64::INFINITY);
        assert!(shown(number("0.0").negated()).is_sign_negative());
        assert_eq!(number("1.0").compare(&number("1.0000000000000000000001")), Some(Ordering::Less));
    }
}
