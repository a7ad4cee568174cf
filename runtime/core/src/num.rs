//! Numbers: wrapping, floored, guarded arithmetic, lane by lane. A scalar is a vector of one lane.

mod cast;
mod dtype;
mod half;
pub(crate) mod lanewise;
mod ops;
mod show;
mod wide;

pub use cast::{As, bitcast, cast, from_bits};
pub use dtype::DType;
pub use half::{BF16, F16};
pub use ops::{Bits, Number, Scalar};
pub use show::{in_base, text};
pub use wide::{I256, U256};

use lanewise::{BitLanes, Numbers, Test};

use crate::check;
use crate::simd::{Lanes, Vector};

/// The value itself: conversions that change nothing at run time.
#[inline(always)]
pub fn same<T>(value: T) -> T {
    value
}

/// `None`
#[inline(always)]
pub fn unit() {}

#[inline(always)]
pub fn zero<T: Lanes<N>, const N: usize>() -> T::Of {
    T::Of::from_fn(|_| T::ZERO)
}

/// The greatest value; infinity for floating-point types.
#[inline(always)]
pub fn max_value<T: Number>() -> T {
    T::MAX
}

#[inline(always)]
pub fn min_value<T: Number>() -> T {
    T::MIN
}

#[inline(always)]
pub fn max_finite<T: Number>() -> T {
    T::MAX_FINITE
}

#[inline(always)]
pub fn min_finite<T: Number>() -> T {
    T::MIN_FINITE
}

/// Not a number.
#[inline(always)]
pub fn nan<T: Number>() -> T {
    T::NAN
}

macro_rules! lanewise {
    ($($(#[$doc:meta])* $name:ident($($arg:ident),*): $trait:ident;)*) => {$(
        $(#[$doc])*
        #[inline(always)]
        pub fn $name<V: $trait>($($arg: V),*) -> V {
            $trait::$name($($arg),*)
        }
    )*};
}

lanewise! {
    add(a, b): Numbers;
    sub(a, b): Numbers;
    mul(a, b): Numbers;
    neg(a): Numbers;
    abs(a): Numbers;
    min(a, b): Numbers;
    max(a, b): Numbers;
    floor(a): Numbers;
    ceil(a): Numbers;
    trunc(a): Numbers;
    /// The nearest whole value, halves to even.
    round(a): Numbers;
    /// `a * b + c`, rounded once.
    fma(a, b, c): Numbers;
    pow(a, b): Numbers;
    not(a): BitLanes;
    and(a, b): BitLanes;
    or(a, b): BitLanes;
    xor(a, b): BitLanes;
    /// Counts are taken modulo the width.
    shl(a, b): BitLanes;
    shr(a, b): BitLanes;
}

macro_rules! division {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[inline(always)]
        #[track_caller]
        pub fn $name<V: Numbers + Test>(a: V, b: V) -> V
        where
            V::Scalar: Number,
        {
            if V::Scalar::INTEGRAL && Test::any_zero(b) {
                check::zero_division();
            }
            Numbers::$name(a, b)
        }
    )*};
}

division! {
    /// Integers truncate toward zero.
    div;
    /// Rounds toward negative infinity.
    floordiv;
    /// Has the sign of the divisor.
    modulo;
    /// Rounds toward positive infinity.
    ceildiv;
}

#[inline(always)]
pub fn pow_int<V: Vector>(base: V, exponent: i64) -> V
where
    V::Scalar: Number,
{
    V::from_fn(|i| base.lane(i).pow_int(exponent))
}

/// The nearest value with so many decimals.
#[inline]
pub fn round_to<V: Vector>(value: V, digits: i64) -> V
where
    V::Scalar: Number,
{
    V::from_fn(|i| value.lane(i).round_to(digits))
}

#[inline(always)]
pub fn clamp<V: Numbers>(value: V, lower: V, upper: V) -> V {
    min(max(value, lower), upper)
}

