//! `Simd`, and what it shares with scalars.

use crate::num::{BF16, F16, I256, Scalar, U256};

/// `N` lanes side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(transparent)]
pub struct Simd<T, const N: usize>(pub [T; N]);

/// Lanes of one type; a scalar is one lane.
pub trait Vector: Copy {
    type Scalar: Scalar;
    /// As many lanes of truth values.
    type Mask: Vector<Scalar = bool>;
    const LANES: usize;

    fn from_fn(lane: impl FnMut(usize) -> Self::Scalar) -> Self;
    /// By reference, or every lane that a loop reads would copy the whole vector.
    fn lane(&self, index: usize) -> Self::Scalar;
    fn set_lane(&mut self, index: usize, value: Self::Scalar);
    /// Where the lanes are, one after the other.
    fn lanes(&mut self) -> *mut Self::Scalar;
}

/// From an element type and a number of lanes to the vector: the element itself, or a `Simd`. Calls name both, because
/// rustc cannot always infer them.
pub trait Lanes<const N: usize>: Scalar {
    type Of: Vector<Scalar = Self>;
}

/// Twice as many lanes.
pub trait Doubled: Vector {
    type Of: Vector<Scalar = Self::Scalar>;
}

macro_rules! widths {
    ($($n:literal)*) => {$(
        impl<T: Scalar> Lanes<$n> for T {
            type Of = Simd<T, $n>;
        }

        impl<T: Scalar> Doubled for Simd<T, $n> {
            type Of = Simd<T, { 2 * $n }>;
        }
    )*};
}

widths! {
    2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44
    45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 128 256 512 1024
}

impl<T: Scalar + Vector<Scalar = T>> Lanes<1> for T {
    type Of = T;
}

impl<T: Scalar, const N: usize> Vector for Simd<T, N> {
    type Scalar = T;
    type Mask = Simd<bool, N>;
    const LANES: usize = N;

    #[inline(always)]
    fn from_fn(mut lane: impl FnMut(usize) -> T) -> Self {
        let mut lanes = [T::ZERO; N];
        let mut i = 0;
        while i < N {
            lanes[i] = lane(i);
            i += 1;
        }
        Simd(lanes)
    }

    #[inline(always)]
    fn lane(&self, index: usize) -> T {
        self.0[index]
    }

    #[inline(always)]
    fn set_lane(&mut self, index: usize, value: T) {
        self.0[index] = value;
    }

    #[inline(always)]
    fn lanes(&mut self) -> *mut T {
        self.0.as_mut_ptr()
    }
}

macro_rules! scalars {
    ($($ty:ident)*) => {$(
        impl Doubled for $ty {
            type Of = Simd<$ty, 2>;
        }

        impl Vector for $ty {
            type Scalar = $ty;
            type Mask = bool;
            const LANES: usize = 1;

            #[inline(always)]
            fn from_fn(mut lane: impl FnMut(usize) -> $ty) -> $ty {
                lane(0)
            }

            #[inline(always)]
            fn lane(&self, _: usize) -> $ty {
                *self
            }

            #[inline(always)]
            fn set_lane(&mut self, _: usize, value: $ty) {
                *self = value;
            }

            #[inline(always)]
            fn lanes(&mut self) -> *mut $ty {
                self
            }
        }
    )*};
}

scalars!(bool i8 i16 i32 i64 i128 I256 u8 u16 u32 u64 u128 U256 F16 BF16 f32 f64);
