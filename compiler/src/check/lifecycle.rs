//! The user's methods that make, copy, move and destroy values: what they take, and that they do not raise.

use grammar::ast::{ArgDef, ArgDefKind, Convention};
use grammar::{Diagnostic, Span};

use crate::cx::Cx;
use crate::definitions::{Function, FunctionId, FunctionKind, Parent};

impl Cx<'_> {
    pub(super) fn check_lifecycle(&mut self) {
        for index in 0..self.defs.functions.len() {
            let id = FunctionId(index as u32);
            let function = self.defs.function(id);
            let is_method = matches!(function.parent, Parent::Struct(_)) && !function.is_static;
            if !is_method || function.kind != FunctionKind::Source || !self.is_user(id) || self.is_broken(id) {
                continue;
            }
            let function = self.defs.function(id);
            if let Some(diagnostic) = wrong_receiver(function).or_else(|| raising(function)) {
                self.report(diagnostic);
            }
        }
    }
}

/// `__init__(self)`, `__deinit__(self)`
fn wrong_receiver(function: &Function) -> Option<Diagnostic> {
    let (word, what) = match function.ast.name.symbol.as_str() {
        "__init__" => ("out", "makes a value"),
        "__deinit__" => ("deinit", "ends a value"),
        _ => return None,
    };
    let mut receivers = function.ast.args.iter().filter_map(receiver);
    let (name, convention, whole) = receivers.next()?;
    let is_right = |convention: &Convention| match word {
        "out" => *convention == Convention::Out,
        _ => *convention == Convention::Deinit,
    };
    // The result may stand behind the arguments.
    if is_right(convention) || (word == "out" && receivers.any(|(_, convention, _)| is_right(convention))) {
        return None;
    }
    let span = Span { end: name.end, ..whole };
    let diagnostic = Diagnostic::error("E0312", span, format!("`{}` takes `{word} self`", function.ast.name.symbol))
        .label(format!("it {what}"));
    Some(diagnostic.suggest(format!("write `{word} self`"), span, format!("{word} self")))
}

fn receiver(arg: &ArgDef) -> Option<(Span, &Convention, Span)> {
    match &arg.kind {
        ArgDefKind::Named { convention, name, .. } => Some((name.span, convention, arg.span)),
        _ => None,
    }
}

/// A value is copied, moved and destroyed where nobody could catch an error.
fn raising(function: &Function) -> Option<Diagnostic> {
    let ast = &function.ast;
    ast.effects.raises.as_ref()?;
    let has = |name: &str| {
        let named = |arg: &ArgDef| matches!(&arg.kind, ArgDefKind::Named { name: found, .. } if found.symbol == name);
        ast.args.len() == 3 && ast.args.iter().any(named)
    };
    let what = match ast.name.symbol.as_str() {
        "__deinit__" => "destructor",
        "__init__" if has("copy") => "copy constructor",
        "__init__" if has("move") => "move constructor",
        _ => return None,
    };
    Some(
        Diagnostic::error("E0311", ast.name.span, format!("a {what} cannot raise"))
            .note("it runs where nobody could catch the error")
            .help("leave `raises` out, and catch what may be raised: `try: … except e: …`"),
    )
}
