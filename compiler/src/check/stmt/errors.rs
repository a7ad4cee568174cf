//! The diagnostics of statements and of functions within functions, one constructor each.

use grammar::{Diagnostic, Span, Symbol};

pub fn duplicate(name: Symbol, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("E0420", span, format!("`{name}` is declared twice in one scope"))
        .label("declared again here")
        .at(first, "the first declaration")
        .help("assign without `var`, or take another name; in a nested block a new variable may have the same name")
}

pub fn escapes_block(name: Symbol, span: Span, used: Span) -> Diagnostic {
    Diagnostic::error("E0425", used, format!("`{name}` is used outside of the block that declares it"))
        .at(span, "the first assignment declares it, for this block only")
        .help(format!("declare it before the block: `var {name}: …`"))
}

pub fn immutable(text: &str, span: Span, declared: Option<(Span, String)>, helps: Vec<String>) -> Diagnostic {
    let mut diagnostic = Diagnostic::error("E0550", span, format!("`{text}` cannot be changed"));
    if let Some((at, words)) = declared {
        diagnostic = diagnostic.at(at, words);
    }
    helps.into_iter().fold(diagnostic, Diagnostic::help)
}

pub fn not_a_target(text: &str, span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("E0551", span, format!("`{text}` cannot be assigned to"))
        .label(what)
        .help("variables, fields and items can stand left of `=`")
}

pub fn no_in_place(ty: &str, op: &str, method: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E0552", span, format!("`{ty}` has no `{op}=`"))
        .note(format!("the operator calls `{ty}.{method}`"))
}

pub fn not_a_tuple(ty: &str, count: usize, span: Span) -> Diagnostic {
    Diagnostic::error("E0553", span, format!("a value of type `{ty}` cannot be taken apart into {count} values"))
        .help("only tuples of fixed length are taken apart")
}

pub fn wrong_arity(found: usize, wanted: usize, span: Span, value: Span) -> Diagnostic {
    let (values, targets) =
        (if found == 1 { "value" } else { "values" }, if wanted == 1 { "target" } else { "targets" });
    Diagnostic::error("E0553", span, format!("{wanted} {targets} for {found} {values}"))
        .at(value, format!("this is {found} {values}"))
        .help("leave values out with `_`")
}

pub fn not_iterable(ty: &str, span: Span, why: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::error("E0554", span, format!("a value of type `{ty}` cannot be iterated over"));
    match why {
        Some(why) => diagnostic.note(why),
        None => diagnostic.help("an iterable type has a method `__iter__`"),
    }
}

pub fn ref_type(found: &str, wanted: &str, span: Span, at: Span) -> Diagnostic {
    Diagnostic::error("E0556", span, format!("a reference to `{found}` stands where one to `{wanted}` is needed"))
        .at(at, format!("`{wanted}` because of this"))
        .note("references are never converted")
}

pub fn may_raise(what: &str, ty: &str, is_error: bool, span: Span, function: &str, effects: Span) -> Diagnostic {
    let text = if is_error { " raises".to_string() } else { format!(" raises {ty}") };
    Diagnostic::error("E0711", span, format!("{what}, but {function} does not declare `raises`"))
        .at(effects, "nothing is declared here")
        .help("or catch the error: `try: … except e: …`")
        .suggest("declare it", effects.after(), text)
}

pub fn raises_other(found: &str, declared: &str, span: Span, effects: Span) -> Diagnostic {
    Diagnostic::error("E0702", span, format!("an error of type `{found}` leaves a function that raises `{declared}`"))
        .at(effects, format!("`{declared}` is declared here"))
        .help(format!("catch it and raise a `{declared}`, or declare `raises` without a type"))
}

pub fn bare_raise(span: Span) -> Diagnostic {
    Diagnostic::error("E0703", span, "`raise` without a value stands outside of an `except`")
        .help("it raises the caught error again; to raise a new one, write `raise Error(\"…\")`")
}

pub fn raised_type(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E0704", span, format!("`{name}` is a type, not an error value")).suggest(
        "make a value of it",
        span.after(),
        "()",
    )
}

pub fn unneeded_value(function: &str, ty: &str, span: Span, header: Span) -> Diagnostic {
    Diagnostic::error("E0705", span, format!("{function} returns nothing, but here a value of type `{ty}` is returned"))
        .at(header, "no result type is declared")
}

pub fn missing_value(ty: &str, span: Span, header: Span) -> Diagnostic {
    Diagnostic::error("E0706", span, format!("`return` without a value, but the result is of type `{ty}`"))
        .at(header, "the result type is declared here")
        .help("return a value")
}

