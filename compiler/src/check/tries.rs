//! Errors: `raise`, `try`, and where an error goes that something in a body raises.
//!
//! A body has one frame for the function itself, at the bottom of `Fx::tries`, and one for each `try` around the
//! current place. An error goes to the innermost frame that catches. A frame that meets errors of several types makes
//! each of them an `Error`.

mod arguments;
mod convert;

use grammar::{Span, ast};
use rustc_hash::FxHashMap;

use super::stmt::{errors, moved};
use super::{Binding, Fx, Node, TryFrame, stmt};
use crate::cx::Cx;
use crate::hir::{self, LocalKind, StmtKind as S};
use crate::types::{Ty, TyKind};

impl Cx<'_> {
    /// Opens the frame of the function; tells whether there was none.
    pub(super) fn enter_body(&mut self, fx: &mut Fx) -> bool {
        if !fx.tries.is_empty() {
            return false;
        }
        fx.tries.push(TryFrame { error: fx.raises, catching: true, mixed: false });
        true
    }

    /// Closes the frame of the function: errors of other types than it declares become the declared one.
    pub(super) fn leave_body(&mut self, fx: &mut Fx, body: &mut Vec<hir::Stmt>) {
        if let Some(TryFrame { error: Some(to), mixed: true, .. }) = fx.tries.pop() {
            self.convert_errors(fx, body, to);
        }
    }

    /// Notes that something here raises `ty`. Reports if nothing catches it and the function does not declare it.
    pub fn raising(&mut self, fx: &mut Fx, ty: Ty, span: Span) {
        self.raises_here(fx, ty, span, "this call may raise");
    }

    pub(super) fn raises_here(&mut self, fx: &mut Fx, ty: Ty, span: Span, what: &str) {
        // What runs at compile time raises there, if at all.
        if ty.is_error() || ty.is_never() || fx.comptime > 0 {
            return;
        }
        let index = fx.tries.iter().rposition(|frame| frame.catching).unwrap_or(0);
        if index == 0 {
            self.leaves_function(fx, ty, span, what);
        } else {
            self.enter_frame(fx, index, ty);
        }
        // A `finally` that the error passes knows of it.
        let arriving = fx.tries.get(index).and_then(|frame| frame.error).unwrap_or(ty);
        for frame in fx.tries.iter_mut().skip(index + 1) {
            frame.error = Some(arriving);
        }
    }

    fn enter_frame(&mut self, fx: &mut Fx, index: usize, ty: Ty) {
        match fx.tries[index].error {
            None => fx.tries[index].error = Some(ty),
            Some(known) if known == ty => {}
            Some(_) => {
                let general = self.error_ty();
                fx.tries[index].error = Some(general);
                fx.tries[index].mixed = true;
            }
        }
    }

    fn leaves_function(&mut self, fx: &mut Fx, ty: Ty, span: Span, what: &str) {
        match fx.raises {
            Some(declared) if declared == ty || declared.is_error() => {}
            Some(declared) if self.is_lang(declared, "Error") => {
                if let Some(frame) = fx.tries.first_mut() {
                    frame.mixed = true;
                }
            }
            Some(declared) => {
                let (found, wanted) = (self.show(ty), self.show(declared));
                self.report(errors::raises_other(&found, &wanted, span, fx.effects));
            }
            None => {
                let (shown, is_error) = (self.show(ty), self.is_lang(ty, "Error"));
                let function = self.function_words(fx);
                self.report(errors::may_raise(what, &shown, is_error, span, &function, fx.effects));
                // Said once for the whole body.
                fx.raises = Some(ty);
            }
        }
    }

    /// The type that an error raised here is expected to have.
    fn expected_error(&self, fx: &Fx) -> Option<Ty> {
        match fx.tries.iter().rposition(|frame| frame.catching) {
            Some(0) | None => fx.raises,
            Some(index) => fx.tries[index].error,
        }
    }

    pub(super) fn raise_statement(
        &mut self,
        fx: &mut Fx,
        value: Option<&ast::Expr>,
        span: Span,
        out: &mut Vec<hir::Stmt>,
    ) {
        // What is raised is not known then, but control does not go on.
        let unknown = stmt(S::Raise(Node::error_value(span)), span);
        let Some(value) = value else {
            let Some(caught) = fx.caught.last().copied() else {
                self.report(errors::bare_raise(span));
                return out.push(unknown);
            };
            let place = fx.place(caught, span);
            let ty = place.ty;
            self.raises_here(fx, ty, span, "an error is raised here");
            out.push(stmt(S::Raise(moved(place)), span));
            return;
        };
        let node = self.expr(fx, value, None);
        let ty = match &node {
            Node::Error => return out.push(unknown),
            Node::Type(_) | Node::Generic(..) => {
                let name = self.sources.text(value.span).to_string();
                self.report(errors::raised_type(&name, value.span));
                return out.push(unknown);
            }
            other => other.ty(),
        };
        let error = self.error_ty();
        let wanted = match ty {
            Some(ty) if ty.is_error() => return out.push(unknown),
            Some(ty) if self.is_text(ty) => Some(error),
            Some(ty) => match self.expected_error(fx) {
                // What is declared, if the value becomes it; otherwise frames and functions sort it out.
                Some(expected) if expected != ty && self.conversion(fx, &node, expected).is_some() => Some(expected),
                _ => None,
            },
            None => None,
        };
        let value = match wanted {
            Some(wanted) => self.coerce(fx, node, wanted, value.span),
            None => {
                let node = self.materialize(fx, node);
                match node {
                    // An error that is raised is not used any more.
                    Node::Place(place) if place.mutable && self.is_caught(fx, &place) => moved(place),
                    node => self.owned(fx, node, value.span),
                }
            }
        };
        if value.ty.is_error() {
            return;
        }
        self.raises_here(fx, value.ty, span, "an error is raised here");
        out.push(stmt(S::Raise(value), span));
    }

    /// Whether a place is the name of an `except`.
    fn is_caught(&mut self, fx: &Fx, place: &hir::Place) -> bool {
        let is_name = matches!(place.kind, hir::PlaceKind::Local(id) if fx.caught.contains(&id));
        is_name && !self.is_implicitly_copyable_ty(place.ty)
    }

    fn is_text(&mut self, ty: Ty) -> bool {
        matches!(ty.kind(), TyKind::StringLiteral(_))
            || ["String", "StringSpan", "TString"].into_iter().any(|name| self.is_lang(ty, name))
    }

    pub(super) fn try_statement(&mut self, fx: &mut Fx, try_: &ast::Try, span: Span, out: &mut Vec<hir::Stmt>) {
        fx.tries.push(TryFrame { error: None, catching: try_.except.is_some(), mixed: false });
        let unknowns = self.unknowns;
        let mut body = self.block(fx, &try_.body.body);
        let frame = fx.tries.pop();
        let mut raises = frame.as_ref().and_then(|frame| frame.error);
        if unknowns < self.unknowns {
            // What is not known in a generic body may raise anything.
            raises = Some(Ty::error());
        }
        if let (Some(to), true, true) = (raises, try_.except.is_some(), frame.is_some_and(|frame| frame.mixed)) {
            self.convert_errors(fx, &mut body, to);
        }
        // The rest is left by errors too, on their way to the frames around; a `finally` is passed by all of them.
        let passes = try_.finally.is_some();
        if passes {
            fx.tries.push(TryFrame { error: None, catching: false, mixed: false });
        }
        let except = try_.except.as_ref().map(|except| self.except(fx, except, raises));
        let otherwise = try_.otherwise.as_ref().map(|block| self.block(fx, &block.body)).unwrap_or_default();
        if passes {
            fx.tries.pop();
        }
        let finally = try_.finally.as_ref().map(|block| self.block(fx, &block.body)).unwrap_or_default();
        out.push(stmt(S::Try(Box::new(hir::Try { body, except, raises, otherwise, finally })), span));
    }

    fn except(&mut self, fx: &mut Fx, except: &ast::Except, raises: Option<Ty>) -> (hir::LocalId, Vec<hir::Stmt>) {
        let ty = match raises {
            Some(ty) => ty,
            None => self.error_ty(),
        };
        let (name, at) = match &except.name {
            Some(name) => (Some(name.symbol), name.span),
            None => (None, except.span),
        };
        let local = fx.local(name, ty, LocalKind::Var { mutable: true }, at);
        fx.scopes.push(FxHashMap::default());
        if let Some(name) = &except.name {
            if self.warns(fx) && self.names_type(fx, name) {
                let rest = Span { start: name.span.start.saturating_sub(1), ..name.span };
                self.report(errors::except_type(name.symbol, name.span, rest));
            }
            fx.bind(name.symbol, Binding::Local(local));
        }
        fx.caught.push(local);
        let handler = self.statements(fx, &except.body.body);
        fx.caught.pop();
        fx.scopes.pop();
        (local, handler)
    }

    /// Whether the name of an `except` looks like the type of an error, as in Python.
    fn names_type(&mut self, fx: &Fx, name: &ast::Name) -> bool {
        matches!(self.lookup_global(fx.module, name.symbol), Some(crate::definitions::Entry::Struct(_)))
    }
}
