//! Conversions between element types: integers wrap, floating-point values truncate toward zero and saturate.

use super::{BF16, F16, I256, Scalar, U256};
use crate::check;
use crate::fault::Kind;
use crate::simd::{Lanes, Simd, Vector};

/// Conversion of one lane.
pub trait As<T>: Copy {
    fn as_(self) -> T;
}

/// Converts lane by lane.
#[inline(always)]
pub fn cast<T: Lanes<N>, const N: usize, A: Cast<T, N>>(value: A) -> T::Of {
    value.cast()
}

/// Conversion of all lanes: of a scalar directly, as in arithmetic.
pub trait Cast<T: Lanes<N>, const N: usize>: Vector {
    fn cast(self) -> T::Of;
}

impl<S: Scalar + As<T>, T: Lanes<N>, const N: usize> Cast<T, N> for Simd<S, N> {
    #[inline(always)]
    fn cast(self) -> T::Of {
        T::Of::from_fn(|i| self.lane(i).as_())
    }
}

macro_rules! scalars {
    ($($ty:ident)*) => {$(
        impl<T: Lanes<1, Of = T>> Cast<T, 1> for $ty
        where
            $ty: As<T>,
        {
            #[inline(always)]
            fn cast(self) -> T {
                self.as_()
            }
        }
    )*};
}

scalars!(bool i8 i16 i32 i64 i128 I256 u8 u16 u32 u64 u128 U256 F16 BF16 f32 f64);

/// The same bits as another type.
#[inline(always)]
#[track_caller]
pub fn from_bits<T: Lanes<N>, const N: usize, A: Vector>(value: A) -> T::Of {
    bitcast(value)
}

/// The same bytes as another type of the same size.
#[inline(always)]
#[track_caller]
pub fn bitcast<A: Copy, B: Copy>(value: A) -> B {
    if size_of::<A>() != size_of::<B>() {
        check::raise(Kind::Value, "bitcast between types of different sizes".into());
    }
    // SAFETY: the sizes are equal, and every bit pattern is a number.
    unsafe { std::mem::transmute_copy(&value) }
}

macro_rules! casts {
    ($($from:ident)*) => {$(
        casts!(@from $from i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64);
        impl As<bool> for $from {
            #[inline(always)]
            fn as_(self) -> bool { self != (0 as $from) }
        }
        impl As<$from> for bool {
            #[inline(always)]
            fn as_(self) -> $from { self as u8 as $from }
        }
        casts!(@half $from F16 BF16);
    )*};
    (@from $from:ident $($to:ident)*) => {$(
        impl As<$to> for $from {
            #[inline(always)]
            fn as_(self) -> $to { self as $to }
        }
    )*};
    (@half $from:ident $($half:ident)*) => {$(
        impl As<$half> for $from {
            fn as_(self) -> $half { $half::from_f32(self as f32) }
        }
        impl As<$from> for $half {
            fn as_(self) -> $from { self.to_f32() as $from }
        }
    )*};
}

casts!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64);

impl As<bool> for bool {
    #[inline(always)]
    fn as_(self) -> bool {
        self
    }
}

macro_rules! between_halves {
    ($($from:ident $to:ident;)*) => {$(
        impl As<$to> for $from {
            fn as_(self) -> $to { $to::from_f32(self.to_f32()) }
        }
    )*};
}

between_halves! {
    F16 F16;
    F16 BF16;
    BF16 F16;
    BF16 BF16;
}

macro_rules! half_and_bool {
    ($($half:ident)*) => {$(
        impl As<bool> for $half {
            fn as_(self) -> bool { self.to_f32() != 0.0 }
        }
        impl As<$half> for bool {
            fn as_(self) -> $half { $half::from_f32(self as u8 as f32) }
        }
    )*};
}

half_and_bool!(F16 BF16);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions() {
        assert_eq!(cast::<u8, 1, i64>(300), 44);
        assert_eq!(cast::<i64, 1, f64>(-2.9), -2);
        assert_eq!(cast::<i8, 1, f64>(1e9), i8::MAX);
        assert_eq!(cast::<i64, 1, f64>(f64::NAN), 0);
        assert_eq!(cast::<f64, 1, bool>(true), 1.0);
        assert_eq!(cast::<i32, 2, _>(Simd([1.9f32, -1.9])).0, [1, -1]);
        assert_eq!(from_bits::<u32, 1, f32>(1.0), 0x3F80_0000);
        assert_eq!(bitcast::<Simd<u8, 4>, u32>(Simd([1, 0, 1, 0])), 0x0001_0001);
    }
}
