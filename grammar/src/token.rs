//! Tokens. How a token displays is how messages call it.

use std::fmt;

use logos::Logos;

use crate::symbol::Symbol;

/// What logos finds. Strings, t-strings and line structure are the lexer's and the layout's business.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
#[logos(skip r"[ \t\x0c]+")]
#[logos(skip(r"#[^\n]*", allow_greedy = true))]
#[logos(skip r"\\\r?\n")]
pub enum Raw {
    #[regex(r"\r?\n")]
    Newline,
    #[regex(r"[A-Za-z_][A-Za-z0-9_]*")]
    Word,
    #[regex(r"`[^`\n]+`")]
    Quoted,
    #[regex(r"[0-9][0-9_]*")]
    #[regex(r"0[xX][0-9a-fA-F_]*")]
    #[regex(r"0[oO][0-7_]*")]
    #[regex(r"0[bB][01_]*")]
    Int,
    #[regex(r"[0-9][0-9_]*\.([0-9][0-9_]*)?([eE][+-]?[0-9][0-9_]*)?")]
    #[regex(r"\.[0-9][0-9_]*([eE][+-]?[0-9][0-9_]*)?")]
    #[regex(r"[0-9][0-9_]*[eE][+-]?[0-9][0-9_]*")]
    Float,
    #[regex(r#"[a-zA-Z]{0,2}("|')"#, priority = 20)]
    StringStart,
    #[token("...")]
    #[token("->")]
    #[token(":=")]
    #[token("**=")]
    #[token("//=")]
    #[token("<<=")]
    #[token(">>=")]
    #[token("+=")]
    #[token("-=")]
    #[token("*=")]
    #[token("/=")]
    #[token("%=")]
    #[token("@=")]
    #[token("&=")]
    #[token("|=")]
    #[token("^=")]
    #[token("**")]
    #[token("//")]
    #[token("<<")]
    #[token(">>")]
    #[token("<=")]
    #[token(">=")]
    #[token("==")]
    #[token("!=")]
    #[regex(r"[-+*/%@&|^~<>=(){}\[\],:;.]")]
    Operator,
}

macro_rules! tokens {
    ($($name:ident $text:literal),* $(,)?) => {
        /// A token of the language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Token {
            Name(Symbol),
            /// The text of an integer literal.
            Int(Symbol),
            /// The text of a float literal.
            Float(Symbol),
            /// The value of a string literal.
            Str(Symbol),
            TemplateStart,
            /// Literal text inside a t-string.
            TemplateText(Symbol),
            TemplateOpen,
            TemplateClose,
            TemplateEnd,
            Newline,
            Indent,
            Dedent,
            /// `x^` as against the operator `^`.
            Transfer,
            /// Characters that are no token; already reported.
            Bad,
            $($name,)*
        }

        impl Token {
            /// The token that a word or operator is, if it is a fixed one.
            pub fn fixed(text: &str) -> Option<Token> {
                match text {
                    $($text => Some(Token::$name),)*
                    _ => None,
                }
            }

            /// The text of a fixed token.
            pub fn text(self) -> Option<&'static str> {
                match self {
                    $(Token::$name => Some($text),)*
                    Token::Transfer => Some("^"),
                    _ => None,
                }
            }
        }
    };
}

