//! Writing: results to standard output, everything else to standard error, in colour where that can be seen.

use std::io::{self, IsTerminal as _, Write as _};

use grammar::{Diagnostics, SourceMap};

use super::{CLEAN, Color, MISTAKES, TROUBLE};
use crate::render::{self, Failure, Format};

/// Where diagnostics go: they are the result of `check`, and remarks beside the result of everything else.
#[derive(Clone, Copy)]
pub enum Stream {
    Out,
    Err,
}

impl Stream {
    /// Whether what is written there is coloured.
    pub fn color(self, color: Color) -> bool {
        let terminal = match self {
            Stream::Out => io::stdout().is_terminal(),
            Stream::Err => io::stderr().is_terminal(),
        };
        match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }

    /// A reader that has gone away is no mistake of ours.
    pub fn write(self, text: &str) {
        self.write_bytes(text.as_bytes());
    }

    pub fn write_bytes(self, bytes: &[u8]) {
        let _ = match self {
            Stream::Out => io::stdout().write_all(bytes),
            Stream::Err => io::stderr().write_all(bytes),
        };
    }
}

/// Writes diagnostics and gives the exit status that they mean.
pub fn report(diagnostics: Diagnostics, sources: &SourceMap, stream: Stream, format: Format, color: Color) -> u8 {
    let status = if diagnostics.has_errors() { MISTAKES } else { CLEAN };
    stream.write(&render::diagnostics(&diagnostics.into_sorted(), sources, format, stream.color(color)));
    status
}

/// Writes a failure and gives its exit status.
pub fn fail(failure: &Failure, stream: Stream, format: Format, color: Color) -> u8 {
    stream.write(&render::failure(failure, format, stream.color(color)));
    TROUBLE
}

/// Reports that the compiler itself has failed. `what` is the panic's own text, `place` its place in the compiler.
pub fn internal_error(phase: &str, what: &str, place: &str) -> u8 {
    let failure = Failure::new("E0999", format!("the compiler has failed while {phase}"))
        .note(format!("{what} ({place})"))
        .note(format!("mojoxide {}", env!("CARGO_PKG_VERSION")))
        .help("this is a mistake of the compiler: please report it, with the program that shows it");
    fail(&failure, Stream::Err, Format::Human, Color::Auto)
}
