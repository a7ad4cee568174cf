//! Loops: `while`, and `for` over the iterator protocol.
//!
//! `for x in items` becomes: the iterator in a local, then a `Loop` that asks it for the next element. An iterator
//! ends by raising `StopIteration` from `__next__`, or says by `__has_next__` whether there is more. The `else` of a
//! loop stands where the loop ends by itself, so that `break` passes it by.

mod unroll;

pub(super) use unroll::hidden;

use grammar::{Span, Symbol, ast};
use rustc_hash::FxHashMap;

use super::assign::{Mode, Source};
use super::stmt::{errors, moved};
use super::{Binding, Fx, LoopFrame, Node, TryFrame, constant, stmt};
use crate::cx::Cx;
use crate::hir::{self, ExprKind as H, LabelId, LocalId, LocalKind, StmtKind as S};
use crate::types::{Ty, TyKind, Value};

/// What runs for each element: the body of a loop, or the rest of a comprehension.
pub(super) type EachElement<'a, 'c> = &'a mut dyn FnMut(&mut Cx<'c>, &mut Fx) -> Vec<hir::Stmt>;

/// The head of a `for`.
#[derive(Clone, Copy)]
pub(super) struct Head<'a> {
    pub mode: Mode,
    pub pattern: &'a ast::Pattern,
    pub iterable: &'a ast::Expr,
    pub otherwise: Option<&'a ast::Block>,
    pub span: Span,
}

/// How an element gets to its name, once per turn.
struct Element {
    local: LocalId,
    /// Stores the element in the local.
    store: hir::Stmt,
    /// The local owns the element, rather than naming a place.
    owned: bool,
}

impl<'c> Cx<'c> {
    pub(super) fn while_loop(
        &mut self,
        fx: &mut Fx,
        condition: &ast::Expr,
        body: &ast::Block,
        otherwise: Option<&ast::Block>,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let condition = self.condition(fx, condition);
        let label = fx.label();
        fx.loops.push(plain_frame(label));
        let body = self.block(fx, &body.body);
        fx.loops.pop();
        let mut end = otherwise.map(|block| self.block(fx, &block.body)).unwrap_or_default();
        if let H::Const(Value::Bool(true)) = condition.kind {
            // Ends by `break` only.
            out.push(stmt(S::Loop(label, body), span));
            return;
        }
        end.push(stmt(S::Break(label), condition.span));
        let at = condition.span;
        let turn = vec![stmt(S::If(condition, body, end), at)];
        out.push(stmt(S::Loop(label, turn), span));
    }

    pub(super) fn for_loop(&mut self, fx: &mut Fx, for_: &ast::For, span: Span, out: &mut Vec<hir::Stmt>) {
        let mode = match for_.binding {
            None => Mode::Immutable,
            Some(ast::Binding::Ref) => Mode::Reference,
            Some(ast::Binding::Var) => Mode::Owned,
        };
        let head =
            Head { mode, pattern: &for_.pattern, iterable: &for_.iterable, otherwise: for_.otherwise.as_ref(), span };
        self.iterate(fx, head, out, &mut |cx, fx| cx.statements(fx, &for_.body.body));
    }

    /// A loop over an iterable; `body` is run once, inside of the loop, with the names of the pattern in scope.
    pub(super) fn iterate(&mut self, fx: &mut Fx, head: Head<'_>, out: &mut Vec<hir::Stmt>, body: EachElement<'_, 'c>) {
        let node = self.expr(fx, head.iterable, None);
        let node = self.materialize(fx, node);
        if let Some(TyKind::Variadic(element)) = node.ty().map(Ty::kind) {
            let place = self.stash(fx, node, head.iterable.span, out);
            return self.iterate_variadic(fx, head, place, *element, out, body);
        }
        let Some(iterator) = self.iterator(fx, node, head.iterable.span, out) else {
            return self.erroneous_loop(fx, head, body);
        };
        let at = head.iterable.span;
        let has_next = self.has_method(iterator.ty, "__has_next__");
        fx.tries.push(TryFrame { error: None, catching: true, mixed: false });
        let next = self.method(fx, Node::Place(iterator.clone()), "__next__", Vec::new(), at);
        let raised = fx.tries.pop().and_then(|frame| frame.error);
        let Some(next) = next.filter(|next| !next.is_error()) else {
            if !self.has_method(iterator.ty, "__next__") {
                let shown = self.show(iterator.ty);
                self.report(errors::not_iterable(
                    &shown,
                    at,
                    Some(format!("its `__iter__` returns a `{shown}`, which has no `__next__`")),
                ));
            }
            return self.erroneous_loop(fx, head, body);
        };
        let stops = raised.is_some_and(|ty| self.is_lang(ty, "StopIteration"));
        if !stops && !has_next {
            let shown = self.show(iterator.ty);
            let why = format!("`{shown}.__next__` does not raise `StopIteration`, and there is no `__has_next__`");
            self.report(errors::not_iterable(&shown, at, Some(why)));
            return self.erroneous_loop(fx, head, body);
        }
        if let Some(ty) = raised.filter(|_| !stops) {
            self.raising(fx, ty, at);
        }
        let more = match stops {
            true => None,
            false => match self.method(fx, Node::Place(iterator), "__has_next__", Vec::new(), at) {
                Some(node) => Some(self.truth(fx, node, at)),
                None => return self.erroneous_loop(fx, head, body),
            },
        };
        let label = fx.label();
        fx.scopes.push(FxHashMap::default());
        let element = self.element(fx, &head, next);
        let mut turn = Vec::new();
        self.bind_element(fx, &head, &element, &mut turn);
        fx.loops.push(plain_frame(label));
        turn.extend(body(self, fx));
        fx.loops.pop();
        fx.scopes.pop();
        let mut end = head.otherwise.map(|block| self.block(fx, &block.body)).unwrap_or_default();
        end.push(stmt(S::Break(label), at));
        let turn = match more {
            Some(more) => {
                let mut first = self.declared(&element, at);
                first.append(&mut turn);
                vec![stmt(S::If(more, first, end), at)]
            }
            None => self.guarded(fx, element, raised.unwrap_or_else(Ty::error), end, turn, at),
        };
        out.push(stmt(S::Loop(label, turn), head.span));
    }

