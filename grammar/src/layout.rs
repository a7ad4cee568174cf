//! The layout pass: raw tokens to a balanced stream with `Newline`, `Indent` and `Dedent`, which the parser can rely on.
//!
//! A line that is deeper than the statement it follows continues that statement; brackets and backslashes join lines
//! too. What is unbalanced is repaired here, one diagnostic and one edit of the stream per mistake. The pass also tells
//! the transfer `x^` from the operator `^`, which needs to know what follows on the joined line, and makes words after
//! a dot names. It refuses what would make trees too deep (`depth.rs`).

mod brackets;
mod continuation;
mod depth;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::errors;
use crate::lexer::{Lexed, RawToken};
use crate::span::{FileId, Span};
use crate::symbol::Symbol;
use crate::token::Token;
use brackets::Open;
use depth::Depth;

/// A token with its byte range, as the parser reads it.
pub type Spanned = (usize, Token, usize);

/// More mistakes than this are not reported one by one: the file is something else.
pub const MAX_MISTAKES: usize = 500;

/// What the layout hands to the parser.
pub struct Laid {
    pub tokens: Vec<Spanned>,
    /// Where statements start, ascending.
    pub statements: Vec<u32>,
    /// False if a limit was exceeded: then the tokens are not to be parsed.
    pub within_limits: bool,
}

/// The statement that is being read.
#[derive(Clone, Copy)]
struct Statement {
    column: usize,
    /// Index of its first token in the output.
    first: usize,
    /// A colon stood outside of brackets.
    colon: bool,
    /// A `lambda` or `def` stood outside of brackets.
    function: bool,
    /// A deeper line was looked at, and a colon follows it.
    colon_follows: bool,
}

/// A block that is open.
struct Block {
    column: usize,
    /// The bytes of its first line's leading whitespace.
    lead: (usize, usize),
    /// The column of lines inside of it that are wrongly indented, which was reported.
    stray: Option<usize>,
    /// Branches of the `if` that was last seen in it.
    elifs: usize,
}

struct Layout<'a> {
    file: FileId,
    text: &'a str,
    raw: &'a [RawToken],
    unterminated: &'a [usize],
    swallowed: Option<usize>,
    diagnostics: &'a mut Diagnostics,
    out: Vec<Spanned>,
    statements: Vec<u32>,
    /// The open blocks; the first is the file itself.
    blocks: Vec<Block>,
    open: Vec<Open>,
    depth: Depth,
    statement: Option<Statement>,
    /// Up to this raw token the open brackets are known to be closed later.
    balanced_until: usize,
    /// The end of the last bracket that closed nothing.
    stray_closer: usize,
    overflow: bool,
    mixed: bool,
}

/// Lays out raw tokens of a file.
pub fn layout(file: FileId, text: &str, lexed: &Lexed, diagnostics: &mut Diagnostics) -> Laid {
    layout_at(0, file, text, lexed, diagnostics)
}

/// Lays out raw tokens of a suite whose statements start at a column.
pub fn layout_at(column: usize, file: FileId, text: &str, lexed: &Lexed, diagnostics: &mut Diagnostics) -> Laid {
    let mut layout = Layout {
        file,
        text,
        raw: &lexed.tokens,
        unterminated: &lexed.unterminated,
        swallowed: lexed.swallowed,
        diagnostics,
        out: Vec::with_capacity(lexed.tokens.len() + lexed.tokens.len() / 8),
        statements: Vec::new(),
        blocks: vec![Block { column, lead: (0, 0), stray: None, elifs: 0 }],
        open: Vec::new(),
        depth: Depth::default(),
        statement: None,
        balanced_until: 0,
        stray_closer: usize::MAX,
        overflow: lexed.too_deep,
        mixed: false,
    };
    layout.run();
    Laid { tokens: layout.out, statements: layout.statements, within_limits: !layout.overflow }
}

