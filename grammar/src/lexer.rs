//! The lexer: text to raw tokens with byte spans. It never fails: bad characters are reported and become `Token::Bad`.
//!
//! A t-string is lexed by modes: its text is scanned by hand, and between `{` and `}` ordinary tokens follow, which may
//! hold further t-strings. So the lexer keeps a stack of the t-strings that are open. Operators of other languages that
//! have one meaning here (`&&`, `||`, `!`, `<>`) are reported and read as what they mean.

mod strings;

use std::ops::Range;

use logos::Logos;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::errors;
use crate::layout::MAX_MISTAKES;
use crate::span::{FileId, Span};
use crate::symbol::Symbol;
use crate::token::{Raw, Token};
use strings::Template;

/// A token, or a line break (`None`), with its byte range.
pub type RawToken = (Option<Token>, usize, usize);

/// What the lexer hands to the layout.
pub struct Lexed {
    pub tokens: Vec<RawToken>,
    /// Where strings end that were never closed: what should have stood behind them is missing too. Ascending.
    pub unterminated: Vec<usize>,
    /// The start of a string that swallowed the rest of the file.
    pub swallowed: Option<usize>,
    /// A limit was exceeded: the rest was not read.
    pub too_deep: bool,
}

struct Lexer<'a> {
    file: FileId,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
    out: Vec<RawToken>,
    templates: Vec<Template>,
    too_deep: bool,
    unterminated: Vec<usize>,
    swallowed: Option<usize>,
}

