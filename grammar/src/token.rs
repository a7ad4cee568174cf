//! Tokens. How a token displays is how messages call it.

use std::fmt;

use logos::Logos;

use crate::symbol::Symbol;

macro_rules! tokens {
    ($($name:ident $text:literal),* $(,)?) => {
        /// What logos finds. Strings, t-strings and line structure are the lexer's and the layout's business.
        #[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
        #[logos(skip r"[ \t\x0c]+")]
        #[logos(skip(r"#[^\n]*", allow_greedy = true))]
        #[logos(skip r"\\\r?\n")]
        pub enum Raw {
            #[regex(r"\r?\n")]
            LineBreak,
            #[regex(r"[A-Za-z_][A-Za-z0-9_]*", priority = 3)]
            Word,
            #[regex(r"`[^`\n]+`")]
            Quoted,
            #[regex(r"[0-9][0-9_]*")]
            #[regex(r"0[xX][0-9a-fA-F_]*")]
            #[regex(r"0[oO][0-7_]*")]
            #[regex(r"0[bB][01_]*")]
            Integer,
            #[regex(r"[0-9][0-9_]*\.([0-9][0-9_]*)?([eE][+-]?[0-9][0-9_]*)?")]
            #[regex(r"\.[0-9][0-9_]*([eE][+-]?[0-9][0-9_]*)?")]
            #[regex(r"[0-9][0-9_]*[eE][+-]?[0-9][0-9_]*")]
            Fraction,
            /// An opening quote with a prefix that this language or Python has.
            #[regex(r#"([rRtTfFbBuU]|[rR][tTfFbB]|[tTfFbB][rR])?("|')"#, priority = 20)]
            StringStart,
            $(#[token($text, priority = 10)] $name,)*
        }

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

        impl Raw {
            /// The token that a fixed word or operator is.
            pub fn fixed(self) -> Option<Token> {
                match self {
                    $(Raw::$name => Some(Token::$name),)*
                    _ => None,
                }
            }
        }

        impl Token {
            /// The text of a fixed token.
            pub fn text(self) -> Option<&'static str> {
                match self {
                    $(Token::$name => Some($text),)*
                    Token::Transfer => Some("^"),
                    Token::TemplateOpen => Some("{"),
                    Token::TemplateClose => Some("}"),
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
        self.is_effect() || matches!(self, Imm | Mut | Out | Deinit | Read | Owned | Borrowed | Inout | Alias | Let)
    }

    /// Words that may follow the arguments of a function, and `where`.
    pub fn is_effect(self) -> bool {
        use Token::*;
        matches!(self, Raises | Where | Thin | Abi | Capturing | Escaping)
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
            Struct | Trait | Return | Raise | While | Import | Pass | Break | Continue | Try | Except | Finally
        ) || matches!(self, With | Match | Case | Elif | Assert | Fn | Class | Del | Global | Nonlocal | Yield)
    }

    /// Words that go on with a statement above at the same indentation.
    pub fn continues_block(self) -> bool {
        matches!(self, Token::Elif | Token::Else | Token::Except | Token::Finally | Token::Case)
    }

    /// Words whose statement owns a block.
    pub fn starts_header(self) -> bool {
        use Token::*;
        self.continues_block()
            || matches!(self, If | For | While | Def | Fn | Struct | Trait | Try | With | Match | Class)
    }

    /// Whether an operand may start with this token.
    pub fn starts_operand(self) -> bool {
        use Token::*;
        self.is_soft()
            || self.is_literal_word()
            || matches!(self, Name(_) | Int(_) | Float(_) | Str(_) | TemplateStart | LParen | LBracket | LBrace)
            || matches!(self, Minus | Plus | Tilde | Comptime | Lambda | Underscore | Ellipsis)
    }

    /// Whether an expression may end with this token.
    pub fn ends_operand(self) -> bool {
        use Token::*;
        self.is_soft()
            || self.is_literal_word()
            || matches!(self, Name(_) | Int(_) | Float(_) | Str(_) | TemplateEnd | RParen | RBracket | RBrace)
            || matches!(self, Underscore | Ellipsis | Transfer | Pass | Break | Continue | Bad)
    }

    fn is_literal_word(self) -> bool {
        matches!(self, Token::SelfType | Token::True | Token::False | Token::None)
    }

    /// Keywords, soft ones and the words of literals included: what may be a name after a dot.
    pub fn is_word(self) -> bool {
        self.text().is_some_and(|text| text.starts_with(|c: char| c.is_ascii_alphabetic()))
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Name(name) => write!(f, "`{name}`"),
            Token::Int(text) | Token::Float(text) => write!(f, "the number `{text}`"),
            Token::Str(_) => f.write_str("a string"),
            Token::TemplateStart | Token::TemplateText(_) | Token::TemplateEnd => f.write_str("a t-string"),
            Token::Newline => f.write_str("the end of the line"),
            Token::Indent => f.write_str("an indented block"),
            Token::Dedent => f.write_str("the end of the block"),
            Token::Bad => f.write_str("an invalid character"),
            other => write!(f, "`{}`", other.text().unwrap_or_default()),
        }
    }
}
