//! Assignments: to names, fields, items and tuples of these, and assignments that declare.
//!
//! Left of `=`, names and bases are evaluated before the right-hand side; in `a[i] = v` the index is evaluated before
//! `v`. A tuple of targets takes its values after all of them were computed.

mod augmented;
mod declare;
mod display;
mod walrus;

pub(super) use declare::Mode;

use grammar::{Span, Symbol, ast};

use super::stmt::{errors, moved, variable};
use super::{CallArg, Fx, Node, Suite, stmt};
use crate::cx::Cx;
use crate::hir::{self, LocalKind, StmtKind as S};
use crate::types::{Passing, Ty, TyKind};

/// What is assigned: an expression that takes its type from the target, or a value that is there already.
#[derive(Clone)]
pub(super) enum Source<'a> {
    Expr(&'a ast::Expr),
    Node(Node, Span),
}

impl Source<'_> {
    fn span(&self) -> Span {
        match self {
            Source::Expr(expr) => expr.span,
            Source::Node(_, span) => *span,
        }
    }
}

impl Cx<'_> {
    pub(super) fn assignment(
        &mut self,
        fx: &mut Fx,
        targets: &[ast::Expr],
        value: &ast::Expr,
        rest: Suite<'_>,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        if let [target] = targets {
            if let ast::ExprKind::Name(symbol) = target.kind
                && self.declares(fx, ast::Name { symbol, span: target.span }, rest, span, Some(target.span.before()))
            {
                let name = ast::Name { symbol, span: target.span };
                let pattern = ast::Pattern { kind: ast::PatternKind::Name(name), span: target.span };
                return self.declaration(fx, ast::Binding::Var, &pattern, None, Some(value), rest, span, out);
            }
            self.declare_undeclared(fx, targets, rest, span);
            return self.assign(fx, target, Source::Expr(value), span, out);
        }
        self.declare_undeclared(fx, targets, rest, span);
        // `a = b = value`: the value is computed once. A literal takes the type of each target.
        let node = self.expr(fx, value, None);
        let node = match node {
            Node::Value(literal) if literal.ty.is_literal() => Node::Value(literal),
            Node::Error => Node::Error,
            node => {
                let owned = self.owned(fx, node, value.span);
                Node::Place(self.temporary_local(fx, owned, out))
            }
        };
        for target in targets {
            self.assign(fx, target, Source::Node(node.clone(), value.span), span, out);
        }
    }

    /// One target.
    pub(super) fn assign(
        &mut self,
        fx: &mut Fx,
        target: &ast::Expr,
        source: Source<'_>,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        match &target.kind {
            ast::ExprKind::Paren(inner) => self.assign(fx, inner, source, span, out),
            ast::ExprKind::Underscore => self.discard(fx, source, out),
            ast::ExprKind::VarTarget(name) => {
                let value = self.source_value(fx, source, None);
                let id = self.declare(fx, name, value.ty, variable());
                out.push(stmt(S::Let(id, value), span));
            }
            ast::ExprKind::Tuple(parts) => self.assign_tuple(fx, parts, source, target.span, span, out),
            ast::ExprKind::Name(name) => self.assign_name(fx, *name, source, target.span, span, out),
            ast::ExprKind::Attribute(base, name) => {
                self.assign_attribute(fx, base, name, source, target.span, span, out)
            }
            ast::ExprKind::Subscript(base, indices) => {
                self.assign_item(fx, base, indices, source, target.span, span, out);
            }
            ast::ExprKind::Error => {
                self.check_source(fx, source);
            }
            // Anything else was reported when the file was parsed, or makes a place: `p.at(0) = 3`.
            _ => {
                let node = self.expr(fx, target, None);
                self.write(fx, node, source, target.span, span, out);
            }
        }
    }

    fn source_node(&mut self, fx: &mut Fx, source: Source<'_>, expected: Option<Ty>) -> Node {
        match source {
            Source::Expr(expr) => self.expr(fx, expr, expected),
            Source::Node(node, _) => node,
        }
    }

    /// The value of an assignment whose target was refused: what depends on the target is not asked for again.
    fn check_source(&mut self, fx: &mut Fx, source: Source<'_>) {
        self.source_node(fx, source, Some(Ty::error()));
    }

    fn source_value(&mut self, fx: &mut Fx, source: Source<'_>, expected: Option<Ty>) -> hir::Expr {
        let span = source.span();
        match (source, expected) {
            (Source::Expr(expr), expected) => self.value(fx, expr, expected),
            (Source::Node(node, _), Some(ty)) => self.coerce(fx, node, ty, span),
            (Source::Node(node, _), None) => self.owned(fx, node, span),
        }
    }

    /// `_ = value`: a value is destroyed at once, what it was made from before it; a place is only used.
    fn discard(&mut self, fx: &mut Fx, source: Source<'_>, out: &mut Vec<hir::Stmt>) {
        let span = source.span();
        let node = match self.source_node(fx, source, None) {
            Node::Value(value) if matches!(value.kind, hir::ExprKind::Call(_)) && !value.ty.is_none() => {
                let ty = value.ty;
                let made = self.temporary_local(fx, value, out);
                Node::Value(hir::Expr { kind: hir::ExprKind::Move(Box::new(made)), ty, span })
            }
            node => node,
        };
        self.evaluate(fx, node, span, out);
    }

    fn assign_name(
        &mut self,
        fx: &mut Fx,
        name: Symbol,
        source: Source<'_>,
        at: Span,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        match self.name(fx, name, at) {
            Some(node) => self.write(fx, node, source, at, span, out),
            None => {
                // Declared just before; without a declaration the value is still checked.
                self.check_source(fx, source);
            }
        }
    }

    /// Writes to a place that a target names. Reports what is no place, or may not change.
    fn write(&mut self, fx: &mut Fx, target: Node, source: Source<'_>, at: Span, span: Span, out: &mut Vec<hir::Stmt>) {
        match target {
            Node::Place(place) => {
                let writable = self.check_mutable(fx, &place, at);
                // A variable declared by this very assignment takes the value's type.
                let fresh = match place.kind {
                    hir::PlaceKind::Local(id) => {
                        let local = &fx.locals[id.0 as usize];
                        (local.ty.is_error() && matches!(local.kind, LocalKind::Var { .. })).then_some(id)
                    }
                    _ => None,
                };
                let value = match fresh {
                    Some(_) => self.source_value(fx, source, None),
                    None => self.source_value(fx, source, Some(place.ty)),
                };
                match fresh {
                    Some(id) => {
                        fx.locals[id.0 as usize].ty = value.ty;
                        out.push(stmt(S::Let(id, value), span));
                    }
                    None if writable => out.push(stmt(S::Assign(place, value), span)),
                    None => {}
                }
            }
            Node::Error => {
                self.check_source(fx, source);
            }
            Node::Value(value) if value.ty.is_error() => {
                self.check_source(fx, source);
            }
            other => {
                let what = match other {
                    Node::Value(_) => "this is a value, stored nowhere",
                    Node::Functions(_) => "this is a function",
                    Node::Type(_) | Node::Generic(..) | Node::Alias(..) | Node::Bound(_) => "this is a type",
                    Node::Module(_) => "this is a module",
                    _ => "this is no variable",
                };
                let text = self.sources.text(at).to_string();
                self.report(errors::not_a_target(&text, at, what));
                self.check_source(fx, source);
            }
        }
    }

    /// Reports a place that may not be written, with the declaration that says so.
    pub(super) fn check_mutable(&mut self, fx: &Fx, place: &hir::Place, at: Span) -> bool {
        if place.mutable || place.ty.is_error() {
            return true;
        }
        let text = self.sources.text(at).to_string();
        let (mut declared, mut helps, mut word) = (None, Vec::new(), None);
        match root(place) {
            Some(id) if fx.closure.as_ref().is_some_and(|c| c.environment == id) => {
                (declared, helps) = self.captured_words(fx, place);
            }
            Some(id) => {
                let local = &fx.locals[id.0 as usize];
                let name = local.name.map(|n| n.to_string()).unwrap_or_default();
                match local.kind {
                    LocalKind::Arg(Passing::Imm) if name == "self" => {
                        declared = Some((local.span, "`self` is an immutable reference".to_string()));
                        word = Some(local.span.before());
                    }
                    LocalKind::Arg(Passing::Imm) => {
                        declared = Some((local.span, format!("`{name}` is an immutable argument")));
                        helps.push(format!(
                            "`mut {name}` changes the caller's variable, `var {name}` takes a copy of its own"
                        ));
                    }
                    LocalKind::Ref { .. } if local.name.is_some() => {
                        declared = Some((local.span, format!("`{name}` is an immutable reference")));
                        helps.push(format!(
                            "in a loop, `for ref {name} in …` changes the items, `for var {name} in …` copies"
                        ));
                    }
                    LocalKind::Var { .. } if local.name.is_some() => {
                        declared = Some((local.span, format!("`{name}` may not be assigned")));
                        helps.push(format!("take a variable of your own: `for var {name} in …`, or another name"));
                    }
                    _ => {}
                }
            }
            None => helps.push("it is reached through something immutable".to_string()),
        }
        let diagnostic = errors::immutable(&text, at, declared, helps);
        self.report(match word {
            Some(word) => diagnostic.suggest("let the method change its object", word, "mut "),
            None => diagnostic,
        });
        false
    }

    #[allow(clippy::too_many_arguments)] // the parts of one statement
    fn assign_attribute(
        &mut self,
        fx: &mut Fx,
        base: &ast::Expr,
        name: &ast::Name,
        source: Source<'_>,
        at: Span,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let node = self.expr(fx, base, None);
        let Some(ty) = node.ty().filter(|ty| !ty.is_error()) else {
            if !node.is_error() {
                let member = self.field(fx, node, name);
                return self.write(fx, member, source, at, span, out);
            }
            self.check_source(fx, source);
            return;
        };
        let is_field = self.struct_fields(ty).iter().any(|(field, _)| *field == name.symbol);
        if !is_field && self.has_method(ty, "__setattr__") {
            let key = self.name_literal(name);
            let value = self.source_arg(fx, source);
            let args = [CallArg::positional(key, name.span), value];
            if let Some(result) = self.method_with(fx, node, "__setattr__", &args, span) {
                self.evaluate(fx, result, span, out);
            }
            return;
        }
        let member = self.field(fx, node, name);
        self.write(fx, member, source, at, span, out);
    }

    /// A name as the string literal that `__setattr__` takes.
    fn name_literal(&mut self, name: &ast::Name) -> Node {
        let ty = Ty::new(TyKind::StringLiteral(name.symbol));
        Node::Value(super::constant(crate::types::Value::Str(name.symbol), ty, name.span))
    }

    fn source_arg<'a>(&mut self, fx: &mut Fx, source: Source<'a>) -> CallArg<'a> {
        match source {
            Source::Expr(expr) if super::call::is_contextual(expr) => {
                CallArg { keyword: None, node: super::ArgNode::Pending(expr), span: expr.span }
            }
            Source::Expr(expr) => CallArg::positional(self.expr(fx, expr, None), expr.span),
            Source::Node(node, span) => CallArg::positional(node, span),
        }
    }

    /// `base[…] = value`: `__setitem__` where the type has it, else the place that `__getitem__` returns.
    #[allow(clippy::too_many_arguments)] // the parts of one statement
    fn assign_item(
        &mut self,
        fx: &mut Fx,
        base: &ast::Expr,
        indices: &[ast::Index],
        source: Source<'_>,
        at: Span,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let node = self.expr(fx, base, None);
        if node.is_error() {
            self.check_source(fx, source);
            return;
        }
        if let Some(ty) = node.ty()
            && self.has_method(ty, "__setitem__")
        {
            let Some(mut args) = self.index_args(fx, indices) else {
                self.check_source(fx, source);
                return;
            };
            args.push(self.source_arg(fx, source));
            if let Some(result) = self.method_with(fx, node, "__setitem__", &args, span) {
                self.evaluate(fx, result, span, out);
            }
            return;
        }
        let item = self.item(fx, node, indices, None, at);
        self.write(fx, item, source, at, span, out);
    }

    fn assign_tuple(
        &mut self,
        fx: &mut Fx,
        targets: &[ast::Expr],
        source: Source<'_>,
        at: Span,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let Some(values) = self.parts(fx, source, targets.len(), at, out) else {
            // Names that the statement declares are known from here on, with a type that silences what follows.
            return;
        };
        for (target, (node, span_of)) in targets.iter().zip(values) {
            self.assign(fx, target, Source::Node(node, span_of), span, out);
        }
    }

    /// The parts of a tuple that is taken apart, all of them computed. Reports what cannot be taken apart.
    pub(super) fn parts(
        &mut self,
        fx: &mut Fx,
        source: Source<'_>,
        count: usize,
        at: Span,
        out: &mut Vec<hir::Stmt>,
    ) -> Option<Vec<(Node, Span)>> {
        let written = match &source {
            Source::Expr(expr) => tuple_items(expr),
            Source::Node(..) => None,
        };
        if let Some(items) = written {
            if items.len() != count {
                let span = source.span();
                self.report(errors::wrong_arity(items.len(), count, at, span));
                return None;
            }
            let mut nodes = Vec::with_capacity(count);
            for item in items {
                let node = self.expr(fx, item, None);
                let node = match node {
                    Node::Value(literal) if literal.ty.is_literal() => Node::Value(literal),
                    Node::Error => Node::Error,
                    node => {
                        let value = self.owned(fx, node, item.span);
                        Node::Value(moved(self.temporary_local(fx, value, out)))
                    }
                };
                nodes.push((node, item.span));
            }
            return Some(nodes);
        }
        let span = source.span();
        let node = self.source_node(fx, source, None);
        if node.is_error() {
            return None;
        }
        let is_value = matches!(node, Node::Value(_));
        let place = self.stash(fx, node, span, out);
        let TyKind::Tuple(tys) = place.ty.kind() else {
            if !place.ty.is_error() {
                let shown = self.show(place.ty);
                self.report(errors::not_a_tuple(&shown, count, span));
            }
            return None;
        };
        if tys.len() != count {
            self.report(errors::wrong_arity(tys.len(), count, at, span));
            return None;
        }
        let parts = tys.iter().enumerate().map(|(index, ty)| {
            let part = super::call::field_place(&place, index, *ty, span);
            // A tuple of our own is taken apart; of one that stays, parts are copied.
            (if is_value { Node::Value(moved(part)) } else { Node::Place(part) }, span)
        });
        Some(parts.collect())
    }
}

/// The local that a place starts from, also through captured references.
fn root(place: &hir::Place) -> Option<hir::LocalId> {
    match &place.kind {
        hir::PlaceKind::Local(id) => Some(*id),
        hir::PlaceKind::Field(base, _) | hir::PlaceKind::Element(base, _) => root(base),
        hir::PlaceKind::Deref(pointer) => match &pointer.kind {
            hir::ExprKind::Copy(base) => root(base),
            _ => None,
        },
        _ => None,
    }
}

/// The items of a tuple that is written out.
fn tuple_items(expr: &ast::Expr) -> Option<&[ast::Expr]> {
    match &expr.kind {
        ast::ExprKind::Tuple(items) => Some(items),
        ast::ExprKind::Paren(inner) => tuple_items(inner),
        _ => None,
    }
}
