//! Whether a deeper line goes on with the statement above it, begins its block, or is wrongly indented.

use super::{Layout, Statement};
use crate::token::Token;

/// How many tokens are looked at to find the `else` of a choice or the colon of a header.
const LOOK_AHEAD: usize = 2_000;

impl Layout<'_> {
    /// Whether the statement whose first token is at `first` may own a block.
    pub fn is_header(&self, first: usize) -> bool {
        let word = |i: usize| self.out.get(i).map(|t| t.1);
        match word(first) {
            Some(Token::Comptime | Token::Async) => word(first + 1).is_some_and(Token::starts_header),
            other => other.is_some_and(Token::starts_header),
        }
    }

    /// Whether a string that was never closed ends at a position.
    pub fn is_broken(&self, at: usize) -> bool {
        self.unterminated.binary_search(&at).is_ok()
    }

    /// Whether the colon at the end of a line that starts no block stands before a type or the body of a lambda.
    pub fn awaits_type(&self, statement: &Statement) -> bool {
        statement.function || matches!(self.out.get(statement.first), Some((_, Token::Var | Token::Ref, _)))
    }

    /// Whether a token at the start of a deeper line can go on with the operand before it.
    pub fn continues(&mut self, index: usize, token: Token, statement: &Statement) -> bool {
        use Token::*;
        let next = self.raw.get(index + 1).and_then(|t| t.0);
        let definition = statement.function
            || matches!(self.out.get(statement.first), Some((_, Struct | Trait | Comptime | Async, _)));
        match token {
            _ if token.is_effect() => definition,
            Str(_) => matches!(self.last(), Str(_)),
            TemplateStart => self.last() == TemplateEnd,
            Not => next == Some(In),
            If => self.finds(index, statement.column, |t| t == Else),
            Import => self.is_from_import(token),
            LBrace => statement.function,
            At => !definition,
            LParen | LBracket | Minus | Plus | Star | Pow if self.is_header(statement.first) && !statement.colon => {
                let known = statement.colon_follows;
                let follows = known || self.finds(index, statement.column, |t| t == Colon);
                if let Some(statement) = &mut self.statement {
                    statement.colon_follows = follows;
                }
                follows
            }
            LParen | LBracket | Minus | Plus => true,
            As | In | Is | And | Or | Else => true,
            _ => !token.is_word() && !token.starts_operand() && token != Bad,
        }
    }

    /// Whether the lines of a statement hold, from a token on and outside of brackets, a token that is asked for. A line
    /// that ends in a colon ends the search.
    fn finds(&self, index: usize, column: usize, wanted: impl Fn(Token) -> bool) -> bool {
        let mut depth = 0usize;
        let mut last = None;
        for (i, &(token, start, _)) in self.raw.iter().enumerate().skip(index + 1).take(LOOK_AHEAD) {
            let Some(token) = token else {
                if last == Some(Token::Colon) && depth == 0 {
                    return false;
                }
                continue;
            };
            let first_on_line = self.raw[i - 1].0.is_none();
            if first_on_line
                && (super::column(self.text, start) <= column || self.proves_statement(i, token))
                && depth == 0
            {
                return false;
            }
            if depth == 0 && wanted(token) {
                return true;
            }
            if token.opens() {
                depth += 1;
            } else if token.closes() {
                depth = depth.saturating_sub(1);
            }
            last = Some(token);
        }
        false
    }
}
