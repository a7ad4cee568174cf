//! Vectors from and to memory. Addresses need the alignment of one lane only.

use super::{Lanes, Vector};
use crate::num::{As, Scalar};

/// Reads as many lanes as the result has, `offset` lanes further on.
#[inline(always)]
pub fn load<T: Lanes<N>, const N: usize>(pointer: *mut T, offset: i64) -> T::Of {
    // SAFETY: the program promises that the lanes are there.
    unsafe { pointer.offset(offset as isize).cast::<T::Of>().read_unaligned() }
}

/// Writes lanes, `offset` lanes further on.
#[inline(always)]
pub fn store<T: Scalar, V: Vector<Scalar = T>>(pointer: *mut T, offset: i64, value: V) {
    // SAFETY: the program promises that there is room.
    unsafe { pointer.offset(offset as isize).cast::<V>().write_unaligned(value) }
}

#[inline(always)]
pub fn strided_load<T: Lanes<N>, const N: usize>(pointer: *mut T, stride: i64) -> T::Of {
    // SAFETY: as above.
    T::Of::from_fn(|i| unsafe { pointer.offset(i as isize * stride as isize).read() })
}

#[inline(always)]
pub fn strided_store<T: Scalar, V: Vector<Scalar = T>>(pointer: *mut T, value: V, stride: i64) {
    for i in 0..V::LANES {
        // SAFETY: as above.
        unsafe { pointer.offset(i as isize * stride as isize).write(value.lane(i)) }
    }
}

#[inline(always)]
pub fn gather<T: Lanes<N>, const N: usize, I: Vector>(pointer: *mut T, offsets: I) -> T::Of
where
    I::Scalar: As<i64>,
{
    // SAFETY: as above.
    T::Of::from_fn(|i| unsafe { pointer.offset(offsets.lane(i).as_() as isize).read() })
}

#[inline(always)]
pub fn scatter<T: Scalar, I: Vector, V: Vector<Scalar = T>>(pointer: *mut T, offsets: I, value: V)
where
    I::Scalar: As<i64>,
{
    for i in 0..V::LANES {
        // SAFETY: as above.
        unsafe { pointer.offset(offsets.lane(i).as_() as isize).write(value.lane(i)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::Simd;

    #[test]
    fn there_and_back() {
        let mut data = [1.0f32, 2.0, 3.0, 4.0, 5.0];
        let p = data.as_mut_ptr();
        let v = load::<f32, 2>(p, 3);
        assert_eq!(v.0, [4.0, 5.0]);
        store(p, 0, v);
        store(p, 2, 9.0f32);
        let v = strided_load::<f32, 2>(p, 2);
        assert_eq!(v.0, [4.0, 9.0]);
        strided_store(p, Simd([7.0, 8.0]), 3);
        let v = gather::<f32, 2, _>(p, Simd([3i64, 0]));
        assert_eq!(v.0, [8.0, 7.0]);
        scatter(p, Simd([1i32, 4]), Simd([0.0, 0.0]));
        assert_eq!(data, [7.0, 0.0, 9.0, 8.0, 0.0]);
    }
}
