//! Texts as literals.

use super::utf8::decode;
use super::{Span, String};

/// In single quotes; other scripts stay as they are.
pub fn quoted(text: Span) -> String {
    literal(text, false)
}

/// In single quotes, in ASCII.
pub fn ascii(text: Span) -> String {
    literal(text, true)
}

fn literal(text: Span, ascii: bool) -> String {
    let bytes = text.as_bytes();
    let mut result = String::with_capacity(bytes.len() as i64 + 2);
    result.push_byte(b'\'');
    let mut at = 0;
    while at < bytes.len() {
        let (c, next) = decode(bytes, at);
        let escape = match c {
            0x27 => "\\'",
            0x5C => "\\\\",
            0x0A => "\\n",
            0x09 => "\\t",
            0x0D => "\\r",
            _ => "",
        };
        if !escape.is_empty() {
            result.push_bytes(escape.as_bytes());
        } else if c < 32 || c == 127 || (ascii && (128..256).contains(&c)) {
            hex(&mut result, "\\x", c, 2);
        } else if ascii && c >= 0x10000 {
            hex(&mut result, "\\U", c, 8);
        } else if ascii && c >= 256 {
            hex(&mut result, "\\u", c, 4);
        } else {
            result.push_bytes(&bytes[at..next]);
        }
        at = next;
    }
    result.push_byte(b'\'');
    result
}

fn hex(result: &mut String, prefix: &str, value: u32, digits: u32) {
    result.push_bytes(prefix.as_bytes());
    for digit in (0..digits).rev() {
        result.push_byte(b"0123456789abcdef"[(value >> (4 * digit) & 15) as usize]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting() {
        assert_eq!(quoted(Span::literal("a\n'b\"\u{1}")).as_str(), r#"'a\n\'b"\x01'"#);
        assert_eq!(quoted(Span::literal("caf\u{e9}")).as_str(), "'caf\u{e9}'");
        assert_eq!(ascii(Span::literal("\u{e9}\u{4E16}\u{1F600}")).as_str(), r"'\xe9\u4e16\U0001f600'");
    }
}
