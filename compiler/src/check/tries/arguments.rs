//! Takes what may raise by itself out of the arguments of a call, so that a `try` around the call meets the call's own
//! error only.

use crate::check::stmt::moved;
use crate::check::{Fx, stmt};
use crate::cx::Cx;
use crate::hir::{self, Arg, Callee, ExprKind as H, LocalKind, PlaceKind as P, StmtKind as S};

impl Cx<'_> {
    /// The statements that evaluate the arguments of a call, up to the last one that may raise. The call then names what
    /// they stored.
    pub(super) fn arguments_first(&mut self, fx: &mut Fx, call: &mut hir::Call) -> Vec<hir::Stmt> {
        let mut stmts = Vec::new();
        let raising = call.args.iter().rposition(arg_raises);
        if let Callee::Pointer(pointer) = &mut call.callee
            && (raising.is_some() || expr_raises(pointer))
        {
            store(fx, pointer, &mut stmts);
        }
        let count = raising.map_or(0, |last| last + 1);
        for arg in call.args.iter_mut().take(count) {
            match arg {
                Arg::Value(value) => store(fx, value, &mut stmts),
                Arg::Reference { place, .. } => name(fx, place, &mut stmts),
                Arg::Variadic(values) => values.iter_mut().for_each(|value| store(fx, value, &mut stmts)),
                Arg::Pack(places) => places.iter_mut().for_each(|place| name(fx, place, &mut stmts)),
                Arg::Keywords(values) => values.iter_mut().for_each(|(_, value)| store(fx, value, &mut stmts)),
            }
        }
        stmts
    }
}

/// A value into a variable of its own.
fn store(fx: &mut Fx, value: &mut hir::Expr, out: &mut Vec<hir::Stmt>) {
    if matches!(value.kind, H::Const(_) | H::Function(_) | H::Unreachable | H::Error) || value.ty.is_none() {
        return;
    }
    let span = value.span;
    let id = fx.local(None, value.ty, LocalKind::Var { mutable: true }, span);
    let taken = std::mem::replace(value, moved(fx.place(id, span)));
    out.push(stmt(S::Let(id, taken), span));
}

/// What a place needs evaluated, once. Plain variables and their fields are read when the call is made.
fn name(fx: &mut Fx, place: &mut hir::Place, out: &mut Vec<hir::Stmt>) {
    let span = place.span;
    match &mut place.kind {
        P::Local(_) => {}
        P::Field(base, _) => name(fx, base, out),
        P::Temporary(value) => {
            let id = fx.local(None, value.ty, LocalKind::Var { mutable: true }, span);
            let mutable = place.mutable;
            let stored = hir::Place { mutable, ..fx.place(id, span) };
            if let P::Temporary(value) = std::mem::replace(place, stored).kind {
                out.push(stmt(S::Let(id, *value), span));
            }
        }
        _ => {
            let id = fx.local(None, place.ty, LocalKind::Ref { mutable: place.mutable }, span);
            let named = fx.place(id, span);
            let target = std::mem::replace(place, named);
            out.push(stmt(S::BindRef(id, target), span));
        }
    }
}

fn arg_raises(arg: &Arg) -> bool {
    match arg {
        Arg::Value(value) => expr_raises(value),
        Arg::Reference { place, .. } => place_raises(place),
        Arg::Variadic(values) => values.iter().any(expr_raises),
        Arg::Pack(places) => places.iter().any(place_raises),
        Arg::Keywords(values) => values.iter().any(|(_, value)| expr_raises(value)),
    }
}

fn call_raises(call: &hir::Call) -> bool {
    let callee = match &call.callee {
        Callee::Pointer(pointer) => expr_raises(pointer),
        _ => false,
    };
    call.raises.is_some() || callee || call.args.iter().any(arg_raises)
}

fn expr_raises(value: &hir::Expr) -> bool {
    match &value.kind {
        H::Const(_) | H::Function(_) | H::PythonEntry(_) | H::PythonClass(_) | H::Unreachable | H::Error => false,
        H::Copy(place) | H::Move(place) => place_raises(place),
        H::Call(call) => call_raises(call),
        H::Construct(parts) | H::Tuple(parts) => parts.iter().any(expr_raises),
        H::If(a, b, c) => [a, b, c].into_iter().any(|part| expr_raises(part)),
        H::And(a, b) | H::Or(a, b) => expr_raises(a) || expr_raises(b),
        H::Not(inner) => expr_raises(inner),
        // Statements stand here where sugar was taken apart, mostly because something in them raises.
        H::Block(stmts, result) => !stmts.is_empty() || expr_raises(result),
        H::Closure(_, captures) => captures.iter().any(|capture| match capture {
            hir::CaptureValue::Value(value) => expr_raises(value),
            hir::CaptureValue::Reference(place) => place_raises(place),
        }),
    }
}

fn place_raises(place: &hir::Place) -> bool {
    match &place.kind {
        P::Local(_) => false,
        P::Field(base, _) => place_raises(base),
        P::RefCall(call) => call_raises(call),
        P::Deref(value) | P::Temporary(value) => expr_raises(value),
        P::Element(base, index) => place_raises(base) || expr_raises(index),
        P::After(first, inner) => expr_raises(first) || place_raises(inner),
        P::If(condition, a, b) => expr_raises(condition) || place_raises(a) || place_raises(b),
    }
}
