//! Walks over HIR: every statement, expression, place and call, outer ones before inner ones.

use crate::hir::{Arg, Call, Callee, CaptureValue, Expr, ExprKind, Place, PlaceKind, Stmt, StmtKind};

/// What a walk meets.
#[derive(Clone, Copy)]
pub(super) enum Item<'h> {
    Stmt(&'h Stmt),
    Expr(&'h Expr),
    Place(&'h Place),
    Call(&'h Call),
}

pub(super) fn stmts<'h>(block: &'h [Stmt], see: &mut dyn FnMut(Item<'h>)) {
    block.iter().for_each(|each| stmt(each, see));
}

fn stmt<'h>(of: &'h Stmt, see: &mut dyn FnMut(Item<'h>)) {
    see(Item::Stmt(of));
    match &of.kind {
        StmtKind::Expr(value) | StmtKind::Let(_, value) | StmtKind::Return(Some(value)) | StmtKind::Raise(value) => {
            expr(value, see);
        }
        StmtKind::BindRef(_, at) | StmtKind::ReturnRef(at) => place(at, see),
        StmtKind::Assign(to, value) => {
            place(to, see);
            expr(value, see);
        }
        StmtKind::If(condition, then, otherwise) => {
            expr(condition, see);
            stmts(then, see);
            stmts(otherwise, see);
        }
        StmtKind::Loop(_, body) | StmtKind::Labelled(_, body) | StmtKind::Block(body) => stmts(body, see),
        StmtKind::Try(of) => {
            stmts(&of.body, see);
            if let Some((_, handler)) = &of.except {
                stmts(handler, see);
            }
            stmts(&of.otherwise, see);
            stmts(&of.finally, see);
        }
        StmtKind::Declare(_) | StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Return(None) => {}
    }
}

pub(super) fn expr<'h>(of: &'h Expr, see: &mut dyn FnMut(Item<'h>)) {
    see(Item::Expr(of));
    match &of.kind {
        ExprKind::Copy(at) | ExprKind::Move(at) => place(at, see),
        ExprKind::Call(of) => call(of, see),
        ExprKind::Construct(parts) | ExprKind::Tuple(parts) => parts.iter().for_each(|part| expr(part, see)),
        ExprKind::If(condition, a, b) => {
            expr(condition, see);
            expr(a, see);
            expr(b, see);
        }
        ExprKind::And(a, b) | ExprKind::Or(a, b) => {
            expr(a, see);
            expr(b, see);
        }
        ExprKind::Not(a) => expr(a, see),
        ExprKind::Block(block, value) => {
            stmts(block, see);
            expr(value, see);
        }
        ExprKind::Closure(_, captures) => {
            for capture in captures {
                match capture {
                    CaptureValue::Value(value) => expr(value, see),
                    CaptureValue::Reference(at) => place(at, see),
                }
            }
        }
        ExprKind::Const(_)
        | ExprKind::Function(_)
        | ExprKind::PythonEntry(_)
        | ExprKind::PythonClass(_)
        | ExprKind::Unreachable
        | ExprKind::Error => {}
    }
}

pub(super) fn place<'h>(of: &'h Place, see: &mut dyn FnMut(Item<'h>)) {
    see(Item::Place(of));
    match &of.kind {
        PlaceKind::Local(_) => {}
        PlaceKind::Field(base, _) => place(base, see),
        PlaceKind::RefCall(of) => call(of, see),
        PlaceKind::Deref(value) | PlaceKind::Temporary(value) => expr(value, see),
        PlaceKind::Element(base, index) => {
            place(base, see);
            expr(index, see);
        }
        PlaceKind::After(before, at) => {
            expr(before, see);
            place(at, see);
        }
        PlaceKind::If(condition, a, b) => {
            expr(condition, see);
            place(a, see);
            place(b, see);
        }
    }
}

fn call<'h>(of: &'h Call, see: &mut dyn FnMut(Item<'h>)) {
    see(Item::Call(of));
    if let Callee::Pointer(pointer) = &of.callee {
        expr(pointer, see);
    }
    of.args.iter().for_each(|each| arg(each, see));
}

pub(super) fn arg<'h>(of: &'h Arg, see: &mut dyn FnMut(Item<'h>)) {
    match of {
        Arg::Value(value) => expr(value, see),
        Arg::Reference { place: at, .. } => place(at, see),
        Arg::Variadic(values) => values.iter().for_each(|value| expr(value, see)),
        Arg::Pack(places) => places.iter().for_each(|at| place(at, see)),
        Arg::Keywords(values) => values.iter().for_each(|(_, value)| expr(value, see)),
    }
}
