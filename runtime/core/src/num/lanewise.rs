//! Arithmetic on all lanes of a vector. A scalar is computed directly: going through its one lane would leave rustc a call and
//! a closure at every operator of a program.

use super::{BF16, Bits, F16, I256, Number, Scalar, U256};
use crate::simd::registers::Wide;
use crate::simd::{Simd, Vector};

macro_rules! lanewise {
    ($($(#[$doc:meta])* $trait:ident: $bound:ident {
        $($name:ident($($arg:ident),*);)*
        $({ $($wide:ident = $wide_name:ident($($wide_arg:ident),*);)* })?
    } for $($ty:ident)*;)*) => {$(
        $(#[$doc])*
        pub trait $trait: Vector {
            $(fn $name(self, $($arg: Self),*) -> Self;)*
            $($(fn $wide_name(self, $($wide_arg: Self),*) -> Self;)*)?
        }

        impl<T: $bound, const N: usize> $trait for Simd<T, N> {
            $(
                #[inline(always)]
                fn $name(self, $($arg: Self),*) -> Self {
                    Simd::from_fn(|i| $bound::$name(self.lane(i), $($arg.lane(i)),*))
                }
            )*
            $($(
                #[inline(always)]
                fn $wide_name(self, $($wide_arg: Self),*) -> Self {
                    let operands = [&self $(, &$wide_arg)*];
                    combined(Wide::$wide, &operands, |i| $bound::$wide_name(self.lane(i), $($wide_arg.lane(i)),*))
                }
            )*)?
        }

        lanewise!(@scalars $trait $bound { $($name($($arg),*);)* $($($wide_name($($wide_arg),*);)*)? } $($ty)*);
    )*};
    (@scalars $trait:ident $bound:ident $methods:tt $($ty:ident)*) => {
        $(lanewise!(@scalar $trait $bound $methods $ty);)*
    };
    (@scalar $trait:ident $bound:ident { $($name:ident($($arg:ident),*);)* } $ty:ident) => {
        impl $trait for $ty {
            $(
                #[inline(always)]
                fn $name(self, $($arg: Self),*) -> Self {
                    $bound::$name(self, $($arg),*)
                }
            )*
        }
    };
}

lanewise! {
    /// Divisions do not look for zero divisors of integers: their callers do.
    Numbers: Number {
        floordiv(b);
        modulo(b);
        ceildiv(b);
        neg();
        abs();
        min(b);
        max(b);
        floor();
        ceil();
        trunc();
        round();
        pow(b);
        // In vector registers, where there are such.
        {
            Add = add(b);
            Sub = sub(b);
            Mul = mul(b);
            Div = div(b);
            Fma = fma(b, c);
        }
    } for bool i8 i16 i32 i64 i128 I256 u8 u16 u32 u64 u128 U256 F16 BF16 f32 f64;

    BitLanes: Bits {
        not();
        and(b);
        or(b);
        xor(b);
        shl(b);
        shr(b);
    } for bool i8 i16 i32 i64 i128 I256 u8 u16 u32 u64 u128 U256;
}

/// The first lanes from vector registers, the others one by one.
#[inline(always)]
fn combined<T: Number, const N: usize>(op: Wide, operands: &[&Simd<T, N>], single: impl Fn(usize) -> T) -> Simd<T, N> {
    let mut lanes = [T::ZERO; N];
    let at = |i: usize| operands[i.min(operands.len() - 1)].0.as_ptr();
    // SAFETY: all have `N` lanes.
    let mut done = unsafe { T::in_registers(op, [at(0), at(1), at(2)], lanes.as_mut_ptr(), N) };
    while done < N {
        lanes[done] = single(done);
        done += 1;
    }
    Simd(lanes)
}

/// Questions about all lanes at once.
pub trait Test: Vector {
    fn all_equal(self, other: Self) -> bool;
    /// No lane is zero.
    fn all_true(self) -> bool;
    fn any_zero(self) -> bool;
}

impl<T: Scalar, const N: usize> Test for Simd<T, N> {
    #[inline(always)]
    fn all_equal(self, other: Self) -> bool {
        (0..N).all(|i| self.lane(i) == other.lane(i))
    }

    #[inline(always)]
    fn all_true(self) -> bool {
        !self.any_zero()
    }

    #[inline(always)]
    fn any_zero(self) -> bool {
        (0..N).any(|i| self.lane(i) == T::ZERO)
    }
}

macro_rules! scalars {
    ($($ty:ident)*) => {$(
        impl Test for $ty {
            #[inline(always)]
            fn all_equal(self, other: Self) -> bool {
                self == other
            }

            #[inline(always)]
            fn all_true(self) -> bool {
                self != Self::ZERO
            }

            #[inline(always)]
            fn any_zero(self) -> bool {
                self == Self::ZERO
            }
        }
    )*};
}

scalars!(bool i8 i16 i32 i64 i128 I256 u8 u16 u32 u64 u128 U256 F16 BF16 f32 f64);
