//! What the grammar's actions call: constructors that need spans or diagnostics, and what a production cannot say.

mod definitions;
mod expressions;
mod recovery;
mod statements;

use crate::ast::*;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::errors;
use crate::span::{FileId, Span};
pub use definitions::*;
pub use expressions::*;
pub use statements::*;

/// Makes nodes with spans and collects what the parser reports.
pub struct Builder<'d> {
    pub file: FileId,
    pub text: &'d str,
    /// Where statements start, ascending.
    pub statements: &'d [u32],
    pub diagnostics: &'d mut Diagnostics,
    /// The number of the statement whose syntax error was reported last: one of each statement is enough.
    failed: Option<usize>,
    /// Conditions that stand inside of a parameter list, as they once did, with what to remove there.
    pending_where: Vec<(Expr, Span)>,
}

impl<'d> Builder<'d> {
    pub fn new(file: FileId, text: &'d str, statements: &'d [u32], diagnostics: &'d mut Diagnostics) -> Builder<'d> {
        Builder { file, text, statements, diagnostics, failed: None, pending_where: Vec::new() }
    }

    pub fn span(&self, start: usize, end: usize) -> Span {
        // An empty production between two tokens begins at the next token and ends at the last one.
        Span::new(self.file, start.min(end), end)
    }

    /// The first character behind a place that is no blank and in no comment; the place itself at the end of the text.
    fn after_blanks(&self, place: usize) -> Span {
        let mut at = place.min(self.text.len());
        loop {
            let rest = &self.text[at..];
            at += rest.len() - rest.trim_start().len();
            match self.text[at..].chars().next() {
                Some('#') => at += self.text[at..].find('\n').unwrap_or(self.text.len() - at),
                Some(found) => return self.span(at, at + found.len_utf8()),
                None => return self.span(place, place),
            }
        }
    }

    pub fn expr(&self, kind: ExprKind, l: usize, r: usize) -> Expr {
        Expr { kind, span: self.span(l, r) }
    }

    pub fn case(&self, kind: CasePatternKind, l: usize, r: usize) -> CasePattern {
        CasePattern { kind, span: self.span(l, r) }
    }

    pub fn block(&self, body: Vec<Stmt>, l: usize, r: usize) -> Block {
        Block { body, span: self.span(l, r) }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// Reports an older spelling. With nothing to write instead, the space behind it goes too.
    pub fn old(&mut self, l: usize, r: usize, old: &str, new: &str) {
        let gap = self.text[r..].len() - self.text[r..].trim_start_matches([' ', '\t']).len();
        let edit = self.span(l, if new.is_empty() { r + gap } else { r });
        let span = self.span(l, r);
        self.report(errors::old_spelling(span, old, edit, new));
    }

    pub fn python(&mut self, l: usize, r: usize, word: &str) {
        let span = self.span(l, r);
        self.report(errors::python_statement(span, word));
    }
}
