//! Checks that end in a fault, and the faults that the library raises by name.

use std::panic::Location;

use crate::fault::{self, Fault, Kind};
use crate::text::Span;

/// A fault unless `0 <= index < length`.
#[inline(always)]
#[track_caller]
pub fn index(index: i64, length: i64) {
    if index as u64 >= length as u64 {
        out_of_bounds(index, length);
    }
}

/// A fault unless `0 <= start <= end <= length`.
#[inline(always)]
#[track_caller]
pub fn range(start: i64, end: i64, length: i64) {
    if start < 0 || start > end || end > length {
        bad_range(start, end, length);
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn out_of_bounds(index: i64, length: i64) -> ! {
    if length <= 0 {
        raise(Kind::Index, format!("index {index} is out of bounds, there are no elements"));
    }
    raise(Kind::Index, format!("index {index} is out of bounds, valid range is 0 to {}", length - 1))
}

#[cold]
#[inline(never)]
#[track_caller]
fn bad_range(start: i64, end: i64, length: i64) -> ! {
    let text = if start < 0 || start > length {
        format!("slice start index {start} is out of bounds, the length is {length}")
    } else if end < 0 || end > length {
        format!("slice end index {end} is out of bounds, the length is {length}")
    } else {
        format!("slice start index {start} is greater than its end index {end}")
    };
    raise(Kind::Index, text)
}

/// A division by zero.
#[cold]
#[inline(never)]
#[track_caller]
pub fn zero_division() -> ! {
    raise(Kind::ZeroDivision, "integer division or modulo by zero".into())
}

/// Memory that could not be had. Allocates nothing of note itself.
#[cold]
#[inline(never)]
#[track_caller]
pub fn out_of_memory() -> ! {
    raise(Kind::Memory, String::new())
}

/// A fault of a kind known by the name of its Python class.
#[cold]
#[inline(never)]
#[track_caller]
pub fn fault(class: Span, text: Span) -> ! {
    let kind = match class.as_bytes() {
        b"IndexError" => Kind::Index,
        b"ZeroDivisionError" => Kind::ZeroDivision,
        b"MemoryError" => Kind::Memory,
        b"RecursionError" => Kind::Recursion,
        b"ValueError" => Kind::Value,
        b"TypeError" => Kind::Type,
        b"OverflowError" => Kind::Overflow,
        _ => Kind::Runtime,
    };
    raise(kind, text.to_std())
}

/// `abort("…")`
#[cold]
#[inline(never)]
#[track_caller]
pub fn abort(text: Span) -> ! {
    raise(Kind::Runtime, text.to_std())
}

/// A fault with the caller's position.
#[cold]
#[track_caller]
pub fn raise(kind: Kind, text: String) -> ! {
    fault::raise(Fault { kind, text, location: Location::caller() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(f: impl FnOnce() + std::panic::UnwindSafe) -> String {
        let payload = std::panic::catch_unwind(f).expect_err("a fault was expected");
        payload.downcast::<Fault>().expect("the payload is a fault").text
    }

    #[test]
    fn bounds_name_index_and_range() {
        index(0, 1);
        assert_eq!(text_of(|| index(3, 3)), "index 3 is out of bounds, valid range is 0 to 2");
        assert_eq!(text_of(|| index(-1, 3)), "index -1 is out of bounds, valid range is 0 to 2");
        range(0, 0, 0);
        assert_eq!(text_of(|| range(0, 99, 3)), "slice end index 99 is out of bounds, the length is 3");
        assert!(text_of(|| range(2, 1, 3)).contains("greater than"));
    }
}
