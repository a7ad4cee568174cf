//! The words of what ownership reports: one constructor a mistake.

use grammar::{Diagnostic, Span};

/// A use of a value that was moved away before.
pub(crate) struct Moved<'a> {
    pub name: &'a str,
    pub used: Span,
    pub moved: Span,
    pub declared: Option<Span>,
    /// The move is the use itself, one turn of a loop earlier.
    pub in_loop: bool,
    /// Only some ways to the use pass the move.
    pub maybe: bool,
    pub copyable: bool,
}

pub(crate) fn use_after_move(of: &Moved<'_>) -> Diagnostic {
    let name = of.name;
    let message = match of.in_loop {
        true => format!("`{name}` is moved again in the next turn of the loop"),
        false if of.maybe => format!("`{name}` may have been moved before this use"),
        false => format!("`{name}` is used after it was moved"),
    };
    let mut diagnostic = Diagnostic::error("E0611", of.used, message);
    diagnostic = match of.in_loop {
        true => diagnostic.label("moved here, and not assigned again before the loop comes back"),
        false => diagnostic.label("used here").at(of.moved, format!("`{name}` is moved here")),
    };
    if let Some(declared) = of.declared {
        diagnostic = diagnostic.at(declared, "declared here");
    }
    if of.copyable {
        diagnostic = diagnostic.suggest("pass a copy instead of moving it", transfer_mark(of.moved), ".copy()");
    } else {
        diagnostic = diagnostic.help(format!("assign `{name}` again before this use, or use it before it is moved"));
    }
    diagnostic
}

/// The `^` behind what is moved.
fn transfer_mark(moved: Span) -> Span {
    Span { start: moved.end, end: moved.end + 1, ..moved }
}

pub(crate) fn uninitialised(name: &str, used: Span, declared: Option<Span>, maybe: bool) -> Diagnostic {
    let message = match maybe {
        true => format!("`{name}` may not have a value here"),
        false => format!("`{name}` has no value yet"),
    };
    let mut diagnostic = Diagnostic::error("E0612", used, message).label("used here");
    if let Some(declared) = declared {
        diagnostic = diagnostic.at(declared, "declared here without a value");
    }
    if maybe {
        diagnostic = diagnostic.note("there is a way to this use on which nothing is assigned to it");
    }
    diagnostic.help(format!("assign `{name}` before this use, or give it a value where it is declared"))
}

/// Fields, or the whole, of the result that have no value where the function returns. `at_end`: by reaching its end.
pub(crate) fn result_incomplete(names: &[String], returned: Span, declared: Span, at_end: bool) -> Diagnostic {
    let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let has = if names.len() == 1 { "has" } else { "have" };
    let diagnostic = match at_end {
        true => Diagnostic::error("E0613", declared, format!("{list} {has} no value when the function returns"))
            .label("the result is built here"),
        false => Diagnostic::error("E0613", returned, format!("{list} {has} no value when the function returns here"))
            .label("returned here")
            .at(declared, "the result is declared here"),
    };
    match names {
        [name] => diagnostic.help(format!("assign `{name}` on every way to the return")),
        _ => diagnostic.help("assign them on every way to the return"),
    }
}

pub(crate) fn move_out_of_reference(name: &str, place: Span, why: &str, copyable: bool) -> Diagnostic {
    let what = if name.is_empty() { "this value".to_string() } else { format!("`{name}`") };
    let diagnostic = Diagnostic::error("E0614", place, format!("{what} cannot be moved out of a reference"))
        .label("somebody else owns this value")
        .note(why);
    match copyable {
        true => diagnostic.suggest("copy it", transfer_mark(place), ".copy()"),
        false => diagnostic.help("take the argument as `var`, so that the function owns it"),
    }
}

/// What a callee may do with what an argument gives it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passed {
    Read,
    Changed,
    Moved,
}

impl Passed {
    pub(crate) fn by_reference(mutable: bool) -> Passed {
        if mutable { Passed::Changed } else { Passed::Read }
    }

    fn label(self) -> &'static str {
        match self {
            Passed::Read => "passed to be read",
            Passed::Changed => "passed to be changed",
            Passed::Moved => "moved here",
        }
    }
}

/// Two arguments of a call that overlap, of which at least one may be written.
pub(crate) fn aliasing(a: (&str, Span, Passed), b: (&str, Span, Passed)) -> Diagnostic {
    let (same, moved) = (a.0 == b.0, [a.2, b.2].contains(&Passed::Moved));
    let message = match (same, moved) {
        (true, true) => format!("`{}` is passed twice to one call, and moved by one of the arguments", b.0),
        (true, false) => {
            format!("`{}` is passed twice to one call, and may be changed through one of the arguments", a.0)
        }
        (false, _) => format!("`{}` and `{}` overlap, and one of them may be changed by the call", a.0, b.0),
    };
    let note = match same && moved {
        true => "a value that an argument takes over must not be reachable through another one of the same call",
        false => "a value that is passed as `mut` must not be reachable through another argument of the same call",
    };
    Diagnostic::error("E0615", b.1, message)
        .label(b.2.label())
        .at(a.1, a.2.label())
        .note(note)
        .help("copy one of them into a variable before the call")
}

