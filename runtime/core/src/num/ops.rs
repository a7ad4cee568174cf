//! What one lane can do, by element type.

use super::DType;
use crate::simd::registers::{self, Wide};

/// An element type.
pub trait Scalar: Copy + PartialEq + PartialOrd + 'static {
    const DTYPE: DType;
    const ZERO: Self;
    /// A number that equal values share.
    fn hash_bits(self) -> u64;
}

/// Arithmetic of one lane. Divisions do not look for zero divisors of integers: their callers do.
pub trait Number: Scalar {
    const INTEGRAL: bool;
    const ONE: Self;
    const MAX: Self;
    const MIN: Self;
    const MAX_FINITE: Self;
    const MIN_FINITE: Self;
    const NAN: Self;

    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn div(self, other: Self) -> Self;
    fn floordiv(self, other: Self) -> Self;
    fn modulo(self, other: Self) -> Self;
    fn ceildiv(self, other: Self) -> Self;
    fn neg(self) -> Self;
    fn abs(self) -> Self;
    fn floor(self) -> Self;
    fn ceil(self) -> Self;
    fn trunc(self) -> Self;
    fn round(self) -> Self;
    fn round_to(self, digits: i64) -> Self;
    fn fma(self, factor: Self, addend: Self) -> Self;
    fn pow(self, exponent: Self) -> Self;

    /// Combines lanes in vector registers, where the machine has them for this type; says how many, from the first on.
    ///
    /// # Safety
    /// There are `count` lanes at each address.
    #[inline(always)]
    unsafe fn in_registers(_: Wide, _: [*const Self; 3], _: *mut Self, _count: usize) -> usize {
        0
    }

    /// The sum of lanes that are just one vector register, where the machine has one for so many of this type.
    ///
    /// # Safety
    /// There are `count` lanes.
    #[inline(always)]
    unsafe fn sum_of_register(_lanes: *const Self, _count: usize) -> Option<Self> {
        None
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        if self < other { other } else { self }
    }

    /// By repeated squaring. A negative exponent gives 0 for integers, as dividing does.
    #[inline]
    fn pow_int(self, exponent: i64) -> Self {
        if Self::INTEGRAL && exponent < 0 {
            return Self::ZERO;
        }
        let mut rest = exponent.unsigned_abs();
        let (mut base, mut result) = (self, Self::ONE);
        while rest > 0 {
            if rest & 1 == 1 {
                result = result.mul(base);
            }
            rest >>= 1;
            if rest > 0 {
                base = base.mul(base);
            }
        }
        if exponent < 0 { Self::ONE.div(result) } else { result }
    }
}

/// Bits of one lane.
pub trait Bits: Scalar {
    fn not(self) -> Self;
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
    fn shl(self, count: Self) -> Self;
    fn shr(self, count: Self) -> Self;
    fn count_ones(self) -> i64;
    fn leading_zeros(self) -> i64;
    fn trailing_zeros(self) -> i64;
    fn reverse_bits(self) -> Self;
    fn swap_bytes(self) -> Self;
    fn rotate_left(self, count: i64) -> Self;
}

