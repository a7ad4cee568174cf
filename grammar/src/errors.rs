//! The diagnostics of the front end, one constructor each.

use crate::ast::{Binding, ExprKind, Pattern, PatternKind, Stmt, StmtKind};
use crate::diagnostic::{Diagnostic, Diagnostics, Edit};
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
    ("E0112", "string form that the language does not have"),
    ("E0113", "operator that the language does not have"),
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
    let code = format!("U+{:04X}", c as u32);
    let shown = match c {
        ' '..='~' => format!("`{c}`"),
        _ if c.is_control() || c.is_whitespace() || c == '\u{feff}' => code,
        _ => format!("`{c}` ({code})"),
    };
    let diagnostic = Diagnostic::error("E0101", span, format!("invalid character {shown}"));
    match c {
        '\\' => diagnostic.help("a `\\` joins two lines: it is the last character of its line"),
        '?' => diagnostic.help("a choice is written `a if condition else b`"),
        '`' => diagnostic.help("a name in backticks ends on its line and is not empty"),
        _ => diagnostic.help("outside of strings, comments and backticks only ASCII characters are used"),
    }
}

pub fn invalid_name(span: Span, name: &str, c: char) -> Diagnostic {
    Diagnostic::error("E0101", span, format!("invalid character `{c}` in the name `{name}`")).suggest(
        "write the name in backticks",
        span,
        format!("`{name}`"),
    )
}

/// An operator of another language; `meant` is the text that replaces it.
pub fn foreign_operator(span: Span, written: &str, meant: &str) -> Diagnostic {
    let word = meant.trim();
    let help = if meant.starts_with(' ') { format!("write `{word}`") } else { format!("the operator is `{word}`") };
    Diagnostic::error("E0113", span, format!("the language has no operator `{written}`")).suggest(help, span, meant)
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
    Diagnostic::error("E0105", span, "expected `:` before the block").suggest("insert `:`", span, ":")
}

/// `missing` is where the bracket should have been closed at the latest.
pub fn unclosed_bracket(span: Span, text: &str, missing: Span, closer: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("E0106", span, format!("this `{text}` is never closed"));
    diagnostic.at(missing, format!("`{closer}` is missing here at the latest"))
}

pub fn stray_closer(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("E0107", span, format!("this `{text}` closes nothing")).suggest("leave it out", span, "")
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
    let has = |c: char| prefix.to_ascii_lowercase().contains(c);
    let raw = if has('r') { "r" } else { "" };
    if has('f') {
        diagnostic
            .suggest("t-strings interpolate values", span, format!("{raw}t"))
            .help("a t-string is not a `String`: `String(t\"…\")` makes one")
    } else if has('b') {
        diagnostic.help("the bytes of a string are its `as_bytes()`")
    } else {
        diagnostic.suggest("every string is Unicode: leave the prefix out", span, raw)
    }
}

pub fn template_format(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("E0112", span, format!("t-strings have no {what}"))
        .help("format the value before it is interpolated")
        .suggest("leave it out", span, "")
}

pub fn syntax(span: Span, found: &str, expected: Option<&str>) -> Diagnostic {
    match expected {
        Some(expected) => Diagnostic::error("E0201", span, format!("expected {expected}, found {found}")),
        None => Diagnostic::error("E0201", span, format!("unexpected {}", found.trim_start_matches("the ")))
            .label("the statement cannot go on like this"),
    }
}

pub fn else_if(span: Span) -> Diagnostic {
    Diagnostic::error("E0201", span, "expected `:`, found `if`").suggest("`else if` is written `elif`", span, "elif")
}

pub fn comparison(span: Span) -> Diagnostic {
    Diagnostic::error("E0201", span, "expected `:`, found `=`").suggest("`==` compares", span, "==")
}

/// `else`, `case`, … where no statement is open that could have it.
pub fn orphan(span: Span, word: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("E0201", span, format!("this {word} belongs to no statement before it"));
    match word {
        "`elif`" | "`else`" => {
            diagnostic.help("it stands at the column of its `if`, `for`, `while` or `try`, right behind its block")
        }
        "`case`" => diagnostic.help("it stands in the block of a `match`"),
        _ => diagnostic
            .help("it stands at the column of its `try`; a `try` has one `except`, then `else`, then `finally`"),
    }
}

