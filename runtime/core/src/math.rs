//! Functions of floating-point numbers, lane by lane, and of integers.

mod special;

use crate::check;
use crate::fault::Kind;
use crate::num::{As, BF16, F16, Number};
use crate::simd::{Lanes, Vector};

/// A floating-point type, computed as `f64` or as itself.
pub trait Real: Number {
    fn to_f64(self) -> f64;
    fn from_f64(value: f64) -> Self;
    fn sqrt(self) -> Self {
        Self::from_f64(self.to_f64().sqrt())
    }
}

impl Real for f64 {
    #[inline(always)]
    fn to_f64(self) -> f64 {
        self
    }
    #[inline(always)]
    fn from_f64(value: f64) -> f64 {
        value
    }
    #[inline(always)]
    fn sqrt(self) -> f64 {
        f64::sqrt(self)
    }
}

impl Real for f32 {
    #[inline(always)]
    fn to_f64(self) -> f64 {
        self as f64
    }
    #[inline(always)]
    fn from_f64(value: f64) -> f32 {
        value as f32
    }
    #[inline(always)]
    fn sqrt(self) -> f32 {
        f32::sqrt(self)
    }
}

macro_rules! halves {
    ($($ty:ident)*) => {$(
        impl Real for $ty {
            fn to_f64(self) -> f64 {
                self.to_f32() as f64
            }
            fn from_f64(value: f64) -> $ty {
                $ty::from_f32(value as f32)
            }
        }
    )*};
}

halves!(F16 BF16);

#[inline(always)]
pub fn sqrt<V: Vector>(value: V) -> V
where
    V::Scalar: Real,
{
    V::from_fn(|i| Real::sqrt(value.lane(i)))
}

macro_rules! functions {
    ($($name:ident = $function:expr;)*) => {$(
        #[inline]
        pub fn $name<V: Vector>(value: V) -> V
        where
            V::Scalar: Real,
        {
            let function: fn(f64) -> f64 = $function;
            V::from_fn(|i| V::Scalar::from_f64(function(value.lane(i).to_f64())))
        }
    )*};
}

functions! {
    rsqrt = |x| 1.0 / x.sqrt();
    cbrt = f64::cbrt;
    exp = f64::exp;
    exp2 = f64::exp2;
    expm1 = f64::exp_m1;
    log = f64::ln;
    log2 = f64::log2;
    log10 = f64::log10;
    log1p = f64::ln_1p;
    sin = f64::sin;
    cos = f64::cos;
    tan = f64::tan;
    asin = f64::asin;
    acos = f64::acos;
    atan = f64::atan;
    sinh = f64::sinh;
    cosh = f64::cosh;
    tanh = f64::tanh;
    asinh = f64::asinh;
    acosh = f64::acosh;
    atanh = f64::atanh;
    erf = special::erf;
    erfc = special::erfc;
    gamma = special::gamma;
    lgamma = special::lgamma;
    recip = |x| 1.0 / x;
}

macro_rules! functions_of_two {
    ($($name:ident = $function:expr;)*) => {$(
        #[inline]
        pub fn $name<V: Vector>(a: V, b: V) -> V
        where
            V::Scalar: Real,
        {
            let function: fn(f64, f64) -> f64 = $function;
            V::from_fn(|i| V::Scalar::from_f64(function(a.lane(i).to_f64(), b.lane(i).to_f64())))
        }
    )*};
}

functions_of_two! {
    atan2 = f64::atan2;
    hypot = f64::hypot;
    copysign = f64::copysign;
    remainder = special::remainder;
}

/// The next value after `a` toward `b`.
#[inline]
pub fn nextafter<T: Real>(a: T, b: T) -> T {
    special::nextafter(a, b)
}

/// `value * 2 ** exponent`
#[inline]
pub fn ldexp<V: Vector>(value: V, exponent: i64) -> V
where
    V::Scalar: Real,
{
    V::from_fn(|i| V::Scalar::from_f64(special::ldexp(value.lane(i).to_f64(), exponent)))
}

/// The fraction in [0.5, 1) of a value that is fraction times a power of two.
#[inline]
pub fn frexp_fraction<V: Vector>(value: V) -> V
where
    V::Scalar: Real,
{
    V::from_fn(|i| V::Scalar::from_f64(special::frexp(value.lane(i).to_f64()).0))
}

/// The exponent that belongs to `frexp_fraction`.
#[inline]
pub fn frexp_exponent<V: Vector>(value: V) -> V
where
    V::Scalar: Real,
{
    V::from_fn(|i| V::Scalar::from_f64(special::frexp(value.lane(i).to_f64()).1 as f64))
}

macro_rules! tests {
    ($($name:ident = $test:expr;)*) => {$(
        #[inline(always)]
        pub fn $name<V: Vector>(value: V) -> V::Mask
        where
            V::Scalar: Real,
        {
            let test: fn(f64) -> bool = $test;
            V::Mask::from_fn(|i| test(value.lane(i).to_f64()))
        }
    )*};
}

tests! {
    isnan = f64::is_nan;
    isinf = f64::is_infinite;
    isfinite = f64::is_finite;
}

#[inline(always)]
pub fn isclose<V: Vector>(a: V, b: V, atol: f64, rtol: f64) -> V::Mask
where
    V::Scalar: Real,
{
    V::Mask::from_fn(|i| {
        let (a, b) = (a.lane(i).to_f64(), b.lane(i).to_f64());
        a == b || a.is_finite() && b.is_finite() && (a - b).abs() <= atol.max(rtol * a.abs().max(b.abs()))
    })
}

/// A fault for negative numbers.
#[inline]
#[track_caller]
pub fn check_not_negative(n: i64) {
    if n < 0 {
        check::raise(Kind::Value, format!("the argument must not be negative: {n}"));
    }
}

/// The square root, rounded down.
#[track_caller]
pub fn isqrt(n: i64) -> i64 {
    check_not_negative(n);
    n.isqrt()
}

/// The greatest common divisor; not negative.
pub fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a as i64
}

/// The least common multiple; not negative. Wraps.
pub fn lcm(a: i64, b: i64) -> i64 {
    if a == 0 || b == 0 {
        return 0;
    }
    (a / gcd(a, b)).wrapping_mul(b).wrapping_abs()
}

/// Lanes that count up by one from `start`.
#[inline(always)]
pub fn iota<T: Lanes<N> + Number, const N: usize>(start: T) -> T::Of
where
    i64: As<T>,
{
    T::Of::from_fn(|i| start.add((i as i64).as_()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::Simd;

    #[test]
    fn functions() {
        assert_eq!(sqrt(2.0f64), 2.0f64.sqrt());
        assert_eq!(sqrt(Simd([4.0f32, 9.0])).0, [2.0, 3.0]);
        assert_eq!(exp(0.0f64), 1.0);
        assert_eq!(hypot(3.0f64, 4.0), 5.0);
        assert!(isnan(f64::NAN) && !isinf(1.0f32));
        assert!(isclose(1.0f64, 1.0 + 1e-9, 1e-8, 1e-5));
        assert_eq!((gcd(-12, 18), lcm(4, 6), gcd(0, 0)), (6, 12, 0));
        assert_eq!(iota::<i32, 3>(5).0, [5, 6, 7]);
        assert_eq!(ldexp(0.75, 3), 6.0);
        assert_eq!((frexp_fraction(6.0), frexp_exponent(6.0)), (0.75, 3.0));
    }
}
