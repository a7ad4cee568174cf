//! Bytes as texts in base 16 and 64.

use super::{Span, String};
use crate::error::Error;
use crate::mem::bytes_at;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub fn b64encode(data: *mut u8, length: i64) -> String {
    // SAFETY: the program promises so many bytes.
    let bytes = unsafe { bytes_at(data, length.max(0) as usize) };
    let mut text = String::with_capacity(bytes.len().div_ceil(3) as i64 * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | *byte as u32) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let digit = ALPHABET[(word >> (18 - 6 * i) & 63) as usize];
            text.push_byte(if i <= chunk.len() { digit } else { b'=' });
        }
    }
    text
}

pub fn b64decode(text: Span) -> Result<String, Error> {
    let bytes: Vec<u8> = text.as_bytes().iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    if !bytes.len().is_multiple_of(4) {
        return Err(error("the length of a text in base 64 is a multiple of 4"));
    }
    let mut result = Vec::with_capacity(bytes.len() / 4 * 3);
    for (i, chunk) in bytes.chunks(4).enumerate() {
        let last = (i + 1) * 4 == bytes.len();
        let padding = chunk.iter().rev().take_while(|byte| last && **byte == b'=').count().min(2);
        let mut word = 0;
        for byte in &chunk[..4 - padding] {
            let Some(digit) = ALPHABET.iter().position(|other| other == byte) else {
                return Err(error("a character that is not of base 64"));
            };
            word = word << 6 | digit as u32;
        }
        word <<= 6 * padding;
        result.extend_from_slice(&word.to_be_bytes()[1..4 - padding]);
    }
    Ok(String::from_bytes(&result))
}

pub fn b16encode(data: *mut u8, length: i64) -> String {
    // SAFETY: as above.
    let bytes = unsafe { bytes_at(data, length.max(0) as usize) };
    let mut text = String::with_capacity(bytes.len() as i64 * 2);
    for byte in bytes {
        text.push_bytes(&[b"0123456789ABCDEF"[(byte >> 4) as usize], b"0123456789ABCDEF"[(byte & 15) as usize]]);
    }
    text
}

pub fn b16decode(text: Span) -> Result<String, Error> {
    let bytes = text.as_bytes();
    if !bytes.len().is_multiple_of(2) {
        return Err(error("the length of a text in base 16 is even"));
    }
    let digit = |byte: u8| (byte as char).to_digit(16);
    let mut result = Vec::with_capacity(bytes.len() / 2);
    for pair in bytes.chunks(2) {
        match (digit(pair[0]), digit(pair[1])) {
            (Some(high), Some(low)) => result.push((high << 4 | low) as u8),
            _ => return Err(error("a character that is not of base 16")),
        }
    }
    Ok(String::from_bytes(&result))
}

fn error(text: &'static str) -> Error {
    Error::new(String::literal(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (plain, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(b64encode(plain.as_ptr().cast_mut(), plain.len() as i64).as_str(), encoded);
            assert_eq!(b64decode(Span::literal(encoded)).unwrap().as_str(), plain);
        }
        assert_eq!(b16encode("hi".as_ptr().cast_mut(), 2).as_str(), "6869");
        assert_eq!(b16decode(Span::literal("6869")).unwrap().as_str(), "hi");
        for bad in ["Zg=", "Z=g=", "====", "Zg=a", "Zm9*"] {
            assert!(b64decode(Span::literal(bad)).is_err(), "{bad}");
        }
        assert!(b16decode(Span::literal("6g")).is_err());
    }
}
