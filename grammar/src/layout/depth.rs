//! How deep the tree of a statement will be: an upper bound, kept while its tokens pass.
//!
//! Everything that walks, prints or drops a tree calls itself once a level, so depth is limited before there is a tree.

use crate::token::Token;

/// Brackets within brackets, blocks within blocks.
pub const MAX_NESTING: usize = 200;
/// Levels of one expression: operators, calls and attributes in a row; also `elif`s of one `if`.
pub const MAX_CHAIN: usize = 1000;

#[derive(Clone, Copy, Default)]
struct Level {
    /// Operators since the last separator.
    operators: usize,
    /// The depth of the deepest bracket that was closed since.
    inner: usize,
    /// The deepest part so far.
    deepest: usize,
}

impl Level {
    fn depth(self) -> usize {
        self.operators + self.inner
    }

    fn separate(&mut self) {
        *self = Level { deepest: self.deepest.max(self.depth()), ..Level::default() };
    }
}

/// The bound for the statement that is being read.
#[derive(Default)]
pub struct Depth {
    outside: Level,
    /// One for each open bracket.
    brackets: Vec<Level>,
}

impl Depth {
    fn level(&mut self) -> &mut Level {
        self.brackets.last_mut().unwrap_or(&mut self.outside)
    }

    /// Begins a statement.
    pub fn reset(&mut self) {
        self.outside = Level::default();
        self.brackets.clear();
    }

    /// Counts a token; `links` if it is a bracket that calls or subscripts what stands before it. True if the expression
    /// has become too deep.
    pub fn count(&mut self, token: Token, links: bool) -> bool {
        use Token::*;
        match token {
            LParen | LBracket | LBrace | TemplateOpen => {
                self.level().operators += usize::from(links);
                self.brackets.push(Level::default());
            }
            RParen | RBracket | RBrace | TemplateClose => {
                let mut closed = self.brackets.pop().unwrap_or_default();
                closed.separate();
                let level = self.level();
                level.inner = level.inner.max(closed.deepest + 1);
            }
            Comma | Semicolon => self.level().separate(),
            Plus | Minus | Star | Slash | FloorDiv | Percent | At | Pow | Amp | Bar | Caret | Tilde | Shl | Shr
            | Dot | And | Or | Not | Else | Walrus | Lambda | Def | Assign | Lt | Le | Gt | Ge | EqEq | NotEq | In
            | Is => {
                self.level().operators += 1;
            }
            _ => {}
        }
        self.level().depth() > MAX_CHAIN
    }
}
