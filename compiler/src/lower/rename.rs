//! Visits every mention of a local in the draft, to rename it.

use super::draft::{Node, NodeKind, Tree};
use crate::mir::{Arg, Call, Callee, Capture, LocalId, Operand, Place, Projection, Rvalue, StmtKind};

type See<'s> = &'s mut dyn FnMut(&mut LocalId);

/// The locals that a node mentions.
pub(super) fn node(node: &mut Node, see: See<'_>) {
    node.spans.iter_mut().for_each(|(local, _)| see(local));
    match &mut node.kind {
        NodeKind::Entry | NodeKind::Nothing => {}
        NodeKind::Empty(local) | NodeKind::Catch(local) => see(local),
        NodeKind::Stmt(stmt) => self::stmt(stmt, see),
    }
}

/// The locals of handlers, which stand in the tree.
pub(super) fn trees(trees: &mut [Tree], see: See<'_>) {
    for tree in trees {
        match tree {
            Tree::Leaf(_) => {}
            Tree::If(_, a, b) | Tree::Guarded { body: a, cleanup: b, .. } => {
                self::trees(a, see);
                self::trees(b, see);
            }
            Tree::Loop(_, body, _) | Tree::Labelled(_, body, _) => self::trees(body, see),
            Tree::Try { body, error, handler, .. } => {
                see(&mut error.0);
                self::trees(body, see);
                self::trees(handler, see);
            }
        }
    }
}

/// The blocks inside of a statement are empty in a draft.
fn stmt(stmt: &mut StmtKind, see: See<'_>) {
    match stmt {
        StmtKind::Declare(local) => see(local),
        StmtKind::Init(to, value) => {
            place(to, see);
            rvalue(value, see);
        }
        StmtKind::Replace(to, value) => {
            place(to, see);
            operand(value, see);
        }
        StmtKind::BindRef(local, at) => {
            see(local);
            place(at, see);
        }
        StmtKind::Drop(at) | StmtKind::ReturnRef(at) => place(at, see),
        StmtKind::If(value, ..) | StmtKind::Return(Some(value)) | StmtKind::Raise(value) => operand(value, see),
        StmtKind::Loop(..)
        | StmtKind::Labelled(..)
        | StmtKind::Break(_)
        | StmtKind::Continue(_)
        | StmtKind::Return(None)
        | StmtKind::Try { .. }
        | StmtKind::OnFault { .. } => {}
    }
}

fn rvalue(value: &mut Rvalue, see: See<'_>) {
    match value {
        Rvalue::Use(value) | Rvalue::Rename(value) | Rvalue::Not(value) => operand(value, see),
        Rvalue::Call(value) => call(value, see),
        Rvalue::Construct(_, values) | Rvalue::Tuple(values) => values.iter_mut().for_each(|value| operand(value, see)),
        Rvalue::Closure(_, captures) => {
            for capture in captures {
                match capture {
                    Capture::Value(value) => operand(value, see),
                    Capture::Reference(at) => place(at, see),
                }
            }
        }
        Rvalue::PythonEntry(_) | Rvalue::PythonClass(_) => {}
    }
}

fn call(call: &mut Call, see: See<'_>) {
    if let Callee::Pointer(pointer) = &mut call.callee {
        operand(pointer, see);
    }
    for arg in &mut call.args {
        match arg {
            Arg::Value(value) => operand(value, see),
            Arg::Reference { place: at, .. } => place(at, see),
            Arg::Variadic(values) => values.iter_mut().for_each(|value| operand(value, see)),
            Arg::Pack(places) => places.iter_mut().for_each(|at| place(at, see)),
            Arg::Keywords(values) => values.iter_mut().for_each(|(_, value)| operand(value, see)),
        }
    }
    call.cleanup.iter_mut().for_each(|at| place(at, see));
}

fn operand(operand: &mut Operand, see: See<'_>) {
    match operand {
        Operand::Copy(at) | Operand::Move(at) => place(at, see),
        Operand::Const(..) | Operand::Function(..) => {}
    }
}

fn place(place: &mut Place, see: See<'_>) {
    see(&mut place.local);
    for projection in &mut place.projections {
        if let Projection::Element(index) = projection {
            see(index);
        }
    }
}
