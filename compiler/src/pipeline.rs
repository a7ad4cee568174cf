//! The way of a program through all phases, and the gates between them.
//!
//! In: the root file's text and access to the files that it imports. Out: what was asked for, if no gate closed, and all
//! diagnostics. Nothing here prints, exits or writes a file.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};

use crate::driver::Rejected;
use crate::render::Failure;
use grammar::{Diagnostic, Diagnostics, FileId, SourceFile, SourceMap, Span, ast};

/// All file access of the front end; the driver implements it.
pub trait Files {
    fn read(&self, path: &Path) -> std::io::Result<Vec<u8>>;
    fn is_file(&self, path: &Path) -> bool;
    fn is_dir(&self, path: &Path) -> bool;
}

/// The root file and where to look for what it imports.
pub struct Input<'a> {
    /// As the user wrote it; imports are searched beside it.
    pub path: &'a Path,
    /// The name that it is imported by.
    pub module: &'a str,
    pub bytes: &'a [u8],
    /// The `-I` folders.
    pub include: &'a [PathBuf],
    pub files: &'a dyn Files,
}

/// How far the program goes, and in which form it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    Tokens,
    Layout,
    Ast,
    /// Look for mistakes only.
    Check,
    /// The Rust of an extension module.
    Crate,
}

/// What a run of the compiler leaves behind.
#[derive(Default)]
pub struct Outcome {
    pub sources: SourceMap,
    pub diagnostics: Diagnostics,
    /// The form that was asked for, as text.
    pub text: String,
    /// The generated crate: paths below `src/` and texts.
    pub files: Vec<(String, String)>,
}

impl Outcome {
    /// The report that rustc does not accept the generated Rust: a mistake of ours, at the line it comes from.
    pub fn rejected(&self, rejected: &Rejected) -> Failure {
        Failure::new("E0999", "the compiler wrote Rust that rustc does not accept")
            .note(format!("rustc says: {}", rejected.message.lines().next().unwrap_or_default()))
            .note(format!("the generated crate is {}", rejected.folder.display()))
            .help("this is a mistake of the compiler: please report it, with the program that shows it")
    }
}

/// Runs the phases up to the goal, or up to the first gate that closes.
pub fn run(input: &Input, goal: Goal) -> Outcome {
    let mut outcome = Outcome::default();
    enter(Phase::Parse);
    let Some((file, module)) = parse(input, goal, &mut outcome) else {
        return outcome;
    };
    if goal == Goal::Ast {
        outcome.text = grammar::dump::ast(&module);
    }
    let _ = file;
    outcome
}

/// Text to AST. `None` when the bytes are no text, or the goal lies before the AST.
fn parse(input: &Input, goal: Goal, outcome: &mut Outcome) -> Option<(FileId, ast::Module)> {
    let (text, broken) = decode(input.bytes);
    let file = outcome.sources.add(SourceFile::new(input.path.display().to_string(), text));
    let text = &outcome.sources.file(file).text;
    if let Some(at) = broken {
        outcome.diagnostics.report(invalid_utf8(Span::new(file, at, at)));
        return None;
    }
    match goal {
        Goal::Tokens => outcome.text = grammar::dump_tokens(text),
        Goal::Layout => outcome.text = grammar::dump_layout(text),
        Goal::Ast | Goal::Check | Goal::Crate => {
            let module = grammar::parse(file, text, &mut outcome.diagnostics);
            return Some((file, module));
        }
    }
    None
}

/// The text of a file, without a byte order mark, and where the first byte stands that is no UTF-8.
fn decode(bytes: &[u8]) -> (String, Option<usize>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_string(), None),
        // The text up to the broken byte is what a message can show, and offsets in it are the file's.
        Err(error) => (String::from_utf8_lossy(bytes).into_owned(), Some(error.valid_up_to())),
    }
}

fn invalid_utf8(span: Span) -> Diagnostic {
    Diagnostic::error("E0809", span, "this file is not valid UTF-8")
        .label("the first byte that is no text")
        .help("save the file in the encoding UTF-8")
}

/// The phases, for the report of an internal error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Phase {
    Start,
    Parse,
    Check,
    Lower,
    Codegen,
    Build,
}

static PHASE: AtomicU8 = AtomicU8::new(Phase::Start as u8);

/// Notes which phase runs. Read only when the compiler has failed.
pub fn enter(phase: Phase) {
    PHASE.store(phase as u8, Ordering::Relaxed);
}

/// The phase that ran last, in words.
pub fn phase() -> &'static str {
    const NAMES: [&str; 6] = ["starting", "parsing", "checking", "lowering", "generating Rust", "building"];
    NAMES.get(usize::from(PHASE.load(Ordering::Relaxed))).copied().unwrap_or("running")
}
