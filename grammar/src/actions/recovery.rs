//! What the parser could not read: the error in words, and the node that stands in its place.

use lalrpop_util::{ErrorRecovery, ParseError};

use super::Builder;
use crate::ast::*;
use crate::errors;
use crate::layout::MAX_MISTAKES;
use crate::token::Token;

type SyntaxError = ParseError<usize, Token, ()>;

/// What the parser would have accepted where it stopped.
struct Expected(Vec<String>);

impl Expected {
    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|e| e.trim_matches('"') == name)
    }

    fn expression(&self) -> bool {
        self.has("name") && self.has("Self") && self.has("int")
    }

    /// The words of a few fixed tokens: `` `,` or `)` ``.
    fn list(&self, names: &[&str]) -> String {
        let shown: Vec<String> = names.iter().filter(|n| self.has(n)).map(|n| format!("`{n}`")).collect();
        match shown.as_slice() {
            [] => String::new(),
            [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            [one, ..] => one.clone(),
        }
    }
}

impl Builder<'_> {
    /// Reports what the parser could not read of a line, and keeps the definitions of the block behind it. Fails if
    /// there have been too many mistakes.
    pub fn recover(
        &mut self,
        error: ErrorRecovery<usize, Token, ()>,
        l: usize,
        r: usize,
        body: Option<Vec<Stmt>>,
    ) -> Result<Vec<Stmt>, SyntaxError> {
        let l = error.dropped_tokens.first().map_or(l, |t| t.0.min(l));
        self.parse_error(error.error);
        if self.diagnostics.error_count() >= MAX_MISTAKES {
            return Err(ParseError::User { error: () });
        }
        let span = self.span(l, r);
        let mut out = vec![Stmt { kind: StmtKind::Error, span }];
        out.extend(body.into_iter().flatten().filter(|s| stands_alone(&s.kind)));
        Ok(out)
    }

    /// Reports what the parser could not read inside of a statement that stays.
    pub fn broken(&mut self, error: ErrorRecovery<usize, Token, ()>, l: usize, r: usize) -> Expr {
        let l = error.dropped_tokens.first().map_or(l, |t| t.0);
        let r = error.dropped_tokens.last().map_or(r, |t| t.2);
        self.parse_error(error.error);
        self.expr(ExprKind::Error, l, r)
    }

    pub fn parse_error(&mut self, error: SyntaxError) {
        let (start, found, end, expected) = match error {
            ParseError::UnrecognizedToken { token: (l, t, r), expected } => (l, t, r, expected),
            ParseError::UnrecognizedEof { location, expected } => (location, Token::Newline, location, expected),
            ParseError::ExtraToken { token: (l, t, r) } => (l, t, r, Vec::new()),
            ParseError::InvalidToken { location } => (location, Token::Bad, location, Vec::new()),
            ParseError::User { .. } => return,
        };
        let statement = self.statements.partition_point(|&s| s as usize <= start);
        // The lexer has reported a bad character.
        let failed = self.failed.replace(statement);
        if failed != Some(statement) && found != Token::Bad {
            self.syntax(start, found, end, &Expected(expected), failed);
        }
    }

    /// Whether the statement at `start`, an `else` or the like, could belong to the statement that failed before it.
    fn follows_failed(&self, failed: Option<usize>, start: usize) -> bool {
        let column = |at: u32| at as usize - self.text[..at as usize].rfind('\n').map_or(0, |i| i + 1);
        let (Some(failed), this) = (failed, column(start as u32)) else { return false };
        let current = self.statements.partition_point(|&s| (s as usize) < start);
        let Some(first) = failed.checked_sub(1) else { return false };
        let headed = |s: u32| !self.text[s as usize..].starts_with("case") || self.text[start..].starts_with("case");
        self.statements.get(first).is_some_and(|&s| column(s) == this && headed(s))
            && self.statements.get(first + 1..current).unwrap_or_default().iter().all(|&s| {
                let end = (s as usize + "finally".len()).min(self.text.len());
                let word = self.text.get(s as usize..end).unwrap_or_default();
                column(s) > this || ["el", "except", "finally", "case"].iter().any(|w| word.starts_with(w))
            })
    }

    /// The text of the word or the sign before a position.
    fn before(&self, at: usize) -> &str {
        let text = self.text[..at].trim_end();
        let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
        let length = text.bytes().rev().take_while(|b| word(*b)).count();
        let sign = if text.ends_with("->") { 2 } else { text.chars().next_back().map_or(0, char::len_utf8) };
        &text[text.len() - if length > 0 { length } else { sign }..]
    }

    fn syntax(&mut self, start: usize, found: Token, end: usize, expected: &Expected, failed: Option<usize>) {
        let span = self.span(start, end);
        let previous = self.text[..start].trim_end().len();
        let before = self.before(start);
        let at_start = self.statements.binary_search(&(start as u32)).is_ok();
        let gap = self.span(previous, previous);
        let diagnostic = match found {
            Token::If if before == "else" => {
                let whole = self.span(previous - before.len(), end);
                errors::else_if(whole)
            }
            Token::Assign if expected.has(":") && expected.has("==") => errors::comparison(span),
            _ if expected.has("case") && !expected.has("name") => errors::expected_case(span, &found.to_string()),
            _ if at_start && found.continues_block() => {
                if self.follows_failed(failed, start) {
                    return;
                }
                errors::orphan(span, &found.to_string())
            }
            _ if expected.has("@") && expected.has("trait") && !expected.has("pass") => {
                errors::syntax(span, &found.to_string(), Some("a function, a struct or a trait after the decorator"))
            }
            _ if expected.has(":") && (found == Token::Newline || found.starts_statement_only()) => {
                errors::missing_colon(gap)
            }
            Token::TemplateClose if before == "{" => errors::empty_braces(span),
            _ if expected.expression() && found.starts_header() && self.follows_on_line(start) => {
                errors::own_line(span, &found.to_string())
            }
            _ => {
                let wanted = self.wanted(found, expected, before);
                let wanted = (!wanted.is_empty()).then_some(wanted.as_str());
                let diagnostic = errors::syntax(span, &found.to_string(), wanted);
                match found {
                    Token::Str(_) | Token::TemplateStart if before == "print" => {
                        diagnostic.help("the arguments of a call stand in parentheses: `print(…)`")
                    }
                    Token::Star | Token::Pow if expected.expression() => {
                        diagnostic.help("only calls unpack with `*` and `**`")
                    }
                    _ if expected.has("newline") && expected.has(";") && found.starts_operand() => {
                        match self.failed_header(start) {
                            Some(word) => diagnostic.help(format!("no statement starts with `{word}`")),
                            None => diagnostic.help("a statement stands on a line of its own, or behind `;`"),
                        }
                    }
                    _ => diagnostic,
                }
            }
        };
        self.report(diagnostic);
    }

    /// The first word of a line that ends in a colon, if the text up to a position is nothing else.
    fn failed_header(&self, at: usize) -> Option<&str> {
        let start = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let word = self.text[start..at].trim();
        (line.trim_end().ends_with(':') && word.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(word)
    }

    /// Whether a position follows `:` or `;` on its line.
    fn follows_on_line(&self, at: usize) -> bool {
        let line = self.text[..at].rsplit('\n').next().unwrap_or_default().trim_end();
        line.ends_with([':', ';'])
    }

    /// What was expected, in words; empty if that cannot be said shortly.
    fn wanted(&self, found: Token, expected: &Expected, before: &str) -> String {
        if expected.expression() {
            return if before == "->" { "a type" } else { "an expression" }.to_string();
        }
        if expected.has("...") && expected.has("name") {
            return "the name of a module".to_string();
        }
        if expected.has("t-close") {
            return "`}`".to_string();
        }
        if expected.has("name") && expected.has("int") {
            return "a pattern".to_string();
        }
        if expected.has("int") && expected.has("float") && !expected.has("name") {
            return "a number".to_string();
        }
        if expected.has("name") && !expected.has(":") && !expected.has(".") {
            return "a name".to_string();
        }
        let closers = [")", "]", "}"];
        let inside = closers.iter().any(|c| expected.has(c));
        if inside && found == Token::For {
            // A comprehension where there can be none: naming the closing bracket says nothing.
            return String::new();
        }
        if inside && expected.has(",") {
            if expected.has(":") && expected.has("=") && found.starts_operand() {
                return "`:`".to_string();
            }
            return expected.list(if expected.has("+") {
                &[",", ")", "]", "}"]
            } else {
                &[":", ",", "=", ")", "]", "}"]
            });
        }
        if inside {
            return expected.list(&closers);
        }
        if expected.has("else") && !expected.has("newline") {
            return "`else`".to_string();
        }
        if expected.has("newline") {
            return if expected.has(";") { "the end of the statement" } else { "the end of the line" }.to_string();
        }
        if expected.has(":") {
            return "`:`".to_string();
        }
        match expected.0.as_slice() {
            [one] if one.trim_matches('"') == "newline" => "the end of the line".to_string(),
            [one] if one.trim_matches('"') == "indent" => "an indented block".to_string(),
            [one] => format!("`{}`", one.trim_matches('"')),
            [one, two] => expected.list(&[one.trim_matches('"'), two.trim_matches('"')]),
            _ if expected.has("in") && !expected.has("+") => "`in`".to_string(),
            _ => String::new(),
        }
    }
}

/// Whether a statement of a block means the same without the header before it.
fn stands_alone(kind: &StmtKind) -> bool {
    match kind {
        StmtKind::Struct(_) | StmtKind::Trait(_) | StmtKind::Comptime(_) => true,
        StmtKind::Function(f) => {
            !matches!(f.args.first(), Some(ArgDef { kind: ArgDefKind::Named { ty: None, .. }, .. }))
        }
        _ => false,
    }
}
