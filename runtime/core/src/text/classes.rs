//! Kinds of characters, as Python sees them, and what depends on them.

use super::Span;
use super::utf8::{decode, previous};

/// What Python takes for white space.
#[inline]
pub fn is_python_space(codepoint: u32) -> bool {
    /// The bits of the code points below 64 that are white space.
    const ASCII: u64 = 0x1F << 9 | 0x1F << 28;
    if codepoint < 128 {
        return codepoint < 64 && ASCII >> codepoint & 1 != 0;
    }
    matches!(codepoint, 0x85 | 0xA0 | 0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000)
}

/// What ends a line.
#[inline]
pub(super) fn line_break(codepoint: u32) -> bool {
    matches!(codepoint, 10..=13 | 28..=30 | 0x85 | 0x2028 | 0x2029)
}

/// The text without characters of a kind at its ends.
fn strip(text: Span, left: bool, right: bool, goes: impl Fn(u32) -> bool) -> Span {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (0, bytes.len());
    while left && start < end {
        let (c, next) = decode(bytes, start);
        if !goes(c) {
            break;
        }
        start = next;
    }
    while right && start < end {
        let last = previous(bytes, end);
        if !goes(decode(bytes, last).0) {
            break;
        }
        end = last;
    }
    text.part(start, end)
}

pub fn strip_space(text: Span, left: bool, right: bool) -> Span {
    strip(text, left, right, is_python_space)
}

pub fn strip_chars(text: Span, chars: Span, left: bool, right: bool) -> Span {
    let set = chars.as_bytes();
    strip(text, left, right, |c| {
        let mut at = 0;
        while at < set.len() {
            let (other, next) = decode(set, at);
            if other == c {
                return true;
            }
            at = next;
        }
        false
    })
}

/// Whether there is a letter with cases and none of the other case.
fn is_case(text: Span, wanted: impl Fn(char) -> bool, other: impl Fn(char) -> bool) -> bool {
    let text = text.as_str();
    text.chars().any(&wanted) && !text.chars().any(other)
}

pub fn is_upper(text: Span) -> bool {
    is_case(text, char::is_uppercase, char::is_lowercase)
}

pub fn is_lower(text: Span) -> bool {
    is_case(text, char::is_lowercase, char::is_uppercase)
}

pub fn is_space(text: Span) -> bool {
    text.length() > 0 && text.as_str().chars().all(|c| is_python_space(c as u32))
}

fn all_bytes(text: Span, kind: impl Fn(&u8) -> bool) -> bool {
    text.length() > 0 && text.as_bytes().iter().all(kind)
}

pub fn is_ascii_digit(text: Span) -> bool {
    all_bytes(text, u8::is_ascii_digit)
}

pub fn is_ascii_printable(text: Span) -> bool {
    text.as_bytes().iter().all(|byte| (32..127).contains(byte))
}

pub fn is_ascii_space(text: Span) -> bool {
    all_bytes(text, |byte| matches!(byte, 9..=13 | 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stripping() {
        let text = Span::literal("  \t padded text \n ");
        assert_eq!(strip_space(text, true, true).as_str(), "padded text");
        assert_eq!(strip_space(text, true, false).length(), 14);
        assert_eq!(strip_chars(Span::literal("xxabcxyx"), Span::literal("xy"), false, true).as_str(), "xxabc");
        assert_eq!(strip_space(Span::literal(" "), true, true).as_str(), "");
    }

    #[test]
    fn kinds() {
        assert!(is_upper(Span::literal("ABC")) && !is_upper(Span::literal("ABc")) && !is_upper(Span::literal("123")));
        assert!(is_space(Span::literal(" \t\n")) && !is_space(Span::literal("")));
        assert!(is_ascii_digit(Span::literal("123")) && !is_ascii_digit(Span::literal("")));
    }
}
