//! The lexer: text to raw tokens with byte spans. It never fails: bad characters are reported and become `Token::Bad`.
//!
//! A t-string is lexed by modes: its text is scanned by hand, and between `{` and `}` ordinary tokens follow, which may
//! hold further t-strings. So the lexer keeps a stack of the t-strings that are open.

use logos::Logos;

use crate::diagnostic::Diagnostics;
use crate::errors;
use crate::span::{FileId, Span};
use crate::symbol::Symbol;
use crate::token::{Raw, Token};

/// A token, or a line break (`None`), with its byte range.
pub type RawToken = (Option<Token>, usize, usize);

struct Template {
    quote: &'static str,
    raw: bool,
    /// Open braces inside the current `{…}`.
    braces: usize,
    start: usize,
}

struct Lexer<'a> {
    file: FileId,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
    out: Vec<RawToken>,
    templates: Vec<Template>,
}

/// The deepest nesting of t-strings.
const MAX_TEMPLATES: usize = 20;

pub fn lex(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Vec<RawToken> {
    let capacity = text.len() / 4;
    let mut lexer = Lexer { file, text, diagnostics, out: Vec::with_capacity(capacity), templates: Vec::new() };
    lexer.run();
    lexer.out
}

impl Lexer<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn run(&mut self) {
        let text = self.text;
        let mut position = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut raw = Raw::lexer(&text[position..]);
        let mut base = position;
        while let Some(result) = raw.next() {
            let (start, end) = (base + raw.span().start, base + raw.span().end);
            let slice = &text[start..end];
            match result {
                Ok(Raw::Newline) => self.out.push((None, start, end)),
                Ok(Raw::Word) => {
                    let token = Token::fixed(slice).unwrap_or_else(|| Token::Name(Symbol::new(slice)));
                    self.push(token, start, end);
                }
                Ok(Raw::Quoted) => self.push(Token::Name(Symbol::new(&slice[1..slice.len() - 1])), start, end),
                Ok(Raw::Int) => {
                    self.check_int(slice, start, end);
                    self.push(Token::Int(Symbol::new(slice)), start, end);
                }
                Ok(Raw::Float) => self.push(Token::Float(Symbol::new(slice)), start, end),
                Ok(Raw::Operator) => {
                    let token = Token::fixed(slice).unwrap_or(Token::Bad);
                    match (token, self.templates.last_mut()) {
                        (Token::LBrace, Some(template)) => template.braces += 1,
                        (Token::RBrace, Some(template)) if template.braces > 0 => template.braces -= 1,
                        (Token::RBrace, Some(_)) => {
                            self.push(Token::TemplateClose, start, end);
                            position = self.template_text(end);
                            base = position;
                            raw = Raw::lexer(&text[position..]);
                            continue;
                        }
                        _ => {}
                    }
                    self.push(token, start, end);
                }
                Ok(Raw::StringStart) => {
                    position = self.string(start, end);
                    base = position;
                    raw = Raw::lexer(&text[position..]);
                }
                Err(()) => {
                    let c = slice.chars().next().unwrap_or('\u{fffd}');
                    let span = self.span(start, start + c.len_utf8());
                    // A run of bad characters is one mistake.
                    if !matches!(self.out.last(), Some((Some(Token::Bad), _, e)) if *e == start) {
                        self.diagnostics.report(errors::invalid_character(span, c));
                    }
                    self.push(Token::Bad, start, end);
                }
            }
        }
        if let Some(template) = self.templates.first() {
            let span = self.span(template.start, template.start + 1);
            self.diagnostics.report(errors::unterminated_string(span));
            for _ in 0..self.templates.len() {
                self.push(Token::TemplateClose, text.len(), text.len());
                self.push(Token::TemplateEnd, text.len(), text.len());
            }
        }
    }

    fn push(&mut self, token: Token, start: usize, end: usize) {
        self.out.push((Some(token), start, end));
    }

    fn check_int(&mut self, slice: &str, start: usize, end: usize) {
        let digits = slice.replace('_', "");
        let bytes = digits.as_bytes();
        let prefixed = bytes.len() > 1 && bytes[0] == b'0' && bytes[1].is_ascii_alphabetic();
        if prefixed && bytes.len() == 2 {
            self.diagnostics.report(errors::invalid_number(self.span(start, end), "digits are missing"));
        } else if !prefixed && bytes[0] == b'0' && bytes.iter().any(|b| *b != b'0') {
            self.diagnostics.report(
                errors::invalid_number(self.span(start, end), "it may not start with 0")
                    .help("octal numbers are written `0o17`"),
            );
        }
    }

    /// Reads a string whose prefix and first quote are `start..quote_end`. Returns where to go on.
    fn string(&mut self, start: usize, quote_end: usize) -> usize {
        let text = self.text;
        let prefix = &text[start..quote_end - 1];
        let lower = prefix.to_ascii_lowercase();
        let single = &text[quote_end - 1..quote_end];
        let quote = match (single, text[quote_end - 1..].starts_with(&single.repeat(3))) {
            ("\"", true) => "\"\"\"",
            ("'", true) => "'''",
            ("\"", false) => "\"",
            _ => "'",
        };
        if !matches!(lower.as_str(), "" | "r" | "t" | "rt" | "tr") {
            self.diagnostics.report(errors::string_prefix(self.span(start, quote_end - 1), prefix));
        }
        let raw = lower.contains('r');
        let body = quote_end - 1 + quote.len();
        if lower.contains('t') || lower.contains('f') {
            self.push(Token::TemplateStart, start, body);
            self.templates.push(Template { quote, raw, braces: 0, start });
            if self.templates.len() > MAX_TEMPLATES {
                self.diagnostics.report(errors::too_deep(
                    self.span(start, body),
                    "t-strings are nested too deeply",
                    MAX_TEMPLATES,
                ));
            }
            return self.template_text(body);
        }
        let Some(end) = self.string_end(body, quote) else {
            let end = if quote.len() == 3 { text.len() } else { line_end(text, body) };
            self.diagnostics.report(errors::unterminated_string(self.span(start, body)));
            self.push(Token::Str(Symbol::new("")), start, end);
            return end;
        };
        let value = if raw { text[body..end].replace("\r\n", "\n") } else { self.unescape(body, end) };
        self.push(Token::Str(Symbol::new(&value)), start, end + quote.len());
        end + quote.len()
    }

    /// Where the closing quote stands, or nothing if the string is not closed.
    fn string_end(&self, body: usize, quote: &str) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut i = body;
        while i < bytes.len() {
            match bytes[i] {
                b'\\' => i += 1 + if bytes.get(i + 1) == Some(&b'\r') { 1 } else { 0 },
                b'\n' if quote.len() == 1 => return None,
                b if b == quote.as_bytes()[0] && self.text.as_bytes()[i..].starts_with(quote.as_bytes()) => {
                    return Some(i);
                }
                _ => {}
            }
            i += 1;
        }
        None
    }

    /// Reads the literal text of the innermost t-string from `from` to its next `{` or its end.
    fn template_text(&mut self, from: usize) -> usize {
        let text = self.text;
        let bytes = text.as_bytes();
        let (quote, raw, start) = {
            let template = self.templates.last().expect("a t-string is open");
            (template.quote, template.raw, template.start)
        };
        let mut value = String::new();
        let mut run = from;
        let mut i = from;
        loop {
            let flush = |this: &mut Self, value: &mut String, run: usize, i: usize| {
                let part = if raw { text[run..i].to_string() } else { this.unescape(run, i) };
                value.push_str(&part);
            };
            match bytes.get(i) {
                None => {
                    self.diagnostics.report(errors::unterminated_string(self.span(start, start + 1)));
                    self.templates.pop();
                    self.push(Token::TemplateEnd, i, i);
                    return i;
                }
                Some(b'\n') if quote.len() == 1 => {
                    self.diagnostics.report(errors::unterminated_string(self.span(start, start + 1)));
                    self.templates.pop();
                    self.push(Token::TemplateEnd, i, i);
                    return i;
                }
                Some(b'\\') => i += 2,
                Some(b'{') if bytes.get(i + 1) == Some(&b'{') => {
                    flush(self, &mut value, run, i + 1);
                    i += 2;
                    run = i;
                }
                Some(b'}') if bytes.get(i + 1) == Some(&b'}') => {
                    flush(self, &mut value, run, i + 1);
                    i += 2;
                    run = i;
                }
                Some(b'{') => {
                    flush(self, &mut value, run, i);
                    self.push(Token::TemplateText(Symbol::new(&value)), from, i);
                    self.push(Token::TemplateOpen, i, i + 1);
                    return i + 1;
                }
                Some(_) if bytes[i..].starts_with(quote.as_bytes()) => {
                    flush(self, &mut value, run, i);
                    self.push(Token::TemplateText(Symbol::new(&value)), from, i);
                    self.push(Token::TemplateEnd, i, i + quote.len());
                    self.templates.pop();
                    return i + quote.len();
                }
                Some(_) => i += 1,
            }
        }
    }

    /// Resolves the escapes of `start..end`.
    fn unescape(&mut self, start: usize, end: usize) -> String {
        let body = &self.text[start..end.min(self.text.len()).max(start)];
        let mut value = String::with_capacity(body.len());
        let mut chars = body.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c == '\r' && body[at..].starts_with("\r\n") {
                continue;
            }
            if c != '\\' {
                value.push(c);
                continue;
            }
            let Some((_, escape)) = chars.next() else { break };
            let mut number = |digits: usize, radix: u32| {
                let mut code = 0u32;
                let mut count = 0;
                while count < digits
                    && let Some(digit) = chars.peek().and_then(|(_, c)| c.to_digit(radix))
                {
                    code = code * radix + digit;
                    chars.next();
                    count += 1;
                }
                (code, count)
            };
            let decoded = match escape {
                '\n' => continue,
                '\r' => continue,
                '\\' | '\'' | '"' => Some(escape),
                'a' => Some('\x07'),
                'b' => Some('\x08'),
                'f' => Some('\x0c'),
                'n' => Some('\n'),
                'r' => Some('\r'),
                't' => Some('\t'),
                'v' => Some('\x0b'),
                'x' => match number(2, 16) {
                    (code, 2) => char::from_u32(code),
                    _ => None,
                },
                'u' => match number(4, 16) {
                    (code, 4) => char::from_u32(code),
                    _ => None,
                },
                'U' => match number(8, 16) {
                    (code, 8) => char::from_u32(code),
                    _ => None,
                },
                '0'..='7' => {
                    let first = escape.to_digit(8).unwrap_or(0);
                    let (rest, count) = number(2, 8);
                    char::from_u32(first * 8u32.pow(count as u32) + rest)
                }
                _ => None,
            };
            match decoded {
                Some(c) => value.push(c),
                None => {
                    let stop = chars.peek().map_or(body.len(), |(i, _)| *i);
                    let span = self.span(start + at, start + stop);
                    let text = self.text[start + at..start + stop].to_string();
                    self.diagnostics.report(errors::invalid_escape(span, &text));
                }
            }
        }
        value
    }
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |i| from + i)
}
