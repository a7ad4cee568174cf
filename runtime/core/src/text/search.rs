//! Where texts stand in texts.

use super::{Span, byte_length};
use crate::check;
use crate::fault::Kind;

/// The first occurrence from a byte on; -1 if none. A negative `start` counts from the end.
#[inline]
pub fn find(text: Span, part: Span, start: i64) -> i64 {
    let start = from(text, start);
    match position(&text.as_bytes()[start..], part.as_bytes()) {
        Some(at) => (start + at) as i64,
        None => -1,
    }
}

fn from(text: Span, start: i64) -> usize {
    let length = byte_length(text);
    (if start < 0 { (start + length).max(0) } else { start.min(length) }) as usize
}

fn position(text: &[u8], part: &[u8]) -> Option<usize> {
    let Some((&first, rest)) = part.split_first() else { return Some(0) };
    let last = text.len().checked_sub(rest.len())?;
    let mut at = 0;
    while at < last {
        at += text[at..last].iter().position(|byte| *byte == first)?;
        if &text[at + 1..at + 1 + rest.len()] == rest {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The last occurrence from a byte on; -1 if none.
pub fn rfind(text: Span, part: Span, start: i64) -> i64 {
    let start = from(text, start);
    let (bytes, part) = (&text.as_bytes()[start..], part.as_bytes());
    if part.len() > bytes.len() {
        return -1;
    }
    match (0..=bytes.len() - part.len()).rev().find(|at| &bytes[*at..*at + part.len()] == part) {
        Some(at) => (start + at) as i64,
        None => -1,
    }
}

/// How often a text stands in another, without overlaps.
pub fn count(text: Span, part: Span) -> i64 {
    if part.length() == 0 {
        return super::count_codepoints(text) + 1;
    }
    let mut count = 0;
    let mut rest = text.as_bytes();
    while let Some(at) = position(rest, part.as_bytes()) {
        count += 1;
        rest = &rest[at + part.length()..];
    }
    count
}

/// The bytes from `start` to `end`; an `end` of -1 is the end of the text.
fn window<'a>(text: Span, start: i64, end: i64) -> &'a [u8] {
    let start = from(text, start);
    let end = if end == -1 { text.length() } else { from(text, end) };
    &text.as_bytes()[start..end.max(start)]
}

#[inline]
pub fn starts_with(text: Span, prefix: Span, start: i64, end: i64) -> bool {
    window(text, start, end).starts_with(prefix.as_bytes())
}

#[inline]
pub fn ends_with(text: Span, suffix: Span, start: i64, end: i64) -> bool {
    window(text, start, end).ends_with(suffix.as_bytes())
}

/// Like `find`; a fault if the separator is empty.
#[track_caller]
pub fn split_at(text: Span, separator: Span, start: i64) -> i64 {
    if separator.length() == 0 {
        check::raise(Kind::Value, "empty separator".into());
    }
    find(text, separator, start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finding() {
        let s = Span::literal("the cat sat on the mat");
        let at = |part, start| find(s, Span::literal(part), start);
        assert_eq!((at("at", 0), at("at", 6), at("dog", 0), at("", 0), at("mat", -3)), (5, 9, -1, 0, 19));
        assert_eq!(rfind(s, Span::literal("the"), 0), 15);
        assert_eq!(rfind(s, Span::literal(""), 0), 22);
        assert_eq!(count(Span::literal("aaaa"), Span::literal("aa")), 2);
        assert_eq!(count(s, Span::literal("")), 23);
        assert!(starts_with(s, Span::literal("cat"), 4, -1));
        assert!(ends_with(s, Span::literal("cat"), 0, 7));
        assert_eq!(find(Span::literal("ab"), Span::literal("abc"), 0), -1);
    }
}
