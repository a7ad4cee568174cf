//! Text in UTF-8: `String` owns its bytes, `Span` looks at them. Positions and lengths are in bytes.

mod base64;
mod build;
mod classes;
mod graphemes;
mod parse;
mod pieces;
mod quote;
mod scanner;
mod search;
mod span;
mod string;
mod utf8;

pub use base64::{b16decode, b16encode, b64decode, b64encode};
pub use build::{concatenate, lower, pad, repeated, replace, upper};
pub use classes::{
    is_ascii_digit, is_ascii_printable, is_ascii_space, is_lower, is_python_space, is_space, is_upper, strip_chars,
    strip_space,
};
pub use parse::{atof, atol};
pub use pieces::{
    at_byte, byte_length, byte_range, chr, codepoint_at, codepoint_range, count_codepoints, count_graphemes,
    grapheme_range, is_boundary, line_end, line_next, next_boundary, pointer, previous_boundary, word_end, word_start,
};
pub use quote::{ascii, quoted};
pub use scanner::FormatScanner;
pub use search::{count, ends_with, find, rfind, split_at, starts_with};
pub use span::{Span, eq, ge, gt, le, lt, ne};
pub use string::String;
pub(crate) use string::short_words;
pub use utf8::{check_utf8, checked_utf8, lossy_utf8};