pub fn lex(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Lexed {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    lex_parts(file, text, std::slice::from_ref(&(start..text.len())), diagnostics)
}

/// Reads some parts of a text, ascending. What is left out between them becomes one `pass` that is as wide.
pub fn lex_parts(file: FileId, text: &str, parts: &[Range<usize>], diagnostics: &mut Diagnostics) -> Lexed {
    let length: usize = parts.iter().map(Range::len).sum();
    let mut lexer = Lexer {
        file,
        text,
        diagnostics,
        out: Vec::with_capacity(length / 4),
        templates: Vec::new(),
        too_deep: false,
        unterminated: Vec::new(),
        swallowed: None,
    };
    for (index, part) in parts.iter().enumerate() {
        if let Some(before) = index.checked_sub(1) {
            lexer.push(Token::Pass, parts[before].end, part.start);
        }
        lexer.text = &text[..part.end];
        lexer.run(part.start);
    }
    Lexed { tokens: lexer.out, unterminated: lexer.unterminated, swallowed: lexer.swallowed, too_deep: lexer.too_deep }
}

impl Lexer<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        // The layout gives such a file up.
        if self.diagnostics.error_count() < MAX_MISTAKES {
            self.diagnostics.report(diagnostic);
        }
    }

    fn push(&mut self, token: Token, start: usize, end: usize) {
        self.out.push((Some(token), start, end));
    }

    fn run(&mut self, mut at: usize) {
        // Where a piece is scanned by hand, logos starts again behind it.
        while at < self.text.len() {
            at = self.tokens(at);
        }
        self.close_templates();
    }

    /// Reads tokens from `base` up to the end or to a piece that was scanned by hand. Returns where to go on.
    fn tokens(&mut self, base: usize) -> usize {
        let text = self.text;
        let mut raw = Raw::lexer(&text[base..]);
        while let Some(result) = raw.next() {
            let (start, end) = (base + raw.span().start, base + raw.span().end);
            match result {
                Ok(Raw::LineBreak) => {
                    if self.template_is_broken_off(end) {
                        return self.break_off_template(start);
                    }
                    self.out.push((None, start, end));
                }
                Ok(Raw::Word) => self.push(Token::Name(Symbol::new(&text[start..end])), start, end),
                Ok(Raw::Quoted) => self.push(Token::Name(Symbol::new(&text[start + 1..end - 1])), start, end),
                Ok(Raw::Integer | Raw::Fraction) => {
                    let stop = self.number(start, end);
                    if stop != end {
                        return stop;
                    }
                }
                Ok(Raw::StringStart) => return self.string(start, end),
                Ok(fixed) => {
                    let token = fixed.fixed().unwrap_or(Token::Bad);
                    if let Some(at) = self.template_token(token, start, end) {
                        return at;
                    }
                    if !self.foreign_operator(token, start, end) {
                        self.push(token, start, end);
                    }
                }
                Err(()) => return self.invalid(start),
            }
        }
        text.len()
    }

    /// A number, checked. Returns where it ends: letters and digits that run into it belong to it.
    fn number(&mut self, start: usize, end: usize) -> usize {
        let text = self.text;
        let slice = &text[start..end];
        let stop = self.number_end(end);
        let based = matches!(slice.as_bytes(), [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..]);
        let float = !based && slice.contains(['.', 'e', 'E']);
        let symbol = Symbol::new(slice);
        self.push(if float { Token::Float(symbol) } else { Token::Int(symbol) }, start, stop);
        let why = if stop != end {
            let (whole, tail) = (&text[start..stop], &text[end..stop]);
            match tail.as_bytes() {
                [b'e' | b'E', ..] if !based => format!("the exponent of `{whole}` has no digits"),
                [b'j' | b'J'] if !based => format!("`{whole}` is imaginary, and the language has no complex numbers"),
                _ if based => format!("`{whole}` has a digit that its base does not have"),
                _ => format!("`{tail}` runs into the number `{slice}`"),
            }
        } else if based && slice[2..].bytes().all(|b| b == b'_') {
            format!("`{slice}` has no digits")
        } else if !based && !float && slice.starts_with('0') && slice.bytes().any(|b| !matches!(b, b'0' | b'_')) {
            format!("`{slice}` may not start with 0")
        } else {
            return stop;
        };
        let diagnostic = errors::invalid_number(self.span(start, stop), &why);
        self.report(if stop == end && !based {
            diagnostic.help(format!("octal numbers are written `0o{}`", slice.trim_start_matches(['0', '_'])))
        } else {
            diagnostic
        });
        stop
    }

    /// Where the letters and digits behind a number end. A keyword may touch it: `1if x else y`.
    fn number_end(&self, end: usize) -> usize {
        let word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
        let length = self.text.as_bytes()[end..].iter().take_while(|b| word(b)).count();
        if length == 0 {
            return end;
        }
        match Raw::lexer(&self.text[end..end + length]).next() {
            Some(Ok(raw)) if raw.fixed().is_some_and(|token| token.is_word() && !token.is_soft()) => end,
            _ => end + length,
        }
    }

    /// Operators that other languages have: reported, and read as what they mean.
    fn foreign_operator(&mut self, token: Token, start: usize, end: usize) -> bool {
        let Some((Some(previous), from, to)) = self.out.last().copied() else { return false };
        if to != start {
            return false;
        }
        let (written, meant, read) = match (previous, token) {
            (Token::Amp, Token::Amp) => ("&&", "and", Token::And),
            (Token::Bar, Token::Bar) => ("||", "or", Token::Or),
            (Token::Lt, Token::Gt) => ("<>", "!=", Token::NotEq),
            (Token::Assign, Token::Gt) => ("=>", ">=", Token::Ge),
            (Token::Assign, Token::Lt) => ("=<", "<=", Token::Le),
            (Token::EqEq, Token::Assign) => ("===", "==", Token::EqEq),
            (Token::NotEq, Token::Assign) => ("!==", "!=", Token::NotEq),
            (Token::Plus, Token::Plus) | (Token::Minus, Token::Minus) if self.statement_ends(end) => {
                let (written, meant) = if token == Token::Plus { ("++", " += 1") } else { ("--", " -= 1") };
                let span = self.span(from, end);
                self.report(errors::foreign_operator(span, written, meant));
                self.out.pop();
                return true;
            }
            _ => return false,
        };
        let span = self.span(from, end);
        self.report(errors::foreign_operator(span, written, meant));
        self.out.pop();
        self.push(read, from, end);
        true
    }

    fn statement_ends(&self, from: usize) -> bool {
        let rest = self.text[from..].trim_start_matches([' ', '\t', '\r']);
        rest.is_empty() || rest.starts_with(['\n', ';', '#', ')'])
    }

    /// Characters that start no token. Returns where to go on.
    fn invalid(&mut self, start: usize) -> usize {
        let text = self.text;
        let c = text[start..].chars().next().unwrap_or('\u{fffd}');
        let end = start + c.len_utf8();
        if c == '!' {
            if let Some(at) = self.template_conversion(start) {
                return at;
            }
            let span = self.span(start, end);
            self.report(errors::foreign_operator(span, "!", "not "));
            self.push(Token::Not, start, end);
            return end;
        }
        if c.is_alphabetic() {
            // A name with letters beyond ASCII: all of it is one name, and one mistake.
            let word = |c: char| c.is_alphanumeric() || c == '_';
            let stop = text[start..].find(|c| !word(c)).map_or(text.len(), |i| start + i);
            let from = match self.out.last() {
                Some((Some(Token::Name(_)), from, to)) if *to == start && !text[*from..].starts_with('`') => *from,
                _ => start,
            };
            if from != start {
                self.out.pop();
            }
            let span = self.span(from, stop);
            self.report(errors::invalid_name(span, &text[from..stop], c));
            self.push(Token::Name(Symbol::new(&text[from..stop])), from, stop);
            return stop;
        }
        // A run of bad characters is one mistake.
        let bad = |c: char| {
            !c.is_ascii() || c.is_control() && !matches!(c, '\n' | '\t' | '\x0c' | '\r') || matches!(c, '$' | '?')
        };
        let stop = if bad(c) {
            text[start..].find(|c: char| !bad(c) || c.is_alphabetic()).map_or(text.len(), |i| start + i)
        } else {
            end
        };
        let span = self.span(start, end);
        self.report(errors::invalid_character(span, c));
        self.push(Token::Bad, start, stop);
        stop
    }
}
