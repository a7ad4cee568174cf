//! Calls: arguments left to right, in the form that the callee takes them.

use grammar::Span;

use super::Lowerer;
use super::draft::CallInfo;
use super::value::Part;
use crate::hir::{Arg, Call, Callee};
use crate::mir::{self, LocalKind, Operand};
use crate::types::Passing;

impl Lowerer<'_, '_> {
    /// A call whose arguments are evaluated. The statement that makes it is emitted next.
    pub(super) fn call(&mut self, call: &Call, span: Span) -> mir::Call {
        let callee = self.callee(&call.callee);
        let keep = self.unsteady_args(&call.args);
        let mut args: Vec<mir::Arg> = Vec::with_capacity(call.args.len());
        for (arg, keep) in call.args.iter().zip(keep) {
            args.push(match arg {
                Arg::Value(value) if !keep => mir::Arg::Value(self.late_operand(value)),
                arg => self.arg(arg, keep),
            });
        }
        let reads = matches!(call.callee, Callee::Instance(_)) || self.reads_several(&args);
        for (arg, from) in args.iter_mut().zip(&call.args) {
            let span = arg_span(from, span);
            if let mir::Arg::Value(operand) = arg {
                self.copy_late(operand, span);
            }
            if reads {
                self.read(arg, span);
            }
        }
        let (call, info) = self.assemble(call, callee, args, span);
        self.call_info = Some(info);
        call
    }

    /// Whether trivial arguments are read from several values whose destruction the user can see: each may die when it was read.
    fn reads_several(&self, args: &[mir::Arg]) -> bool {
        let mut owners = args.iter().filter_map(|arg| match arg {
            mir::Arg::Value(Operand::Copy(place)) if self.is_owner_observable(place) => Some(place.local),
            _ => None,
        });
        owners.next().is_some_and(|first| owners.any(|other| other != first))
    }

    /// Reads a trivial argument when all arguments are evaluated: what it is read from may die before the function runs.
    fn read(&mut self, arg: &mut mir::Arg, span: Span) {
        match arg {
            mir::Arg::Value(operand) => self.read_operand(operand, span),
            mir::Arg::Variadic(operands) => {
                operands.iter_mut().for_each(|operand| self.read_operand(operand, span));
            }
            mir::Arg::Reference { .. } | mir::Arg::Pack(_) | mir::Arg::Keywords(_) => {}
        }
    }

    pub(super) fn read_operand(&mut self, operand: &mut Operand, span: Span) {
        if let Operand::Copy(place) = operand
            && self.is_trivial(place.ty)
            && self.is_owner_observable(place)
        {
            let (place, ty) = (place.clone(), place.ty);
            *operand = self.copied(Operand::Copy(place), ty, span);
        }
    }

    /// Whether a place lies in a local of this body whose destruction the user can see.
    fn is_owner_observable(&self, place: &mir::Place) -> bool {
        let local = self.draft.local(place.local);
        match local.kind {
            LocalKind::Arg(Passing::Imm | Passing::Mut | Passing::Ref) => false,
            LocalKind::Ref { .. } => true,
            _ => self.cx.info(local.ty).observable,
        }
    }

    pub(super) fn callee(&mut self, callee: &Callee) -> mir::Callee {
        match callee {
            Callee::Instance(id) => mir::Callee::Instance(*id),
            Callee::Rust { path, generics, passing } => {
                mir::Callee::Rust { path: *path, generics: generics.clone(), passing: passing.clone() }
            }
            Callee::Pointer(pointer) => mir::Callee::Pointer(self.operand(pointer)),
            Callee::External(external) => mir::Callee::External(*external),
            Callee::Abstract { passing } => mir::Callee::Abstract { passing: passing.clone() },
        }
    }

    pub(super) fn assemble(
        &mut self,
        call: &Call,
        callee: mir::Callee,
        args: Vec<mir::Arg>,
        span: Span,
    ) -> (mir::Call, CallInfo) {
        let info = CallInfo {
            borrows: call.borrows.clone(),
            spans: call.args.iter().map(|arg| arg_span(arg, span)).collect(),
            pointer: match &call.callee {
                Callee::Pointer(pointer) => Some(pointer.ty),
                _ => None,
            },
        };
        let call = mir::Call {
            callee,
            args,
            raises: call.raises,
            result: call.result,
            returns_ref: call.returns_ref,
            cleanup: Vec::new(),
        };
        (call, info)
    }

    /// For each argument: whether evaluating later ones may change what it reads.
    fn unsteady_args(&self, args: &[Arg]) -> Vec<bool> {
        let parts = args.iter().map(|arg| match arg {
            Arg::Value(value) => Part::Expr(value),
            arg => Part::Arg(arg),
        });
        self.unsteady(parts.collect())
    }

    pub(super) fn arg(&mut self, arg: &Arg, keep: bool) -> mir::Arg {
        match arg {
            Arg::Value(value) => mir::Arg::Value(self.kept_operand(value, keep)),
            Arg::Reference { place, mutable } => mir::Arg::Reference { place: self.place(place), mutable: *mutable },
            Arg::Variadic(values) => mir::Arg::Variadic(self.operands(values)),
            Arg::Pack(places) => mir::Arg::Pack(places.iter().map(|place| self.place(place)).collect()),
            Arg::Keywords(pairs) => {
                let values = pairs.iter().map(|(name, value)| (*name, self.kept_operand(value, true)));
                mir::Arg::Keywords(values.collect())
            }
        }
    }
}

fn arg_span(arg: &Arg, call: Span) -> Span {
    match arg {
        Arg::Value(value) => value.span,
        Arg::Reference { place, .. } => place.span,
        Arg::Variadic(values) => values.first().map_or(call, |value| value.span),
        Arg::Pack(places) => places.first().map_or(call, |place| place.span),
        Arg::Keywords(pairs) => pairs.first().map_or(call, |(_, value)| value.span),
    }
}
