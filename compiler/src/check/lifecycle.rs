//! The user's methods: that each has a receiver, and what those that make, copy, move and destroy values take and must not do.

use grammar::ast::{ArgDef, ArgDefKind, Convention, Name};
use grammar::{Diagnostic, Span};

use crate::cx::Cx;
use crate::definitions::{Function, FunctionId, FunctionKind, Parent};

impl Cx<'_> {
    pub(super) fn check_methods(&mut self) {
        for index in 0..self.defs.functions.len() {
            let id = FunctionId(index as u32);
            let function = self.defs.function(id);
            let is_method = matches!(function.parent, Parent::Struct(_) | Parent::Trait(_)) && !function.is_static;
            let written = matches!(function.kind, FunctionKind::Source | FunctionKind::Required);
            if !is_method || !written || !self.is_user(id) || self.is_broken(id) {
                continue;
            }
            self.check_receiver(id);
            let function = self.defs.function(id);
            if matches!(function.parent, Parent::Struct(_))
                && let Some(diagnostic) = wrong_receiver(function).or_else(|| raising(function))
            {
                self.report(diagnostic);
            }
        }
    }

    fn check_receiver(&mut self, id: FunctionId) {
        let ast = self.defs.function(id).ast.clone();
        let first = ast.args.iter().find_map(receiver);
        if first.is_some_and(|(name, how, _)| name.symbol == "self" || *how == Convention::Out) {
            return;
        }
        let args = self.identity_args(id);
        let (sig, own) = (self.signature(id, &args), self.self_ty(id, &args));
        if sig.args.first().is_some_and(|arg| arg.ty.is_error() || Some(arg.ty) == own) {
            return;
        }
        self.report(
            Diagnostic::error("E0310", ast.name.span, format!("the method `{}` has no `self`", ast.name.symbol))
                .help("write `self` as its first argument, or `@staticmethod` before it"),
        );
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
    let span = Span { end: name.span.end, ..whole };
    let diagnostic = Diagnostic::error("E0312", span, format!("`{}` takes `{word} self`", function.ast.name.symbol))
        .label(format!("it {what}"));
    Some(diagnostic.suggest(format!("write `{word} self`"), span, format!("{word} self")))
}

/// What may be a receiver: its name, how it is passed, and where all of it stands.
fn receiver(arg: &ArgDef) -> Option<(&Name, &Convention, Span)> {
    match &arg.kind {
        ArgDefKind::Named { convention, name, .. } => Some((name, convention, arg.span)),
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
