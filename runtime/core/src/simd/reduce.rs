//! All lanes combined into one value, by halves: the order that vector units use.

use super::Vector;
use crate::num::{Bits, Number};

#[inline(always)]
fn fold<V: Vector>(value: V, combine: impl Fn(V::Scalar, V::Scalar) -> V::Scalar) -> V::Scalar {
    let mut lanes = value;
    let mut count = V::LANES;
    while count > 1 {
        let half = count / 2;
        let mut i = 0;
        while i < half {
            lanes.set_lane(i, combine(lanes.lane(i), lanes.lane(i + half)));
            i += 1;
        }
        if count % 2 == 1 {
            lanes.set_lane(0, combine(lanes.lane(0), lanes.lane(count - 1)));
        }
        count = half;
    }
    lanes.lane(0)
}

macro_rules! reductions {
    ($($name:ident $bound:ident $op:ident;)*) => {$(
        #[inline(always)]
        pub fn $name<V: Vector>(value: V) -> V::Scalar
        where
            V::Scalar: $bound,
        {
            fold(value, $bound::$op)
        }
    )*};
}

#[inline(always)]
pub fn reduce_add<V: Vector>(value: V) -> V::Scalar
where
    V::Scalar: Number,
{
    let mut lanes = value;
    // SAFETY: there are as many lanes.
    let sum = unsafe { Number::sum_of_register(lanes.lanes(), V::LANES) };
    sum.unwrap_or_else(|| fold(value, Number::add))
}

reductions! {
    reduce_mul Number mul;
    reduce_min Number min;
    reduce_max Number max;
    reduce_and Bits and;
    reduce_or Bits or;
}

/// How many bits are set in all lanes together.
#[inline(always)]
pub fn reduce_bit_count<V: Vector>(value: V) -> i64
where
    V::Scalar: Bits,
{
    (0..V::LANES).map(|i| value.lane(i).count_ones()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::Simd;

    #[test]
    fn reductions() {
        let v = Simd([4, 1, 7, 2]);
        assert_eq!((reduce_add(v), reduce_mul(v), reduce_min(v), reduce_max(v)), (14, 56, 1, 7));
        assert_eq!(reduce_add(Simd([1, 2, 3])), 6);
        assert_eq!(reduce_add(5i64), 5);
        assert!(reduce_or(Simd([false, true])));
        assert!(!reduce_and(Simd([false, true])));
        assert_eq!(reduce_bit_count(Simd([true, true, false, true])), 3);
    }
}
