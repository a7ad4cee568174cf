//! The diagnostics of nested functions, one constructor each.

use grammar::{Diagnostic, Span, Symbol};

use super::free::Mention;

pub(super) fn missing_captures(
    function: Symbol,
    missing: &[Mention],
    span: Span,
    declared: Option<Span>,
    at: Span,
    text: String,
) -> Diagnostic {
    let names: Vec<String> = missing.iter().map(|mention| format!("`{}`", mention.name)).collect();
    let message = match names.as_slice() {
        [one] => format!("`{function}` uses {one} of the function around it without capturing it"),
        many => format!("`{function}` uses {} of the function around it without capturing them", many.join(", ")),
    };
    let mut diagnostic = Diagnostic::error("E0421", span, message);
    if let Some(declared) = declared {
        diagnostic = diagnostic.at(declared, "declared here");
    }
    diagnostic
        .note("a nested function lists the outer variables that it uses: `imm` reads, `mut` changes, `var` copies")
        .suggest("capture what it uses", at, text)
}

pub(super) fn no_variable(name: Symbol, span: Span, known: bool) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("E0422", span, format!("`{name}` is no variable of the function around this one"));
    if known {
        diagnostic.help("only variables are captured; leave it out of the list")
    } else {
        diagnostic.help("declare it before the nested function, or leave it out")
    }
}

pub(super) fn captured_twice(name: Symbol, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("E0423", span, format!("`{name}` is captured twice"))
        .at(first, "the first time")
        .help("leave one of them out")
}

pub(super) fn not_mutable(name: Symbol, span: Span, declared: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error("E0424", span, format!("`{name}` cannot be captured by `mut`: it is immutable"));
    let diagnostic = match declared {
        Some(at) => diagnostic.at(at, "declared here"),
        None => diagnostic,
    };
    diagnostic.help(format!("capture it by `imm {name}`, or make it mutable where it is declared"))
}

pub(super) fn not_copied(name: Symbol, ty: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E0424", span, format!("`{name}` cannot be captured by copy: a `{ty}` is not copied implicitly"))
        .suggest("move it into the closure", span.after(), "^")
        .help(format!("or capture it by reference: `imm {name}`"))
}

pub(super) fn not_here(name: Symbol, span: Span, declared: Span) -> Diagnostic {
    Diagnostic::error("E0424", span, format!("`{name}` of the function around it cannot be used here"))
        .at(declared, "declared here")
        .help("defaults and types of arguments are worked out before anything runs")
}
