//! Conversions: how a value becomes one of another type, and how a node becomes an owned value or a place.

use std::rc::Rc;

use grammar::{Diagnostic, Span, Symbol, ast};
use num_bigint::BigInt;

use super::candidate::Match;
use super::{CallArg, Functions, Fx, Node, constant};
use crate::cx::Cx;
use crate::definitions::{FunctionId, StructId};
use crate::hir::{self, ExprKind as H};
use crate::types::{DType, Ty, TyKind, Value};

/// How a value gets a type.
#[derive(Clone, Debug)]
pub enum Conversion {
    Same,
    /// A literal takes the type.
    Literal,
    /// The expression never ends.
    Never,
    /// One call of an `@implicit` constructor.
    Implicit(Rc<Match>),
    /// A function as a pointer to it.
    Function(FunctionId, Vec<Value>),
}

impl Cx<'_> {
    /// How a node can become a value of type `to`; nothing if it cannot.
    pub fn conversion(&mut self, fx: &mut Fx, node: &Node, to: Ty) -> Option<Conversion> {
        let from = match node {
            Node::Functions(functions) => return self.function_conversion(fx, functions, to),
            Node::Error => return Some(Conversion::Same),
            other => other.ty()?,
        };
        if from == to || from.is_error() || to.is_error() {
            return Some(Conversion::Same);
        }
        if from.is_never() {
            return Some(Conversion::Never);
        }
        if self.symbolic && (self.is_hazy(from) || self.is_hazy(to)) {
            return Some(Conversion::Same);
        }
        // The methods of tuples serve packs too; only builtins among them look at the value.
        if let (TyKind::Pack(a), TyKind::Tuple(b)) = (from.kind(), to.kind()) {
            return (a == b).then_some(Conversion::Same);
        }
        if from.is_literal() && self.literal_fits(node, from, to) {
            return Some(Conversion::Literal);
        }
        if let (TyKind::FunctionItem(id, args), TyKind::FunctionPointer(wanted)) = (from.kind(), to.kind()) {
            // A pointer has no room for the environments of closures.
            if args.iter().any(|arg| matches!(arg, Value::Closure(_))) {
                return None;
            }
            return self.fits_function(from, wanted).then(|| Conversion::Function(*id, args.clone()));
        }
        if self.no_implicit > 0 {
            return None;
        }
        if let TyKind::Struct(id, _) = to.kind()
            && self.implicit_constructors(*id).is_empty()
        {
            return None;
        }
        if let Some(known) = self.tables.conversions.get(&(from, to)) {
            return known.clone();
        }
        let found = self.implicit_conversion(fx, node, to);
        self.tables.conversions.insert((from, to), found.clone());
        found
    }

    fn implicit_conversion(&mut self, fx: &mut Fx, node: &Node, to: Ty) -> Option<Conversion> {
        let (strukt, args) = match to.kind() {
            TyKind::Struct(id, args) => (*id, args.clone()),
            _ => return None,
        };
        let (found, _) = self.implicit_constructor(fx, strukt, args, node)?;
        Some(Conversion::Implicit(Rc::new(found)))
    }

    fn implicit_constructors(&mut self, strukt: StructId) -> Rc<Vec<FunctionId>> {
        if let Some(known) = self.tables.implicit.get(&strukt) {
            return known.clone();
        }
        let all = self.struct_methods(strukt, Symbol::new("__init__")).unwrap_or_default();
        let ids: Vec<FunctionId> = all.iter().copied().filter(|id| self.defs.function(*id).implicit).collect();
        let ids = Rc::new(ids);
        self.tables.implicit.insert(strukt, ids.clone());
        ids
    }

    /// The `@implicit` constructor of a struct that takes a node, and the type that it makes.
    fn implicit_constructor(
        &mut self,
        fx: &mut Fx,
        strukt: StructId,
        args: Vec<Value>,
        node: &Node,
    ) -> Option<(Match, Ty)> {
        let ids = self.implicit_constructors(strukt);
        if ids.is_empty() {
            return None;
        }
        let functions = Functions {
            ids,
            name: Symbol::new("__init__"),
            parent_args: args,
            receiver: None,
            explicit: Vec::new(),
            is_abstract: false,
            span: Span::default(),
        };
        let arg = [CallArg::positional(node.clone(), Span::default())];
        self.no_implicit += 1;
        let library = self.defs.module(self.defs.strukt(strukt).module).library;
        let lenient = std::mem::replace(&mut self.lenient_literals, library);
        let brief = std::mem::replace(&mut self.brief, true);
        let mut best: Option<Match> = None;
        for id in functions.ids.iter() {
            let (result, _) = self.attempt(|cx| cx.match_candidate(fx, *id, &functions, &arg));
            if let Ok(found) = result
                && best.as_ref().is_none_or(|b| found.score < b.score)
            {
                best = Some(found);
            }
        }
        self.brief = brief;
        self.no_implicit -= 1;
        self.lenient_literals = lenient;
        let found = best?;
        let ty = found.sig.result;
        Some((found, ty))
    }

    /// The struct type, with open arguments found, that a value of type `actual` converts to.
    pub fn implicit_target(&mut self, fx: &mut Fx, strukt: StructId, open: Vec<Value>, actual: Ty) -> Option<Ty> {
        if self.no_implicit > 0 {
            return None;
        }
        let node = Node::Place(hir::Place {
            kind: hir::PlaceKind::Temporary(Box::new(hir::Expr { kind: H::Error, ty: actual, span: Span::default() })),
            ty: actual,
            mutable: true,
            span: Span::default(),
        });
        self.implicit_constructor(fx, strukt, open, &node).map(|(_, ty)| ty)
    }

    /// Whether a literal may take a type.
    fn literal_fits(&mut self, node: &Node, from: Ty, to: Ty) -> bool {
        if !matches!(node, Node::Value(hir::Expr { kind: H::Const(_), .. })) {
            return false;
        }
        match from.kind() {
            TyKind::IntLiteral(_) | TyKind::FloatLiteral(_) if self.symbolic && self.has_open_dtype(to) => true,
            TyKind::IntLiteral(_) => {
                let Some(dtype) = self.scalar_of(to) else { return false };
                dtype != DType::Bool && (self.no_implicit == 0 || dtype == DType::Int || self.lenient_literals)
            }
            TyKind::FloatLiteral(_) => {
                let Some(dtype) = self.scalar_of(to) else { return false };
                dtype.is_float() && (self.no_implicit == 0 || dtype == DType::Float64 || self.lenient_literals)
            }
            TyKind::StringLiteral(_) => self.is_lang(to, "String") || self.is_lang(to, "StringSpan"),
            _ => false,
        }
    }

    fn function_conversion(&mut self, fx: &mut Fx, functions: &Functions, to: Ty) -> Option<Conversion> {
        match to.kind() {
            TyKind::FunctionPointer(wanted) => {
                for id in functions.ids.iter() {
                    let one = Functions { ids: Rc::new(vec![*id]), ..functions.clone() };
                    if let Some((id, args)) = self.function_item(fx, &one) {
                        let item = Ty::new(TyKind::FunctionItem(id, args.clone()));
                        if self.fits_function(item, wanted) {
                            return Some(Conversion::Function(id, args));
                        }
                    }
                }
                None
            }
            TyKind::FunctionItem(id, args) => {
                (self.function_item(fx, functions)? == (*id, args.clone())).then_some(Conversion::Same)
            }
            TyKind::Error => Some(Conversion::Same),
            _ => {
                let (id, args) = self.function_item(fx, functions)?;
                let value = Node::Value(hir::Expr {
                    kind: H::Const(Value::None),
                    ty: Ty::new(TyKind::FunctionItem(id, args)),
                    span: functions.span,
                });
                self.conversion(fx, &value, to)
            }
        }
    }

    /// The one function that a name means, with all its parameters bound; methods taken from a value have none.
    pub fn function_item(&mut self, fx: &mut Fx, functions: &Functions) -> Option<(FunctionId, Vec<Value>)> {
        let _ = fx;
        let [id] = functions.ids.as_slice() else { return None };
        let params = self.all_params(*id);
        if functions.explicit.is_empty() && functions.parent_args.len() == params.len() {
            return Some((*id, functions.parent_args.clone()));
        }
        let own = self.defs.function(*id).params.clone();
        let first = params.len() - own.len();
        let mut solution = super::infer::Solution::new(&params);
        for (index, value) in functions.parent_args.iter().enumerate().take(params.len()) {
            if *value != Value::Unbound {
                solution.values[index] = Some(value.clone());
            }
        }
        let mut position = 0;
        for (keyword, value) in &functions.explicit {
            let index = match keyword {
                Some(name) => own.iter().position(|p| self.defs.param(*p).name == *name)?,
                None => {
                    position += 1;
                    position - 1
                }
            };
            *solution.values.get_mut(first + index)? = Some(value.clone());
        }
        let values = self.finish_solution(&mut solution).ok()?;
        Some((*id, values))
    }

    /// A node as an owned value of type `ty`. Reports when it cannot become one.
    pub fn coerce(&mut self, fx: &mut Fx, node: Node, ty: Ty, span: Span) -> hir::Expr {
        if node.is_error() || ty.is_error() || (self.symbolic && self.is_hazy(ty)) {
            return match node {
                Node::Value(value) if !value.ty.is_error() && !value.ty.is_literal() => value,
                _ => Node::error_value(span),
            };
        }
        match self.conversion(fx, &node, ty) {
            // What asks for a literal's own type gets it: the value is part of the type.
            Some(Conversion::Same) if ty.is_literal() => match node {
                Node::Value(value) => value,
                node => self.owned(fx, node, span),
            },
            Some(Conversion::Same) => self.owned(fx, node, span),
            Some(Conversion::Never) => match node {
                Node::Value(value) => value,
                other => self.owned(fx, other, span),
            },
            Some(Conversion::Literal) => self.literal_as(node, ty, span),
            Some(Conversion::Function(id, args)) => {
                let instance = self.instance(id, &args, span);
                hir::Expr { kind: H::Function(instance), ty, span }
            }
            Some(Conversion::Implicit(found)) => {
                let args = [CallArg::positional(node, span)];
                let functions = Functions {
                    ids: Rc::new(vec![found.id]),
                    name: Symbol::new("__init__"),
                    parent_args: found.values.clone(),
                    receiver: None,
                    explicit: Vec::new(),
                    is_abstract: false,
                    span,
                };
                match self.emit_call(fx, &functions, (*found).clone(), &args, Some(ty), span) {
                    Node::Value(value) => value,
                    other => self.owned(fx, other, span),
                }
            }
            // A value is needed, of whatever type.
            None if matches!(
                node,
                Node::Type(_) | Node::Generic(..) | Node::Alias(..) | Node::Bound(_) | Node::Module(_)
            ) =>
            {
                self.owned(fx, node, span)
            }
            None => {
                self.report_mismatched(&node, ty, span);
                Node::error_value(span)
            }
        }
    }

    fn report_mismatched(&mut self, node: &Node, ty: Ty, span: Span) {
        let (found, wanted) = (self.shown_node(node), self.show(ty));
        let mut diagnostic = Diagnostic::error("E0510", span, format!("expected `{wanted}`, found `{found}`"));
        if let Some(help) = self.conversion_help(node, ty, span) {
            diagnostic = diagnostic.help(help);
        }
        self.report(diagnostic);
    }

    /// What a user can write to convert.
    pub fn conversion_help(&mut self, node: &Node, to: Ty, span: Span) -> Option<String> {
        let from = node.ty()?;
        let text = self.sources.text(span).to_string();
        if text.is_empty() || text.len() > 40 || text.contains('\n') {
            return None;
        }
        if let Some(dtype) = self.scalar_of(to) {
            let wanted = self.show(to);
            if matches!(from.kind(), TyKind::FloatLiteral(_)) && !dtype.is_float() {
                return Some(format!("write a whole number, or convert: `{wanted}({text})`"));
            }
            if self.scalar_of(from).is_some() || self.is_lang(from, "Bool") || from.is_literal() {
                return Some(format!("numbers are converted explicitly: `{wanted}({text})`"));
            }
            if self.is_lang(from, "PythonObject") {
                return Some(format!("convert the Python object: `{wanted}(py={text})`"));
            }
            if self.is_lang(from, "String") {
                return Some(format!("parse the text: `{wanted}({text})`"));
            }
        }
        if self.is_lang(to, "String") {
            return Some(if self.is_lang(from, "PythonObject") {
                format!("convert the Python object: `String(py={text})`")
            } else {
                format!("make a text of it: `String({text})`")
            });
        }
        if self.is_lang(to, "PythonObject") && !from.is_none() {
            return Some("only numbers, texts, `None` and displays become Python objects by themselves; build a list with `Python.list(…)`, wrap a struct with `PythonObject(alloc=…)`".to_string());
        }
        None
    }

    /// A literal with the type that its context asks for. Warns where the value does not fit.
    pub fn literal_as(&mut self, node: Node, ty: Ty, span: Span) -> hir::Expr {
        let Node::Value(hir::Expr { kind: H::Const(value), .. }) = node else { return Node::error_value(span) };
        let value = match (self.scalar_of(ty), value) {
            (Some(dtype), Value::Int(n)) if dtype.is_float() => Value::Float(big_to_f64(&n).to_bits()),
            (Some(dtype), Value::Int(n)) => {
                let wrapped = wrap(&n, dtype);
                if wrapped != n && dtype.is_integral() {
                    let shown = self.show(ty);
                    self.report(
                        Diagnostic::warning(
                            "W0501",
                            span,
                            format!("`{n}` does not fit into `{shown}`: it becomes {wrapped}"),
                        )
                        .label("wraps"),
                    );
                }
                Value::Int(wrapped)
            }
            (_, value) => value,
        };
        constant(value, ty, span)
    }

    /// A node as a run-time value or place: literals take their default type, functions become items.
    pub fn materialize(&mut self, fx: &mut Fx, node: Node) -> Node {
        let node = match node {
            Node::Type(_) if self.symbolic => self.function_param(node, Span::default()),
            other => other,
        };
        match node {
            Node::Value(value) if value.ty.is_literal() => {
                let (ty, span) = (self.default_type(value.ty), value.span);
                Node::Value(self.literal_as(Node::Value(value), ty, span))
            }
            Node::Value(hir::Expr {
                kind: H::Const(value @ (Value::Aggregate(..) | Value::Tuple(_))), span, ..
            }) if fx.comptime == 0 && self.holds_memory(&value) => Node::Value(self.comptime_to_value(fx, value, span)),
            Node::Functions(functions) => match self.function_item(fx, &functions) {
                Some((id, args)) => {
                    let span = functions.span;
                    Node::Value(constant(Value::None, Ty::new(TyKind::FunctionItem(id, args)), span))
                }
                None => {
                    self.report(
                        Diagnostic::error(
                            "E0407",
                            functions.span,
                            format!("it is not clear which `{}` is meant", functions.name),
                        )
                        .help("a function with overloads or parameters is called, or its parameters are given"),
                    );
                    Node::Error
                }
            },
            other => other,
        }
    }

    /// A node as an owned value of its own type.
    pub fn owned(&mut self, fx: &mut Fx, node: Node, span: Span) -> hir::Expr {
        match self.materialize(fx, node) {
            Node::Value(value) => value,
            Node::Place(place) => self.copy_place(place, span),
            Node::Error => Node::error_value(span),
            Node::Comptime(value) => self.comptime_to_value(fx, value, span),
            other => {
                let what = self.shown_node(&other);
                let text = self.sources.text(span).lines().next().unwrap_or_default().to_string();
                self.report(
                    Diagnostic::error("E0511", span, format!("`{text}` is a {what}, not a value"))
                        .help("a type is called to make a value: `T(…)`"),
                );
                Node::error_value(span)
            }
        }
    }

    /// Reads a place: only what is implicitly copyable is copied without being asked for.
    pub fn copy_place(&mut self, place: hir::Place, span: Span) -> hir::Expr {
        let ty = place.ty;
        if let hir::PlaceKind::Temporary(value) = place.kind {
            return *value;
        }
        if !ty.is_error() && !self.is_implicitly_copyable_ty(ty) {
            let shown = self.show(ty);
            let text = self.sources.text(place.span).lines().next().unwrap_or_default().to_string();
            let mut diagnostic = Diagnostic::error("E0530", span, format!("a `{shown}` cannot be copied implicitly"));
            if self.is_copyable_ty(ty) {
                diagnostic = diagnostic.suggest("copy it", place.span.after(), ".copy()");
            } else {
                diagnostic = diagnostic.note(format!("`{shown}` is not `Copyable`"));
            }
            if matches!(place.kind, hir::PlaceKind::Local(_)) && place.mutable {
                diagnostic =
                    diagnostic.suggest(format!("move `{text}` if it is not used any more"), place.span.after(), "^");
            }
            self.report(diagnostic);
        }
        hir::Expr { kind: H::Copy(Box::new(place)), ty, span }
    }

    /// An owned value of an expression: of type `expected` if given, else of its own or default type.
    pub fn value(&mut self, fx: &mut Fx, expr: &ast::Expr, expected: Option<Ty>) -> hir::Expr {
        let node = self.expr(fx, expr, expected);
        match expected {
            Some(ty) => self.coerce(fx, node, ty, expr.span),
            None => self.owned(fx, node, expr.span),
        }
    }

    /// A node as a place: a value is stored in a temporary.
    pub fn to_place(&mut self, fx: &mut Fx, node: Node, span: Span) -> hir::Place {
        match self.materialize(fx, node) {
            Node::Place(place) => place,
            other => {
                let value = self.owned(fx, other, span);
                hir::Place { ty: value.ty, mutable: true, span, kind: hir::PlaceKind::Temporary(Box::new(value)) }
            }
        }
    }

    /// The place of a value.
    pub fn temporary(value: hir::Expr) -> hir::Place {
        hir::Place { ty: value.ty, mutable: true, span: value.span, kind: hir::PlaceKind::Temporary(Box::new(value)) }
    }

    pub fn condition(&mut self, fx: &mut Fx, expr: &ast::Expr) -> hir::Expr {
        let node = self.expr(fx, expr, None);
        self.truth(fx, node, expr.span)
    }

    /// The truth of a node, by `__bool__`.
    pub fn truth(&mut self, fx: &mut Fx, node: Node, span: Span) -> hir::Expr {
        let node = self.materialize(fx, node);
        let Some(ty) = node.ty() else { return self.owned(fx, node, span) };
        if ty.is_error() || ty.is_never() {
            return Node::error_value(span);
        }
        if self.is_lang(ty, "Bool") {
            return self.owned(fx, node, span);
        }
        let bool_ty = self.bool_ty();
        let has = self.has_method(ty, "__bool__");
        if has && let Some(result) = self.method(fx, node, "__bool__", Vec::new(), span) {
            return self.coerce(fx, result, bool_ty, span);
        }
        let shown = self.show(ty);
        let mut diagnostic = Diagnostic::error("E0512", span, format!("a `{shown}` is no condition"));
        diagnostic = if self.has_method(ty, "__len__") {
            diagnostic.help("compare its length: `len(…) > 0`")
        } else {
            diagnostic.help("conditions are `Bool`, or have a method `__bool__`")
        };
        self.report(diagnostic);
        Node::error_value(span)
    }
}

/// An integer as the nearest `f64`.
pub fn big_to_f64(n: &BigInt) -> f64 {
    n.to_string().parse().unwrap_or(f64::NAN)
}

/// An integer wrapped to the width of a type.
pub fn wrap(n: &BigInt, dtype: DType) -> BigInt {
    if dtype == DType::Bool {
        return n.clone();
    }
    let modulus = BigInt::from(1) << dtype.bits();
    let mut wrapped = n % &modulus;
    if wrapped < BigInt::from(0) {
        wrapped += &modulus;
    }
    if dtype.is_signed() && wrapped >= (&modulus >> 1u32) {
        wrapped -= &modulus;
    }
    wrapped
}
