//! A visitor of what a body mentions: the types of its expressions, places and calls, its constants and callees.

use super::{Arg, Body, Call, Callee, CaptureValue, Expr, ExprKind, Place, PlaceKind, Stmt, StmtKind};
use crate::types::{Ty, Value};

/// What is found in a body.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    Type(Ty),
    /// A constant.
    Value(&'a Value),
    Callee(&'a Callee),
}

/// Calls `found` with each type that a body mentions. A type may come more than once.
pub fn types(body: &Body, found: &mut dyn FnMut(Ty)) {
    body.locals.iter().for_each(|local| found(local.ty));
    block(&body.block, &mut |part| match part {
        Part::Type(ty) => found(ty),
        Part::Callee(Callee::Rust { generics, .. }) => {
            generics.iter().filter_map(|(_, value)| value.as_type()).for_each(&mut *found);
        }
        Part::Callee(_) | Part::Value(_) => {}
    });
}

fn block(stmts: &[Stmt], found: &mut dyn FnMut(Part<'_>)) {
    stmts.iter().for_each(|stmt| statement(stmt, found));
}

fn statement(stmt: &Stmt, found: &mut dyn FnMut(Part<'_>)) {
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

/// Calls `found` with each part of an expression.
pub fn expr(value: &Expr, found: &mut dyn FnMut(Part<'_>)) {
    found(Part::Type(value.ty));
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
        ExprKind::PythonClass(ty) => found(Part::Type(*ty)),
        ExprKind::PythonEntry(entry) => entry.receiver.into_iter().for_each(|ty| found(Part::Type(ty))),
        ExprKind::Const(value) => found(Part::Value(value)),
        ExprKind::Function(_) | ExprKind::Unreachable | ExprKind::Error => {}
    }
}

fn place(target: &Place, found: &mut dyn FnMut(Part<'_>)) {
    found(Part::Type(target.ty));
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

fn call(inner: &Call, found: &mut dyn FnMut(Part<'_>)) {
    found(Part::Type(inner.result));
    inner.raises.into_iter().for_each(|ty| found(Part::Type(ty)));
    found(Part::Callee(&inner.callee));
    if let Callee::Pointer(value) = &inner.callee {
        expr(value, found);
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