    /// The iterator of a value, in a local.
    fn iterator(&mut self, fx: &mut Fx, node: Node, span: Span, out: &mut Vec<hir::Stmt>) -> Option<hir::Place> {
        if node.is_error() {
            return None;
        }
        let Some(ty) = node.ty() else {
            let value = self.owned(fx, node, span);
            if !value.ty.is_error() {
                let shown = self.show(value.ty);
                self.report(errors::not_iterable(&shown, span, None));
            }
            return None;
        };
        if self.has_method(ty, "__iter__") {
            let gives_up = !matches!(node, Node::Place(_)) && self.iterates_owned(ty);
            let place = self.stash(fx, node, span, out);
            let receiver = if gives_up { Node::Value(moved(place)) } else { Node::Place(place) };
            let made = self.method(fx, receiver, "__iter__", Vec::new(), span)?;
            if made.is_error() {
                return None;
            }
            let made = self.owned(fx, made, span);
            return (!made.ty.is_error()).then(|| self.temporary_local(fx, made, out));
        }
        if self.has_method(ty, "__next__") {
            return Some(self.stash(fx, node, span, out));
        }
        let shown = self.show(ty);
        let text = self.sources.text(span).to_string();
        let mut diagnostic = errors::not_iterable(&shown, span, None);
        match ty.kind() {
            TyKind::Tuple(_) | TyKind::Pack(_) => {
                diagnostic =
                    diagnostic.note("its elements may differ in type").help("`comptime for` goes through them");
            }
            _ if self.scalar_of(ty).is_some() => {
                diagnostic = diagnostic.suggest("count up to it", span, format!("range({text})"));
            }
            _ => {}
        }
        self.report(diagnostic);
        None
    }

    /// Whether `__iter__` takes its receiver over: a value that nobody else has is moved into it.
    fn iterates_owned(&mut self, ty: Ty) -> bool {
        let Some(found) = self.find_method(ty, Symbol::new("__iter__")) else { return false };
        found.ids.iter().all(|id| {
            let first = self.defs.function(*id).ast.args.first();
            matches!(first.map(|arg| &arg.kind), Some(ast::ArgDefKind::Named { convention: ast::Convention::Var, .. }))
        })
    }

    /// After a mistake in the head the body is still checked; its names are known, without a type.
    fn erroneous_loop(&mut self, fx: &mut Fx, head: Head<'_>, body: EachElement<'_, 'c>) {
        fx.scopes.push(FxHashMap::default());
        self.declare_erroneous(fx, head.pattern);
        let label = fx.label();
        fx.loops.push(plain_frame(label));
        body(self, fx);
        fx.loops.pop();
        fx.scopes.pop();
        if let Some(block) = head.otherwise {
            self.block(fx, &block.body);
        }
    }

    fn element(&mut self, fx: &mut Fx, head: &Head<'_>, next: Node) -> Element {
        let span = head.pattern.span;
        let name = match &head.pattern.kind {
            ast::PatternKind::Name(name) => Some(name.symbol),
            _ => None,
        };
        match next {
            Node::Place(place) => {
                // A name for a copy is made of the reference later.
                let copied = head.mode == Mode::Owned || (head.mode == Mode::Immutable && self.is_trivial_ty(place.ty));
                let mutable = place.mutable && head.mode == Mode::Reference;
                let local = fx.local(name.filter(|_| !copied), place.ty, LocalKind::Ref { mutable }, span);
                Element { local, store: stmt(S::BindRef(local, place), span), owned: false }
            }
            node => {
                let value = self.owned(fx, node, span);
                let mutable = head.mode != Mode::Immutable;
                let local = fx.local(name, value.ty, LocalKind::Var { mutable }, span);
                let place = fx.place(local, span);
                Element { local, store: stmt(S::Assign(place, value), span), owned: true }
            }
        }
    }

