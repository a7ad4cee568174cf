//! A visitor of the types in a body: of every expression, place and call.

use super::{Arg, Body, Call, Callee, CaptureValue, Expr, ExprKind, Place, PlaceKind, Stmt, StmtKind};
use crate::types::{Ty, Value};

/// Calls `found` with each type that a body mentions. A type may come more than once.
pub fn types(body: &Body, found: &mut dyn FnMut(Ty)) {
    body.locals.iter().for_each(|local| found(local.ty));
    block(&body.block, found);
}

fn block(stmts: &[Stmt], found: &mut dyn FnMut(Ty)) {
    stmts.iter().for_each(|stmt| statement(stmt, found));
}

fn statement(stmt: &Stmt, found: &mut dyn FnMut(Ty)) {
    match &stmt.kind {
        StmtKind::Expr(value) | StmtKind::Let(_, value) | StmtKind::Raise(value) | StmtKind::Return(Some(value)) => {
            expr(value, found);
        }
        StmtKind::BindRef(_, target) | StmtKind::ReturnRef(target) => place(target, found),
        StmtKind::Assign(target, value) => {
            place(target, found);
            expr(value, found);
        }
        StmtKind::If(test, then, otherwise) => {
            expr(test, found);
            block(then, found);
            block(otherwise, found);
        }
        StmtKind::Loop(_, body) | StmtKind::Labelled(_, body) | StmtKind::Block(body) => block(body, found),
        StmtKind::Try(try_) => {
            block(&try_.body, found);
            if let Some((_, handler)) = &try_.except {
                block(handler, found);
            }
            block(&try_.otherwise, found);
            block(&try_.finally, found);
        }
        StmtKind::Declare(_) | StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Return(None) => {}
    }
}

fn expr(value: &Expr, found: &mut dyn FnMut(Ty)) {
    found(value.ty);
    match &value.kind {
        ExprKind::Copy(source) | ExprKind::Move(source) => place(source, found),
        ExprKind::Call(inner) => call(inner, found),
        ExprKind::Construct(parts) | ExprKind::Tuple(parts) => parts.iter().for_each(|part| expr(part, found)),
        ExprKind::If(test, a, b) => [test, a, b].into_iter().for_each(|part| expr(part, found)),
        ExprKind::And(a, b) | ExprKind::Or(a, b) => [a, b].into_iter().for_each(|part| expr(part, found)),
        ExprKind::Not(inner) => expr(inner, found),
        ExprKind::Block(stmts, result) => {
            block(stmts, found);
            expr(result, found);
        }
        ExprKind::Closure(_, captures) => captures.iter().for_each(|capture| match capture {
            CaptureValue::Value(value) => expr(value, found),
            CaptureValue::Reference(target) => place(target, found),
        }),
        ExprKind::PythonClass(ty) => found(*ty),
        ExprKind::PythonEntry(entry) => entry.receiver.into_iter().for_each(found),
        ExprKind::Const(_) | ExprKind::Function(_) | ExprKind::Unreachable | ExprKind::Error => {}
    }
}

fn place(target: &Place, found: &mut dyn FnMut(Ty)) {
    found(target.ty);
    match &target.kind {
        PlaceKind::Local(_) => {}
        PlaceKind::Field(base, _) => place(base, found),
        PlaceKind::RefCall(inner) => call(inner, found),
        PlaceKind::Deref(value) | PlaceKind::Temporary(value) => expr(value, found),
        PlaceKind::Element(base, index) => {
            place(base, found);
            expr(index, found);
        }
        PlaceKind::After(value, inner) => {
            expr(value, found);
            place(inner, found);
        }
        PlaceKind::If(test, a, b) => {
            expr(test, found);
            place(a, found);
            place(b, found);
        }
    }
}

fn call(inner: &Call, found: &mut dyn FnMut(Ty)) {
    found(inner.result);
    inner.raises.into_iter().for_each(&mut *found);
    match &inner.callee {
        Callee::Rust { generics, .. } => {
            for (_, value) in generics {
                if let Value::Type(ty) = value {
                    found(*ty);
                }
            }
        }
        Callee::Pointer(value) => expr(value, found),
        Callee::Instance(_) | Callee::External(_) | Callee::Abstract => {}
    }
    for arg in &inner.args {
        match arg {
            Arg::Value(value) => expr(value, found),
            Arg::Reference { place: target, .. } => place(target, found),
            Arg::Variadic(values) => values.iter().for_each(|value| expr(value, found)),
            Arg::Pack(places) => places.iter().for_each(|target| place(target, found)),
            Arg::Keywords(values) => values.iter().for_each(|(_, value)| expr(value, found)),
        }
    }
}
