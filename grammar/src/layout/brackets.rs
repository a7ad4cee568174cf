//! Brackets that do not match: where they are proved open, and how they are closed.

use super::{Layout, depth};
use crate::errors;
use crate::token::Token;

/// A bracket that is open.
pub struct Open {
    token: Token,
    start: usize,
}

/// How many tokens are looked at to find out whether a bracket is closed later.
const LOOK_AHEAD: usize = 20_000;

impl Layout<'_> {
    pub fn open_bracket(&mut self, token: Token, start: usize, end: usize) {
        self.open.push(Open { token, start });
        if self.open.len() > depth::MAX_NESTING {
            self.refuse(start, end, "brackets are nested too deeply", depth::MAX_NESTING);
        }
    }

    pub fn close_bracket(&mut self, token: Token, start: usize, end: usize) {
        // Braces of a t-string are a wall: a bracket inside of them closes nothing outside.
        let wall = self.open.iter().rposition(|o| o.token == Token::TemplateOpen).unwrap_or(0);
        let inside = if token == Token::TemplateClose { &self.open[..] } else { &self.open[wall..] };
        let text = token.text().unwrap_or_default();
        match inside.last() {
            Some(open) if closer_of(open.token) == token => {
                self.open.pop();
                self.emit(token, start, end);
            }
            // `([)`: an outer bracket fits, so the inner ones were not closed.
            Some(_) if inside.iter().any(|o| closer_of(o.token) == token) => {
                while let Some(open) = self.open.pop() {
                    let closer = closer_of(open.token);
                    if closer == token {
                        break;
                    }
                    self.report_unclosed(&open, start);
                    self.emit(closer, start, start);
                }
                self.emit(token, start, end);
            }
            Some(open) if open.token != Token::TemplateOpen => {
                let (wanted, opener) = (closer_of(open.token), self.span(open.start, open.start + 1));
                let span = self.span(start, end);
                self.report(errors::wrong_closer(span, text, opener, wanted.text().unwrap_or_default()));
                self.open.pop();
                self.emit(wanted, start, end);
            }
            // Several in a row are one mistake.
            _ => {
                if self.stray_closer != start {
                    let span = self.span(start, end);
                    self.report(errors::stray_closer(span, text));
                }
                self.stray_closer = end;
            }
        }
    }

    fn emit(&mut self, closer: Token, start: usize, end: usize) {
        self.out.push((start, closer, end));
        if self.depth.count(closer, false) {
            self.refuse(start, end, "this expression is too long", depth::MAX_CHAIN);
        }
    }

    /// Closes the brackets that were opened at or behind `from`, at the end of what stands so far.
    pub fn close_brackets(&mut self, report: bool, from: usize) {
        if self.open.last().is_none_or(|open| open.start < from) {
            return;
        }
        // The colon at the end of a header stands outside of them.
        let header = self.statement.is_some_and(|s| self.is_header(s.first));
        let colon = self.out.pop_if(|t| header && t.1 == Token::Colon);
        let at = self.last_end();
        while let Some(open) = self.open.pop_if(|open| open.start >= from) {
            if report {
                self.report_unclosed(&open, at);
            }
            self.emit(closer_of(open.token), at, at);
        }
        self.out.extend(colon);
        if let Some(statement) = &mut self.statement {
            statement.colon |= colon.is_some();
        }
    }

    /// Closes what was opened on the line of a string that was never closed: it may have been closed behind it.
    pub fn close_broken(&mut self) {
        let line = self.out.last().map_or(0, |t| self.text[..t.0].rfind('\n').map_or(0, |i| i + 1));
        self.close_brackets(false, line);
    }

    fn report_unclosed(&mut self, open: &Open, at: usize) {
        let (span, missing) = (self.span(open.start, open.start + 1), self.span(at, at));
        let closer = closer_of(open.token).text().unwrap_or_default();
        self.report(errors::unclosed_bracket(span, open.token.text().unwrap_or_default(), missing, closer));
    }

    /// At the start of a line inside of brackets: whether they were meant to end before it. If so they are closed.
    pub fn leave_brackets(&mut self, index: usize, token: Token, column: usize) -> bool {
        let Some(statement) = self.statement else { return true };
        if self.open.iter().any(|open| open.token == Token::TemplateOpen) {
            return false;
        }
        let (last, at) = (self.last(), self.last_end());
        if self.is_broken(at) {
            // The rest of the line went into the string, with the brackets that it may have closed.
            if !self.closes_later(index, statement.column) {
                self.close_broken();
            }
            return self.open.is_empty();
        }
        let meant_to_end = if column <= statement.column {
            self.proves_statement(index, token)
                || (last.ends_operand()
                    && !self.continues(index, token, &statement)
                    && !self.closes_later(index, statement.column))
        } else {
            last == Token::Colon && self.is_header(statement.first) && !self.closes_later(index, statement.column)
        };
        if meant_to_end {
            self.close_brackets(true, 0);
        }
        meant_to_end
    }

    /// Whether a token at the start of a line can only be the start of a statement.
    pub fn proves_statement(&self, index: usize, token: Token) -> bool {
        let next = self.raw.get(index + 1).and_then(|t| t.0);
        match token {
            Token::Var => true,
            Token::Def | Token::Comptime => {
                matches!(next, Some(next) if next.is_soft() || next.starts_header() || matches!(next, Token::Name(_)))
            }
            Token::Import => !self.is_from_import(token),
            _ => token.starts_statement_only(),
        }
    }

    /// Whether the brackets that are open before a token are closed before the next line that proves a statement.
    fn closes_later(&mut self, index: usize, column: usize) -> bool {
        if index < self.balanced_until {
            return true;
        }
        let mut depth = self.open.len();
        let mut first_on_line = true;
        for (i, &(token, start, _)) in self.raw.iter().enumerate().skip(index).take(LOOK_AHEAD) {
            let Some(token) = token else {
                first_on_line = true;
                continue;
            };
            if std::mem::take(&mut first_on_line)
                && super::column(self.text, start) <= column
                && self.proves_statement(i, token)
            {
                return false;
            }
            if token.opens() {
                depth += 1;
            } else if token.closes() {
                depth -= 1;
                if depth == 0 {
                    self.balanced_until = i;
                    return true;
                }
            }
        }
        false
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
