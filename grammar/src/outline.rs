//! Outlines: where a module's functions have bodies that can be parsed later, if they are needed at all.
//!
//! Most functions of the library are not used by a program, and most of the library's text is their bodies. An outline is
//! found by lines and indents alone, without tokens, so it trusts its text: a body is what is deeper than its `def`. It is
//! for sources of which a test shows that outline and bodies together are the whole, which is the library.

use std::ops::Range;

/// The bodies of functions that may be left out, ascending: from the first statement behind the docstring to the end of the
/// last one. What is hardly longer than the `pass` that stands for it stays.
pub fn bodies(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        let start = at + indent(line);
        let header = ["def ", "async def "].iter().any(|word| text[start..end].starts_with(word));
        at = match header.then(|| header_end(text, start)).flatten() {
            Some(header) => {
                let (body, behind) = body(text, header, start - at);
                found.extend(body);
                behind
            }
            None => end + 1,
        };
    }
    found
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The start of the line behind a header that ends with its line; nothing if the body stands on the same line.
fn header_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            quote @ (b'"' | b'\'') => at += 1 + bytes[at + 1..].iter().position(|b| *b == quote)?,
            b'#' => at = line_end(text, at) - 1,
            b':' if depth == 0 => {
                let end = line_end(text, at);
                let rest = text[at + 1..end].trim();
                return (rest.is_empty() || rest.starts_with('#')).then_some((end + 1).min(text.len()));
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The part of a body that can be left out, and the start of the line behind it.
fn body(text: &str, from: usize, outer: usize) -> (Option<Range<usize>>, usize) {
    let (mut first, mut last) = (None, from);
    let mut at = from;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        let (depth, words) = (indent(line), line.trim());
        if !words.is_empty() && !words.starts_with('#') {
            if depth <= outer {
                break;
            }
            // A docstring is part of the outline.
            let begin = at + depth;
            if first.is_none()
                && words.starts_with("\"\"\"")
                && let Some(length) = text[begin + 3..].find("\"\"\"")
            {
                at = line_end(text, begin + length + 6) + 1;
                continue;
            }
            first.get_or_insert(begin);
            last = at + line.trim_end().len();
        }
        at = end + 1;
    }
    let range = first.map(|first| first..last).filter(|range| range.len() > "pass".len());
    (range, at.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        bodies(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn bodies_are_what_is_deeper() {
        let text = "\
def f(
    a: Int = g(\":\"),  # a: b
) -> Int:
    # first

    var x = a
      # inside
    return x  # why
    # behind

struct S:
    def short(self): return 1
    def required(self): ...
    def pass_(self):
        pass
    def documented(self):
        \"\"\"Two
lines.\"\"\"
        self.x()

    def only_documented(self):
        \"\"\"One.\"\"\"
";
        assert_eq!(found(text), ["var x = a\n      # inside\n    return x  # why", "self.x()"]);
    }

    #[test]
    fn odd_ends() {
        assert_eq!(found("def f():\n    return"), ["return"]);
        assert_eq!(found("def f():"), [""; 0]);
        assert_eq!(found("def f(\"\n"), [""; 0]);
        assert_eq!(found("def f():\n    \"\"\"open"), ["\"\"\"open"]);
        assert_eq!(found(""), [""; 0]);
    }
}
