//! Vectors of lanes: construction, masks, reductions, permutations, memory.

mod lanes;
mod memory;
mod permute;
mod reduce;
pub(crate) mod registers;

pub use lanes::{Doubled, Lanes, Simd, Vector};
pub use memory::{gather, load, scatter, store, strided_load, strided_store};
pub use permute::{
    every_second, insert, interleave, join, reversed, rotate_left, rotate_right, shift_left, shift_right, slice,
};
pub use reduce::{reduce_add, reduce_and, reduce_bit_count, reduce_max, reduce_min, reduce_mul, reduce_or};

use crate::check;
use crate::fault::Kind;
use crate::num::As;

/// The same value in every lane.
#[inline(always)]
pub fn splat<T: Lanes<N>, const N: usize>(value: T) -> T::Of {
    T::Of::from_fn(|_| value)
}

/// A converted value in every lane.
#[inline(always)]
pub fn splat_cast<T: Lanes<N>, const N: usize, A: As<T>>(value: A) -> T::Of {
    splat::<T, N>(value.as_())
}

/// One value for each lane, or one for all.
#[inline(always)]
#[track_caller]
pub fn from_lanes<T: Lanes<N>, const N: usize>(lanes: &[T]) -> T::Of {
    match lanes {
        [one] => splat::<T, N>(*one),
        _ if lanes.len() == N => T::Of::from_fn(|i| lanes[i]),
        _ => check::raise(Kind::Value, format!("a SIMD of {N} lanes was given {} values", lanes.len())),
    }
}

#[inline(always)]
#[track_caller]
pub fn get<V: Vector>(vector: V, index: i64) -> V::Scalar {
    check::index(index, V::LANES as i64);
    vector.lane(index as usize)
}

#[inline(always)]
#[track_caller]
pub fn set<V: Vector>(vector: &mut V, index: i64, value: V::Scalar) {
    check::index(index, V::LANES as i64);
    vector.set_lane(index as usize, value);
}

macro_rules! masks {
    ($($name:ident $op:tt;)*) => {$(
        #[inline(always)]
        pub fn $name<V: Vector>(a: V, b: V) -> V::Mask {
            V::Mask::from_fn(|i| a.lane(i) $op b.lane(i))
        }
    )*};
}

masks! {
    eq ==;
    ne !=;
    lt <;
    le <=;
    gt >;
    ge >=;
}

/// Takes each lane from one of two vectors.
#[inline(always)]
pub fn select<M: Vector<Scalar = bool>, V: Vector>(mask: M, on_true: V, on_false: V) -> V {
    V::from_fn(|i| if mask.lane(i) { on_true.lane(i) } else { on_false.lane(i) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_and_select() {
        let v = Simd([1, 5, 3, 8]);
        let mask = gt(v, splat::<i32, 4>(3));
        assert_eq!(mask.0, [false, true, false, true]);
        assert_eq!(select(mask, v, splat::<i32, 4>(0)).0, [0, 5, 0, 8]);
        assert!(gt(4i64, 3));
        assert_eq!(from_lanes::<i32, 2>(&[4]).0, [4, 4]);
        assert!(std::panic::catch_unwind(|| from_lanes::<i32, 4>(&[1, 2])).is_err());
        assert_eq!(splat_cast::<i8, 2, f64>(2.5).0, [2, 2]);
    }
}
