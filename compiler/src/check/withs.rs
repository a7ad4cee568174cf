//! `with`: managers with `__enter__` and `__exit__`.
//!
//! `__exit__(self)` runs however the body is left, but if there is an `__exit__(self, error)`, it takes the errors:
//! where it returns `True` the error ends there.

use grammar::{Span, Symbol, ast};
use rustc_hash::FxHashMap;

use super::stmt::{errors, moved, variable};
use super::{Binding, Fx, Node, TryFrame, stmt};
use crate::cx::Cx;
use crate::hir::{self, LocalKind, StmtKind as S};
use crate::types::{Passing, Ty};

/// How a manager is left.
#[derive(Clone, Copy, Default)]
struct Exits {
    plain: bool,
    on_error: bool,
}

impl Cx<'_> {
    pub(super) fn with_statement(
        &mut self,
        fx: &mut Fx,
        items: &[ast::WithItem],
        body: &ast::Block,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        let Some((first, rest)) = items.split_first() else {
            out.extend(self.block(fx, &body.body));
            return;
        };
        let mut stmts = Vec::new();
        fx.scopes.push(FxHashMap::default());
        match self.enter(fx, first, &mut stmts) {
            Some((manager, exits)) => self.inside(fx, manager, exits, rest, body, first.value.span, &mut stmts),
            None => {
                if let Some(name) = &first.name {
                    fx.bind(name.symbol, Binding::Node(Node::Error));
                }
                self.with_statement(fx, rest, body, span, &mut stmts);
            }
        }
        fx.scopes.pop();
        out.push(stmt(S::Block(stmts), span));
    }

    /// The manager in a local, and the name bound to what `__enter__` returns.
    fn enter(&mut self, fx: &mut Fx, item: &ast::WithItem, out: &mut Vec<hir::Stmt>) -> Option<(hir::Place, Exits)> {
        let at = item.value.span;
        let node = self.expr(fx, &item.value, None);
        if node.is_error() {
            return None;
        }
        let manager = self.stash(fx, node, at, out);
        if manager.ty.is_error() {
            return None;
        }
        let consumes = self.takes_self_by_value(manager.ty, "__enter__", None);
        let receiver = if consumes { Node::Value(moved(manager.clone())) } else { Node::Place(manager.clone()) };
        let Some(entered) = self.method(fx, receiver, "__enter__", Vec::new(), at) else {
            let shown = self.show(manager.ty);
            self.report(errors::no_manager(&shown, at));
            return None;
        };
        if entered.is_error() {
            return None;
        }
        match (&item.name, entered) {
            (None, entered) => self.evaluate(fx, entered, at, out),
            // The name has a copy of its own where one is made silently.
            (Some(name), Node::Place(place)) if !self.is_implicitly_copyable_ty(place.ty) => {
                let id = self.declare(fx, name, place.ty, LocalKind::Ref { mutable: place.mutable });
                out.push(stmt(S::BindRef(id, place), at));
            }
            (Some(name), entered) => {
                let value = self.owned(fx, entered, at);
                let id = self.declare(fx, name, value.ty, variable());
                out.push(stmt(S::Let(id, value), at));
            }
        }
        // A manager that `__enter__` takes is gone: what it returned looks after itself.
        let exits = if consumes { Exits::default() } else { self.exits(manager.ty) };
        Some((manager, exits))
    }

    /// Whether a method takes its receiver over; of `__exit__` the overload with `count` arguments.
    fn takes_self_by_value(&mut self, ty: Ty, method: &str, count: Option<usize>) -> bool {
        let Some(found) = self.find_method(ty, Symbol::new(method)) else { return false };
        let mut all = found.ids.iter().filter(|id| {
            let args = self.defs.function(**id).ast.args.len();
            count.is_none_or(|count| args == count)
        });
        all.all(|id| {
            let args = &self.defs.function(*id).ast.args;
            match args.first().map(|arg| &arg.kind) {
                Some(ast::ArgDefKind::Named { convention, .. }) => {
                    matches!(super::type_expr::passing_of(convention), Passing::Var | Passing::Deinit)
                }
                _ => false,
            }
        })
    }

    /// The overloads of `__exit__`: with nothing but `self`, and with the error.
    fn exits(&mut self, ty: Ty) -> Exits {
        let mut exits = Exits::default();
        if let Some(found) = self.find_method(ty, Symbol::new("__exit__")) {
            for id in found.ids.iter() {
                match self.defs.function(*id).ast.args.len() {
                    0 | 1 => exits.plain = true,
                    _ => exits.on_error = true,
                }
            }
        }
        exits
    }

    #[allow(clippy::too_many_arguments)] // the parts of one statement
    fn inside(
        &mut self,
        fx: &mut Fx,
        manager: hir::Place,
        exits: Exits,
        rest: &[ast::WithItem],
        body: &ast::Block,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        if !exits.plain && !exits.on_error {
            return self.with_statement(fx, rest, body, span, out);
        }
        // Tells, at the end, whether the error's overload has run already.
        let failed = match exits.plain && exits.on_error {
            true => {
                let no = self.bool_const(false, span);
                Some(self.temporary_local(fx, no, out))
            }
            false => None,
        };
        let mut inner = Vec::new();
        let mut raises = None;
        if exits.plain {
            fx.tries.push(TryFrame { error: None, catching: false, mixed: false });
        }
        if exits.on_error {
            fx.tries.push(TryFrame { error: None, catching: true, mixed: false });
            self.with_statement(fx, rest, body, span, &mut inner);
            let frame = fx.tries.pop();
            let raised = frame.as_ref().and_then(|frame| frame.error);
            if let (Some(to), true) = (raised, frame.is_some_and(|frame| frame.mixed)) {
                self.convert_errors(fx, &mut inner, to);
            }
            if let Some(raised) = raised {
                let handler = self.exit_with_error(fx, &manager, raised, failed.as_ref(), span);
                let try_ = hir::Try {
                    body: std::mem::take(&mut inner),
                    except: Some(handler),
                    raises: Some(raised),
                    otherwise: Vec::new(),
                    finally: Vec::new(),
                };
                inner.push(stmt(S::Try(Box::new(try_)), span));
            }
        } else {
            self.with_statement(fx, rest, body, span, &mut inner);
        }
        if !exits.plain {
            out.extend(inner);
            return;
        }
        if let Some(frame) = fx.tries.pop() {
            raises = frame.error;
        }
        let mut finally = Vec::new();
        let consumes = self.takes_self_by_value(manager.ty, "__exit__", Some(1));
        let receiver = if consumes { Node::Value(moved(manager)) } else { Node::Place(manager) };
        if let Some(result) = self.method(fx, receiver, "__exit__", Vec::new(), span) {
            self.evaluate(fx, result, span, &mut finally);
        }
        if let Some(failed) = failed {
            let failed = self.owned(fx, Node::Place(failed), span);
            if let Node::Value(unharmed) = self.not(failed, span) {
                finally = vec![stmt(S::If(unharmed, finally, Vec::new()), span)];
            }
        }
        let try_ = hir::Try { body: inner, except: None, raises, otherwise: Vec::new(), finally };
        out.push(stmt(S::Try(Box::new(try_)), span));
    }

    /// The handler that gives the error to the manager, and raises it again unless it was swallowed.
    fn exit_with_error(
        &mut self,
        fx: &mut Fx,
        manager: &hir::Place,
        raised: Ty,
        failed: Option<&hir::Place>,
        span: Span,
    ) -> (hir::LocalId, Vec<hir::Stmt>) {
        let error = fx.local(None, raised, variable(), span);
        let caught = fx.place(error, span);
        let mut handler = Vec::new();
        if let Some(failed) = failed {
            let yes = self.bool_const(true, span);
            handler.push(stmt(S::Assign(failed.clone(), yes), span));
        }
        let args = vec![Node::Place(caught.clone())];
        let result = self.method(fx, Node::Place(manager.clone()), "__exit__", args, span);
        let again = vec![stmt(S::Raise(moved(caught)), span)];
        match result {
            Some(node) if node.ty().is_some_and(|ty| !ty.is_none() && !ty.is_error()) => {
                let swallowed = self.truth(fx, node, span);
                if let Node::Value(goes_on) = self.not(swallowed, span) {
                    handler.push(stmt(S::If(goes_on, again, Vec::new()), span));
                }
            }
            Some(node) => {
                self.evaluate(fx, node, span, &mut handler);
                handler.extend(again);
            }
            None => handler.extend(again),
        }
        self.raises_here(fx, raised, span, "an error may leave this `with`");
        (error, handler)
    }
}
