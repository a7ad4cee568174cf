//! The layout pass: raw tokens to a balanced stream with `Newline`, `Indent` and `Dedent`, which the parser can rely on.
//!
//! A line that is deeper than the statement it follows continues that statement; brackets and backslashes join lines
//! too. What is unbalanced is repaired here, one diagnostic and one edit of the stream per mistake. The pass also tells
//! the transfer `x^` from the operator `^`, which needs to know what follows on the joined line.

use crate::diagnostic::Diagnostics;
use crate::errors;
use crate::lexer::RawToken;
use crate::span::{FileId, Span};
use crate::token::Token;

/// A token with its byte range, as the parser reads it.
pub type Spanned = (usize, Token, usize);

/// Brackets within brackets.
const MAX_BRACKETS: usize = 200;
/// Operators, calls and attributes in one expression, `elif`s of one `if`.
const MAX_CHAIN: usize = 1000;

struct Open {
    token: Token,
    start: usize,
    /// Column of the statement that the bracket stands in.
    column: usize,
    operators: usize,
}

struct Layout<'a> {
    file: FileId,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
    out: Vec<Spanned>,
    /// Columns of the open blocks; never empty.
    indents: Vec<usize>,
    open: Vec<Open>,
    /// Column of the current statement's first token, and the index of that token in `out`.
    statement: Option<(usize, usize)>,
    operators: usize,
    elifs: Vec<usize>,
    overflow: bool,
    tabs: Option<bool>,
    mixed: bool,
}

/// Lays out raw tokens. The second result is false if a limit was exceeded: then the tokens are not to be parsed.
pub fn layout(file: FileId, text: &str, raw: &[RawToken], diagnostics: &mut Diagnostics) -> (Vec<Spanned>, bool) {
    let mut layout = Layout {
        file,
        text,
        diagnostics,
        out: Vec::with_capacity(raw.len() + raw.len() / 8),
        indents: vec![0],
        open: Vec::new(),
        statement: None,
        operators: 0,
        elifs: Vec::new(),
        overflow: false,
        tabs: None,
        mixed: false,
    };
    layout.run(raw);
    (layout.out, !layout.overflow)
}

