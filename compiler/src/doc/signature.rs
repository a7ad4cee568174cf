//! What is cut out of a source for a page: headers of definitions as they are written, and docstrings.

use grammar::Span;
use grammar::ast::{Expr, ExprKind};

/// The header of a definition: from the word before its name to the colon that opens its body, without that.
pub fn header(text: &str, name: Span, word: &str) -> String {
    let (start, end) = (name.start as usize, text.len());
    let mut depth = 0usize;
    let mut quote = None;
    let mut bytes = text[start..end].bytes().enumerate();
    let mut stop = text[start..].len();
    while let Some((at, byte)) = bytes.next() {
        match (quote, byte) {
            (Some(_), b'\\') => {
                bytes.next();
            }
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'(' | b'[' | b'{') => depth += 1,
            (None, b')' | b']' | b'}') => depth = depth.saturating_sub(1),
            (None, b':') if depth == 0 => {
                stop = at;
                break;
            }
            _ => {}
        }
    }
    let column = text[..start].rsplit('\n').next().unwrap_or_default().len().saturating_sub(word.len());
    format!("{word}{}", outdent(text[start..start + stop].trim_end(), column))
}

/// A statement as it is written, without the indent of its place.
pub fn lines(text: &str, span: Span) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    let column = text[..start].rsplit('\n').next().unwrap_or_default().len();
    outdent(text[start..end].trim_end(), column)
}

/// Takes up to `column` blanks from the start of each line but the first.
fn outdent(text: &str, column: usize) -> String {
    let mut lines = text.lines();
    let mut out = lines.next().unwrap_or_default().trim_end().to_string();
    for line in lines {
        let blanks = line.bytes().take(column).take_while(|byte| *byte == b' ').count();
        out.push('\n');
        out.push_str(line[blanks..].trim_end());
    }
    out
}

/// A docstring without the blanks around it and the indent that its lines after the first have in common.
pub fn clean(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let common = text.lines().skip(1).filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    outdent(text.trim_end(), common).trim().to_string()
}

/// The plain names that a list of traits is made of: those of `A & B` are `A` and `B`.
pub fn names(expr: &Expr, out: &mut Vec<String>) {
    match &expr.kind {
        ExprKind::Name(name) => out.push(name.as_str().to_string()),
        ExprKind::Binary(_, left, right) => {
            names(left, out);
            names(right, out);
        }
        _ => {}
    }
}
