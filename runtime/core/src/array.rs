//! Arrays: `[T; N]` in place.

use std::mem::MaybeUninit;

/// Copies of a value. The last is a copy, too: the caller keeps its own.
#[inline]
pub fn filled<T, const N: usize>(fill: impl Fill<T>) -> [T; N] {
    std::array::from_fn(|_| fill.value())
}

/// A value to copy, as either convention of `imm` passes it.
pub trait Fill<T> {
    fn value(&self) -> T;
}

impl<T: Clone> Fill<T> for &T {
    #[inline(always)]
    fn value(&self) -> T {
        (*self).clone()
    }
}

impl<T: Copy> Fill<T> for T {
    #[inline(always)]
    fn value(&self) -> T {
        *self
    }
}

/// Zero in every byte. Only for types in which that is a value.
#[inline(always)]
pub fn zeroed<T: Copy, const N: usize>(_uninitialized: bool) -> [T; N] {
    // SAFETY: the library asks for trivial element types, whose bits are numbers or pointers.
    unsafe { MaybeUninit::zeroed().assume_init() }
}

#[inline(always)]
pub fn pointer<T, const N: usize>(array: *mut [T; N]) -> *mut T {
    array.cast()
}

/// The elements of both, one after the other: `K` is `N + M`.
#[inline]
pub fn concat<T: Clone, const N: usize, const M: usize, const K: usize>(a: *mut [T; N], b: *mut [T; M]) -> [T; K] {
    // SAFETY: both are references of the language.
    let (a, b) = unsafe { (&*a, &*b) };
    std::array::from_fn(|i| if i < N { a[i].clone() } else { b[i - N].clone() })
}

/// The elements over and over: `K` is a multiple of `N`.
#[inline]
pub fn repeat<T: Clone, const N: usize, const K: usize>(a: *mut [T; N]) -> [T; K] {
    // SAFETY: a reference of the language.
    let a = unsafe { &*a };
    std::array::from_fn(|i| a[i % N].clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_conventions_fill() {
        let numbers: [i64; 3] = filled(7);
        assert_eq!(numbers, [7; 3]);
        let texts: [String; 2] = filled(&"a".to_string());
        assert_eq!(texts, ["a", "a"]);
        let (mut a, mut b) = ([1, 2], [3]);
        assert_eq!(concat::<_, 2, 1, 3>(&mut a, &mut b), [1, 2, 3]);
        assert_eq!(repeat::<_, 2, 4>(&mut a), [1, 2, 1, 2]);
    }
}