macro_rules! integers {
    ($($ty:ident $unsigned:ident $dtype:ident;)*) => {$(
        impl Scalar for $ty {
            const DTYPE: DType = DType::$dtype;
            const ZERO: $ty = 0;
            #[inline(always)]
            fn hash_bits(self) -> u64 {
                let low = self as u64;
                if <$ty>::BITS > 64 { low ^ ((self as i128 >> 64) as u64).rotate_left(32) } else { low }
            }
        }

        impl Number for $ty {
            const INTEGRAL: bool = true;
            const ONE: $ty = 1;
            const MAX: $ty = <$ty>::MAX;
            const MIN: $ty = <$ty>::MIN;
            const MAX_FINITE: $ty = <$ty>::MAX;
            const MIN_FINITE: $ty = <$ty>::MIN;
            const NAN: $ty = 0;

            #[inline(always)]
            fn add(self, other: $ty) -> $ty { self.wrapping_add(other) }
            #[inline(always)]
            fn sub(self, other: $ty) -> $ty { self.wrapping_sub(other) }
            #[inline(always)]
            fn mul(self, other: $ty) -> $ty { self.wrapping_mul(other) }
            #[inline(always)]
            fn div(self, other: $ty) -> $ty { self.wrapping_div(other) }
            #[inline(always)]
            fn floordiv(self, other: $ty) -> $ty {
                let quotient = self.wrapping_div(other);
                let rest = self.wrapping_rem(other);
                #[allow(unused_comparisons)]
                let lower = rest != 0 && (rest < 0) != (other < 0);
                quotient.wrapping_sub(lower as $ty)
            }
            #[inline(always)]
            fn modulo(self, other: $ty) -> $ty {
                let rest = self.wrapping_rem(other);
                #[allow(unused_comparisons)]
                let lower = rest != 0 && (rest < 0) != (other < 0);
                if lower { rest.wrapping_add(other) } else { rest }
            }
            #[inline(always)]
            fn ceildiv(self, other: $ty) -> $ty {
                let quotient = self.wrapping_div(other);
                let rest = self.wrapping_rem(other);
                #[allow(unused_comparisons)]
                let upper = rest != 0 && (rest < 0) == (other < 0);
                quotient.wrapping_add(upper as $ty)
            }
            #[inline(always)]
            fn neg(self) -> $ty { self.wrapping_neg() }
            #[inline(always)]
            #[allow(unused_comparisons)]
            fn abs(self) -> $ty { if self < 0 { self.wrapping_neg() } else { self } }
            #[inline(always)]
            fn floor(self) -> $ty { self }
            #[inline(always)]
            fn ceil(self) -> $ty { self }
            #[inline(always)]
            fn trunc(self) -> $ty { self }
            #[inline(always)]
            fn round(self) -> $ty { self }
            fn round_to(self, digits: i64) -> $ty {
                // Decimals of a whole number are zeros; negative digits round to tens, hundreds, ….
                if digits >= 0 {
                    return self;
                }
                let Some(unit) = u32::try_from(-digits).ok().and_then(|d| (10 as $ty).checked_pow(d)) else {
                    return 0;
                };
                let low = self.floordiv(unit).wrapping_mul(unit);
                let rest = self.wrapping_sub(low) as $unsigned;
                let half = unit as $unsigned / 2;
                let up = rest > half || rest == half && (low / unit) % 2 != 0;
                if up { low.wrapping_add(unit) } else { low }
            }
            #[inline(always)]
            fn fma(self, factor: $ty, addend: $ty) -> $ty { self.wrapping_mul(factor).wrapping_add(addend) }
            #[inline(always)]
            fn pow(self, exponent: $ty) -> $ty {
                self.pow_int(i64::try_from(exponent).unwrap_or(i64::MAX))
            }
        }

        impl Bits for $ty {
            #[inline(always)]
            fn not(self) -> $ty { !self }
            #[inline(always)]
            fn and(self, other: $ty) -> $ty { self & other }
            #[inline(always)]
            fn or(self, other: $ty) -> $ty { self | other }
            #[inline(always)]
            fn xor(self, other: $ty) -> $ty { self ^ other }
            #[inline(always)]
            fn shl(self, count: $ty) -> $ty { self.wrapping_shl(count as u32) }
            #[inline(always)]
            fn shr(self, count: $ty) -> $ty { self.wrapping_shr(count as u32) }
            #[inline(always)]
            fn count_ones(self) -> i64 { self.count_ones() as i64 }
            #[inline(always)]
            fn leading_zeros(self) -> i64 { self.leading_zeros() as i64 }
            #[inline(always)]
            fn trailing_zeros(self) -> i64 { self.trailing_zeros() as i64 }
            #[inline(always)]
            fn reverse_bits(self) -> $ty { self.reverse_bits() }
            #[inline(always)]
            fn swap_bytes(self) -> $ty { self.swap_bytes() }
            #[inline(always)]
            fn rotate_left(self, count: i64) -> $ty {
                self.rotate_left(count.rem_euclid(<$ty>::BITS as i64) as u32)
            }
        }
    )*};
}

// `Int` and `Int64` are one Rust type; the former's name is the one that is shown by the language itself.
integers! {
    i8 u8 Int8;
    i16 u16 Int16;
    i32 u32 Int32;
    i64 u64 Int64;
    i128 u128 Int128;
    u8 u8 UInt8;
    u16 u16 UInt16;
    u32 u32 UInt32;
    u64 u64 UInt64;
    u128 u128 UInt128;
}

