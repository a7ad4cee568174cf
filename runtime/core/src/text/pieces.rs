//! Parts of text: by byte, code point, grapheme, word and line.

use super::classes::{is_python_space, line_break};
use super::graphemes;
use super::utf8::{continues, decode, previous};
use super::{Span, String};
use crate::check;
use crate::fault::Kind;

#[inline(always)]
pub fn byte_length(text: Span) -> i64 {
    text.length() as i64
}

#[inline(always)]
pub fn pointer(text: Span) -> *mut u8 {
    text.as_ptr().cast_mut()
}

#[inline]
pub fn count_codepoints(text: Span) -> i64 {
    text.as_bytes().iter().filter(|byte| !continues(**byte)).count() as i64
}

pub fn count_graphemes(text: Span) -> i64 {
    let mut count = 0;
    let mut at = 0;
    while at < text.length() {
        at = graphemes::next(text.as_bytes(), at);
        count += 1;
    }
    count
}

/// Whether a code point starts at a byte, or the text ends there.
#[inline]
pub fn is_boundary(text: Span, index: i64) -> bool {
    let bytes = text.as_bytes();
    index >= 0 && index as usize <= bytes.len() && !bytes.get(index as usize).is_some_and(|byte| continues(*byte))
}

#[inline(always)]
#[track_caller]
fn need_boundary(text: Span, index: i64) {
    if !is_boundary(text, index) {
        check::raise(Kind::Index, format!("byte {index} is inside a code point"));
    }
}

/// The code point that starts at a byte, as a text.
#[inline]
#[track_caller]
pub fn at_byte(text: Span, index: i64) -> Span {
    check::index(index, byte_length(text));
    need_boundary(text, index);
    let (_, end) = decode(text.as_bytes(), index as usize);
    text.part(index as usize, end)
}

/// The text between two bytes, which were checked against the length.
#[inline]
#[track_caller]
pub fn byte_range(text: Span, start: i64, end: i64) -> Span {
    check::range(start, end, byte_length(text));
    need_boundary(text, start);
    need_boundary(text, end);
    text.part(start as usize, end as usize)
}

#[track_caller]
fn unit_range(text: Span, start: i64, end: i64, next: impl Fn(&[u8], usize) -> usize) -> Span {
    let bytes = text.as_bytes();
    let (mut from, mut at, mut unit) = (None, 0, 0);
    loop {
        if unit == start {
            from = Some(at);
        }
        if let (Some(from), true) = (from, unit == end) {
            return text.part(from, at);
        }
        if at >= bytes.len() || start < 0 || end < start {
            check::range(start, end, unit.min(end - 1));
        }
        at = next(bytes, at);
        unit += 1;
    }
}

/// The text between two code points.
#[track_caller]
pub fn codepoint_range(text: Span, start: i64, end: i64) -> Span {
    unit_range(text, start, end, |bytes, at| decode(bytes, at).1)
}

/// The text between two graphemes.
#[track_caller]
pub fn grapheme_range(text: Span, start: i64, end: i64) -> Span {
    unit_range(text, start, end, graphemes::next)
}

/// The code point at a byte.
#[inline]
#[track_caller]
pub fn codepoint_at(text: Span, index: i64) -> u32 {
    check::index(index, byte_length(text));
    decode(text.as_bytes(), index as usize).0
}

/// The text of one code point.
#[track_caller]
pub fn chr(codepoint: i64) -> String {
    match u32::try_from(codepoint).ok().and_then(char::from_u32) {
        Some(c) => String::from_bytes(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => check::raise(Kind::Value, format!("chr() arg is no code point: {codepoint}")),
    }
}

/// Where the code point or grapheme at a byte ends. The byte is within the text.
#[inline]
pub fn next_boundary(text: Span, start: i64, graphemes: bool) -> i64 {
    let bytes = text.as_bytes();
    let start = (start.max(0) as usize).min(bytes.len().saturating_sub(1));
    (if graphemes { graphemes::next(bytes, start) } else { decode(bytes, start).1 }) as i64
}

/// Where the code point or grapheme before a byte starts. The byte is not the first.
#[inline]
pub fn previous_boundary(text: Span, end: i64, graphemes: bool) -> i64 {
    let bytes = text.as_bytes();
    let end = (end.max(1) as usize).min(bytes.len());
    (if graphemes { graphemes::previous(bytes, end) } else { previous(bytes, end) }) as i64
}

/// The first byte from `at` on that is below `limit` or no ASCII; the end if none. Eight bytes at a time: words and lines are
/// mostly letters.
#[inline(always)]
fn skip_letters(bytes: &[u8], mut at: usize, limit: u8) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x80 * ONES;
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let word = u64::from_le_bytes(*eight);
        // A borrow reaches only bytes behind one that is found.
        let found = (word.wrapping_sub(u64::from(limit) * ONES) & !word | word) & HIGHS;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while at < bytes.len() && (limit..128).contains(&bytes[at]) {
        at += 1;
    }
    at
}

