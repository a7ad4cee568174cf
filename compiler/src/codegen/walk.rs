//! Visits every place that a statement of the MIR mentions, and says how it is used.

use crate::mir::{Arg, Call, Callee, Capture, LocalId, Operand, Place, Projection, Rvalue, Stmt, StmtKind};

/// How a statement uses a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    Copy,
    Move,
    Init,
    Replace,
    Drop,
    /// Its address is taken; the value says whether it may be written through.
    Address(bool),
}

/// What a visitor is told.
pub(super) trait Visitor {
    fn place(&mut self, place: &Place, usage: Usage);
    /// A local that is named other than by a place: declared, bound, an error's or an index.
    fn local(&mut self, _local: LocalId) {}
}

pub(super) fn block(block: &[Stmt], visitor: &mut impl Visitor) {
    for statement in block {
        stmt(statement, visitor);
    }
}

pub(super) fn stmt(statement: &Stmt, visitor: &mut impl Visitor) {
    match &statement.kind {
        StmtKind::Declare(local) => visitor.local(*local),
        StmtKind::Init(to, value) => {
            rvalue(value, visitor);
            place(to, Usage::Init, visitor);
        }
        StmtKind::Replace(to, value) => {
            operand(value, visitor);
            place(to, Usage::Replace, visitor);
        }
        StmtKind::BindRef(local, to) => {
            place(to, Usage::Address(true), visitor);
            visitor.local(*local);
        }
        StmtKind::Drop(at) => place(at, Usage::Drop, visitor),
        StmtKind::If(condition, then, otherwise) => {
            operand(condition, visitor);
            block(then, visitor);
            block(otherwise, visitor);
        }
        StmtKind::Loop(_, body) | StmtKind::Labelled(_, body) => block(body, visitor),
        StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Return(None) => {}
        StmtKind::Return(Some(value)) | StmtKind::Raise(value) => operand(value, visitor),
        StmtKind::ReturnRef(at) => place(at, Usage::Address(true), visitor),
        StmtKind::Try { body, error, handler } => {
            block(body, visitor);
            if let Some((local, _)) = error {
                visitor.local(*local);
            }
            block(handler, visitor);
        }
        StmtKind::OnFault { body, cleanup } => {
            block(body, visitor);
            block(cleanup, visitor);
        }
    }
}

pub(super) fn rvalue(value: &Rvalue, visitor: &mut impl Visitor) {
    match value {
        Rvalue::Use(value) | Rvalue::Rename(value) | Rvalue::Not(value) => operand(value, visitor),
        Rvalue::Call(value) => call(value, visitor),
        Rvalue::Construct(_, values) | Rvalue::Tuple(values) => values.iter().for_each(|value| operand(value, visitor)),
        Rvalue::Closure(_, captures) => {
            for capture in captures {
                match capture {
                    Capture::Value(value) => operand(value, visitor),
                    Capture::Reference(at) => place(at, Usage::Address(true), visitor),
                }
            }
        }
        Rvalue::PythonEntry(_) | Rvalue::PythonClass(_) => {}
    }
}

pub(super) fn call(call: &Call, visitor: &mut impl Visitor) {
    if let Callee::Pointer(pointer) = &call.callee {
        operand(pointer, visitor);
    }
    for value in &call.args {
        arg(value, visitor);
    }
    for at in &call.cleanup {
        place(at, Usage::Drop, visitor);
    }
}

pub(super) fn arg(arg: &Arg, visitor: &mut impl Visitor) {
    match arg {
        Arg::Value(value) => operand(value, visitor),
        Arg::Reference { place: at, mutable } => place(at, Usage::Address(*mutable), visitor),
        Arg::Variadic(values) => values.iter().for_each(|value| operand(value, visitor)),
        Arg::Pack(places) => places.iter().for_each(|at| place(at, Usage::Address(false), visitor)),
        Arg::Keywords(values) => values.iter().for_each(|(_, value)| operand(value, visitor)),
    }
}

fn operand(operand: &Operand, visitor: &mut impl Visitor) {
    match operand {
        Operand::Copy(at) => place(at, Usage::Copy, visitor),
        Operand::Move(at) => place(at, Usage::Move, visitor),
        Operand::Const(..) | Operand::Function(..) => {}
    }
}

fn place(place: &Place, usage: Usage, visitor: &mut impl Visitor) {
    for projection in &place.projections {
        if let Projection::Element(index) = projection {
            visitor.local(*index);
        }
    }
    visitor.place(place, usage);
}
