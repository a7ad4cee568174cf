//! Hash values for dictionaries: fast, the same in every run, not meant to withstand an attacker.

use crate::mem::bytes_at;
use crate::num::Scalar;
use crate::simd::Vector;
use crate::text::{String, short_words};

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Takes in the parts of a value.
#[derive(Clone, Copy, Debug)]
pub struct Hasher {
    state: u64,
}

#[inline(always)]
fn mix(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    product as u64 ^ (product >> 64) as u64
}

impl Hasher {
    #[inline(always)]
    pub fn new() -> Hasher {
        Hasher { state: 0x243F_6A88_85A3_08D3 }
    }

    #[inline(always)]
    fn word(&mut self, word: u64) {
        self.state = mix(self.state ^ word, FACTOR);
    }

    #[inline]
    pub fn bytes(&mut self, data: *mut u8, length: i64) {
        // SAFETY: the program promises the bytes.
        let bytes = unsafe { bytes_at(data, length.max(0) as usize) };
        match short_words(bytes) {
            Some(words) => self.short(words),
            None => self.long(bytes),
        }
    }

    /// As its bytes. A short text is hashed from where it is, as whole words.
    #[inline]
    pub fn text(&mut self, text: &String) {
        match text.short_words() {
            Some(words) => self.short(words),
            None => self.bytes(text.as_ptr().cast_mut(), text.length() as i64),
        }
    }

    #[inline(always)]
    fn short(&mut self, [a, b, c]: [u64; 3]) {
        self.state = mix(self.state ^ a, FACTOR ^ b);
        self.word(c);
    }

    #[inline(never)]
    fn long(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.word(u64::from_le_bytes(chunk.try_into().unwrap_or_default()));
        }
        let rest = chunks.remainder();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        // The length tells texts that end in zeros apart.
        self.word(u64::from_le_bytes(last) ^ (bytes.len() as u64).rotate_left(56));
    }

    #[inline(always)]
    pub fn number<V: Vector>(&mut self, value: V) {
        for i in 0..V::LANES {
            self.word(value.lane(i).hash_bits());
        }
    }

    #[inline(always)]
    pub fn finish(self) -> u64 {
        mix(self.state ^ FACTOR, 0xA076_1D64_78BD_642F)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_number<V: Vector>(value: V) -> u64 {
        let mut hasher = Hasher::new();
        hasher.number(value);
        hasher.finish()
    }

    #[test]
    fn equal_values_agree_and_others_spread() {
        assert_eq!(of_number(0.0), of_number(-0.0));
        let mut low: Vec<u64> = (0..1024).map(|i: i64| of_number(i * 64) % 1024).collect();
        low.sort_unstable();
        low.dedup();
        assert!(low.len() > 580, "{}", low.len());
        let text = |t: &'static str| {
            let mut hasher = Hasher::new();
            hasher.bytes(t.as_ptr().cast_mut(), t.len() as i64);
            hasher.finish()
        };
        assert_ne!(text("a"), text("a\0"));
        for length in 0..60 {
            let long = &"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[..length];
            let mut hasher = Hasher::new();
            hasher.text(&String::from_std(long));
            assert_eq!(text(long), hasher.finish());
            assert_ne!(text(long), text("other"));
        }
        assert_eq!(text("same"), text("same"));
    }
}
