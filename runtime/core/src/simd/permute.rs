//! Lanes in another order.

use super::{Doubled, Lanes, Vector};
use crate::check;
use crate::num::Scalar;

/// `WIDTH` neighbouring lanes from `OFFSET` on.
#[inline(always)]
#[track_caller]
pub fn slice<const WIDTH: usize, const OFFSET: usize, A: Vector>(value: A) -> <A::Scalar as Lanes<WIDTH>>::Of
where
    A::Scalar: Lanes<WIDTH>,
{
    check::range(OFFSET as i64, (OFFSET + WIDTH) as i64, A::LANES as i64);
    Vector::from_fn(|i| value.lane(OFFSET + i))
}

/// Replaces the lanes from `OFFSET` on.
#[inline(always)]
pub fn insert<const OFFSET: usize, A: Vector, B: Vector<Scalar = A::Scalar>>(value: A, part: B) -> A {
    A::from_fn(|i| if i >= OFFSET && i < OFFSET + B::LANES { part.lane(i - OFFSET) } else { value.lane(i) })
}

/// The lanes of both, one after the other.
#[inline(always)]
pub fn join<A: Doubled>(a: A, b: A) -> <A as Doubled>::Of {
    Vector::from_fn(|i| if i < A::LANES { a.lane(i) } else { b.lane(i - A::LANES) })
}

/// The lanes of both, taking turns.
#[inline(always)]
pub fn interleave<A: Doubled>(a: A, b: A) -> <A as Doubled>::Of {
    Vector::from_fn(|i| if i % 2 == 0 { a.lane(i / 2) } else { b.lane(i / 2) })
}

/// Every second lane from `first` on.
#[inline(always)]
pub fn every_second<const HALF: usize, A: Vector>(value: A, first: i64) -> <A::Scalar as Lanes<HALF>>::Of
where
    A::Scalar: Lanes<HALF>,
{
    Vector::from_fn(|i| value.lane(2 * i + first as usize))
}

#[inline(always)]
pub fn reversed<V: Vector>(value: V) -> V {
    V::from_fn(|i| value.lane(V::LANES - 1 - i))
}

#[inline(always)]
pub fn rotate_left<const SHIFT: i64, V: Vector>(value: V) -> V {
    V::from_fn(|i| value.lane((i as i64 + SHIFT).rem_euclid(V::LANES as i64) as usize))
}

#[inline(always)]
pub fn rotate_right<const SHIFT: i64, V: Vector>(value: V) -> V {
    V::from_fn(|i| value.lane((i as i64 - SHIFT).rem_euclid(V::LANES as i64) as usize))
}

/// Moves lanes to lower positions and fills with zeros.
#[inline(always)]
pub fn shift_left<const SHIFT: usize, V: Vector>(value: V) -> V {
    V::from_fn(|i| if i + SHIFT < V::LANES { value.lane(i + SHIFT) } else { V::Scalar::ZERO })
}

/// Moves lanes to higher positions and fills with zeros.
#[inline(always)]
pub fn shift_right<const SHIFT: usize, V: Vector>(value: V) -> V {
    V::from_fn(|i| if i >= SHIFT { value.lane(i - SHIFT) } else { V::Scalar::ZERO })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::Simd;

    #[test]
    fn orders() {
        let v = Simd([1, 2, 3, 4]);
        assert_eq!(slice::<2, 1, _>(v).0, [2, 3]);
        assert_eq!(slice::<1, 3, _>(v), 4);
        assert_eq!(insert::<2, _, _>(v, Simd([8, 9])).0, [1, 2, 8, 9]);
        assert_eq!(join(Simd([1, 2]), Simd([3, 4])).0, [1, 2, 3, 4]);
        assert_eq!(interleave(Simd([1, 2]), Simd([3, 4])).0, [1, 3, 2, 4]);
        assert_eq!(every_second::<2, _>(v, 1).0, [2, 4]);
        assert_eq!(reversed(v).0, [4, 3, 2, 1]);
        assert_eq!(rotate_left::<1, _>(v).0, [2, 3, 4, 1]);
        assert_eq!(rotate_right::<1, _>(v).0, [4, 1, 2, 3]);
        assert_eq!(shift_left::<3, _>(v).0, [4, 0, 0, 0]);
        assert_eq!(shift_right::<1, _>(v).0, [0, 1, 2, 3]);
    }
}