pub fn dangling_reference(span: Span) -> Diagnostic {
    Diagnostic::error("E0707", span, "a reference to a value that is stored nowhere is returned")
        .label("this makes a new value")
        .help("return a place: an argument, a field or an item; or return the value itself, without `ref`")
}

/// `word` is the `ref` of the declaration.
pub fn ref_of_value(span: Span, word: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error("E0559", span, "`ref` needs a place: a variable, a field, an item, a reference")
        .label("this makes a new value, which is stored nowhere");
    match word {
        Some(word) => diagnostic.suggest("declare a variable with it", word, "var"),
        None => diagnostic.help("declare a variable with it: `var`"),
    }
}

pub fn comptime_assert(message: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E0708", span, format!("the assertion does not hold: {message}"))
}

pub fn mixed_errors(first: &str, second: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E0709", span, format!("errors of the types `{first}` and `{second}` do not go together"))
        .note(format!("`{first}` does not become an `Error`"))
        .help("make its type `Writable`, or use two `try` statements")
}

/// `what` continues an opening backtick: "Int` value".
pub fn unused(what: &str, span: Span) -> Diagnostic {
    Diagnostic::warning("W0701", span, format!("this `{what} is not used")).fix(
        "throw it away explicitly",
        span.before(),
        "_ = ",
    )
}

pub fn unreachable_case(span: Span, first: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::warning("W0702", span, "this case is never reached").label("covered already");
    match first {
        Some(first) => {
            diagnostic.at(first, "everything that it matches is matched here").help("remove it, or move it up")
        }
        None => {
            diagnostic.note("the cases before it cover everything that it matches").help("remove it, or move it up")
        }
    }
}

pub fn implicit_declaration(name: Symbol, span: Span, at: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::warning("W0401", span, format!("`{name}` is assigned without being declared"));
    match at {
        Some(at) => diagnostic.fix("declare it", at, "var "),
        None => diagnostic.help(format!("declare it before: `var {name}: …`")),
    }
}

/// `before` is where the statement starts that a declaration can be put before, and its indentation.
pub fn walrus_declaration(name: Symbol, ty: &str, span: Span, before: Option<(Span, String)>) -> Diagnostic {
    let diagnostic = Diagnostic::warning("W0402", span, format!("`:=` assigns `{name}`, which is not declared"));
    match before {
        Some((at, indent)) => diagnostic.fix("declare it before", at, format!("var {name}: {ty}\n{indent}")),
        None => diagnostic.help(format!("declare it before: `var {name}: {ty}`")),
    }
}

pub fn var_of_reference(ty: &str, span: Span, word: Option<Span>) -> Diagnostic {
    let diagnostic =
        Diagnostic::warning("W0403", span, format!("this returns a reference, and a `{ty}` is not copied implicitly"))
            .label("taken as a reference");
    match word {
        Some(word) => diagnostic.fix("declare a reference", word, "ref"),
        None => diagnostic.help("declare it with `ref`"),
    }
}

pub fn too_many_turns(count: i64, limit: i64, span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0710",
        span,
        format!("this `comptime for` would be unrolled {count} times (the limit is {limit})"),
    )
    .help("use a plain `for`")
}

pub fn not_comptime_iterable(ty: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E0710", span, format!("`comptime for` cannot go through a value of type `{ty}`"))
        .help("it goes through ranges, lists and tuples that are known at compile time, and through tuples and `*args`")
}

pub fn except_type(name: Symbol, span: Span, rest: Span) -> Diagnostic {
    Diagnostic::warning("W0703", span, format!("`except {name}` does not choose a type: it names the error `{name}`"))
        .note("an `except` takes every error of its `try`")
        .fix("leave the name out", rest, "")
}

pub fn no_manager(ty: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E0558", span, format!("a value of type `{ty}` cannot be used with `with`"))
        .help("its type needs a method `__enter__`, and usually an `__exit__`")
}

pub fn cannot_match(what: &str, ty: &str, span: Span, subject: Span) -> Diagnostic {
    Diagnostic::error("E0557", span, format!("{what} cannot match a value of type `{ty}`"))
        .at(subject, format!("this is of type `{ty}`"))
}

pub fn unequal_names(name: Symbol, span: Span, bound: Span) -> Diagnostic {
    Diagnostic::error("E0557", span, format!("this alternative does not bind `{name}`"))
        .at(bound, "another one does")
        .help("all alternatives of a pattern bind the same names")
}

pub fn unequal_types(name: Symbol, a: &str, b: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E0557", span, format!("the alternatives bind `{name}` to values of the types `{a}` and `{b}`"))
        .help("all alternatives of a pattern bind a name to one type")
}
