//! The front end of mojoxide: text to tokens, tokens to balanced lines and blocks, and those to the AST.
//!
//! No types, no names, no Rust output and no input or output happen here. Parsing never fails and never panics: broken
//! parts are `Error` nodes, and what is wrong is reported once.

mod actions;
pub mod ast;
pub mod diagnostic;
pub mod dump;
pub mod errors;
mod layout;
mod lexer;
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
    let raw = lexer::lex(file, text, &mut own);
    let (tokens, within_limits) = layout::layout(file, text, &raw, &mut own);
    drop(raw);
    let mut body = Vec::new();
    if within_limits {
        let mut syntax = Diagnostics::default();
        let mut builder = actions::Builder { file, diagnostics: &mut syntax };
        let parsed = mojo::ModuleParser::new().parse(&mut builder, tokens.into_iter().map(Ok::<_, ()>));
        match parsed {
            Ok(statements) => body = statements,
            Err(error) => builder.parse_error(error),
        }
        // A line that the lexer or the layout has complained about was repaired: what the parser says of it is an echo.
        let line =
            |offset: u32| text.as_bytes()[..(offset as usize).min(text.len())].iter().filter(|b| **b == b'\n').count();
        let broken: Vec<usize> =
            own.iter().filter(|d| d.severity == Severity::Error).map(|d| line(d.span.start)).collect();
        for diagnostic in syntax.iter() {
            if diagnostic.code != "E0201" || broken.is_empty() || !broken.contains(&line(diagnostic.span.start)) {
                own.report(diagnostic.clone());
            }
        }
    }
    let docstring = actions::take_docstring(&mut body);
    let module = ast::Module { docstring, body, span: Span::new(file, 0, text.len()) };
    validate::validate(&module, &mut own);
    diagnostics.extend(own);
    module
}

/// The tokens of a text as a listing, one a line.
pub fn dump_tokens(text: &str) -> String {
    let raw = lexer::lex(FileId(0), text, &mut Diagnostics::default());
    dump::tokens(raw.into_iter().map(|(token, start, end)| (start, token, end)))
}

/// The tokens after the layout pass as a listing.
pub fn dump_layout(text: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    let raw = lexer::lex(FileId(0), text, &mut diagnostics);
    let (tokens, _) = layout::layout(FileId(0), text, &raw, &mut diagnostics);
    dump::tokens(tokens.into_iter().map(|(start, token, end)| (start, Some(token), end)))
}
