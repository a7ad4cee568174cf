//! Functions that Rust's library lacks.

use super::Real;
use crate::num::DType;

/// The error function: a series near zero, a continued fraction of `erfc` elsewhere.
pub(super) fn erf(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x.abs() < 2.0 { series(x) } else { 1f64.copysign(x) - fraction(x.abs()).copysign(x) }
}

pub(super) fn erfc(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x < 2.0 { if x < -2.0 { 2.0 - fraction(-x) } else { 1.0 - series(x) } } else { fraction(x) }
}

/// `erf(x)` for small magnitudes: 2/√π e^(-x²) Σ 2ⁿx^(2n+1)/(2n+1)!!, whose terms are all of one sign.
fn series(x: f64) -> f64 {
    let square = x * x;
    let (mut term, mut sum) = (x, x);
    let mut n = 1.0;
    while term.abs() > 1e-17 * sum.abs() && n < 200.0 {
        term *= 2.0 * square / (2.0 * n + 1.0);
        sum += term;
        n += 1.0;
    }
    std::f64::consts::FRAC_2_SQRT_PI * (-square).exp() * sum
}

/// `erfc(x)` for x ≥ 2, by Lentz's evaluation of its continued fraction.
fn fraction(x: f64) -> f64 {
    if x > 27.3 {
        return 0.0;
    }
    let mut value = 0.0;
    for n in (1..=120).rev() {
        value = n as f64 / 2.0 / (x + value);
    }
    (-x * x).exp() / ((x + value) * std::f64::consts::PI.sqrt())
}

/// Coefficients of Lanczos' approximation with g = 7.
const LANCZOS: [f64; 9] = [
    0.999_999_999_999_809_9,
    676.520_368_121_885_1,
    -1_259.139_216_722_402_8,
    771.323_428_777_653_1,
    -176.615_029_162_140_6,
    12.507_343_278_686_905,
    -0.138_571_095_265_720_12,
    9.984_369_578_019_572e-6,
    1.505_632_735_149_311_6e-7,
];

pub(super) fn gamma(x: f64) -> f64 {
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x == 0.0 {
        return f64::INFINITY.copysign(x);
    }
    if x.fract() == 0.0 {
        if x < 0.0 {
            return f64::NAN;
        }
        if x <= 171.0 {
            // Exact as long as the product is.
            return (1..x as u64).fold(1.0, |product, n| product * n as f64);
        }
    }
    if x < 0.5 {
        return std::f64::consts::PI / ((std::f64::consts::PI * x).sin() * gamma(1.0 - x));
    }
    if x > 171.7 {
        return f64::INFINITY;
    }
    let (base, sum) = lanczos(x);
    // The power in two steps, as it alone may be out of range.
    let half = base.powf((x - 0.5) / 2.0);
    (2.0 * std::f64::consts::PI).sqrt() * half * (-base).exp() * half * sum
}

pub(super) fn lgamma(x: f64) -> f64 {
    if x.is_nan() || x.is_infinite() {
        return x.abs();
    }
    if x <= 0.0 && x.fract() == 0.0 {
        return f64::INFINITY;
    }
    if x < 0.5 {
        return (std::f64::consts::PI / (std::f64::consts::PI * x).sin().abs()).ln() - lgamma(1.0 - x);
    }
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let (base, sum) = lanczos(x);
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x - 0.5) * base.ln() - base + sum.ln()
}

fn lanczos(x: f64) -> (f64, f64) {
    let x = x - 1.0;
    let sum = LANCZOS[1..].iter().enumerate().fold(LANCZOS[0], |sum, (i, c)| sum + c / (x + i as f64 + 1.0));
    (x + 7.5, sum)
}

/// What is left after taking away the nearest multiple of `y`.
pub(super) fn remainder(x: f64, y: f64) -> f64 {
    if y == 0.0 || x.is_infinite() || x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if y.is_infinite() {
        return x;
    }
    let y = y.abs();
    let rest = x.abs() % y;
    let odd = x.abs() % (2.0 * y) >= y;
    let half = rest - (y - rest);
    let rest = if half > 0.0 || half == 0.0 && odd { rest - y } else { rest };
    if x.is_sign_negative() { -rest } else { rest }
}

/// The next value of the same type after `a` toward `b`.
pub(super) fn nextafter<T: Real>(a: T, b: T) -> T {
    let (from, to) = (a.to_f64(), b.to_f64());
    if from == to || from.is_nan() {
        return b;
    }
    if to.is_nan() {
        return b;
    }
    if T::DTYPE == DType::Float32 {
        let from = from as f32;
        return T::from_f64(if to > from as f64 { from.next_up() } else { from.next_down() } as f64);
    }
    T::from_f64(if to > from { from.next_up() } else { from.next_down() })
}

/// `x * 2 ** exponent`, rounded once.
pub(super) fn ldexp(x: f64, exponent: i64) -> f64 {
    let mut value = x;
    let mut rest = exponent.clamp(-2200, 2200);
    while rest > 1000 {
        value *= 2f64.powi(1000);
        rest -= 1000;
    }
    while rest < -1000 {
        // Steps end above the subnormal range, where halving is exact.
        value *= 2f64.powi(-960);
        rest += 960;
    }
    value * 2f64.powi(rest as i32)
}

/// A fraction in [0.5, 1) and an exponent of two.
pub(super) fn frexp(x: f64) -> (f64, i64) {
    if x == 0.0 || x.is_nan() || x.is_infinite() {
        return (x, 0);
    }
    let (scaled, shift) = if x.abs() < f64::MIN_POSITIVE { (x * 2f64.powi(64), -64) } else { (x, 0) };
    let bits = scaled.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i64 - 1022;
    (f64::from_bits(bits & !(0x7FF << 52) | 1022 << 52), exponent + shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 4e-14 * b.abs().max(1e-300), "{a} {b}");
    }

    #[test]
    fn known_values() {
        close(erf(0.5), 0.5204998778130465);
        close(erf(-2.5), -0.999593047982555);
        close(erfc(3.0), 2.209049699858544e-05);
        close(erfc(0.1), 0.8875370839817152);
        close(gamma(5.0), 24.0);
        close(gamma(0.5), std::f64::consts::PI.sqrt());
        close(gamma(-1.5), 2.3632718012073544);
        close(lgamma(100.0), 359.1342053695754);
        assert_eq!(remainder(5.0, 3.0), -1.0);
        assert_eq!(remainder(6.0, 4.0), -2.0);
        assert_eq!(remainder(2.0, 4.0), 2.0);
        assert_eq!(nextafter(1.0f64, 2.0), 1.0 + f64::EPSILON);
        assert_eq!(nextafter(1.0f32, 0.0), 1.0 - f32::EPSILON / 2.0);
        assert_eq!(ldexp(1.0, -1074), 5e-324);
        assert_eq!(ldexp(1.0, 1023), 2f64.powi(1023));
        assert_eq!(frexp(5e-324), (0.5, -1073));
        assert_eq!(frexp(-6.0), (-0.75, 3));
    }
}