/// In the block of a `match`.
pub fn expected_case(span: Span, found: &str) -> Diagnostic {
    let diagnostic = syntax(span, found, Some("`case`"));
    if found == "`else`" { diagnostic.help("what fits no other case is `case _:`") } else { diagnostic }
}

pub fn own_line(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("E0201", span, format!("{word} must stand on a line of its own"))
}

pub fn empty_braces(span: Span) -> Diagnostic {
    Diagnostic::error("E0201", span, "expected an expression between `{` and `}`")
        .help("braces themselves are written `{{` and `}}`")
}

pub fn tuple_type(span: Span) -> Diagnostic {
    let (open, close) = (Span { end: span.start + 1, ..span }, Span { start: span.end - 1, ..span });
    let edits = vec![Edit { span: open, text: "Tuple[".to_string() }, Edit { span: close, text: "]".to_string() }];
    Diagnostic::warning("W0201", span, "types in parentheses are an older spelling of a tuple's type").fix_edits(
        "write `Tuple[…]`",
        edits,
        true,
    )
}

pub fn untyped_lambda(span: Span, names: &[&str]) -> Diagnostic {
    let typed: Vec<String> = names.iter().map(|name| format!("{name}: Int")).collect();
    Diagnostic::error("E0203", span, "the arguments of a lambda stand in parentheses, with their types").suggest(
        "write the types that are meant",
        span,
        format!("({}) -> Int", typed.join(", ")),
    )
}

pub fn except_type(span: Span, edit: Span) -> Diagnostic {
    Diagnostic::warning("W0201", span, "`except` names the error, not its type").fix("leave the type out", edit, "")
}

pub fn except_as(span: Span, edit: Span, any: bool) -> Diagnostic {
    let message = "`except` takes a name only: the error has the type that the body raises";
    if any {
        Diagnostic::warning("W0201", span, message).fix("leave the type out", edit, "")
    } else {
        Diagnostic::error("E0201", span, message).suggest("leave the type out", edit, "")
    }
}

pub fn keywords_without_var(stars: Span, before: Span) -> Diagnostic {
    Diagnostic::warning("W0201", stars, "`**` without `var` is an older spelling").fix(
        "write `var` before it",
        before,
        "var ",
    )
}

/// `edits` moves the condition behind the header, where the definition can have one.
pub fn where_in_parameters(span: Span, edits: Option<Vec<Edit>>) -> Diagnostic {
    let message = "a condition inside of a parameter list is an older spelling";
    let diagnostic = Diagnostic::warning("W0201", span, message);
    match edits {
        Some(edits) => diagnostic.fix_edits("write `where` at the end of the header", edits, true),
        None => diagnostic.help("write `where` at the end of the declaration"),
    }
}

pub fn effect_of_types(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("E0202", span, format!("`{word}` belongs to function types, not to functions")).suggest(
        "leave it out",
        span,
        "",
    )
}

pub fn escaping(span: Span) -> Diagnostic {
    Diagnostic::error("E0202", span, "functions have no effect `escaping`")
        .help("take the function as a parameter: `[F: def(Int) -> Int]` and `f: F`")
}

pub fn typed_chain(span: Span) -> Diagnostic {
    Diagnostic::error("E0202", span, "a declaration with a type cannot start a chain of assignments")
        .help("write two statements")
}

pub fn misplaced(span: Span, what: &str, where_: &str) -> Diagnostic {
    Diagnostic::error("E0202", span, format!("{what} {where_}"))
}

/// `var` at file scope, which a constant could be.
pub fn global_variable(at: Span, stmt: &Stmt) -> Diagnostic {
    let word = Span { end: stmt.span.start + "var".len() as u32, ..stmt.span };
    let diagnostic = misplaced(at, "a variable", "cannot stand at file scope");
    match &stmt.kind {
        StmtKind::Var {
            binding: Binding::Var,
            value: Some(_),
            pattern: Pattern { kind: PatternKind::Name(_), .. },
            ..
        } => diagnostic.suggest("a constant is written `comptime NAME = …`", word, "comptime"),
        _ => diagnostic.help("a constant is written `comptime NAME = …`"),
    }
}

