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

#[cfg(test)]
mod tests {
    use super::*;

    fn depth_of(tokens: &[(Token, bool)]) -> usize {
        let mut depth = Depth::default();
        for &(token, links) in tokens {
            depth.count(token, links);
        }
        depth.level().separate();
        depth.outside.deepest
    }

    #[test]
    fn siblings_do_not_add_up() {
        let term = [(Token::LParen, false), (Token::Plus, false), (Token::Plus, false), (Token::RParen, false)];
        let once = depth_of(&term);
        let twice = depth_of(&[&term[..], &[(Token::Plus, false)], &term[..]].concat());
        assert_eq!(twice, once + 1);
    }

    #[test]
    fn brackets_add_to_what_is_around_them() {
        let open = [(Token::Plus, false), (Token::LParen, false)].repeat(10);
        let close = [(Token::RParen, false)].repeat(10);
        assert_eq!(depth_of(&[open, close].concat()), 20);
    }

    #[test]
    fn commas_begin_anew() {
        let item = [(Token::Plus, false), (Token::Comma, false)];
        assert_eq!(depth_of(&item.repeat(100)), 1);
    }

    #[test]
    fn calls_are_links_and_groups_are_none() {
        let calls = [(Token::LParen, true), (Token::RParen, false)].repeat(10);
        assert_eq!(depth_of(&calls), 11);
        let groups = [(Token::LParen, false), (Token::RParen, false), (Token::Comma, false)].repeat(10);
        assert_eq!(depth_of(&groups), 1);
    }
}
