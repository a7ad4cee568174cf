//! Makes the errors of a body ones of one type, where calls and `raise`s in it raise several.
//!
//! A call that raises another type is wrapped into a `try` whose handler raises the converted error. Errors that a
//! `try` inside of the body catches stay as they are.

use grammar::Span;

use crate::check::stmt::{errors, moved};
use crate::check::{Fx, Node, constant, stmt};
use crate::cx::Cx;
use crate::hir::{self, ExprKind as H, LocalKind, PlaceKind as P, StmtKind as S};
use crate::types::{Ty, Value};

impl Cx<'_> {
    pub(in crate::check) fn convert_errors(&mut self, fx: &mut Fx, body: &mut Vec<hir::Stmt>, to: Ty) {
        for s in body {
            self.convert_stmt(fx, s, to);
        }
    }

    fn convert_stmt(&mut self, fx: &mut Fx, s: &mut hir::Stmt, to: Ty) {
        match &mut s.kind {
            S::Expr(value) | S::Let(_, value) | S::Return(Some(value)) => self.convert_expr(fx, value, to),
            S::Declare(_) | S::Break(_) | S::Continue(_) | S::Return(None) => {}
            S::BindRef(_, place) | S::ReturnRef(place) => self.convert_place(fx, place, to),
            S::Assign(place, value) => {
                self.convert_place(fx, place, to);
                self.convert_expr(fx, value, to);
            }
            S::If(condition, then, otherwise) => {
                self.convert_expr(fx, condition, to);
                self.convert_errors(fx, then, to);
                self.convert_errors(fx, otherwise, to);
            }
            S::Loop(_, body) | S::Labelled(_, body) | S::Block(body) => self.convert_errors(fx, body, to),
            S::Raise(value) => {
                self.convert_expr(fx, value, to);
                if value.ty != to && !value.ty.is_error() {
                    let span = value.span;
                    let old = std::mem::replace(value, Node::error_value(span));
                    *value = self.as_error(fx, Node::Value(old), to, span);
                }
            }
            S::Try(try_) => {
                if try_.except.is_none() {
                    self.convert_errors(fx, &mut try_.body, to);
                    try_.raises = try_.raises.map(|_| to);
                }
                if let Some((_, handler)) = &mut try_.except {
                    self.convert_errors(fx, handler, to);
                }
                self.convert_errors(fx, &mut try_.otherwise, to);
                self.convert_errors(fx, &mut try_.finally, to);
            }
        }
    }

    fn convert_expr(&mut self, fx: &mut Fx, value: &mut hir::Expr, to: Ty) {
        match &mut value.kind {
            H::Const(_) | H::Function(_) | H::PythonEntry(_) | H::PythonClass(_) | H::Unreachable | H::Error => {}
            H::Copy(place) | H::Move(place) => self.convert_place(fx, place, to),
            H::Call(call) => {
                self.convert_call(fx, call, to);
                if let Some(raised) = call.raises.filter(|raised| *raised != to) {
                    let span = value.span;
                    let first = self.arguments_first(fx, call);
                    let old = std::mem::replace(value, Node::error_value(span));
                    *value = self.guard_value(fx, old, raised, to, first);
                }
            }
            H::Construct(parts) | H::Tuple(parts) => parts.iter_mut().for_each(|part| self.convert_expr(fx, part, to)),
            H::If(a, b, c) => [a, b, c].into_iter().for_each(|part| self.convert_expr(fx, part, to)),
            H::And(a, b) | H::Or(a, b) => {
                self.convert_expr(fx, a, to);
                self.convert_expr(fx, b, to);
            }
            H::Not(inner) => self.convert_expr(fx, inner, to),
            H::Block(stmts, result) => {
                self.convert_errors(fx, stmts, to);
                self.convert_expr(fx, result, to);
            }
            H::Closure(_, captures) => {
                for capture in captures {
                    match capture {
                        hir::CaptureValue::Value(value) => self.convert_expr(fx, value, to),
                        hir::CaptureValue::Reference(place) => self.convert_place(fx, place, to),
                    }
                }
            }
        }
    }

    fn convert_call(&mut self, fx: &mut Fx, call: &mut hir::Call, to: Ty) {
        if let hir::Callee::Pointer(pointer) = &mut call.callee {
            self.convert_expr(fx, pointer, to);
        }
        for arg in &mut call.args {
            match arg {
                hir::Arg::Value(value) => self.convert_expr(fx, value, to),
                hir::Arg::Reference { place, .. } => self.convert_place(fx, place, to),
                hir::Arg::Variadic(values) => values.iter_mut().for_each(|value| self.convert_expr(fx, value, to)),
                hir::Arg::Pack(places) => places.iter_mut().for_each(|place| self.convert_place(fx, place, to)),
                hir::Arg::Keywords(values) => values.iter_mut().for_each(|(_, value)| self.convert_expr(fx, value, to)),
            }
        }
    }

    fn convert_place(&mut self, fx: &mut Fx, place: &mut hir::Place, to: Ty) {
        match &mut place.kind {
            P::Local(_) => {}
            P::Field(base, _) => self.convert_place(fx, base, to),
            P::RefCall(call) => {
                self.convert_call(fx, call, to);
                if let Some(raised) = call.raises.filter(|raised| *raised != to) {
                    let first = self.arguments_first(fx, call);
                    self.guard_place(fx, place, raised, to, first);
                }
            }
            P::Deref(value) | P::Temporary(value) => self.convert_expr(fx, value, to),
            P::Element(base, index) => {
                self.convert_place(fx, base, to);
                self.convert_expr(fx, index, to);
            }
            P::After(first, inner) => {
                self.convert_expr(fx, first, to);
                self.convert_place(fx, inner, to);
            }
            P::If(condition, a, b) => {
                self.convert_expr(fx, condition, to);
                self.convert_place(fx, a, to);
                self.convert_place(fx, b, to);
            }
        }
    }

    /// `try: x = call; except e: raise Error(e)`, then `x`; all that behind the statements of `first`.
    fn guard_value(&mut self, fx: &mut Fx, call: hir::Expr, raised: Ty, to: Ty, first: Vec<hir::Stmt>) -> hir::Expr {
        let (ty, span) = (call.ty, call.span);
        let mut stmts = first;
        if ty.is_none() || ty.is_never() {
            stmts.push(self.guard(fx, stmt(S::Expr(call), span), raised, to, span));
            let result = match ty.is_none() {
                true => constant(Value::None, ty, span),
                false => hir::Expr { kind: H::Unreachable, ty, span },
            };
            return hir::Expr { kind: H::Block(stmts, Box::new(result)), ty, span };
        }
        let id = fx.local(None, ty, LocalKind::Var { mutable: true }, span);
        let store = stmt(S::Assign(fx.place(id, span), call), span);
        stmts.push(stmt(S::Declare(id), span));
        stmts.push(self.guard(fx, store, raised, to, span));
        let result = moved(fx.place(id, span));
        hir::Expr { kind: H::Block(stmts, Box::new(result)), ty, span }
    }

    /// The same for a call that returns a reference.
    fn guard_place(&mut self, fx: &mut Fx, place: &mut hir::Place, raised: Ty, to: Ty, first: Vec<hir::Stmt>) {
        let (ty, mutable, span) = (place.ty, place.mutable, place.span);
        let id = fx.local(None, ty, LocalKind::Ref { mutable }, span);
        let named = fx.place(id, span);
        let call = std::mem::replace(place, named.clone());
        let bind = self.guard(fx, stmt(S::BindRef(id, call), span), raised, to, span);
        let mut stmts = first;
        stmts.extend([stmt(S::Declare(id), span), bind]);
        let none = constant(Value::None, Ty::none(), span);
        let first = hir::Expr { kind: H::Block(stmts, Box::new(none)), ty: Ty::none(), span };
        place.kind = P::After(Box::new(first), Box::new(named));
    }

    fn guard(&mut self, fx: &mut Fx, store: hir::Stmt, raised: Ty, to: Ty, span: Span) -> hir::Stmt {
        let error = fx.local(None, raised, LocalKind::Var { mutable: true }, span);
        let caught = Node::Value(moved(fx.place(error, span)));
        let value = self.as_error(fx, caught, to, span);
        let handler = vec![stmt(S::Raise(value), span)];
        let try_ = hir::Try {
            body: vec![store],
            except: Some((error, handler)),
            raises: Some(raised),
            otherwise: Vec::new(),
            finally: Vec::new(),
        };
        stmt(S::Try(Box::new(try_)), span)
    }

    /// An error of another type as an `Error`: by conversion, or by its text.
    fn as_error(&mut self, fx: &mut Fx, node: Node, to: Ty, span: Span) -> hir::Expr {
        if self.conversion(fx, &node, to).is_some() {
            return self.coerce(fx, node, to, span);
        }
        let from = node.ty().unwrap_or_else(Ty::error);
        if !self.is_lang(to, "Error") || !self.conforms(from, "Writable") {
            let (a, b) = (self.show(from), self.show(to));
            self.report(errors::mixed_errors(&a, &b, span));
            return Node::error_value(span);
        }
        let made = self.call_node(fx, Node::Type(to), vec![node], span);
        self.owned(fx, made, span)
    }
}