    /// Gives the names of the pattern their meaning, at the start of a turn.
    fn bind_element(&mut self, fx: &mut Fx, head: &Head<'_>, element: &Element, out: &mut Vec<hir::Stmt>) {
        let span = head.pattern.span;
        if let ast::PatternKind::Name(name) = &head.pattern.kind
            && fx.locals[element.local.0 as usize].name.is_some()
        {
            fx.bind(name.symbol, Binding::Local(element.local));
            return;
        }
        if let ast::PatternKind::Discard = head.pattern.kind {
            return;
        }
        let place = fx.place(element.local, span);
        if element.owned && head.mode == Mode::Owned {
            // The parts are moved out.
            let value = Node::Value(moved(place));
            self.declare_pattern(fx, head.pattern, Source::Node(value, span), span, out);
        } else {
            self.bind_place(fx, head.pattern, place, head.mode, span, out);
        }
    }

    /// The store where nothing can go wrong: the local is declared by it.
    fn declared(&self, element: &Element, span: Span) -> Vec<hir::Stmt> {
        let kind = match &element.store.kind {
            S::Assign(_, value) => S::Let(element.local, value.clone()),
            other => other.clone(),
        };
        vec![stmt(kind, span)]
    }

    /// A turn that ends the loop when the iterator raises.
    fn guarded(
        &mut self,
        fx: &mut Fx,
        element: Element,
        raised: Ty,
        end: Vec<hir::Stmt>,
        turn: Vec<hir::Stmt>,
        span: Span,
    ) -> Vec<hir::Stmt> {
        let stop = fx.local(None, raised, LocalKind::Var { mutable: true }, span);
        let next = hir::Try {
            body: vec![element.store],
            except: Some((stop, end)),
            raises: Some(raised),
            otherwise: Vec::new(),
            finally: Vec::new(),
        };
        let mut all = vec![stmt(S::Declare(element.local), span), stmt(S::Try(Box::new(next)), span)];
        all.extend(turn);
        all
    }

    /// `for x in args` of `*args: T`: by index.
    fn iterate_variadic(
        &mut self,
        fx: &mut Fx,
        head: Head<'_>,
        items: hir::Place,
        element: Ty,
        out: &mut Vec<hir::Stmt>,
        body: EachElement<'_, 'c>,
    ) {
        let at = head.iterable.span;
        let int = self.int_ty();
        let Some(count) = self.method(fx, Node::Place(items.clone()), "__len__", Vec::new(), at) else {
            let shown = self.show(items.ty);
            self.report(errors::not_iterable(&shown, at, None));
            return self.erroneous_loop(fx, head, body);
        };
        let count = self.coerce(fx, count, int, at);
        let count = self.temporary_local(fx, count, out);
        let index = self.temporary_local(fx, constant(Value::int(0), int, at), out);
        let less = self.compare(fx, ast::CompareOp::Lt, Node::Place(index.clone()), Node::Place(count), at);
        let more = self.truth(fx, less, at);
        let one = Node::Value(constant(Value::int(1), int, at));
        let next = self.binary(fx, ast::BinaryOp::Add, Node::Place(index.clone()), one, at);
        let next = self.coerce(fx, next, int, at);
        let here = hir::Expr { kind: H::Copy(Box::new(index.clone())), ty: int, span: at };
        let item = hir::Place {
            kind: hir::PlaceKind::Element(Box::new(items), Box::new(here)),
            ty: element,
            mutable: false,
            span: at,
        };
        let label = fx.label();
        fx.scopes.push(FxHashMap::default());
        let element = self.element(fx, &head, Node::Place(item));
        let mut turn = self.declared(&element, at);
        self.bind_element(fx, &head, &element, &mut turn);
        turn.push(stmt(S::Assign(index, next), at));
        fx.loops.push(plain_frame(label));
        turn.extend(body(self, fx));
        fx.loops.pop();
        fx.scopes.pop();
        let mut end = head.otherwise.map(|block| self.block(fx, &block.body)).unwrap_or_default();
        end.push(stmt(S::Break(label), at));
        out.push(stmt(S::Loop(label, vec![stmt(S::If(more, turn, end), at)]), head.span));
    }
}

fn plain_frame(label: LabelId) -> LoopFrame {
    LoopFrame { break_label: label, continue_label: label, continue_breaks: false }
}
