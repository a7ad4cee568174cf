//! Places: a local and the way from it. What has to be evaluated on the way is.

use grammar::Span;

use super::Lowerer;
use super::draft::Store;
use super::scan::Effects;
use crate::hir::{Arg, Call, Expr, ExprKind, Place as HirPlace, PlaceKind};
use crate::mir::{self, Operand, Place, Projection, Rvalue, StmtKind};
use crate::types::{TyKind, Value};

/// A place whose parts are evaluated, but not the calls that return references to it.
pub(super) enum Prepared {
    Ready(Place),
    Field(Box<Prepared>, usize, crate::types::Ty),
    RefCall(Box<PreparedCall>),
}

pub(super) struct PreparedCall {
    call: mir::Call,
    info: super::CallInfo,
    /// Arguments that are places of the same kind themselves, by index.
    places: Vec<(usize, Prepared)>,
    mutable: bool,
    span: Span,
}

impl Lowerer<'_, '_> {
    pub(super) fn place(&mut self, place: &HirPlace) -> Place {
        match &place.kind {
            PlaceKind::Local(local) => {
                self.mentions.insert(*local, place.span);
                Place { local: *local, projections: Vec::new(), ty: place.ty }
            }
            PlaceKind::Field(base, index) => {
                let base = self.place(base);
                field(base, *index, place)
            }
            PlaceKind::RefCall(call) => {
                let to = self.ref_temp(place.ty, place.mutable, place.span);
                let call = self.call(call, place.span);
                self.emit(StmtKind::Init(to.clone(), Rvalue::Call(call)), Store::Temp, place.span);
                to
            }
            PlaceKind::Deref(pointer) => self.deref(pointer, place),
            PlaceKind::Element(base, index) => self.element(base, index, place),
            PlaceKind::Temporary(value) => {
                let temp = self.temp(place.ty, place.span);
                self.into(&temp, Store::Temp, value);
                temp
            }
            PlaceKind::After(before, place) => {
                let none = self.temp(before.ty, before.span);
                self.into(&none, Store::Temp, before);
                self.place(place)
            }
            PlaceKind::If(condition, a, b) => {
                let to = self.ref_temp(place.ty, place.mutable, place.span);
                self.branch(condition, |this| this.bind(&to, a), |this| this.bind(&to, b), place.span);
                to
            }
        }
    }

    /// Makes a `Ref` local name a place.
    pub(super) fn bind(&mut self, to: &Place, place: &HirPlace) {
        match &place.kind {
            PlaceKind::RefCall(call) => {
                let call = self.call(call, place.span);
                self.emit(StmtKind::Init(to.clone(), Rvalue::Call(call)), Store::Temp, place.span);
            }
            PlaceKind::If(condition, a, b) => {
                self.branch(condition, |this| this.bind(to, a), |this| this.bind(to, b), place.span);
            }
            PlaceKind::After(before, inner) => {
                let none = self.temp(before.ty, before.span);
                self.into(&none, Store::Temp, before);
                self.bind(to, inner);
            }
            _ => {
                let named = self.place(place);
                self.emit(StmtKind::BindRef(to.local, named), Store::Temp, place.span);
            }
        }
    }

    fn deref(&mut self, pointer: &Expr, place: &HirPlace) -> Place {
        let mut base = match &pointer.kind {
            // The pointer is read where the place is used: no copy of it is needed.
            ExprKind::Copy(held) if is_path(held) => self.place(held),
            _ => match self.stored(pointer) {
                Operand::Copy(held) | Operand::Move(held) => held,
                Operand::Const(..) | Operand::Function(..) => self.temp(pointer.ty, pointer.span),
            },
        };
        base.projections.push(Projection::Deref);
        base.ty = place.ty;
        base
    }

    fn element(&mut self, base: &HirPlace, index: &Expr, place: &HirPlace) -> Place {
        let mut lowered = self.place(base);
        lowered.ty = place.ty;
        if let (ExprKind::Const(Value::Int(n)), TyKind::Pack(_)) = (&index.kind, base.ty.kind()) {
            lowered.projections.push(Projection::PackElement(usize::try_from(n).unwrap_or(usize::MAX)));
            return lowered;
        }
        let index = match self.operand(index) {
            Operand::Copy(at) if at.projections.is_empty() && self.local_kind(at.local) == mir::LocalKind::Temp => {
                at.local
            }
            other => {
                let temp = self.temp(index.ty, index.span);
                self.emit(StmtKind::Init(temp.clone(), Rvalue::Use(other)), Store::Temp, index.span);
                temp.local
            }
        };
        lowered.projections.push(Projection::Element(index));
        lowered
    }

