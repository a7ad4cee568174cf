//! Sorting of numbers in memory.

use crate::num::Number;

/// Puts numbers in order; what is not a number goes last.
pub fn numbers<T: Number>(data: *mut T, count: i64) {
    if count < 2 {
        return;
    }
    // SAFETY: the program promises `count` numbers.
    let numbers = unsafe { std::slice::from_raw_parts_mut(data, count as usize) };
    numbers.sort_unstable_by(|a, b| {
        // Only a NaN is not equal to itself.
        #[allow(clippy::eq_op)]
        a.partial_cmp(b).unwrap_or_else(|| (a != a).cmp(&(b != b)))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts() {
        let mut v = [3.0, f64::NAN, -1.0, f64::NAN, 0.0];
        numbers(v.as_mut_ptr(), 5);
        assert_eq!(v[..3], [-1.0, 0.0, 3.0]);
        let mut v = [5u8, 1, 4];
        numbers(v.as_mut_ptr(), 3);
        assert_eq!(v, [1, 4, 5]);
    }
}
