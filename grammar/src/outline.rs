//! Outlines: which parts of a module can be parsed later, if they are needed at all.
//!
//! A program uses few of the library's definitions, and of those few methods. An outline is found by lines and indents
//! alone, without tokens, so it trusts its text: what belongs to a definition is deeper than its first line. It is for
//! sources of which a test shows that all parts together are the whole, which is the library.

use std::ops::Range;

use memchr::memchr;

/// The definitions of a module: each from its first decorator to its end, ascending.
pub fn definitions(text: &str) -> Vec<Range<usize>> {
    members(text, 0..text.len(), 0)
}

/// What can be left out of a definition: of a struct or trait its methods, of a function the statements of its body.
pub fn inner(text: &str, definition: Range<usize>) -> Vec<Range<usize>> {
    let mut at = definition.start;
    while text[at..].starts_with('@') {
        at = line_end(text, at) + 1;
        at += indent(&text[at..]);
    }
    let Some(Header { end, block: true }) = header(text, at) else { return Vec::new() };
    let block = end..definition.end;
    if is_function(&text[at..]) {
        return body(text, block).into_iter().collect();
    }
    let Some(first) = Lines::new(text, block.clone()).next() else { return Vec::new() };
    members(text, block, first.indent)
}

/// The name that a definition defines.
pub fn name(definition: &str) -> &str {
    let head = definition.lines().map(str::trim_start).find(|line| !line.starts_with('@')).unwrap_or_default();
    let rest = KEYWORDS.iter().find_map(|word| head.strip_prefix(word)).unwrap_or_default();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    &rest[..end]
}

const KEYWORDS: [&str; 4] = ["def ", "async def ", "struct ", "trait "];

fn is_function(head: &str) -> bool {
    head.starts_with("def ") || head.starts_with("async def ")
}

fn line_end(text: &str, at: usize) -> usize {
    memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |i| at + i)
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b' ').count()
}

/// Behind the first `"""` from a place on.
fn quotes(text: &str, mut at: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    while let Some(found) = memchr(b'"', &bytes[at..end]) {
        at += found;
        if bytes[at..end].starts_with(b"\"\"\"") {
            return Some(at + 3);
        }
        at += 1;
    }
    None
}

/// A line that is neither empty nor a comment, nor inside of a string that an earlier one opened.
struct Line {
    /// The first byte behind the indent.
    start: usize,
    indent: usize,
    /// Behind the last byte; of a line whose string goes on, behind the last line of the string.
    end: usize,
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str, range: Range<usize>) -> Lines<'a> {
        Lines { text, at: range.start, end: range.end }
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        while self.at < self.end {
            let mut end = line_end(self.text, self.at);
            let line = &self.text[self.at..end];
            let indent = indent(line);
            let start = self.at + indent;
            if matches!(line.as_bytes().get(indent), None | Some(b'#' | b'\r')) {
                self.at = end + 1;
                continue;
            }
            // The quotes before the end of the line; an odd one opens what ends on a later line.
            let mut from = start;
            while let Some(inside) = quotes(self.text, from, end) {
                from = quotes(self.text, inside, self.text.len()).unwrap_or(self.text.len());
                end = end.max(line_end(self.text, from));
            }
            self.at = end + 1;
            return Some(Line { start, indent, end });
        }
        None
    }
}

/// The definitions at one depth.
fn members(text: &str, range: Range<usize>, depth: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut decorated = None;
    let mut lines = Lines::new(text, range.clone());
    while let Some(line) = lines.next() {
        let head = &text[line.start..];
        if line.indent != depth {
            continue;
        }
        if head.starts_with('@') {
            decorated.get_or_insert(line.start);
        } else {
            let start = decorated.take().unwrap_or(line.start);
            if KEYWORDS.iter().any(|word| head.starts_with(word))
                && let Some(header) = header(text, line.start)
            {
                let mut end = line_end(text, header.end.saturating_sub(1).max(line.start));
                if header.block {
                    let deeper = Lines::new(text, header.end..range.end).take_while(|line| line.indent > depth);
                    end = deeper.last().map_or(end, |line| line.end);
                }
                found.push(start..end);
                lines.at = end;
            }
        }
    }
    found
}

struct Header {
    /// The start of the line behind the header; of one whose block stands on its line, behind that line's colon.
    end: usize,
    block: bool,
}

/// Where the header that starts at a place ends.
fn header(text: &str, start: usize) -> Option<Header> {
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
                let block = rest.is_empty() || rest.starts_with('#');
                return Some(Header { end: if block { (end + 1).min(text.len()) } else { at + 1 }, block });
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The statements of a function behind its docstring. What is hardly longer than the `pass` that stands for it stays, and
/// so do the dots of a method that is required.
fn body(text: &str, block: Range<usize>) -> Option<Range<usize>> {
    let mut lines = Lines::new(text, block).peekable();
    lines.next_if(|line| text[line.start..].starts_with("\"\"\""));
    let first = lines.next()?;
    let start = first.start;
    let end = lines.last().map_or(first.end, |line| line.end);
    let range = start..start + text[start..end].trim_end().len();
    (range.len() > "pass".len()).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
\"\"\"A module.

def no():
    pass
\"\"\"
from a import *

comptime X = [
    1,
]

@export
@other(\"x\")
def f(
    a: Int = g(\":\"),  # a: b
) -> Int:
    # first

    var x = a
      # inside
    return x  # why
    # behind

struct S(
    A,
):
    \"\"\"Two
lines.\"\"\"

    var n: Int

    def short(self): return 1
    def required(self): ...
    def pass_(self):
        pass
    @staticmethod
    def documented(self):
        \"\"\"Two
lines.\"\"\"
        self.x(\"\"\"
:\"\"\")

trait T:
    def only_documented(self):
        \"\"\"One.\"\"\"
";

    #[test]
    fn parts_are_found_by_their_indents() {
        let all = definitions(TEXT);
        assert_eq!(all.iter().map(|range| name(&TEXT[range.clone()])).collect::<Vec<_>>(), ["f", "S", "T"]);
        let inner_of = |at: usize| inner(TEXT, all[at].clone());
        assert_eq!(inner_of(0).len(), 1);
        assert!(TEXT[inner_of(0)[0].clone()].starts_with("var x"));
        assert!(TEXT[all[0].clone()].starts_with("@export"));
        let methods = inner_of(1);
        let names: Vec<&str> = methods.iter().map(|range| name(&TEXT[range.clone()])).collect();
        assert_eq!(names, ["short", "required", "pass_", "documented"]);
        let bodies: Vec<Vec<Range<usize>>> = methods.into_iter().map(|method| inner(TEXT, method)).collect();
        assert_eq!(bodies.iter().map(Vec::len).collect::<Vec<_>>(), [0, 0, 0, 1]);
        assert_eq!(&TEXT[bodies[3][0].clone()], "self.x(\"\"\"\n:\"\"\")");
        assert_eq!(inner_of(2).len(), 1);
        assert_eq!(inner(TEXT, inner_of(2)[0].clone()), []);
    }

    #[test]
    fn odd_ends() {
        for text in
            ["def f():\n    return", "def f():", "def f(\"\n", "def f():\n    \"\"\"open", "", "@a", "def", "struct S"]
        {
            for part in definitions(text) {
                inner(text, part.clone()).into_iter().for_each(|range| assert!(range.end <= text.len()));
                assert!(part.end <= text.len());
            }
        }
        assert_eq!(definitions("def f():\n    return").first(), Some(&(0..19)));
        assert_eq!(definitions("def f(): return\ndef g(): return"), [0..15, 16..31]);
    }
}