/// The first byte from `start` on that starts no white space.
pub fn word_start(text: Span, start: i64) -> i64 {
    let bytes = text.as_bytes();
    let mut at = start.max(0) as usize;
    while at < bytes.len() {
        let (c, next) = if bytes[at] < 128 { (u32::from(bytes[at]), at + 1) } else { decode(bytes, at) };
        if !is_python_space(c) {
            break;
        }
        at = next;
    }
    at as i64
}

/// The first byte from `start` on whose code point is of a kind, of which ASCII has only some below `limit`; the end of the
/// text if none.
#[inline(always)]
fn first(text: Span, start: i64, limit: u8, is: impl Fn(u32) -> bool) -> i64 {
    let bytes = text.as_bytes();
    let mut at = start.max(0) as usize;
    loop {
        at = skip_letters(bytes, at, limit);
        if at >= bytes.len() {
            return at as i64;
        }
        let (c, next) = decode(bytes, at);
        if is(c) {
            return at as i64;
        }
        at = next;
    }
}

/// The first byte from `start` on that starts white space; the end of the text if none.
pub fn word_end(text: Span, start: i64) -> i64 {
    first(text, start, b' ' + 1, is_python_space)
}

/// Where the line that a byte belongs to ends, before its line break.
pub fn line_end(text: Span, start: i64) -> i64 {
    first(text, start, b' ', line_break)
}

/// Where the line after the break at `end` starts.
pub fn line_next(text: Span, end: i64) -> i64 {
    let bytes = text.as_bytes();
    let end = end.max(0) as usize;
    if end >= bytes.len() {
        return end as i64;
    }
    if bytes[end..].starts_with(b"\r\n") {
        return end as i64 + 2;
    }
    decode(bytes, end).1 as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIXED: Span = Span::literal("na\u{ef}ve caf\u{e9}");

    #[test]
    fn by_byte_and_code_point() {
        assert_eq!(at_byte(MIXED, 2).as_str(), "\u{ef}");
        assert_eq!(byte_range(MIXED, 2, 4).as_str(), "\u{ef}");
        assert_eq!(codepoint_range(MIXED, 2, 3).as_str(), "\u{ef}");
        assert_eq!(codepoint_range(MIXED, 6, 10).as_str(), "caf\u{e9}");
        assert_eq!(codepoint_range(MIXED, 10, 10).as_str(), "");
        assert_eq!(count_codepoints(MIXED), 10);
        assert_eq!(codepoint_at(Span::literal("\u{1F600}"), 0), 0x1F600);
        assert_eq!(chr(0x4E16).as_str(), "\u{4E16}");
        for bad in
            [|| byte_range(MIXED, 0, 3), || at_byte(MIXED, 3), || codepoint_range(MIXED, 5, 11), || at_byte(MIXED, 12)]
        {
            assert!(std::panic::catch_unwind(bad).is_err());
        }
        assert!(std::panic::catch_unwind(|| chr(0xD800)).is_err());
    }

    #[test]
    fn lines_and_words() {
        let text = Span::literal("ab\r\nc\n\nd");
        let mut lines = Vec::new();
        let mut start = 0;
        while start < byte_length(text) {
            let end = line_end(text, start);
            lines.push(text.part(start as usize, end as usize).as_str());
            start = line_next(text, end);
        }
        assert_eq!(lines, ["ab", "c", "", "d"]);
        let text = Span::literal("  one two");
        assert_eq!((word_start(text, 0), word_end(text, 2)), (2, 5));
        let words =
            "The quick\tbrown\u{3000}f\u{f6}x, jumps\u{1}over~ the\u{a0}lazydog\u{1c}and further\u{2003} ".repeat(9);
        let text = Span::of(&words);
        let (mut found, mut start) = (Vec::new(), word_start(text, 0));
        while start < byte_length(text) {
            let end = word_end(text, start);
            found.push(text.part(start as usize, end as usize).as_str());
            start = word_start(text, end);
        }
        let space = |c: char| is_python_space(c as u32);
        assert_eq!(found, words.split(space).filter(|word| !word.is_empty()).collect::<Vec<_>>());
    }
}
