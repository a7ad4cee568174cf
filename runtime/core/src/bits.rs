//! Bits of integers, lane by lane.

use crate::num::{As, Bits, Number};
use crate::simd::Vector;

macro_rules! counts {
    ($($name:ident $op:ident;)*) => {$(
        #[inline(always)]
        pub fn $name<V: Vector>(value: V) -> V
        where
            V::Scalar: Bits,
            i64: As<V::Scalar>,
        {
            V::from_fn(|i| Bits::$op(value.lane(i)).as_())
        }
    )*};
}

counts! {
    pop_count count_ones;
    count_leading_zeros leading_zeros;
    count_trailing_zeros trailing_zeros;
}

#[inline(always)]
pub fn bit_reverse<V: Vector>(value: V) -> V
where
    V::Scalar: Bits,
{
    V::from_fn(|i| Bits::reverse_bits(value.lane(i)))
}

#[inline(always)]
pub fn byte_swap<V: Vector>(value: V) -> V
where
    V::Scalar: Bits,
{
    V::from_fn(|i| Bits::swap_bytes(value.lane(i)))
}

/// Negative counts rotate to the right.
#[inline(always)]
pub fn rotate_left<V: Vector>(value: V, count: i64) -> V
where
    V::Scalar: Bits,
{
    V::from_fn(|i| Bits::rotate_left(value.lane(i), count))
}

/// How many bits a value needs, without its sign.
#[inline(always)]
pub fn bit_width<V: Vector>(value: V) -> V
where
    V::Scalar: Bits + Number,
    i64: As<V::Scalar>,
{
    V::from_fn(|i| width(value.lane(i)).as_())
}

#[inline(always)]
fn width<T: Bits + Number>(value: T) -> i64 {
    let value = if value < T::ZERO { Bits::not(value) } else { value };
    T::DTYPE.bits() - Bits::leading_zeros(value)
}

/// The least power of two that is not less; 1 for what is not positive.
#[inline(always)]
pub fn next_power_of_two<T: Bits + Number>(value: T) -> T
where
    i64: As<T>,
{
    if value <= T::ONE {
        return T::ONE;
    }
    Bits::shl(T::ONE, width(Number::sub(value, T::ONE)).as_())
}

/// The greatest power of two that is not greater; 0 for what is not positive.
#[inline(always)]
pub fn previous_power_of_two<T: Bits + Number>(value: T) -> T
where
    i64: As<T>,
{
    if value <= T::ZERO {
        return T::ZERO;
    }
    Bits::shl(T::ONE, (width(value) - 1).as_())
}

/// The number of the highest bit of a positive value; -1 if there is none.
#[inline(always)]
pub fn log2_floor<T: Bits + Number>(value: T) -> T
where
    i64: As<T>,
{
    (width(value) - 1).as_()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits() {
        assert_eq!((pop_count(255i64), pop_count(-1i64), pop_count(7u8)), (8, 64, 3));
        assert_eq!((count_leading_zeros(1i64), count_trailing_zeros(40i64), count_leading_zeros(1u8)), (63, 3, 7));
        assert_eq!((bit_reverse(1u8), byte_swap(0x1122_3344u32)), (128, 0x4433_2211));
        assert_eq!((bit_width(255i64), bit_width(256i64), bit_width(-1i64)), (8, 9, 0));
        assert_eq!((next_power_of_two(33i64), next_power_of_two(0i64), next_power_of_two(64i64)), (64, 1, 64));
        assert_eq!((previous_power_of_two(33i64), log2_floor(1024i64)), (32, 10));
        assert_eq!(rotate_left(0b1000_0001u8, 3), 0b0000_1100);
        assert_eq!(rotate_left(0b1000_0001u8, -1), 0b1100_0000);
    }
}