tokens! {
    And "and", As "as", Assert "assert", Async "async", Await "await", Break "break", Case "case", Class "class",
    Comptime "comptime", Continue "continue", Def "def", Del "del", Elif "elif", Else "else", Except "except",
    False "False", Finally "finally", Fn "fn", For "for", From "from", Global "global", If "if", Import "import",
    In "in", Is "is", Lambda "lambda", Match "match", None "None", Nonlocal "nonlocal", Not "not", Or "or",
    Pass "pass", Raise "raise", Ref "ref", Return "return", SelfType "Self", Struct "struct", Trait "trait",
    True "True", Try "try", Var "var", While "while", With "with", Yield "yield",
    Imm "imm", Mut "mut", Out "out", Deinit "deinit", Read "read", Owned "owned", Borrowed "borrowed", Inout "inout",
    Raises "raises", Where "where", Thin "thin", Abi "abi", Capturing "capturing", Escaping "escaping",
    Alias "alias", Let "let", Underscore "_",
    Ellipsis "...", Arrow "->", Walrus ":=", PowAssign "**=", FloorDivAssign "//=", ShlAssign "<<=", ShrAssign ">>=",
    AddAssign "+=", SubAssign "-=", MulAssign "*=", DivAssign "/=", ModAssign "%=", MatMulAssign "@=",
    AndAssign "&=", OrAssign "|=", XorAssign "^=", Pow "**", FloorDiv "//", Shl "<<", Shr ">>", Le "<=", Ge ">=",
    EqEq "==", NotEq "!=", Minus "-", Plus "+", Star "*", Slash "/", Percent "%", At "@", Amp "&", Bar "|",
    Caret "^", Tilde "~", Lt "<", Gt ">", Assign "=", LParen "(", RParen ")", LBrace "{", RBrace "}",
    LBracket "[", RBracket "]", Comma ",", Colon ":", Semicolon ";", Dot ".",
}

impl Token {
    /// Words that are keywords only in certain places and names elsewhere.
    pub fn is_soft(self) -> bool {
        use Token::*;
        matches!(
            self,
            Imm | Mut
                | Out
                | Deinit
                | Read
                | Owned
                | Borrowed
                | Inout
                | Raises
                | Where
                | Thin
                | Abi
                | Capturing
                | Escaping
                | Alias
                | Let
        )
    }

    pub fn opens(self) -> bool {
        matches!(self, Token::LParen | Token::LBracket | Token::LBrace | Token::TemplateOpen)
    }

    pub fn closes(self) -> bool {
        matches!(self, Token::RParen | Token::RBracket | Token::RBrace | Token::TemplateClose)
    }

    /// Words that can stand only at the start of a statement.
    pub fn starts_statement_only(self) -> bool {
        use Token::*;
        matches!(
            self,
            Struct
                | Trait
                | Return
                | Raise
                | While
                | Import
                | Pass
                | Break
                | Continue
                | Try
                | Except
                | Finally
                | With
                | Match
                | Case
                | Elif
                | Assert
                | Fn
                | Class
                | Del
                | Global
        )
    }

    /// Whether an operand may start with this token.
    pub fn starts_operand(self) -> bool {
        use Token::*;
        self.is_soft()
            || matches!(
                self,
                Name(_)
                    | Int(_)
                    | Float(_)
                    | Str(_)
                    | TemplateStart
                    | LParen
                    | LBracket
                    | LBrace
                    | Minus
                    | Plus
                    | Tilde
                    | SelfType
                    | True
                    | False
                    | None
                    | Comptime
                    | Lambda
                    | Underscore
                    | Ellipsis
            )
    }

    /// Whether an expression may end with this token.
    pub fn ends_operand(self) -> bool {
        use Token::*;
        self.is_soft()
            || matches!(
                self,
                Name(_)
                    | Int(_)
                    | Float(_)
                    | Str(_)
                    | TemplateEnd
                    | RParen
                    | RBracket
                    | RBrace
                    | SelfType
                    | True
                    | False
                    | None
                    | Underscore
                    | Ellipsis
                    | Transfer
                    | Pass
                    | Break
                    | Continue
                    | Return
            )
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Name(name) => write!(f, "`{name}`"),
            Token::Int(text) | Token::Float(text) => write!(f, "the number `{text}`"),
            Token::Str(_) => f.write_str("a string"),
            Token::TemplateStart | Token::TemplateText(_) | Token::TemplateEnd => f.write_str("a t-string"),
            Token::TemplateOpen => f.write_str("`{`"),
            Token::TemplateClose => f.write_str("`}`"),
            Token::Newline => f.write_str("the end of the line"),
            Token::Indent => f.write_str("an indented block"),
            Token::Dedent => f.write_str("the end of the block"),
            Token::Bad => f.write_str("an invalid character"),
            other => write!(f, "`{}`", other.text().unwrap_or_default()),
        }
    }
}
