//! The diagnostics of the front end, one constructor each.

use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Codes and titles, for the catalogue.
pub const CODES: &[(&str, &str)] = &[
    ("E0101", "invalid character"),
    ("E0102", "unterminated string"),
    ("E0103", "unexpected indentation"),
    ("E0104", "missing indented block"),
    ("E0105", "missing colon before a block"),
    ("E0106", "unclosed bracket"),
    ("E0107", "closing bracket without an opening one"),
    ("E0108", "dedent to a column that no block has"),
    ("E0109", "tabs and spaces are mixed"),
    ("E0110", "invalid number"),
    ("E0111", "invalid escape sequence"),
    ("E0112", "string prefix that the language does not have"),
    ("E0201", "syntax error"),
    ("E0202", "statement outside of the place where it is legal"),
    ("E0203", "argument or field without a type"),
    ("E0204", "order of arguments or parameters"),
    ("E0205", "not assignable"),
    ("E0206", "incomplete `try`"),
    ("E0207", "statement of Python that the language does not have"),
    ("E0901", "nesting or chain too deep"),
    ("W0201", "older spelling"),
];

pub fn invalid_character(span: Span, c: char) -> Diagnostic {
    let shown = if c.is_control() { format!("U+{:04X}", c as u32) } else { c.to_string() };
    Diagnostic::error("E0101", span, format!("invalid character `{shown}`"))
        .help("outside of strings and comments only ASCII characters are used; other names stand in backticks")
}

pub fn unterminated_string(span: Span) -> Diagnostic {
    Diagnostic::error("E0102", span, "this string is never closed").label("starts here")
}

pub fn unexpected_indent(span: Span) -> Diagnostic {
    Diagnostic::error("E0103", span, "unexpected indentation")
        .label("this line is deeper than the statement before it, but cannot continue it")
}

pub fn missing_block(span: Span) -> Diagnostic {
    Diagnostic::error("E0104", span, "expected an indented block after this `:`")
        .help("a block that does nothing is written `pass`")
}

pub fn missing_colon(span: Span) -> Diagnostic {
    Diagnostic::error("E0105", span, "expected `:` before an indented block").suggest("insert `:`", span, ":")
}

pub fn unclosed_bracket(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("E0106", span, format!("this `{text}` is never closed"))
}

pub fn stray_closer(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("E0107", span, format!("this `{text}` closes nothing"))
}

pub fn wrong_closer(span: Span, found: &str, opener: Span, wanted: &str) -> Diagnostic {
    Diagnostic::error("E0107", span, format!("expected `{wanted}`, found `{found}`"))
        .at(opener, "this bracket is still open")
}

pub fn bad_dedent(span: Span) -> Diagnostic {
    Diagnostic::error("E0108", span, "this line's indentation matches no block around it")
}

pub fn mixed_tabs(span: Span) -> Diagnostic {
    Diagnostic::error("E0109", span, "tabs and spaces are mixed in the indentation")
        .help("indent the whole file with one of them")
}

pub fn invalid_number(span: Span, why: &str) -> Diagnostic {
    Diagnostic::error("E0110", span, format!("invalid number: {why}"))
}

pub fn invalid_escape(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("E0111", span, format!("invalid escape sequence `{text}`"))
        .help("a backslash itself is written `\\\\`; in `r\"…\"` no escapes are read")
}

pub fn string_prefix(span: Span, prefix: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("E0112", span, format!("strings have no prefix `{prefix}`"));
    match prefix {
        "f" | "F" => diagnostic.label("an f-string").suggest("t-strings interpolate values", span, "t"),
        "b" | "B" => diagnostic.help("bytes of a string are its `as_bytes()`"),
        _ => diagnostic.help("the prefixes are `r` (raw) and `t` (template)"),
    }
}

pub fn template_format(span: Span) -> Diagnostic {
    Diagnostic::error("E0112", span, "t-strings have no format specifiers")
        .help("format the value before it is interpolated")
}

pub fn syntax(span: Span, found: &str, expected: Option<&str>) -> Diagnostic {
    match expected {
        Some(expected) => Diagnostic::error("E0201", span, format!("expected {expected}, found {found}")),
        None => Diagnostic::error("E0201", span, format!("unexpected {}", found.trim_start_matches("the ")))
            .label("the statement cannot go on like this"),
    }
}

pub fn misplaced(span: Span, what: &str, where_: &str) -> Diagnostic {
    Diagnostic::error("E0202", span, format!("{what} {where_}"))
}

pub fn missing_type(span: Span, what: &str, name: &str) -> Diagnostic {
    Diagnostic::error("E0203", span, format!("the {what} `{name}` needs a type"))
        .help(format!("write `{name}: Type`; a Python object is a `PythonObject`"))
}

pub fn order(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("E0204", span, message)
}

pub fn not_assignable(span: Span) -> Diagnostic {
    Diagnostic::error("E0205", span, "this cannot be assigned to")
        .help("names, fields, items and tuples of these can stand left of `=`")
}

pub fn incomplete_try(span: Span) -> Diagnostic {
    Diagnostic::error("E0206", span, "a `try` needs an `except` or a `finally`")
}

pub fn python_statement(span: Span, word: &str, help: &str) -> Diagnostic {
    Diagnostic::error("E0207", span, format!("the language has no `{word}`")).help(help)
}

pub fn too_deep(span: Span, what: &str, limit: usize) -> Diagnostic {
    Diagnostic::error("E0901", span, format!("{what} (the limit is {limit})"))
        .help("split it with variables or functions")
}

pub fn old_spelling(span: Span, old: &str, new: &str) -> Diagnostic {
    let help = if new.is_empty() { format!("leave out `{old}`") } else { format!("write `{new}`") };
    Diagnostic::warning("W0201", span, format!("`{old}` is an older spelling")).fix(help, span, new)
}