    /// The parts of a place that is written after `value` was evaluated: indices come before the value, and the reference is
    /// taken after it, for the value may still change what it points into.
    pub(super) fn prepare(&mut self, place: &HirPlace, value: &Expr) -> Prepared {
        let mut effects = Effects::new(self.cx);
        effects.expr(value);
        if effects.calls { self.prepared(place) } else { Prepared::Ready(self.place(place)) }
    }

    fn prepared(&mut self, place: &HirPlace) -> Prepared {
        match &place.kind {
            PlaceKind::Field(base, index) => Prepared::Field(Box::new(self.prepared(base)), *index, place.ty),
            PlaceKind::RefCall(call) => Prepared::RefCall(Box::new(self.prepared_call(call, place))),
            PlaceKind::Deref(pointer) if matches!(&pointer.kind, ExprKind::Copy(held) if !is_captured(held)) => {
                let operand = self.operand(pointer);
                let held = match self.copied(operand, pointer.ty, pointer.span) {
                    Operand::Copy(held) | Operand::Move(held) => held,
                    Operand::Const(..) | Operand::Function(..) => self.temp(pointer.ty, pointer.span),
                };
                Prepared::Ready(Place { local: held.local, projections: vec![Projection::Deref], ty: place.ty })
            }
            _ => Prepared::Ready(self.place(place)),
        }
    }

    fn prepared_call(&mut self, call: &Call, place: &HirPlace) -> PreparedCall {
        let mut places = Vec::new();
        let mut args = Vec::with_capacity(call.args.len());
        for (index, arg) in call.args.iter().enumerate() {
            args.push(match arg {
                Arg::Reference { place, mutable } if needs_call(place) => {
                    places.push((index, self.prepared(place)));
                    // Stands for the place until the reference is taken.
                    mir::Arg::Reference { place: self.temp(place.ty, place.span), mutable: *mutable }
                }
                Arg::Value(value) => mir::Arg::Value(self.kept_operand(value, true)),
                arg => self.arg(arg, true),
            });
        }
        let callee = self.callee(&call.callee);
        let (call, info) = self.assemble(call, callee, args, place.span);
        PreparedCall { call, info, places, mutable: place.mutable, span: place.span }
    }

    /// The place of what was prepared.
    pub(super) fn finish(&mut self, prepared: Prepared) -> Place {
        match prepared {
            Prepared::Ready(place) => place,
            Prepared::Field(base, index, ty) => {
                let mut base = self.finish(*base);
                base.projections.push(Projection::Field(index));
                base.ty = ty;
                base
            }
            Prepared::RefCall(prepared) => {
                let PreparedCall { mut call, info, places, mutable, span } = *prepared;
                for (index, place) in places {
                    let finished = self.finish(place);
                    if let Some(mir::Arg::Reference { place, .. }) = call.args.get_mut(index) {
                        *place = finished;
                    }
                }
                let to = self.ref_temp(call.result, mutable, span);
                self.call_info = Some(info);
                self.emit(StmtKind::Init(to.clone(), Rvalue::Call(call)), Store::Temp, span);
                to
            }
        }
    }
}

fn field(mut base: Place, index: usize, place: &HirPlace) -> Place {
    base.projections.push(Projection::Field(index));
    base.ty = place.ty;
    base
}

/// Whether a place is a local and fields of it, perhaps through pointers that lie there.
fn is_path(place: &HirPlace) -> bool {
    match &place.kind {
        PlaceKind::Local(_) => true,
        PlaceKind::Field(base, _) => is_path(base),
        PlaceKind::Deref(pointer) => matches!(&pointer.kind, ExprKind::Copy(held) if is_path(held)),
        _ => false,
    }
}

/// Whether a place is the reference that a closure captured: that never changes.
fn is_captured(place: &HirPlace) -> bool {
    matches!(&place.kind, PlaceKind::Field(base, _) if matches!(base.ty.kind(), TyKind::Closure(_)))
}

/// Whether a place is only known after a call.
fn needs_call(place: &HirPlace) -> bool {
    match &place.kind {
        PlaceKind::Field(base, _) => needs_call(base),
        PlaceKind::RefCall(_) => true,
        _ => false,
    }
}
