//! Visits the places that a statement itself mentions, in the order in which it uses them. Inner blocks are left out.

use super::{Arg, Call, Callee, Capture, LocalId, Operand, Place, Projection, Rvalue, StmtKind};

/// How a statement uses a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    Copy,
    Move,
    /// Its address is taken; the value says whether it may be written through.
    Borrow(bool),
    /// Written without anything being destroyed.
    Init,
    /// Written over.
    Replace,
    /// An index that leads to another place.
    Step,
}

/// Calls `see` for each place, what is written last.
pub fn places(stmt: &StmtKind, see: &mut dyn FnMut(&Place, Usage)) {
    match stmt {
        StmtKind::Init(to, value) => {
            rvalue(value, see);
            place(to, Usage::Init, see);
        }
        StmtKind::Replace(to, value) => {
            operand(value, see);
            place(to, Usage::Replace, see);
        }
        StmtKind::BindRef(local, at) => {
            place(at, Usage::Borrow(true), see);
            see(&Place { local: *local, projections: Vec::new(), ty: at.ty }, Usage::Init);
        }
        StmtKind::Drop(at) => place(at, Usage::Move, see),
        StmtKind::If(value, ..) | StmtKind::Return(Some(value)) | StmtKind::Raise(value) => operand(value, see),
        StmtKind::ReturnRef(at) => place(at, Usage::Borrow(true), see),
        StmtKind::Declare(_)
        | StmtKind::Loop(..)
        | StmtKind::Labelled(..)
        | StmtKind::Break(_)
        | StmtKind::Continue(_)
        | StmtKind::Return(None)
        | StmtKind::Try { .. }
        | StmtKind::OnFault { .. } => {}
    }
}

pub fn rvalue(value: &Rvalue, see: &mut dyn FnMut(&Place, Usage)) {
    match value {
        Rvalue::Use(value) | Rvalue::Rename(value) | Rvalue::Not(value) => operand(value, see),
        Rvalue::Call(value) => call(value, see),
        Rvalue::Construct(_, values) | Rvalue::Tuple(values) => values.iter().for_each(|value| operand(value, see)),
        Rvalue::Closure(_, captures) => {
            for capture in captures {
                match capture {
                    Capture::Value(value) => operand(value, see),
                    Capture::Reference(at) => place(at, Usage::Borrow(true), see),
                }
            }
        }
        Rvalue::PythonEntry(_) | Rvalue::PythonClass(_) => {}
    }
}

fn call(call: &Call, see: &mut dyn FnMut(&Place, Usage)) {
    if let Callee::Pointer(pointer) = &call.callee {
        operand(pointer, see);
    }
    for value in &call.args {
        arg(value, see);
    }
}

pub fn arg(arg: &Arg, see: &mut dyn FnMut(&Place, Usage)) {
    match arg {
        Arg::Value(value) => operand(value, see),
        Arg::Reference { place: at, mutable } => place(at, Usage::Borrow(*mutable), see),
        Arg::Variadic(values) => values.iter().for_each(|value| operand(value, see)),
        Arg::Pack(places) => places.iter().for_each(|at| place(at, Usage::Borrow(false), see)),
        Arg::Keywords(values) => values.iter().for_each(|(_, value)| operand(value, see)),
    }
}

pub fn operand(operand: &Operand, see: &mut dyn FnMut(&Place, Usage)) {
    match operand {
        Operand::Copy(at) => place(at, Usage::Copy, see),
        Operand::Move(at) => place(at, Usage::Move, see),
        Operand::Const(..) | Operand::Function(..) => {}
    }
}

fn place(place: &Place, usage: Usage, see: &mut dyn FnMut(&Place, Usage)) {
    for projection in &place.projections {
        if let Projection::Element(index) = projection {
            step(*index, place, see);
        }
    }
    see(place, usage);
}

fn step(local: LocalId, of: &Place, see: &mut dyn FnMut(&Place, Usage)) {
    see(&Place { local, projections: Vec::new(), ty: of.ty }, Usage::Step);
}
