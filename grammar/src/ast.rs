//! The AST: exactly what was written, with spans, and nothing of the language's meaning.

mod expr;
mod item;
mod stmt;

pub use expr::*;
pub use item::*;
pub use stmt::*;

use crate::span::Span;
use crate::symbol::Symbol;

/// An identifier where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    pub symbol: Symbol,
    pub span: Span,
}

/// A parsed file.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// How many tokens the text had.
    pub tokens: usize,
    pub docstring: Option<String>,
    pub body: Vec<Stmt>,
    pub span: Span,
}