/// A use of a reference into a value that was changed or moved since.
pub(crate) fn invalidated(name: &str, used: Span, owner: &str, at: Span, moved: bool, bound: Span) -> Diagnostic {
    let what = match name {
        "" => "this reference".to_string(),
        name => format!("`{name}`"),
    };
    let (how, label) = match moved {
        true => ("was moved", format!("`{owner}` is moved here")),
        false => ("may have changed", format!("`{owner}` may give up or move its elements here")),
    };
    let mut diagnostic = Diagnostic::error("E0616", used, format!("{what} points into `{owner}`, which {how} since"))
        .label("used here")
        .at(at, label);
    if bound != used {
        diagnostic = diagnostic.at(bound, "the reference is taken here");
    }
    diagnostic.help(format!("copy the value before `{owner}` changes, or take the reference again after it"))
}

pub(crate) fn partial_move(
    field: &str,
    owner: &str,
    moved: Span,
    declared: Option<Span>,
    copyable: bool,
) -> Diagnostic {
    let mut diagnostic =
        Diagnostic::error("E0617", moved, format!("`{field}` is moved out of the middle of `{owner}`"))
            .label("moved here, and not assigned again")
            .note(format!("`{owner}` could not be destroyed as a whole"));
    if let Some(declared) = declared {
        diagnostic = diagnostic.at(declared, "declared here");
    }
    if copyable {
        diagnostic = diagnostic.suggest("copy the field", transfer_mark(moved), ".copy()");
    }
    diagnostic.help(format!("assign `{field}` again, or take `{owner}` apart in a method with `deinit self`"))
}

pub(crate) fn argument_not_refilled(name: &str, left: Span, declared: Span, at_end: bool) -> Diagnostic {
    let message = format!("`{name}` has no value when the function returns");
    let diagnostic = match at_end {
        true => Diagnostic::error("E0618", declared, message).label("the caller expects a value in it"),
        false => Diagnostic::error("E0618", left, message)
            .label("the function may be left here")
            .at(declared, "the caller expects a value in it"),
    };
    diagnostic.help(format!("assign `{name}` again after moving it away"))
}

pub(crate) fn dangling(owner: &str, returned: Span, declared: Option<Span>) -> Diagnostic {
    let (message, why) = match owner {
        "" => (
            "the result points into a temporary value".to_string(),
            "the value is destroyed when the function returns".to_string(),
        ),
        owner => {
            (format!("the result points into `{owner}`"), format!("`{owner}` is destroyed when the function returns"))
        }
    };
    let mut diagnostic = Diagnostic::error("E0619", returned, message).label("returned here").note(why);
    if let Some(declared) = declared {
        diagnostic = diagnostic.at(declared, "declared here");
    }
    diagnostic.help("return a value that owns what it needs")
}

/// A value that is given up at `span`, of a variable declared at `declared`; `open` if its type is a parameter.
pub(crate) fn must_be_consumed(name: &str, ty: &str, span: Span, declared: Option<Span>, open: bool) -> Diagnostic {
    let what = match name {
        "" => format!("a `{ty}`"),
        name => format!("`{name}`"),
    };
    let mut diagnostic = Diagnostic::error("E0620", span, format!("{what} is never consumed"));
    if let Some(declared) = declared {
        diagnostic = diagnostic.label("given up here").at(declared, format!("a `{ty}` cannot be destroyed by itself"));
    } else {
        diagnostic = diagnostic.label(format!("a `{ty}` cannot be destroyed by itself"));
    }
    match open {
        true => diagnostic.help("bound the parameter by `Deinitable` too: `T: … & Deinitable`"),
        false => diagnostic.help("pass it on with `^` to a method that takes `deinit self`"),
    }
}

/// A variable that nothing reads.
pub(crate) fn unused_variable(name: &str, span: Span, assigned: bool) -> Diagnostic {
    let message = match assigned {
        true => format!("`{name}` is assigned but never used"),
        false => format!("`{name}` is never used"),
    };
    let diagnostic = Diagnostic::warning("W0601", span, message);
    match assigned {
        true => diagnostic.help("assign to `_` to only evaluate the value"),
        false => diagnostic.help("remove the declaration"),
    }
}

pub(crate) fn unread_value(name: &str, span: Span) -> Diagnostic {
    Diagnostic::warning("W0602", span, format!("the value assigned to `{name}` is never read"))
        .label("overwritten or given up before it is used")
}

pub(crate) fn unreachable(span: Span, last: Span) -> Diagnostic {
    Diagnostic::warning("W0603", span, "this is never reached")
        .label("unreachable")
        .at(last, "control does not come past this")
        .help("remove it")
}
