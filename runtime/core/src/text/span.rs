//! A view of text that something else owns.

use crate::mem::bytes_at;

/// UTF-8 bytes somewhere. Whoever made it keeps them alive.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Span {
    pointer: *const u8,
    length: usize,
}

impl Span {
    #[inline(always)]
    pub const fn new() -> Span {
        Span::literal("")
    }

    /// A constant of the program.
    #[inline(always)]
    pub const fn literal(text: &'static str) -> Span {
        Span { pointer: text.as_ptr(), length: text.len() }
    }

    /// A view of text that must live as long as it is looked at.
    #[inline(always)]
    pub fn of(text: &str) -> Span {
        Span { pointer: text.as_ptr(), length: text.len() }
    }

    /// A view of bytes that are UTF-8.
    #[inline(always)]
    pub fn of_bytes(bytes: &[u8]) -> Span {
        Span { pointer: bytes.as_ptr(), length: bytes.len() }
    }

    #[inline(always)]
    pub fn from_raw(pointer: *mut u8, length: i64) -> Span {
        Span { pointer, length: length.max(0) as usize }
    }

    /// Bytes up to a zero.
    pub fn from_c(pointer: *mut u8) -> Span {
        // SAFETY: the program promises a zero.
        let text = unsafe { std::ffi::CStr::from_ptr(pointer.cast()) };
        Span::of_bytes(text.to_bytes())
    }

    #[inline(always)]
    pub fn length(self) -> usize {
        self.length
    }

    #[inline(always)]
    pub fn as_ptr(self) -> *const u8 {
        self.pointer
    }

    /// The bytes; the caller does not keep them longer than their owner.
    #[inline(always)]
    pub fn as_bytes<'a>(self) -> &'a [u8] {
        // SAFETY: whoever made the view keeps the bytes alive.
        unsafe { bytes_at(self.pointer, self.length) }
    }

    /// The text; what is no UTF-8 (only bytes that a program declared to be) becomes an empty text at its place.
    pub fn as_str<'a>(self) -> &'a str {
        match std::str::from_utf8(self.as_bytes()) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&self.as_bytes()[..error.valid_up_to()]).unwrap_or(""),
        }
    }

    /// A text of Rust's with the same contents.
    pub fn to_std(self) -> std::string::String {
        std::string::String::from_utf8_lossy(self.as_bytes()).into_owned()
    }

    /// A part; the bounds are known to fit.
    #[inline(always)]
    pub(crate) fn part(self, start: usize, end: usize) -> Span {
        debug_assert!(start <= end && end <= self.length);
        Span { pointer: self.pointer.wrapping_add(start), length: end - start }
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self.as_str(), f)
    }
}

#[inline]
pub fn eq(a: Span, b: Span) -> bool {
    equal_bytes(a.as_bytes(), b.as_bytes())
}

#[inline]
pub fn ne(a: Span, b: Span) -> bool {
    !equal_bytes(a.as_bytes(), b.as_bytes())
}

/// Whether bytes that are mostly few are the same: by words that may overlap instead of a call.
#[inline]
pub(super) fn equal_bytes(a: &[u8], b: &[u8]) -> bool {
    /// Whether the first and the last bytes are the same, of which some may be both.
    #[inline(always)]
    fn ends<T: Copy + PartialEq>(a: &[u8], b: &[u8]) -> bool {
        let last = a.len() - size_of::<T>();
        // SAFETY: both have at least so many bytes.
        let word = |bytes: &[u8], at: usize| unsafe { bytes.as_ptr().add(at).cast::<T>().read_unaligned() };
        word(a, 0) == word(b, 0) && word(a, last) == word(b, last)
    }
    a.len() == b.len()
        && match a.len() {
            0 => true,
            1 => a[0] == b[0],
            2..4 => ends::<u16>(a, b),
            4..8 => ends::<u32>(a, b),
            8..16 => ends::<u64>(a, b),
            16..=32 => ends::<u128>(a, b),
            _ => a == b,
        }
}

#[inline]
pub fn lt(a: Span, b: Span) -> bool {
    a.as_bytes() < b.as_bytes()
}

#[inline]
pub fn le(a: Span, b: Span) -> bool {
    a.as_bytes() <= b.as_bytes()
}

#[inline]
pub fn gt(a: Span, b: Span) -> bool {
    a.as_bytes() > b.as_bytes()
}

#[inline]
pub fn ge(a: Span, b: Span) -> bool {
    a.as_bytes() >= b.as_bytes()
}