/// `name: Type` in a struct.
pub fn field_without_var(at: Span) -> Diagnostic {
    misplaced(at, "a field", "is declared with `var`").suggest("write `var` before it", at.before(), "var ")
}

pub fn missing_type(span: Span, what: &str, name: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("E0203", span, format!("the {what} `{name}` needs a type"));
    match what {
        "argument" => diagnostic.suggest(
            format!("write `{name}: Type`; a Python object is a `PythonObject`"),
            span.after(),
            ": PythonObject",
        ),
        "parameter" => diagnostic.help(format!("write `{name}: Type`; a parameter for a type is `{name}: AnyType`")),
        _ => diagnostic.help(format!("write `{name}: Type`")),
    }
}

pub fn order(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("E0204", span, message)
}

pub fn not_assignable(span: Span, target: &ExprKind) -> Diagnostic {
    let what = match target {
        ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Str(_) | ExprKind::Template(_) => "a literal",
        ExprKind::Bool(_) | ExprKind::None | ExprKind::SelfType => "a keyword",
        ExprKind::List(_) => "a list",
        ExprKind::Set(_) | ExprKind::Dict(_) | ExprKind::Initializer(_) => "a value in braces",
        ExprKind::Compare(..) => "a comparison",
        ExprKind::Lambda(_) => "a lambda",
        _ => "the value of an expression",
    };
    let diagnostic = Diagnostic::error("E0205", span, format!("{what} cannot be assigned to"));
    match target {
        ExprKind::List(_) => diagnostic.help("several targets stand in parentheses, or without any: `a, b = …`"),
        _ => diagnostic.help("names, fields, items and tuples of these can stand left of `=`"),
    }
}

/// `at` is where the `except` is missed.
pub fn incomplete_try(at: Span, word: Span) -> Diagnostic {
    Diagnostic::error("E0206", at, "a `try` needs an `except` or a `finally`")
        .label("expected `except` or `finally` before this")
        .at(word, "the `try`")
}

/// A statement that Python has.
pub fn python_statement(span: Span, word: &str) -> Diagnostic {
    let help = match word {
        "class" => "write a `struct`: its fields are declared with `var name: Type`",
        "del" => "a value is destroyed after its last use; `_ = x^` ends it at once",
        "global" => "there are no global variables: pass what is shared as an argument",
        "nonlocal" => "a nested function names what it changes in its capture list: `{mut x}`",
        "yield" => "write a struct with `__iter__` and `__next__`",
        _ => "functions are not asynchronous",
    };
    Diagnostic::error("E0207", span, format!("the language has no `{word}`")).help(help)
}

pub fn too_deep(span: Span, what: &str, limit: usize) -> Diagnostic {
    Diagnostic::error("E0901", span, format!("{what} (the limit is {limit})"))
        .help("split it with variables or functions")
}

/// Reports, behind the last mistake, that no more are looked for.
pub fn report_too_many(diagnostics: &mut Diagnostics, limit: usize) {
    let Some(last) = diagnostics.iter().map(|d| d.span).max() else { return };
    diagnostics.report(
        Diagnostic::error("E0901", last.after(), format!("the file has too many mistakes (the limit is {limit})"))
            .note("what follows was not read"),
    );
}

/// `edit` is what `new` replaces.
pub fn old_spelling(span: Span, old: &str, edit: Span, new: &str) -> Diagnostic {
    let help = match new.trim() {
        "" => format!("leave out `{old}`"),
        new => format!("write `{new}`"),
    };
    Diagnostic::warning("W0201", span, format!("`{old}` is an older spelling")).fix(help, edit, new)
}

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    /// Every code is documented with a snapshot, and every code that is reported is in the table.
    #[test]
    fn codes_occur_in_snapshots() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../snapshots");
        let mut seen = String::new();
        for phase in ["syntax", "layout"] {
            for entry in std::fs::read_dir(format!("{folder}/{phase}")).expect("there are snapshots") {
                seen.push_str(&std::fs::read_to_string(entry.expect("a file").path()).expect("a snapshot is text"));
            }
        }
        // A snapshot of a text that exceeds a limit would be as long as the text.
        for (code, _) in CODES.iter().filter(|(code, _)| *code != "E0901") {
            assert!(seen.contains(&format!(" {code} ")), "no snapshot shows {code}");
        }
    }
}
