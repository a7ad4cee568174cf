//! The front end of mojoxide: text to tokens, tokens to balanced lines and blocks, and those to the AST.
//!
//! No types, no names, no Rust output and no input or output happen here. Parsing never fails and never panics: broken
//! parts are `Error` nodes, and what is wrong is reported once.

use std::ops::Range;

use rustc_hash::FxHashSet;

mod actions;
pub mod ast;
pub mod diagnostic;
pub mod dump;
pub mod errors;
mod layout;
mod lexer;
mod outline;
pub mod source;
pub mod span;
pub mod symbol;
mod token;
mod validate;

lalrpop_util::lalrpop_mod!(
    #[allow(clippy::all, clippy::pedantic, unused, unreachable_pub)]
    mojo
);

pub use diagnostic::{Diagnostic, Diagnostics, Edit, Fix, Label, Severity};
pub use source::{SourceFile, SourceMap};
pub use span::{FileId, Span};
pub use symbol::Symbol;
pub use token::Token;

/// Parses a file.
pub fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> ast::Module {
    let mut own = Diagnostics::default();
    let lexed = lexer::lex(file, text, &mut own);
    let laid = layout::layout(file, text, &lexed, &mut own);
    drop(lexed);
    let tokens = laid.tokens.len();
    let mut body = if laid.within_limits { parse_tokens(file, text, laid, &mut own) } else { Vec::new() };
    let docstring = actions::take_docstring(&mut body);
    let module = ast::Module { tokens, docstring, body, span: Span::new(file, 0, text.len()) };
    validate::validate(&module, text, &mut own);
    diagnostics.extend(own);
    module
}

/// Parses a file whose definitions are kept for later: each is a `StmtKind::Deferred`, which `parse_definition` takes.
///
/// For sources that are known to be right: what only a whole tree shows is not looked for.
pub fn parse_outline(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> ast::Module {
    let (mut body, tokens) =
        parse_without(Span::new(file, 0, text.len()), &outline::definitions(text), text, diagnostics);
    let docstring = actions::take_docstring(&mut body);
    ast::Module { tokens, docstring, body, span: Span::new(file, 0, text.len()) }
}

/// Parses a definition that was deferred. The methods of a struct or trait are deferred again, and so is the body of a
/// function, which `parse_body` takes.
pub fn parse_definition(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Vec<ast::Stmt> {
    parse_without(span, &outline::inner(text, span.start as usize..span.end as usize), text, diagnostics).0
}

/// Parses the body of a function that was deferred.
pub fn parse_body(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Vec<ast::Stmt> {
    parse_without(span, &[], text, diagnostics).0
}

/// The name that a deferred definition defines.
pub fn deferred_name(text: &str, span: Span) -> &str {
    outline::name(&text[span.start as usize..span.end as usize])
}

/// The statements under a span but for some parts, and how many tokens they have.
fn parse_without(
    span: Span,
    left_out: &[Range<usize>],
    text: &str,
    diagnostics: &mut Diagnostics,
) -> (Vec<ast::Stmt>, usize) {
    let (mut start, end) = (span.start as usize, span.end as usize);
    let column = layout::column(text, start);
    let mut parts = Vec::with_capacity(left_out.len() + 1);
    for part in left_out {
        parts.push(start..part.start);
        start = part.end;
    }
    parts.push(start..end);
    let lexed = lexer::lex_parts(span.file, text, &parts, diagnostics);
    let laid = layout::layout_at(column, span.file, text, &lexed, diagnostics);
    let tokens = laid.tokens.len();
    let body = if laid.within_limits { parse_tokens(span.file, text, laid, diagnostics) } else { Vec::new() };
    (body, tokens)
}

fn parse_tokens(file: FileId, text: &str, laid: layout::Laid, diagnostics: &mut Diagnostics) -> Vec<ast::Stmt> {
    let mut syntax = Diagnostics::default();
    let mut builder = actions::Builder::new(file, text, &laid.statements, &mut syntax);
    let tokens = laid.tokens.into_iter().map(Ok::<_, ()>);
    let body = mojo::ModuleParser::new().parse(&mut builder, tokens).unwrap_or_else(|error| {
        builder.parse_error(error);
        Vec::new()
    });
    if syntax.error_count() >= layout::MAX_MISTAKES {
        errors::report_too_many(&mut syntax, layout::MAX_MISTAKES);
    }
    // What the lexer or the layout has complained about was repaired: what the parser says of it is an echo.
    let echo = Echo::new(text, &laid.statements, diagnostics);
    for diagnostic in syntax.iter() {
        if !matches!(diagnostic.code, "E0201" | "E0105") || !echo.covers(diagnostic.span.start) {
            diagnostics.report(diagnostic.clone());
        }
    }
    body
}

/// The lines and statements that the lexer or the layout has reported something of.
struct Echo<'a> {
    line_starts: Vec<u32>,
    statements: &'a [u32],
    lines: FxHashSet<usize>,
    broken: FxHashSet<usize>,
}

impl<'a> Echo<'a> {
    fn new(text: &str, statements: &'a [u32], reported: &Diagnostics) -> Echo<'a> {
        let mut echo =
            Echo { line_starts: Vec::new(), statements, lines: FxHashSet::default(), broken: FxHashSet::default() };
        if reported.has_errors() {
            echo.line_starts = source::line_starts(text);
        }
        for diagnostic in reported.iter().filter(|d| d.severity == Severity::Error) {
            echo.lines.insert(echo.line(diagnostic.span.start));
            // A bracket or a string spoils the lines behind it too.
            if matches!(diagnostic.code, "E0102" | "E0106" | "E0107") {
                echo.broken.insert(echo.statement(diagnostic.span.start));
            }
        }
        echo
    }

    fn line(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    fn statement(&self, offset: u32) -> usize {
        self.statements.partition_point(|&start| start <= offset)
    }

    fn covers(&self, offset: u32) -> bool {
        self.lines.contains(&self.line(offset)) || self.broken.contains(&self.statement(offset))
    }
}

/// The tokens of a text as a listing, one a line.
pub fn dump_tokens(text: &str) -> String {
    let lexed = lexer::lex(FileId(0), text, &mut Diagnostics::default());
    dump::tokens(lexed.tokens.into_iter().map(|(token, start, end)| (start, token, end)))
}

/// The tokens after the layout pass as a listing.
pub fn dump_layout(text: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    let lexed = lexer::lex(FileId(0), text, &mut diagnostics);
    let laid = layout::layout(FileId(0), text, &lexed, &mut diagnostics);
    dump::tokens(laid.tokens.into_iter().map(|(start, token, end)| (start, Some(token), end)))
}
