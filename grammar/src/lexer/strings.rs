//! Strings and t-strings: prefixes, quotes, escapes, and the modes of a t-string.

use logos::Logos;

use super::Lexer;
use crate::errors;
use crate::symbol::Symbol;
use crate::token::{Raw, Token};

/// The deepest nesting of t-strings.
const MAX_TEMPLATES: usize = 20;

/// A t-string that is open.
pub struct Template {
    quote: &'static str,
    raw: bool,
    /// Written as an f-string, which was reported already.
    formatted: bool,
    /// Open braces inside the current `{…}`.
    braces: usize,
    /// Open parentheses and square brackets inside the current `{…}`.
    brackets: usize,
    start: usize,
    /// Where the current `{` stands.
    open: usize,
}

impl Template {
    fn single_line(&self) -> bool {
        self.quote.len() == 1
    }
}

impl Lexer<'_> {
    /// Reads a string whose prefix and first quote are `start..quote_end`. Returns where to go on.
    pub fn string(&mut self, start: usize, quote_end: usize) -> usize {
        let text = self.text;
        let prefix = &text[start..quote_end - 1];
        let rest = &text[quote_end - 1..];
        let quote = match () {
            () if rest.starts_with("\"\"\"") => "\"\"\"",
            () if rest.starts_with("'''") => "'''",
            () if rest.starts_with('"') => "\"",
            () => "'",
        };
        let body = quote_end - 1 + quote.len();
        if let Some(at) = self.ends_template(start, quote_end, quote) {
            return at;
        }
        let has = |c: char| prefix.contains(c) || prefix.contains(c.to_ascii_uppercase());
        if has('f') || has('b') || has('u') {
            let span = self.span(start, quote_end - 1);
            self.report(errors::string_prefix(span, prefix));
        }
        let raw = has('r');
        if has('t') || has('f') {
            self.push(Token::TemplateStart, start, body);
            let formatted = has('f');
            self.templates.push(Template { quote, raw, formatted, braces: 0, brackets: 0, start, open: start });
            if self.templates.len() > MAX_TEMPLATES {
                let span = self.span(start, body);
                self.report(errors::too_deep(span, "t-strings are nested too deeply", MAX_TEMPLATES));
                self.too_deep = true;
                return text.len();
            }
            return self.template_text(body);
        }
        let Some(end) = self.string_end(body, quote) else {
            let end = if quote.len() == 3 { text.len() } else { line_end(text, body) };
            self.unterminated_string(start, body, end);
            self.push(Token::Str(Symbol::new("")), start, end);
            return end;
        };
        let value = if raw { text[body..end].replace("\r\n", "\n") } else { self.unescape(body, end) };
        self.push(Token::Str(Symbol::new(&value)), start, end + quote.len());
        end + quote.len()
    }

    fn unterminated_string(&mut self, start: usize, body: usize, end: usize) {
        let span = self.span(start, body);
        self.report(errors::unterminated_string(span));
        self.unterminated.push(end);
        if end == self.text.len() {
            self.swallowed = Some(start);
        }
    }

    /// Where the closing quote stands, or nothing if the string is not closed.
    fn string_end(&self, body: usize, quote: &str) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut i = body;
        while i < bytes.len() {
            match bytes[i] {
                b'\\' => i += 1 + usize::from(bytes[i + 1..].starts_with(b"\r\n")),
                b'\n' if quote.len() == 1 => return None,
                b if b == quote.as_bytes()[0] && bytes[i..].starts_with(quote.as_bytes()) => return Some(i),
                _ => {}
            }
            i += 1;
        }
        None
    }

    /// A quote of the innermost t-string's kind that opens nothing on its line ends that t-string: its `{` is not closed.
    fn ends_template(&mut self, start: usize, quote_end: usize, quote: &str) -> Option<usize> {
        let template = self.templates.last()?;
        if template.quote != quote || !template.single_line() || self.string_end(quote_end, quote).is_some() {
            return None;
        }
        let open = template.open;
        let (span, missing) = (self.span(open, open + 1), self.span(quote_end - 1, quote_end - 1));
        self.report(errors::unclosed_bracket(span, "{", missing, "}"));
        if quote_end - 1 > start {
            // What looked like a prefix is a name before the quote.
            let name = &self.text[start..quote_end - 1];
            self.push(Token::Name(Symbol::new(name)), start, quote_end - 1);
        }
        self.end_template(quote_end - 1, quote_end);
        Some(quote_end)
    }

    /// Closes the innermost t-string from inside of its braces.
    fn end_template(&mut self, start: usize, end: usize) {
        self.templates.pop();
        self.push(Token::TemplateClose, start, start);
        self.push(Token::TemplateText(Symbol::new("")), start, start);
        self.push(Token::TemplateEnd, start, end);
    }

    /// At the end of the text: closes what is open.
    pub fn close_templates(&mut self) {
        let end = self.text.len();
        if let Some(template) = self.templates.first().filter(|_| !self.too_deep) {
            let start = template.start;
            self.unterminated_string(start, start + 2, end);
        }
        while !self.templates.is_empty() {
            self.end_template(end, end);
        }
    }

    /// Whether the braces of a one-line t-string are still open where a statement begins on the next line.
    pub fn template_is_broken_off(&self, next_line: usize) -> bool {
        if !self.templates.last().is_some_and(Template::single_line) {
            return false;
        }
        let line = &self.text[next_line..];
        let word = Raw::lexer(line.get(..line_end(line, 0)).unwrap_or_default()).next();
        matches!(word, Some(Ok(raw)) if raw.fixed().is_some_and(|t| t.starts_statement_only() || matches!(t, Token::Var | Token::Def)))
    }

    /// Ends the one-line t-strings that are open, at the end of a line.
    pub fn break_off_template(&mut self, at: usize) -> usize {
        let mut start = at;
        while self.templates.last().is_some_and(Template::single_line) {
            start = self.templates.last().map_or(at, |t| t.start);
            self.end_template(at, at);
        }
        self.unterminated_string(start, (start + 2).min(at), at);
        at
    }

    /// Keeps account of brackets inside the braces of a t-string; where they end, goes on with its text.
    pub fn template_token(&mut self, token: Token, start: usize, end: usize) -> Option<usize> {
        let template = self.templates.last_mut()?;
        match token {
            Token::LBrace => template.braces += 1,
            Token::LParen | Token::LBracket => template.brackets += 1,
            Token::RParen | Token::RBracket => template.brackets = template.brackets.saturating_sub(1),
            Token::RBrace if template.braces > 0 => template.braces -= 1,
            Token::RBrace => {
                self.push(Token::TemplateClose, start, end);
                return Some(self.template_text(end));
            }
            Token::Colon if template.braces == 0 && template.brackets == 0 => {
                // A lambda has a colon of its own.
                let open = template.open;
                let lambda = |(token, from, _): &super::RawToken| *token == Some(Token::Lambda) && *from > open;
                if !self.out.iter().rev().take_while(|t| t.1 > open).any(lambda) {
                    return Some(self.skip_format(start, "format specifiers"));
                }
            }
            Token::Assign
                if template.braces == 0 && template.brackets == 0 && self.text[end..].trim_start().starts_with('}') =>
            {
                return Some(self.skip_format(start, "`=` for debugging"));
            }
            _ => {}
        }
        None
    }

    /// `!r` in a t-string. Returns where to go on.
    pub fn template_conversion(&mut self, start: usize) -> Option<usize> {
        self.templates.last()?;
        let rest = self.text[start + 1..].strip_prefix(['r', 's', 'a'])?;
        rest.trim_start().starts_with(['}', ':']).then(|| self.skip_format(start, "conversions"))
    }

    /// Reports formatting inside of braces, which t-strings do not have, and skips to the closing brace.
    fn skip_format(&mut self, start: usize, what: &str) -> usize {
        let bytes = self.text.as_bytes();
        let mut depth = 0usize;
        let mut end = start;
        while end < bytes.len() && bytes[end] != b'\n' {
            match bytes[end] {
                b'{' => depth += 1,
                b'}' if depth == 0 => break,
                b'}' => depth -= 1,
                b'"' | b'\'' => break,
                _ => {}
            }
            end += 1;
        }
        let span = self.span(start, end);
        // Of an f-string it is enough to say that there are none.
        if !self.templates.last().is_some_and(|t| t.formatted) {
            self.report(errors::template_format(span, what));
        }
        end
    }

    /// Reads the literal text of the innermost t-string from `from` to its next `{` or its end.
    fn template_text(&mut self, from: usize) -> usize {
        let text = self.text;
        let bytes = text.as_bytes();
        let Some(template) = self.templates.last() else { return from };
        let (quote, raw, start) = (template.quote, template.raw, template.start);
        let mut value = String::new();
        let mut run = from;
        let mut i = from;
        loop {
            match bytes.get(i) {
                Some(b'\\') => {
                    i += 1 + usize::from(bytes[i + 1..].starts_with(b"\r\n"));
                    i = (i + 1).min(bytes.len());
                    while !text.is_char_boundary(i) {
                        i += 1;
                    }
                }
                Some(b'{') if bytes.get(i + 1) == Some(&b'{') => {
                    self.flush(&mut value, raw, run, i + 1);
                    i += 2;
                    run = i;
                }
                Some(b'}') if bytes.get(i + 1) == Some(&b'}') => {
                    self.flush(&mut value, raw, run, i + 1);
                    i += 2;
                    run = i;
                }
                Some(b'{') => {
                    self.flush(&mut value, raw, run, i);
                    self.push(Token::TemplateText(Symbol::new(&value)), from, i);
                    self.push(Token::TemplateOpen, i, i + 1);
                    if let Some(template) = self.templates.last_mut() {
                        (template.open, template.braces, template.brackets) = (i, 0, 0);
                    }
                    return i + 1;
                }
                Some(b'\n') | None if quote.len() == 1 || i >= bytes.len() => {
                    self.flush(&mut value, raw, run, i);
                    self.push(Token::TemplateText(Symbol::new(&value)), from, i);
                    self.push(Token::TemplateEnd, i, i);
                    self.templates.pop();
                    self.unterminated_string(start, (start + 2).min(i), i);
                    return i;
                }
                Some(_) if bytes[i..].starts_with(quote.as_bytes()) => {
                    self.flush(&mut value, raw, run, i);
                    self.push(Token::TemplateText(Symbol::new(&value)), from, i);
                    self.push(Token::TemplateEnd, i, i + quote.len());
                    self.templates.pop();
                    return i + quote.len();
                }
                _ => i += 1,
            }
        }
    }

    fn flush(&mut self, value: &mut String, raw: bool, start: usize, end: usize) {
        if raw {
            value.push_str(&self.text[start..end].replace("\r\n", "\n"));
        } else {
            value.push_str(&self.unescape(start, end));
        }
    }

    /// Resolves the escapes of `start..end`.
    fn unescape(&mut self, start: usize, end: usize) -> String {
        let body = &self.text[start..end];
        let mut value = String::with_capacity(body.len());
        let mut rest = body;
        while let Some(at) = rest.find(['\\', '\r']) {
            value.push_str(&rest[..at]);
            let offset = start + body.len() - rest.len() + at;
            let tail = &rest[at..];
            if let Some(after) = tail.strip_prefix("\r\n") {
                value.push('\n');
                rest = after;
                continue;
            }
            if let Some(after) = tail.strip_prefix('\r') {
                value.push('\r');
                rest = after;
                continue;
            }
            let (decoded, length) = escape(&tail[1..]);
            match decoded {
                Escape::Char(c) => value.push(c),
                Escape::Join => {}
                Escape::Invalid => {
                    let span = self.span(offset, offset + 1 + length);
                    self.report(errors::invalid_escape(span, &tail[..1 + length]));
                }
            }
            rest = &tail[1 + length..];
        }
        value.push_str(rest);
        value
    }
}