macro_rules! floats {
    ($($ty:ident $dtype:ident;)*) => {$(
        impl Scalar for $ty {
            const DTYPE: DType = DType::$dtype;
            const ZERO: $ty = 0.0;
            #[inline(always)]
            fn hash_bits(self) -> u64 {
                // 0.0 and -0.0 are equal.
                (self + 0.0).to_bits() as u64
            }
        }

        impl Number for $ty {
            // What is not a number gives way to what is one.
            #[inline(always)]
            fn min(self, other: Self) -> Self {
                <$ty>::min(self, other)
            }

            #[inline(always)]
            fn max(self, other: Self) -> Self {
                <$ty>::max(self, other)
            }

            const INTEGRAL: bool = false;
            const ONE: $ty = 1.0;
            const MAX: $ty = <$ty>::INFINITY;
            const MIN: $ty = <$ty>::NEG_INFINITY;
            const MAX_FINITE: $ty = <$ty>::MAX;
            const MIN_FINITE: $ty = <$ty>::MIN;
            const NAN: $ty = <$ty>::NAN;

            #[inline(always)]
            fn add(self, other: $ty) -> $ty { self + other }
            #[inline(always)]
            fn sub(self, other: $ty) -> $ty { self - other }
            #[inline(always)]
            fn mul(self, other: $ty) -> $ty { self * other }
            #[inline(always)]
            fn div(self, other: $ty) -> $ty { self / other }
            #[inline(always)]
            fn floordiv(self, other: $ty) -> $ty { (self / other).floor() }
            #[inline(always)]
            fn modulo(self, other: $ty) -> $ty {
                let rest = self % other;
                if rest != 0.0 && (rest < 0.0) != (other < 0.0) { rest + other } else { rest }
            }
            #[inline(always)]
            fn ceildiv(self, other: $ty) -> $ty { (self / other).ceil() }
            #[inline(always)]
            fn neg(self) -> $ty { -self }
            #[inline(always)]
            fn abs(self) -> $ty { <$ty>::abs(self) }
            #[inline(always)]
            fn floor(self) -> $ty { <$ty>::floor(self) }
            #[inline(always)]
            fn ceil(self) -> $ty { <$ty>::ceil(self) }
            #[inline(always)]
            fn trunc(self) -> $ty { <$ty>::trunc(self) }
            #[inline(always)]
            fn round(self) -> $ty { self.round_ties_even() }
            fn round_to(self, digits: i64) -> $ty {
                let unit = (10.0 as $ty).powi(digits.clamp(-400, 400) as i32);
                let scaled = self * unit;
                if !scaled.is_finite() || unit == 0.0 { self } else { scaled.round_ties_even() / unit }
            }
            #[inline(always)]
            fn fma(self, factor: $ty, addend: $ty) -> $ty { self.mul_add(factor, addend) }
            #[inline(always)]
            fn pow(self, exponent: $ty) -> $ty { self.powf(exponent) }
            #[inline(always)]
            unsafe fn in_registers(op: Wide, operands: [*const $ty; 3], out: *mut $ty, count: usize) -> usize {
                // SAFETY: the caller's promise.
                unsafe { registers::$ty(op, operands, out, count) }
            }
            #[inline(always)]
            unsafe fn sum_of_register(lanes: *const $ty, count: usize) -> Option<$ty> {
                // SAFETY: the caller's promise.
                unsafe { registers::sum::$ty(lanes, count) }
            }
        }
    )*};
}

floats! {
    f32 Float32;
    f64 Float64;
}

impl Scalar for bool {
    const DTYPE: DType = DType::Bool;
    const ZERO: bool = false;
    #[inline(always)]
    fn hash_bits(self) -> u64 {
        self as u64
    }
}

/// Lanes of masks count modulo two.
impl Number for bool {
    const INTEGRAL: bool = true;
    const ONE: bool = true;
    const MAX: bool = true;
    const MIN: bool = false;
    const MAX_FINITE: bool = true;
    const MIN_FINITE: bool = false;
    const NAN: bool = false;

    #[inline(always)]
    fn add(self, other: bool) -> bool {
        self ^ other
    }
    #[inline(always)]
    fn sub(self, other: bool) -> bool {
        self ^ other
    }
    #[inline(always)]
    fn mul(self, other: bool) -> bool {
        self & other
    }
    #[inline(always)]
    fn div(self, _: bool) -> bool {
        self
    }
    #[inline(always)]
    fn floordiv(self, _: bool) -> bool {
        self
    }
    #[inline(always)]
    fn modulo(self, _: bool) -> bool {
        false
    }
    #[inline(always)]
    fn ceildiv(self, _: bool) -> bool {
        self
    }
    #[inline(always)]
    fn neg(self) -> bool {
        self
    }
    #[inline(always)]
    fn abs(self) -> bool {
        self
    }
    #[inline(always)]
    fn floor(self) -> bool {
        self
    }
    #[inline(always)]
    fn ceil(self) -> bool {
        self
    }
    #[inline(always)]
    fn trunc(self) -> bool {
        self
    }
    #[inline(always)]
    fn round(self) -> bool {
        self
    }
    #[inline(always)]
    fn round_to(self, _: i64) -> bool {
        self
    }
    #[inline(always)]
    fn fma(self, factor: bool, addend: bool) -> bool {
        self & factor ^ addend
    }
    #[inline(always)]
    fn pow(self, exponent: bool) -> bool {
        self | !exponent
    }
}

impl Bits for bool {
    #[inline(always)]
    fn not(self) -> bool {
        !self
    }
    #[inline(always)]
    fn and(self, other: bool) -> bool {
        self & other
    }
    #[inline(always)]
    fn or(self, other: bool) -> bool {
        self | other
    }
    #[inline(always)]
    fn xor(self, other: bool) -> bool {
        self ^ other
    }
    #[inline(always)]
    fn shl(self, _: bool) -> bool {
        self
    }
    #[inline(always)]
    fn shr(self, _: bool) -> bool {
        self
    }
    #[inline(always)]
    fn count_ones(self) -> i64 {
        self as i64
    }
    #[inline(always)]
    fn leading_zeros(self) -> i64 {
        !self as i64
    }
    #[inline(always)]
    fn trailing_zeros(self) -> i64 {
        !self as i64
    }
    #[inline(always)]
    fn reverse_bits(self) -> bool {
        self
    }
    #[inline(always)]
    fn swap_bytes(self) -> bool {
        self
    }
    #[inline(always)]
    fn rotate_left(self, _: i64) -> bool {
        self
    }
}
