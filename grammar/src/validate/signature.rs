//! The headers of functions: types that must be there, and the order of arguments, parameters and markers.

use super::{Place, Validator};
use crate::ast::*;
use crate::errors;
use crate::span::Span;

/// What was seen of a list of arguments or parameters.
#[derive(Default)]
struct Order {
    names: Vec<Name>,
    /// A `*`, or a name with one.
    star: bool,
    /// A bare `*` with nothing behind it yet.
    bare_star: Option<Span>,
    slash: bool,
    defaulted: bool,
    count: usize,
}

impl Validator<'_> {
    pub fn function(&mut self, function: &Function, place: Place) {
        let method = matches!(place, Place::Struct | Place::Trait);
        self.exprs(function.decorators.iter().map(|d| &d.expr));
        self.params(&function.params);
        self.args(&function.args, method);
        let out = function.args.iter().find(|arg| matches!(named(arg), Some(Convention::Out)));
        if let (Some(out), Some(result)) = (out, &function.result) {
            self.report(
                errors::order(result.ty.span, "a function has an `out` argument or a result, not both")
                    .at(out.span, "the `out` argument"),
            );
        }
        if let (Some(abi), Some(raises)) = (&function.effects.abi, &function.effects.raises)
            && abi == "C"
        {
            self.misplaced(
                raises.span,
                "`raises`",
                "cannot stand on a function with `abi(\"C\")`: catch errors inside",
            );
        }
        self.exprs(function.result.iter().map(|r| &r.ty).chain(&function.constraint));
        self.body(&function.body.body, Place::Function, false);
    }

    fn name(&mut self, order: &mut Order, name: Name) {
        order.count += 1;
        order.bare_star = None;
        // Lists are short; only a very long one pays for a look at every name.
        if let Some(first) = order.names.iter().find(|n| n.symbol == name.symbol && name.symbol != "_") {
            let message = format!("`{}` is declared twice", name.symbol);
            self.report(errors::order(name.span, message).at(first.span, "the first one"));
        } else if order.names.len() < 1000 {
            order.names.push(name);
        }
    }

    fn star(&mut self, order: &mut Order, span: Span, bare: bool) {
        if order.star {
            self.report(errors::order(span, "there can be one `*` only"));
        }
        order.star = true;
        order.bare_star = bare.then_some(span);
    }

    fn slash(&mut self, order: &mut Order, span: Span) {
        if order.count == 0 {
            self.report(errors::order(span, "nothing stands before `/` that could be positional only"));
        } else if order.slash || order.star {
            self.report(errors::order(span, "`/` stands once, before `*`"));
        }
        order.slash = true;
    }

    fn default(&mut self, order: &mut Order, span: Span, has: bool, what: &str) {
        if order.defaulted && !has && !order.star {
            self.report(errors::order(span, format!("{what} without a default follows one with a default")));
        }
        order.defaulted |= has;
    }

    fn end(&mut self, order: &Order) {
        if let Some(span) = order.bare_star {
            self.report(errors::order(span, "nothing follows `*` that could be keyword only"));
        }
    }

    pub fn params(&mut self, params: &[Param]) {
        let mut order = Order::default();
        let mut inferred = false;
        for param in params {
            match &param.kind {
                ParamKind::Named { name, ty, default } => {
                    if ty.is_none() {
                        self.report(errors::missing_type(name.span, "parameter", name.symbol.as_str()));
                    }
                    self.default(&mut order, param.span, default.is_some(), "a parameter");
                    self.name(&mut order, *name);
                    self.exprs(ty.iter().chain(default));
                }
                ParamKind::Variadic { name, ty } => {
                    if ty.is_none() {
                        self.report(errors::missing_type(name.span, "parameter", name.symbol.as_str()));
                    }
                    self.star(&mut order, param.span, false);
                    self.name(&mut order, *name);
                    self.exprs(ty);
                }
                ParamKind::KeywordOnly => self.star(&mut order, param.span, true),
                ParamKind::InferOnly => {
                    if order.count == 0 {
                        self.report(errors::order(param.span, "nothing stands before `//` that could be inferred"));
                    } else if inferred || order.slash || order.star {
                        self.report(errors::order(param.span, "`//` stands once, before `/` and `*`"));
                    }
                    inferred = true;
                    order.defaulted = false;
                }
                ParamKind::PositionalOnly => self.slash(&mut order, param.span),
            }
        }
        self.end(&order);
    }

    /// `method`: the first argument may lack a type.
    pub fn args(&mut self, args: &[ArgDef], method: bool) {
        let mut order = Order::default();
        let mut out: Option<Span> = None;
        for (index, arg) in args.iter().enumerate() {
            match &arg.kind {
                ArgDefKind::Named { name, ty, default, convention } => {
                    if ty.is_none() && !(index == 0 && method) {
                        self.report(errors::missing_type(name.span, "argument", name.symbol.as_str()));
                    }
                    if *convention == Convention::Out {
                        if let Some(first) = out {
                            let diagnostic = errors::order(arg.span, "a function has one `out` argument");
                            self.report(diagnostic.at(first, "the first one"));
                        }
                        out = Some(arg.span);
                    } else {
                        self.default(&mut order, arg.span, default.is_some(), "an argument");
                    }
                    if let (Some(default), Some(word)) = (default, place_word(convention)) {
                        let message = format!("a `{word}` argument cannot have a default");
                        self.report(errors::order(default.span, message));
                    }
                    self.name(&mut order, *name);
                    self.exprs(ty.iter().chain(default));
                }
                ArgDefKind::Variadic { name, ty, .. } => {
                    self.star(&mut order, arg.span, false);
                    self.name(&mut order, *name);
                    self.expr(ty);
                }
                ArgDefKind::Keywords { name, ty, .. } => {
                    self.name(&mut order, *name);
                    self.expr(ty);
                    if let Some(next) = args.get(index + 1) {
                        self.report(errors::order(next.span, "nothing can follow a `**` argument"));
                        return;
                    }
                }
                ArgDefKind::KeywordOnly => self.star(&mut order, arg.span, true),
                ArgDefKind::PositionalOnly => self.slash(&mut order, arg.span),
            }
        }
        self.end(&order);
    }
}

fn named(arg: &ArgDef) -> Option<&Convention> {
    match &arg.kind {
        ArgDefKind::Named { convention, .. } => Some(convention),
        _ => None,
    }
}

/// The word of a convention whose argument is a place of the caller's.
fn place_word(convention: &Convention) -> Option<&'static str> {
    match convention {
        Convention::Mut => Some("mut"),
        Convention::Ref(_) => Some("ref"),
        Convention::Out => Some("out"),
        _ => None,
    }
}
