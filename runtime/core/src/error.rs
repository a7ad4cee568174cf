//! The language's `Error`.

use crate::text;

/// An error value: a text.
#[derive(Clone, Debug)]
pub struct Error {
    text: text::String,
}

impl Error {
    pub fn empty() -> Error {
        Error { text: text::String::new() }
    }

    pub fn new(text: text::String) -> Error {
        Error { text }
    }

    /// An error that becomes the named exception at the border to Python.
    pub fn of_class(_class: text::Span, text: text::String) -> Error {
        Error { text }
    }

    pub fn text(&self) -> text::String {
        self.text.clone()
    }
}
