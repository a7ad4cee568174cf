//! `comptime for`: the body once per element, each time with the name bound to a constant.

use grammar::{Span, Symbol, ast};
use num_bigint::BigInt;
use rustc_hash::FxHashMap;

use crate::check::stmt::errors;
use crate::check::{Binding, Fx, LoopFrame, Node, constant, stmt};
use crate::cx::Cx;
use crate::hir::{self, StmtKind as S};
use crate::types::{Ty, TyKind, Value};

/// More elements than this are a mistake.
const LIMIT: i64 = 65_536;

impl Cx<'_> {
    pub(in crate::check) fn unrolled_loop(
        &mut self,
        fx: &mut Fx,
        for_: &ast::For,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let elements = match self.comptime_elements(fx, &for_.iterable, out) {
            Some(elements) => elements,
            // Reported; the body may hold mistakes of its own.
            None => vec![Node::Error],
        };
        let leave = fx.label();
        let mut all = Vec::new();
        for element in elements {
            let next = fx.label();
            fx.scopes.push(FxHashMap::default());
            self.bind_comptime(fx, &for_.pattern, element);
            fx.loops.push(LoopFrame { break_label: leave, continue_label: next, continue_breaks: true });
            let body = self.statements(fx, &for_.body.body);
            fx.loops.pop();
            fx.scopes.pop();
            all.push(stmt(if leads_to(&body, next) { S::Labelled(next, body) } else { S::Block(body) }, span));
        }
        if let Some(otherwise) = &for_.otherwise {
            let end = self.block(fx, &otherwise.body);
            all.push(stmt(S::Block(end), otherwise.span));
        }
        out.push(stmt(if leads_to(&all, leave) { S::Labelled(leave, all) } else { S::Block(all) }, span));
    }

    /// The elements of what is iterated over: constants, types, or the parts of a tuple.
    fn comptime_elements(&mut self, fx: &mut Fx, iterable: &ast::Expr, out: &mut Vec<hir::Stmt>) -> Option<Vec<Node>> {
        let span = iterable.span;
        fx.comptime += 1;
        let node = self.expr(fx, iterable, None);
        fx.comptime -= 1;
        match node {
            Node::Error => None,
            Node::Comptime(Value::Pack(values) | Value::Tuple(values)) => {
                Some(values.into_iter().map(|value| self.comptime_node(fx, value, span)).collect())
            }
            Node::Comptime(Value::Param(_) | Value::Deferred) => Some(vec![Node::Error]),
            Node::Place(place) if matches!(place.ty.kind(), TyKind::Tuple(_) | TyKind::Pack(_)) => {
                let place = self.stash(fx, Node::Place(place), span, out);
                Some(self.run_time_parts(&place, span))
            }
            node => {
                let ty = node.ty();
                let value = self.node_to_comptime(fx, node, span);
                match (value, ty) {
                    (Value::Pack(values) | Value::Tuple(values), _) => {
                        Some(values.into_iter().map(|value| self.comptime_node(fx, value, span)).collect())
                    }
                    (value, Some(ty)) if !ty.is_error() => self.indexed_elements(fx, value, ty, span),
                    _ => None,
                }
            }
        }
    }

    /// The parts of a tuple or of `*args` that exist at run time.
    fn run_time_parts(&mut self, place: &hir::Place, span: Span) -> Vec<Node> {
        match place.ty.kind() {
            TyKind::Tuple(tys) => tys
                .iter()
                .enumerate()
                .map(|(i, ty)| Node::Place(crate::check::call::field_place(place, i, *ty, span)))
                .collect(),
            TyKind::Pack(tys) => {
                let int = self.int_ty();
                let part = |(i, ty): (usize, &Ty)| {
                    let index = Box::new(constant(Value::int(i as i64), int, span));
                    let kind = hir::PlaceKind::Element(Box::new(place.clone()), index);
                    Node::Place(hir::Place { kind, ty: *ty, mutable: false, span })
                };
                tys.iter().enumerate().map(part).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The elements of a constant that has a length and takes an index: a range, a list, an array.
    fn indexed_elements(&mut self, fx: &mut Fx, value: Value, ty: Ty, span: Span) -> Option<Vec<Node>> {
        if value == Value::Deferred || self.symbolic && crate::types::is_symbolic_value(&value) {
            let element = self.deferred_element(fx, ty, span);
            return Some(vec![element]);
        }
        let items = self.comptime_node(fx, value, span);
        fx.comptime += 1;
        let count = self.method(fx, items.clone(), "__len__", Vec::new(), span);
        let count = match count {
            Some(node) => self.node_to_comptime(fx, node, span),
            None => Value::Unbound,
        };
        let count = match count.as_int() {
            Some(count) if count <= LIMIT => count,
            Some(count) => {
                fx.comptime -= 1;
                self.report(errors::too_many_turns(count, LIMIT, span));
                return None;
            }
            None => {
                fx.comptime -= 1;
                if count == Value::Deferred || self.symbolic && crate::types::is_symbolic_value(&count) {
                    let element = self.deferred_element(fx, ty, span);
                    return Some(vec![element]);
                }
                let shown = self.show(ty);
                self.report(errors::not_comptime_iterable(&shown, span));
                return None;
            }
        };
        let mut elements = Vec::new();
        for i in 0..count.max(0) {
            let node = self.item(fx, items.clone(), &index_of(i, span), None, span);
            if node.is_error() {
                break;
            }
            let value = self.node_to_comptime(fx, node, span);
            elements.push(self.comptime_node(fx, value, span));
        }
        fx.comptime -= 1;
        Some(elements)
    }

    /// One element that stands for all, in a generic body that is checked for itself.
    fn deferred_element(&mut self, fx: &mut Fx, ty: Ty, span: Span) -> Node {
        let items = Node::Place(Self::temporary(constant(Value::Deferred, ty, span)));
        let (node, clean) = self.attempt(|cx| cx.item(fx, items, &index_of(0, span), None, span));
        let element = match node.ty() {
            Some(ty) if clean => ty,
            _ => self.int_ty(),
        };
        self.unknown_value(element, span)
    }

    fn bind_comptime(&mut self, fx: &mut Fx, pattern: &ast::Pattern, element: Node) {
        match &pattern.kind {
            ast::PatternKind::Discard => {}
            ast::PatternKind::Name(name) => {
                let node = match element {
                    Node::Value(mut value) => {
                        value.span = name.span;
                        Node::Value(value)
                    }
                    other => other,
                };
                fx.bind(name.symbol, Binding::Node(node));
            }
            ast::PatternKind::Tuple(parts) => {
                let nodes = match element {
                    Node::Value(hir::Expr { kind: hir::ExprKind::Const(Value::Tuple(values)), .. })
                    | Node::Comptime(Value::Tuple(values) | Value::Pack(values))
                        if values.len() == parts.len() =>
                    {
                        values.into_iter().map(|value| self.comptime_node(fx, value, pattern.span)).collect()
                    }
                    Node::Place(place) if matches!(place.ty.kind(), TyKind::Tuple(tys) if tys.len() == parts.len()) => {
                        self.run_time_parts(&place, pattern.span)
                    }
                    Node::Error => vec![Node::Error; parts.len()],
                    other => {
                        let shown = other.ty().map(|ty| self.show(ty)).unwrap_or_default();
                        self.report(errors::not_a_tuple(&shown, parts.len(), pattern.span));
                        vec![Node::Error; parts.len()]
                    }
                };
                for (part, node) in parts.iter().zip(nodes) {
                    self.bind_comptime(fx, part, node);
                }
            }
        }
    }
}

/// `[i]`
fn index_of(i: i64, span: Span) -> [ast::Index; 1] {
    let value = ast::Expr { kind: ast::ExprKind::Int(BigInt::from(i)), span };
    [ast::Index { keyword: None, kind: ast::IndexKind::Value(value), span }]
}

/// Whether a jump to a label stands in statements.
fn leads_to(body: &[hir::Stmt], label: hir::LabelId) -> bool {
    body.iter().any(|s| match &s.kind {
        S::Break(target) => *target == label,
        S::If(_, a, b) => leads_to(a, label) || leads_to(b, label),
        S::Loop(_, body) | S::Labelled(_, body) | S::Block(body) => leads_to(body, label),
        S::Try(t) => {
            leads_to(&t.body, label)
                || t.except.as_ref().is_some_and(|(_, handler)| leads_to(handler, label))
                || leads_to(&t.otherwise, label)
                || leads_to(&t.finally, label)
        }
        _ => false,
    })
}

/// Names of the checker's own, which no source can spell.
pub fn hidden(name: &str) -> Symbol {
    Symbol::new(&format!("<{name}>"))
}