enum Escape {
    Char(char),
    /// A backslash at the end of a line.
    Join,
    Invalid,
}

/// What the characters behind a backslash mean, and how many bytes of them there are.
fn escape(text: &str) -> (Escape, usize) {
    let Some(first) = text.chars().next() else { return (Escape::Join, 0) };
    let digits = |skip: usize, most: usize, radix: u32| {
        let count = text[skip..].chars().take(most).take_while(|c| c.is_digit(radix)).count();
        (u32::from_str_radix(&text[skip..skip + count], radix).unwrap_or(0), count)
    };
    let exactly = |wanted: usize| {
        let (code, count) = digits(1, wanted, 16);
        match char::from_u32(code) {
            Some(c) if count == wanted => (Escape::Char(c), 1 + count),
            _ => (Escape::Invalid, 1 + count),
        }
    };
    match first {
        '\n' => (Escape::Join, 1),
        '\r' if text.starts_with("\r\n") => (Escape::Join, 2),
        '\\' | '\'' | '"' => (Escape::Char(first), 1),
        'a' => (Escape::Char('\x07'), 1),
        'b' => (Escape::Char('\x08'), 1),
        'f' => (Escape::Char('\x0c'), 1),
        'n' => (Escape::Char('\n'), 1),
        'r' => (Escape::Char('\r'), 1),
        't' => (Escape::Char('\t'), 1),
        'v' => (Escape::Char('\x0b'), 1),
        'x' => exactly(2),
        'u' => exactly(4),
        'U' => exactly(8),
        '0'..='7' => {
            let (code, count) = digits(0, 3, 8);
            (char::from_u32(code).map_or(Escape::Invalid, Escape::Char), count)
        }
        other => (Escape::Invalid, other.len_utf8()),
    }
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |i| from + i)
}
