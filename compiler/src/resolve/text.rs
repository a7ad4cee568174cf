//! The bytes of a file as text.

use grammar::{Diagnostic, FileId, Span};

/// The text of a file, without a byte order mark.
///
/// # Errors
/// What of it can be shown, and the first byte that is no UTF-8.
pub fn decode(bytes: &[u8]) -> Result<String, (String, usize)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // The text up to the broken byte is what a message can show, and offsets in it are the file's.
    let lossy = |error: std::str::Utf8Error| (String::from_utf8_lossy(bytes).into_owned(), error.valid_up_to());
    std::str::from_utf8(bytes).map(str::to_string).map_err(lossy)
}

pub fn not_utf8(file: FileId, at: usize) -> Diagnostic {
    Diagnostic::error("E0809", Span::new(file, at, at), "this file is not valid UTF-8")
        .label("the first byte that is no text")
        .help("save the file in the encoding UTF-8")
}
