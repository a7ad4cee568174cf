//! Format strings: `{}`, `{0}`, `{!r}`, `{{` and `}}`.

use super::{Span, String};
use crate::error::Error;

/// Steps through a format string: a piece of text, a field, a piece of text, …
pub struct FormatScanner {
    format: String,
    at: usize,
    automatic: i64,
    repr: bool,
}

impl FormatScanner {
    pub fn new(format: Span) -> FormatScanner {
        FormatScanner { format: String::from_span(format), at: 0, automatic: 0, repr: false }
    }

    /// The text before the next field, with doubled braces undone.
    pub fn text(&mut self) -> String {
        let bytes = self.format.as_bytes();
        let mut text = String::new();
        while self.at < bytes.len() {
            match &bytes[self.at..] {
                [b'{', b'{', ..] => {
                    text.push_byte(b'{');
                    self.at += 2;
                }
                [b'}', b'}', ..] => {
                    text.push_byte(b'}');
                    self.at += 2;
                }
                [b'{' | b'}', ..] => break,
                [byte, ..] => {
                    text.push_byte(*byte);
                    self.at += 1;
                }
                [] => break,
            }
        }
        text
    }

    /// The number of the argument that stands next; -1 at the end of the format.
    pub fn field(&mut self, count: i64) -> Result<i64, Error> {
        let bytes = self.format.as_bytes();
        if self.at >= bytes.len() {
            return Ok(-1);
        }
        if bytes[self.at] == b'}' {
            return Err(error("there is a single curly } in the format string"));
        }
        let rest = &bytes[self.at + 1..];
        let Some(end) = rest.iter().position(|byte| *byte == b'}') else {
            return Err(error("there is a single curly { in the format string"));
        };
        self.at += end + 2;
        let inside = std::str::from_utf8(&rest[..end]).unwrap_or("?");
        let (name, conversion) = inside.split_once('!').map_or((inside, None), |(name, c)| (name, Some(c)));
        self.repr = match conversion {
            None | Some("s") => false,
            Some("r") => true,
            Some(other) => return Err(error(&format!("conversion flag \"{other}\" is not one of s and r"))),
        };
        let name = name.trim();
        let index = if name.is_empty() {
            if self.automatic < 0 {
                return Err(error("cannot mix automatic and numbered fields in a format string"));
            }
            self.automatic += 1;
            self.automatic - 1
        } else {
            let Ok(index) = name.parse::<i64>() else {
                return Err(error(&format!("\"{name}\" is no number of an argument in a format string")));
            };
            if self.automatic > 0 {
                return Err(error("cannot mix automatic and numbered fields in a format string"));
            }
            self.automatic = -1;
            index
        };
        if name.is_empty() && index >= count {
            return Err(error("Automatic indexing require more args in *args"));
        }
        if index < 0 || index >= count {
            return Err(error(&format!("field {index} of the format string has no argument: there are {count}")));
        }
        Ok(index)
    }

    /// Whether the field asks for the `repr` form.
    pub fn is_repr(&self) -> bool {
        self.repr
    }
}

fn error(text: &str) -> Error {
    Error::new(String::from_std(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(format: &'static str, count: i64) -> Result<Vec<std::string::String>, std::string::String> {
        let mut scanner = FormatScanner::new(Span::literal(format));
        let mut parts = Vec::new();
        loop {
            parts.push(scanner.text().to_std());
            match scanner.field(count) {
                Ok(-1) => return Ok(parts),
                Ok(index) => parts.push(format!("{index}{}", if scanner.is_repr() { "r" } else { "" })),
                Err(error) => return Err(error.text().to_std()),
            }
        }
    }

    #[test]
    fn fields() {
        assert_eq!(
            scan("a {} {{b}} {!r}", 2),
            Ok(vec!["a ".into(), "0".into(), " {b} ".into(), "1r".into(), "".into()])
        );
        assert_eq!(scan("{1}{0}", 2).map(|p| p.concat()), Ok("10".into()));
        for bad in ["{", "}", "{0}{}", "{}{0}", "{2}", "{x}", "{!q}"] {
            assert!(scan(bad, 2).is_err(), "{bad}");
        }
    }
}