impl Layout<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn run(&mut self, raw: &[RawToken]) {
        let mut first_on_line = true;
        for &(token, start, end) in raw {
            let Some(token) = token else {
                first_on_line = true;
                continue;
            };
            if std::mem::take(&mut first_on_line) {
                self.line_start(token, start, end);
            }
            self.token(token, start, end);
            if self.overflow {
                return;
            }
        }
        let end = self.text.len();
        while let Some(open) = self.open.pop() {
            self.report_unclosed(&open);
            self.out.push((end, closer_of(open.token), end));
        }
        if self.statement.is_some() {
            self.end_statement(end);
            if self.expects_block() {
                self.empty_block(end);
            }
        }
        for _ in 1..self.indents.len() {
            self.out.push((end, Token::Dedent, end));
        }
        self.mark_transfers();
    }

    /// The column of a line's first token; a tab goes to the next multiple of 8.
    fn column(&mut self, start: usize) -> usize {
        let line = self.text[..start].rfind('\n').map_or(0, |i| i + 1);
        let lead = self.text[line..start].trim_start_matches('\u{feff}');
        let mut column = 0;
        for c in lead.bytes() {
            column = if c == b'\t' { (column / 8 + 1) * 8 } else { column + 1 };
        }
        if let Some(first) = lead.bytes().next() {
            let tab = first == b'\t';
            if *self.tabs.get_or_insert(tab) != tab && !self.mixed && self.open.is_empty() {
                self.mixed = true;
                self.diagnostics.report(errors::mixed_tabs(self.span(line, start)));
            }
        }
        column
    }

    fn line_start(&mut self, token: Token, start: usize, end: usize) {
        let column = self.column(start);
        if let Some(open) = self.open.last() {
            let proven = token.starts_statement_only()
                || (token == Token::Def && self.is_definition(start))
                || token == Token::Var;
            if !proven || column > open.column || self.open.iter().any(|o| o.token == Token::TemplateOpen) {
                return;
            }
            // A statement begins while a bracket is open: the bracket was meant to end before.
            let at = self.out.last().map_or(start, |t| t.2);
            while let Some(open) = self.open.pop() {
                self.report_unclosed(&open);
                self.out.push((at, closer_of(open.token), at));
            }
        }
        let Some((statement, index)) = self.statement else {
            self.new_line(column, start, end);
            return;
        };
        let last = self.out.last().map_or(Token::Newline, |t| t.1);
        if last == Token::Colon && self.statement_has_block(index) {
            self.end_statement(start);
            if column > statement {
                self.indents.push(column);
                self.out.push((start, Token::Indent, start));
                self.statement = Some((column, self.out.len()));
                self.operators = 0;
            } else {
                self.empty_block(self.out.last().map_or(start, |t| t.0));
                self.new_line(column, start, end);
            }
            return;
        }
        if column > statement {
            if !last.ends_operand() || self.continues(token, index) {
                return;
            }
            let at = self.out.last().map_or(start, |t| t.2);
            if self.is_header(index) {
                self.diagnostics.report(errors::missing_colon(self.span(at, at)));
                self.out.push((at, Token::Colon, at));
                self.end_statement(start);
                self.indents.push(column);
                self.out.push((start, Token::Indent, start));
                self.statement = Some((column, self.out.len()));
            } else {
                self.diagnostics.report(errors::unexpected_indent(self.span(start, end)));
                self.end_statement(start);
                self.statement = Some((statement, self.out.len()));
            }
            self.operators = 0;
            return;
        }
        // A header that was ended without its colon, with nothing deeper behind it, is the parser's to report.
        self.end_statement(start);
        self.new_line(column, start, end);
    }

    /// A new statement at `column`: closes blocks that are deeper.
    fn new_line(&mut self, column: usize, start: usize, end: usize) {
        while self.indents.len() > 1 && column < self.indents[self.indents.len() - 1] {
            self.indents.pop();
            self.elifs.truncate(self.indents.len());
            self.out.push((start, Token::Dedent, start));
        }
        if column != self.indents[self.indents.len() - 1] {
            if column > self.indents[self.indents.len() - 1] {
                let fresh = self.out.is_empty() || !matches!(self.out.last(), Some((_, Token::Dedent, _)));
                let diagnostic = if fresh {
                    errors::unexpected_indent(self.span(start, end))
                } else {
                    errors::bad_dedent(self.span(start, end))
                };
                self.diagnostics.report(diagnostic);
            }
        }
        self.statement = Some((self.indents[self.indents.len() - 1].max(column.min(column)), self.out.len()));
        self.operators = 0;
    }

    fn end_statement(&mut self, at: usize) {
        let at = self.out.last().map_or(at, |t| t.2);
        self.out.push((at, Token::Newline, at));
        self.statement = None;
    }

    /// Whether the stream ends in `: Newline` of a header.
    fn expects_block(&self) -> bool {
        matches!(self.out.as_slice(), [.., (_, Token::Colon, _), (_, Token::Newline, _)])
    }

    fn empty_block(&mut self, at: usize) {
        self.diagnostics.report(errors::missing_block(self.span(at.saturating_sub(1), at)));
        self.out.push((at, Token::Indent, at));
        self.out.push((at, Token::Pass, at));
        self.out.push((at, Token::Newline, at));
        self.out.push((at, Token::Dedent, at));
    }

    /// `def name` as against a function type `def (…)`.
    fn is_definition(&self, start: usize) -> bool {
        self.text[start + 3..].trim_start().starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '`')
    }

    /// Whether the statement whose first token is at `index` may own a block.
    fn is_header(&self, index: usize) -> bool {
        use Token::*;
        let word = match self.out.get(index).map(|t| t.1) {
            Some(Comptime | Async) => self.out.get(index + 1).map(|t| t.1),
            other => other,
        };
        matches!(
            word,
            Some(
                If | Elif
                    | Else
                    | For
                    | While
                    | Def
                    | Fn
                    | Struct
                    | Trait
                    | Try
                    | Except
                    | Finally
                    | With
                    | Match
                    | Case
                    | Class
            )
        )
    }

    fn statement_has_block(&self, index: usize) -> bool {
        self.is_header(index) || !matches!(self.out.get(index).map(|t| t.1), Some(Token::Var | Token::Ref))
    }

    /// Whether a token at the start of a deeper line can go on with the expression before it.
    fn continues(&self, token: Token, index: usize) -> bool {
        use Token::*;
        let header = matches!(self.out.get(index).map(|t| t.1), Some(Def | Fn | Struct | Trait | Comptime | Async));
        if token.is_soft() {
            return header;
        }
        if let Str(_) = token {
            return matches!(self.out.last().map(|t| t.1), Some(Str(_)));
        }
        if token == TemplateStart {
            return matches!(self.out.last().map(|t| t.1), Some(TemplateEnd));
        }
        if token == Not {
            return true;
        }
        !token.starts_statement_only()
            && !matches!(
                token,
                Name(_)
                    | Int(_)
                    | Float(_)
                    | SelfType
                    | True
                    | False
                    | None
                    | Lambda
                    | Var
                    | Def
                    | Comptime
                    | Tilde
                    | Underscore
                    | Ellipsis
                    | Ref
                    | Bad
            )
    }

    fn token(&mut self, token: Token, start: usize, end: usize) {
        if token.opens() {
            let column = self.statement.map_or(0, |s| s.0);
            self.open.push(Open { token, start, column, operators: 0 });
            if self.open.len() > MAX_BRACKETS {
                let span = self.span(start, end);
                self.diagnostics.report(errors::too_deep(span, "brackets are nested too deeply", MAX_BRACKETS));
                self.overflow = true;
            }
        } else if token.closes() {
            match self.open.last() {
                None => {
                    let text = token.text().unwrap_or("}");
                    self.diagnostics.report(errors::stray_closer(self.span(start, end), text));
                    return;
                }
                Some(open) if closer_of(open.token) != token => {
                    let wanted = closer_of(open.token);
                    let (opener, found) = (self.span(open.start, open.start + 1), token.text().unwrap_or("}"));
                    let span = self.span(start, end);
                    // `(a]`: if an outer bracket fits, the inner one was not closed.
                    if self.open.iter().any(|o| closer_of(o.token) == token) {
                        while let Some(open) = self.open.pop() {
                            if closer_of(open.token) == token {
                                break;
                            }
                            self.report_unclosed(&open);
                            self.out.push((start, closer_of(open.token), start));
                        }
                    } else {
                        let text = wanted.text().unwrap_or("}");
                        self.diagnostics.report(errors::wrong_closer(span, found, opener, text));
                        self.open.pop();
                        self.out.push((start, wanted, end));
                        return;
                    }
                }
                Some(_) => {
                    self.open.pop();
                }
            }
        }
        self.count(token, start, end);
        self.out.push((start, token, end));
    }

    /// Counts what makes trees deep.
    fn count(&mut self, token: Token, start: usize, end: usize) {
        use Token::*;
        let counter = match self.open.last_mut() {
            Some(open) => &mut open.operators,
            Option::None => &mut self.operators,
        };
        match token {
            Comma | Semicolon | Assign | Colon => *counter = 0,
            Plus | Minus | Star | Slash | FloorDiv | Percent | At | Pow | Amp | Bar | Caret | Tilde | Shl | Shr
            | Dot | And | Or | Not | Else | LParen | LBracket | Walrus | Lambda => {
                *counter += 1;
                if *counter > MAX_CHAIN {
                    let span = self.span(start, end);
                    self.diagnostics.report(errors::too_deep(span, "this expression is too long", MAX_CHAIN));
                    self.overflow = true;
                }
            }
            Elif => {
                let depth = self.indents.len();
                self.elifs.resize(depth, 0);
                self.elifs[depth - 1] += 1;
                if self.elifs[depth - 1] > MAX_CHAIN {
                    let span = self.span(start, end);
                    self.diagnostics.report(errors::too_deep(span, "this `if` has too many branches", MAX_CHAIN));
                    self.overflow = true;
                }
            }
            If if self.open.is_empty() && self.statement.is_some_and(|(_, index)| index == self.out.len()) => {
                let depth = self.indents.len();
                self.elifs.resize(depth, 0);
                self.elifs[depth - 1] = 0;
            }
            _ => {}
        }
        if self.indents.len() > MAX_BRACKETS && !self.overflow {
            let span = self.span(start, end);
            self.diagnostics.report(errors::too_deep(span, "blocks are nested too deeply", MAX_BRACKETS));
            self.overflow = true;
        }
    }

    fn report_unclosed(&mut self, open: &Open) {
        let span = self.span(open.start, open.start + 1);
        let text = &self.text[open.start..open.start + 1];
        self.diagnostics.report(errors::unclosed_bracket(span, text));
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

fn closer_of(open: Token) -> Token {
    match open {
        Token::LParen => Token::RParen,
        Token::LBracket => Token::RBracket,
        Token::TemplateOpen => Token::TemplateClose,
        _ => Token::RBrace,
    }
}
