//! New texts from old ones.

use super::utf8::decode;
use super::{Span, String};

#[track_caller]
pub fn concatenate(left: Span, right: Span) -> String {
    let mut text = String::with_capacity((left.length() + right.length()) as i64);
    text.push_bytes(left.as_bytes());
    text.push_bytes(right.as_bytes());
    text
}

#[track_caller]
pub fn repeated(text: Span, count: i64) -> String {
    let count = count.max(0);
    let mut result = String::with_capacity((text.length() as i64).saturating_mul(count));
    for _ in 0..count {
        result.push_bytes(text.as_bytes());
    }
    result
}

/// Every occurrence replaced. An empty `old` stands before every code point.
#[track_caller]
pub fn replace(text: Span, old: Span, new: Span) -> String {
    let bytes = text.as_bytes();
    let mut result = String::with_capacity(text.length() as i64);
    if old.length() == 0 {
        let mut at = 0;
        while at < bytes.len() {
            let (_, next) = decode(bytes, at);
            result.push_bytes(new.as_bytes());
            result.push_bytes(&bytes[at..next]);
            at = next;
        }
        return result;
    }
    let mut start = 0;
    loop {
        let at = super::find(text, old, start as i64);
        if at < 0 {
            break;
        }
        result.push_bytes(&bytes[start..at as usize]);
        result.push_bytes(new.as_bytes());
        start = at as usize + old.length();
    }
    result.push_bytes(&bytes[start..]);
    result
}

#[track_caller]
pub fn upper(text: Span) -> String {
    cased(text, u8::to_ascii_uppercase, |text| text.to_uppercase())
}

#[track_caller]
pub fn lower(text: Span) -> String {
    cased(text, u8::to_ascii_lowercase, |text| text.to_lowercase())
}

#[track_caller]
fn cased(text: Span, ascii: impl Fn(&u8) -> u8, unicode: impl Fn(&str) -> std::string::String) -> String {
    let bytes = text.as_bytes();
    if !bytes.is_ascii() {
        return String::from_std(&unicode(text.as_str()));
    }
    let mut result = String::with_capacity(bytes.len() as i64);
    for chunk in bytes.chunks(64) {
        let mut changed = [0; 64];
        for (to, from) in changed.iter_mut().zip(chunk) {
            *to = ascii(from);
        }
        result.push_bytes(&changed[..chunk.len()]);
    }
    result
}

/// Filled with `left` and `right` times `fill`; negative numbers count as zero.
#[track_caller]
pub fn pad(text: Span, left: i64, right: i64, fill: Span) -> String {
    let mut result = repeated(fill, left);
    result.push_bytes(text.as_bytes());
    for _ in 0..right.max(0) {
        result.push_bytes(fill.as_bytes());
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn building() {
        let literal = Span::literal;
        assert_eq!(replace(literal("the cat sat"), literal("at"), literal("og")).as_str(), "the cog sog");
        assert_eq!(replace(literal("abc"), literal(""), literal("-")).as_str(), "-a-b-c");
        assert_eq!(replace(literal("aaa"), literal("aa"), literal("b")).as_str(), "ba");
        assert_eq!(upper(literal("MiXed 123")).as_str(), "MIXED 123");
        assert_eq!(upper(literal("na\u{ef}ve")).as_str(), "NA\u{cf}VE");
        assert_eq!(lower(literal("STRASSE \u{c9}")).as_str(), "strasse \u{e9}");
        assert_eq!(pad(literal("ab"), 2, 2, literal("*")).as_str(), "**ab**");
        assert_eq!(repeated(literal("ab"), 3).as_str(), "ababab");
        assert_eq!(repeated(literal("ab"), -3).as_str(), "");
        assert_eq!(concatenate(literal("a"), literal("b")).as_str(), "ab");
    }
}