impl Layout<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    fn refuse(&mut self, start: usize, end: usize, what: &str, limit: usize) {
        if !self.overflow {
            self.overflow = true;
            let span = self.span(start, end);
            self.diagnostics.report(errors::too_deep(span, what, limit));
        }
    }

    fn run(&mut self) {
        if self.overflow {
            return;
        }
        let mut first_on_line = true;
        for index in 0..self.raw.len() {
            let (Some(token), start, end) = self.raw[index] else {
                first_on_line = true;
                continue;
            };
            if std::mem::take(&mut first_on_line) {
                self.line_start(index, token, start, end);
            }
            self.token(token, start, end);
            if self.diagnostics.error_count() >= MAX_MISTAKES {
                self.overflow = true;
                errors::report_too_many(self.diagnostics, MAX_MISTAKES);
            }
            if self.overflow {
                return;
            }
        }
        self.finish();
    }

    fn finish(&mut self) {
        if self.is_broken(self.last_end()) {
            self.close_broken();
        }
        self.close_brackets(self.swallowed.is_none(), 0);
        if let Some(statement) = self.statement.take() {
            let header = self.is_header(statement.first) && self.last() == Token::Colon;
            self.newline();
            if header {
                self.empty_block();
            }
        }
        let at = self.last_end();
        for _ in 1..self.blocks.len() {
            self.out.push((at, Token::Dedent, at));
        }
        self.mark_transfers();
    }

    /// The last token so far.
    fn last(&self) -> Token {
        self.out.last().map_or(Token::Newline, |t| t.1)
    }

    /// Where the last token ends.
    fn last_end(&self) -> usize {
        self.out.last().map_or(0, |t| t.2)
    }

    /// Reports tabs and spaces that are mixed so that two readers would see different blocks.
    fn check_lead(&mut self, start: usize, column: usize) {
        let lead = lead(self.text, start);
        let block = &self.blocks[self.blocks.len() - 1];
        let (line, outer) = (&self.text[lead.0..lead.1], &self.text[block.lead.0..block.lead.1]);
        let fits = if column >= block.column { line.starts_with(outer) } else { outer.starts_with(line) };
        if !fits && !self.mixed {
            self.mixed = true;
            let span = self.span(lead.0, lead.1);
            self.report(errors::mixed_tabs(span));
        }
    }

    fn line_start(&mut self, index: usize, token: Token, start: usize, end: usize) {
        let column = column(self.text, start);
        if !self.open.is_empty() && !self.leave_brackets(index, token, column) {
            return;
        }
        let Some(statement) = self.statement else { return self.new_line(token, column, start, end) };
        let header = self.is_header(statement.first);
        let last = self.last();
        if last == Token::Colon && (header || column > statement.column && !self.awaits_type(&statement)) {
            self.newline();
            if column > statement.column {
                self.open_block(token, column, start);
            } else {
                self.empty_block();
                self.new_line(token, column, start, end);
            }
            return;
        }
        if column > statement.column {
            if !last.ends_operand() || self.continues(index, token, &statement) {
                return;
            }
            let at = self.last_end();
            if header && !statement.colon {
                // Behind a string that was never closed the colon is missing for the same reason.
                if !self.is_broken(at) {
                    let span = self.span(at, at);
                    self.report(errors::missing_colon(span));
                }
                self.out.push((at, Token::Colon, at));
                self.newline();
                self.open_block(token, column, start);
            } else {
                let block = self.blocks.len() - 1;
                if self.blocks[block].stray != Some(column) {
                    self.blocks[block].stray = Some(column);
                    let span = self.span(start, end);
                    self.report(errors::unexpected_indent(span));
                }
                self.newline();
                self.begin(token, column, start);
            }
            return;
        }
        // A header that was ended without its colon, with nothing deeper behind it, is the parser's to report.
        self.newline();
        self.new_line(token, column, start, end);
    }

    fn open_block(&mut self, token: Token, column: usize, start: usize) {
        self.check_lead(start, column);
        self.out.push((start, Token::Indent, start));
        self.blocks.push(Block { column, lead: lead(self.text, start), stray: None, elifs: 0 });
        if self.blocks.len() > depth::MAX_NESTING {
            self.refuse(start, start, "blocks are nested too deeply", depth::MAX_NESTING);
        }
        self.begin(token, column, start);
    }

    /// A new statement at `column`: closes blocks that are deeper.
    fn new_line(&mut self, token: Token, column: usize, start: usize, end: usize) {
        let mut closed = false;
        while let [.., outer, inner] = self.blocks.as_mut_slice()
            && column < inner.column
        {
            // Between two blocks: taken as a line of the inner one, unless it goes on with a statement of the outer one.
            if column > outer.column && outer.stray != Some(column) && !token.continues_block() {
                if inner.stray != Some(column) {
                    inner.stray = Some(column);
                    let span = self.span(start, end);
                    self.report(errors::bad_dedent(span));
                }
                return self.begin(token, column, start);
            }
            closed = true;
            self.blocks.pop();
            // A block ends where its last statement does.
            let at = self.last_end();
            self.out.push((at, Token::Dedent, at));
        }
        self.check_lead(start, column);
        let block = self.blocks.len() - 1;
        if column != self.blocks[block].column && self.blocks[block].stray != Some(column) {
            self.blocks[block].stray = Some(column);
            let span = self.span(start, end);
            self.report(if closed { errors::bad_dedent(span) } else { errors::unexpected_indent(span) });
        }
        self.begin(token, column, start);
    }

    /// Begins a statement whose first token is `token`.
    fn begin(&mut self, token: Token, column: usize, start: usize) {
        let first = self.out.len();
        self.statement = Some(Statement { column, first, colon: false, function: false, colon_follows: false });
        self.statements.push(start as u32);
        self.depth.reset();
        let block = self.blocks.len() - 1;
        let elifs = &mut self.blocks[block].elifs;
        *elifs = if token == Token::Elif { *elifs + 1 } else { 0 };
        if *elifs > depth::MAX_CHAIN {
            self.refuse(start, start + "elif".len(), "this `if` has too many branches", depth::MAX_CHAIN);
        }
    }

    fn newline(&mut self) {
        let at = self.last_end();
        self.out.push((at, Token::Newline, at));
        self.statement = None;
    }

    /// Behind `: Newline` of a header that nothing deeper follows.
    fn empty_block(&mut self) {
        let at = self.last_end();
        let span = self.span(at.saturating_sub(1), at);
        self.report(errors::missing_block(span));
        for token in [Token::Indent, Token::Pass, Token::Newline, Token::Dedent] {
            self.out.push((at, token, at));
        }
    }

    fn token(&mut self, token: Token, start: usize, end: usize) {
        let token = if self.last() == Token::Dot && token.is_word() && !self.is_from_import(token) {
            // After a dot every word is a name.
            Token::Name(Symbol::new(&self.text[start..end]))
        } else {
            token
        };
        if token.opens() {
            self.open_bracket(token, start, end);
        } else if token.closes() {
            return self.close_bracket(token, start, end);
        } else if self.open.is_empty()
            && let Some(statement) = &mut self.statement
        {
            match token {
                Token::Colon => statement.colon = true,
                Token::Lambda | Token::Def | Token::Fn => statement.function = true,
                _ => {}
            }
        }
        let links = matches!(token, Token::LParen | Token::LBracket) && self.last().ends_operand();
        self.out.push((start, token, end));
        if self.depth.count(token, links) {
            self.refuse(start, end, "this expression is too long", depth::MAX_CHAIN);
        }
    }

    /// `from … import x`, where the word is no name even behind a dot.
    fn is_from_import(&self, token: Token) -> bool {
        token == Token::Import
            && self.statement.is_some_and(|s| self.out.get(s.first).is_some_and(|t| t.1 == Token::From))
    }

    /// `^` before something that cannot start an operand moves the value out of what stands before it.
    fn mark_transfers(&mut self) {
        for i in 0..self.out.len() {
            if self.out[i].1 == Token::Caret {
                let next = self.out.get(i + 1).map_or(Token::Newline, |t| t.1);
                if !next.starts_operand() {
                    self.out[i].1 = Token::Transfer;
                }
            }
        }
    }
}

/// The bytes of the whitespace before the first token of a line.
fn lead(text: &str, start: usize) -> (usize, usize) {
    let line = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let bom = if text[line..start].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    (line + bom, start)
}

/// The column of a line's first token; a tab goes to the next multiple of 8.
pub fn column(text: &str, start: usize) -> usize {
    let (line, start) = lead(text, start);
    text[line..start].bytes().fold(0, |column, b| if b == b'\t' { (column / 8 + 1) * 8 } else { column + 1 })
}
