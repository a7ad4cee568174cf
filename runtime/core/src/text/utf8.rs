//! Bytes that should be UTF-8, and single code points in text.

use super::{Span, String};
use crate::error::Error;

/// The text of bytes that must be UTF-8.
pub fn checked_utf8(pointer: *mut u8, length: i64) -> Result<String, Error> {
    check_utf8(pointer, length)?;
    Ok(String::from_span(Span::from_raw(pointer, length)))
}

pub fn check_utf8(pointer: *mut u8, length: i64) -> Result<(), Error> {
    match std::str::from_utf8(Span::from_raw(pointer, length).as_bytes()) {
        Ok(_) => Ok(()),
        Err(_) => Err(Error::new(String::from_std("Cannot construct a String from invalid UTF-8 data"))),
    }
}

/// The text of bytes; what is no UTF-8 becomes U+FFFD.
pub fn lossy_utf8(pointer: *mut u8, length: i64) -> String {
    String::from_std(&Span::from_raw(pointer, length).to_std())
}

/// Whether a byte continues a code point.
#[inline(always)]
pub(crate) fn continues(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// How many bytes the code point takes that a byte starts.
#[inline(always)]
pub(crate) fn width(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// The code point at a byte, and the byte after it. `index` is within the text.
#[inline]
pub(crate) fn decode(bytes: &[u8], index: usize) -> (u32, usize) {
    let first = bytes[index];
    if first < 0x80 {
        return (first as u32, index + 1);
    }
    let end = (index + width(first)).min(bytes.len());
    let mask = match end - index {
        2 => 0x1F,
        3 => 0x0F,
        4 => 0x07,
        _ => 0x7F,
    };
    let value =
        bytes[index + 1..end].iter().fold((first & mask) as u32, |value, byte| value << 6 | (byte & 0x3F) as u32);
    (value, end)
}

/// Where the code point before a byte starts. `index` is not zero.
#[inline]
pub(crate) fn previous(bytes: &[u8], index: usize) -> usize {
    let mut at = index - 1;
    while at > 0 && continues(bytes[at]) {
        at -= 1;
    }
    at
}