#[inline(always)]
pub fn is_power_of_two<T: Number + Bits>(value: T) -> bool {
    value > T::ZERO && value.count_ones() == 1
}

/// Whether a value counts as true: no lane is zero.
#[inline(always)]
pub fn is_true<V: Test>(value: V) -> bool {
    value.all_true()
}

#[inline(always)]
pub fn eq<V: Test>(a: V, b: V) -> bool {
    a.all_equal(b)
}

#[inline(always)]
pub fn ne<V: Test>(a: V, b: V) -> bool {
    !eq(a, b)
}

#[inline(always)]
pub fn lt<T: Scalar>(a: T, b: T) -> bool {
    a < b
}

#[inline(always)]
pub fn le<T: Scalar>(a: T, b: T) -> bool {
    a <= b
}

#[inline(always)]
pub fn gt<T: Scalar>(a: T, b: T) -> bool {
    a > b
}

#[inline(always)]
pub fn ge<T: Scalar>(a: T, b: T) -> bool {
    a >= b
}

/// How many numbers lie from `start` to, not including, `end`, a `step` apart.
#[inline]
#[track_caller]
pub fn count_steps<T: Number + As<i128>>(start: T, end: T, step: T) -> i64 {
    let (start, end, step): (i128, i128, i128) = (start.as_(), end.as_(), step.as_());
    if step == 0 {
        check::raise(crate::fault::Kind::Value, "range() arg 3 must not be zero".into());
    }
    let count =
        if step > 0 { (end - start + step - 1).div_euclid(step) } else { (start - end - step - 1).div_euclid(-step) };
    count.clamp(0, i64::MAX as i128) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::Simd;

    #[test]
    fn integers_wrap() {
        assert_eq!(add(i8::MAX, 1), i8::MIN);
        assert_eq!(sub(0u16, 1), u16::MAX);
        assert_eq!(neg(i64::MIN), i64::MIN);
        assert_eq!(abs(i64::MIN), i64::MIN);
        assert_eq!(floordiv(i64::MIN, -1), i64::MIN);
        assert_eq!(modulo(i64::MIN, -1), 0);
        assert_eq!(pow_int(2i64, -1), 0);
        assert_eq!(pow_int(3u8, 6), 217);
        assert_eq!(shl(1i64, 64), 1);
        assert_eq!(shr(-16i64, 2), -4);
    }

    #[test]
    fn division_floors() {
        for (a, b, q, r) in [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (0, 5, 0, 0)] {
            assert_eq!((floordiv(a, b), modulo(a, b)), (q, r), "{a} {b}");
            assert_eq!((floordiv(a as f64, b as f64), modulo(a as f64, b as f64)), (q as f64, r as f64), "{a} {b}");
        }
        assert_eq!(div(-7, 2), -3);
        assert_eq!(floordiv(-2.5, 1.0), -3.0);
        assert_eq!(ceildiv(7, 2), 4);
        assert_eq!(ceildiv(-7, 2), -3);
    }

    #[test]
    fn zero_divisors_are_faults() {
        assert!(std::panic::catch_unwind(|| floordiv(1i64, 0)).is_err());
        assert!(std::panic::catch_unwind(|| modulo(Simd([1u8, 2]), Simd([1, 0]))).is_err());
        assert!(div(1.0f64, 0.0).is_infinite());
    }

    #[test]
    fn steps() {
        assert_eq!(count_steps(0i64, 10, 3), 4);
        assert_eq!(count_steps(10i64, 0, -3), 4);
        assert_eq!(count_steps(0i64, -5, 1), 0);
        assert_eq!(count_steps(i64::MIN, i64::MAX, 1), i64::MAX);
        assert_eq!(count_steps(0u8, 255, 100), 3);
    }

    #[test]
    fn rounding() {
        assert_eq!([0.5, 1.5, 2.5, -0.5].map(round::<f64>), [0.0, 2.0, 2.0, -0.0]);
        assert_eq!(round(7i64), 7);
    }
}
