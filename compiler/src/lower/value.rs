//! Expressions: values into operands and temporaries, left to right.

use grammar::Span;

use super::Lowerer;
use super::draft::{Store, Tree};
use super::scan::{self, Effects};
use crate::hir::{CaptureValue, Expr, ExprKind, Place as HirPlace, PlaceKind};
use crate::mir::{Capture, LocalKind, Operand, Place, Rvalue, StmtKind};
use crate::types::{Passing, Ty, Value};

impl Lowerer<'_, '_> {
    /// A value that is ready to be used. A copy of a trivial place is read where the operand is used.
    pub(super) fn operand(&mut self, expr: &Expr) -> Operand {
        match &expr.kind {
            ExprKind::Const(value) => Operand::Const(value.clone(), expr.ty),
            ExprKind::Function(id) => Operand::Function(*id, expr.ty),
            ExprKind::Copy(place) if self.is_trivial(expr.ty) => Operand::Copy(self.place(place)),
            ExprKind::Move(place) => self.moved(place),
            _ => self.stored(expr),
        }
    }

    /// A value in a temporary.
    pub(super) fn stored(&mut self, expr: &Expr) -> Operand {
        let temp = self.temp(expr.ty, expr.span);
        self.into(&temp, Store::Temp, expr);
        self.used(temp)
    }

    /// The value of a temporary, which is used once.
    pub(super) fn used(&self, place: Place) -> Operand {
        if self.is_trivial(place.ty) { Operand::Copy(place) } else { Operand::Move(place) }
    }

    fn moved(&mut self, place: &HirPlace) -> Operand {
        let lowered = self.place(place);
        // A trivial value that somebody else owns is as good as a copy.
        let is_variable = matches!(
            self.local_kind(lowered.local),
            LocalKind::Var { .. } | LocalKind::Out | LocalKind::Arg(Passing::Var | Passing::Deinit)
        );
        if self.is_trivial(place.ty) && !(is_variable && lowered.projections.is_empty()) {
            return Operand::Copy(lowered);
        }
        Operand::Move(lowered)
    }

    /// An operand that does not keep a value with a destructor in use: what it is read from may be destroyed before it is used.
    pub(super) fn settled(&mut self, expr: &Expr) -> Operand {
        let operand = self.operand(expr);
        match &operand {
            Operand::Copy(place) if !self.is_settled(place) => self.copied(operand, expr.ty, expr.span),
            _ => operand,
        }
    }

    fn is_settled(&self, place: &Place) -> bool {
        let local = self.draft.local(place.local);
        match local.kind {
            LocalKind::Arg(Passing::Imm | Passing::Mut | Passing::Ref) => true,
            LocalKind::Ref { .. } => false,
            _ => {
                let info = self.cx.info(local.ty);
                info.trivial && !info.may_borrow
            }
        }
    }

    /// An operand's value in a temporary.
    pub(super) fn copied(&mut self, operand: Operand, ty: Ty, span: Span) -> Operand {
        let temp = self.temp(ty, span);
        self.emit(StmtKind::Init(temp.clone(), Rvalue::Use(operand)), Store::Temp, span);
        self.used(temp)
    }

    /// Several values, left to right. One that a later one may change is read into a temporary before.
    pub(super) fn operands(&mut self, exprs: &[Expr]) -> Vec<Operand> {
        let keep = self.unsteady(exprs.iter().map(Part::Expr).collect());
        let mut operands: Vec<Operand> = exprs
            .iter()
            .zip(keep)
            .map(|(expr, keep)| if keep { self.kept_operand(expr, true) } else { self.late_operand(expr) })
            .collect();
        operands.iter_mut().zip(exprs).for_each(|(operand, expr)| self.copy_late(operand, expr.span));
        operands
    }

    /// An operand whose copy, if the language makes one that nobody asked for, is left to `copy_late`: it is made when what stands
    /// beside it was evaluated too.
    pub(super) fn late_operand(&mut self, expr: &Expr) -> Operand {
        match &expr.kind {
            ExprKind::Copy(place) if expr.span == place.span && is_variable(place) => Operand::Copy(self.place(place)),
            _ => self.operand(expr),
        }
    }

    /// Makes the copy that `late_operand` left out.
    pub(super) fn copy_late(&mut self, operand: &mut Operand, span: Span) {
        if let Operand::Copy(place) = operand
            && !self.is_trivial(place.ty)
        {
            let (place, ty) = (place.clone(), place.ty);
            self.mentions.insert(place.local, span);
            self.implicit_copy = true;
            *operand = self.copied(Operand::Copy(place), ty, span);
        }
    }

    /// The parts of a value that is made of them. As with arguments, what a trivial one is read from may die before.
    fn fields(&mut self, parts: &[Expr]) -> Vec<Operand> {
        let mut operands = self.operands(parts);
        operands.iter_mut().zip(parts).for_each(|(operand, part)| self.read_operand(operand, part.span));
        operands
    }

    pub(super) fn kept_operand(&mut self, expr: &Expr, keep: bool) -> Operand {
        let operand = self.operand(expr);
        match operand {
            Operand::Copy(_) | Operand::Move(_) if keep && !self.is_temp(&operand) => {
                self.copied(operand, expr.ty, expr.span)
            }
            operand => operand,
        }
    }

    fn is_temp(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Copy(place) | Operand::Move(place) => {
                self.local_kind(place.local) == LocalKind::Temp && place.projections.is_empty()
            }
            Operand::Const(..) | Operand::Function(..) => true,
        }
    }

    /// For each of several things that are evaluated in turn: whether evaluating the later ones may change what it reads.
    pub(super) fn unsteady(&self, parts: Vec<Part<'_>>) -> Vec<bool> {
        let mut later = Effects::new(self.cx);
        let mut unsteady = vec![false; parts.len()];
        for (i, part) in parts.iter().enumerate().rev() {
            if let Part::Expr(expr) = part {
                unsteady[i] = match &expr.kind {
                    ExprKind::Copy(place) => self.may_change(place, &later),
                    ExprKind::Move(_) => later.statements,
                    _ => false,
                };
            }
            if i > 0 {
                match part {
                    Part::Expr(expr) => later.expr(expr),
                    Part::Arg(arg) => later.arg(arg),
                }
            }
        }
        unsteady
    }

    fn may_change(&self, place: &HirPlace, later: &Effects<'_>) -> bool {
        match scan::root(place) {
            Some(local) => {
                let aliased = self.aliased.get(local.0 as usize).copied().unwrap_or(false);
                match self.local_kind(local) {
                    LocalKind::Ref { .. } | LocalKind::Arg(Passing::Ref) => later.calls,
                    _ => later.changed.contains(&local) || (aliased && later.calls),
                }
            }
            None => later.calls,
        }
    }

    /// Evaluates a value into a place that holds none.
    pub(super) fn into(&mut self, to: &Place, store: Store, expr: &Expr) {
        match &expr.kind {
            ExprKind::If(condition, a, b) => {
                self.branch(condition, |this| this.into(to, store, a), |this| this.into(to, store, b), expr.span);
            }
            ExprKind::And(a, b) => {
                self.into(to, Store::Temp, a);
                self.branch_on(Operand::Copy(to.clone()), |this| this.into(to, Store::Temp, b), |_| {}, expr.span);
            }
            ExprKind::Or(a, b) => {
                self.into(to, Store::Temp, a);
                self.branch_on(Operand::Copy(to.clone()), |_| {}, |this| this.into(to, Store::Temp, b), expr.span);
            }
            ExprKind::Block(stmts, value) => {
                self.stmts(stmts);
                self.into(to, store, value);
            }
            ExprKind::Unreachable => self.at = None,
            ExprKind::Error => self.failed = true,
            _ => {
                let value = self.rvalue(expr);
                self.emit(StmtKind::Init(to.clone(), value), store, expr.span);
            }
        }
    }

    /// Whether evaluating a value is one statement at the end: nothing is written before all of it was read.
    pub(super) fn is_direct(expr: &Expr) -> bool {
        !matches!(expr.kind, ExprKind::If(..) | ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Block(..))
    }

    /// What a statement computes, its parts evaluated.
    pub(super) fn rvalue(&mut self, expr: &Expr) -> Rvalue {
        match &expr.kind {
            ExprKind::Const(_) | ExprKind::Function(_) | ExprKind::Move(_) => Rvalue::Use(self.operand(expr)),
            ExprKind::Copy(place) => {
                let copied = self.place(place);
                // `x.copy()` stands at more than `x`.
                self.implicit_copy = expr.span == place.span;
                Rvalue::Use(Operand::Copy(copied))
            }
            ExprKind::Call(call) => Rvalue::Call(self.call(call, expr.span)),
            ExprKind::Construct(parts) => Rvalue::Construct(expr.ty, self.fields(parts)),
            ExprKind::Tuple(parts) => Rvalue::Tuple(self.fields(parts)),
            ExprKind::Not(value) => Rvalue::Not(self.operand(value)),
            ExprKind::Closure(id, captures) => Rvalue::Closure(*id, self.captures(captures)),
            ExprKind::PythonEntry(entry) => Rvalue::PythonEntry(entry.clone()),
            ExprKind::PythonClass(ty) => Rvalue::PythonClass(*ty),
            ExprKind::Error => {
                self.failed = true;
                Rvalue::Use(Operand::Const(Value::None, Ty::none()))
            }
            ExprKind::If(..) | ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Block(..) | ExprKind::Unreachable => {
                Rvalue::Use(self.stored(expr))
            }
        }
    }

    fn captures(&mut self, captures: &[CaptureValue]) -> Vec<Capture> {
        let mut lowered = Vec::with_capacity(captures.len());
        for capture in captures {
            lowered.push(match capture {
                CaptureValue::Value(value) => {
                    let operand = match &value.kind {
                        // Copied even if the original is not used any more.
                        ExprKind::Copy(place) => Operand::Copy(self.place(place)),
                        _ => self.operand(value),
                    };
                    Capture::Value(if self.is_temp(&operand) {
                        operand
                    } else {
                        self.copied(operand, value.ty, value.span)
                    })
                }
                CaptureValue::Reference(place) => Capture::Reference(self.place(place)),
            });
        }
        lowered
    }

    /// `if` on a value: constants decide at once, `not` swaps the sides.
    pub(super) fn branch(
        &mut self,
        condition: &Expr,
        then: impl FnOnce(&mut Self),
        otherwise: impl FnOnce(&mut Self),
        span: Span,
    ) {
        match &condition.kind {
            ExprKind::Const(Value::Bool(true)) => then(self),
            ExprKind::Const(Value::Bool(false)) => otherwise(self),
            ExprKind::Not(inner) => self.branch_boxed(inner, Box::new(otherwise), Box::new(then), span),
            _ => {
                let operand = self.settled(condition);
                self.branch_on(operand, then, otherwise, span);
            }
        }
    }

    /// `branch` whose type does not grow with the nesting of `not`.
    fn branch_boxed<'f>(
        &mut self,
        condition: &Expr,
        then: Box<dyn FnOnce(&mut Self) + 'f>,
        otherwise: Box<dyn FnOnce(&mut Self) + 'f>,
        span: Span,
    ) {
        let (mut condition, mut then, mut otherwise) = (condition, then, otherwise);
        while let ExprKind::Not(inner) = &condition.kind {
            condition = inner;
            (then, otherwise) = (otherwise, then);
        }
        match &condition.kind {
            ExprKind::Const(Value::Bool(true)) => then(self),
            ExprKind::Const(Value::Bool(false)) => otherwise(self),
            _ => {
                let operand = self.settled(condition);
                self.branch_on(operand, then, otherwise, span);
            }
        }
    }

    pub(super) fn branch_on(
        &mut self,
        condition: Operand,
        then: impl FnOnce(&mut Self),
        otherwise: impl FnOnce(&mut Self),
        span: Span,
    ) {
        let Some(node) = self.emit(StmtKind::If(condition, Vec::new(), Vec::new()), Store::Temp, span) else { return };
        self.tree.pop();
        let mut ends = Vec::with_capacity(2);
        let mut side = |this: &mut Self, write: &mut dyn FnMut(&mut Self)| {
            let block = this.block(|this| {
                this.junction(&[node], span);
                write(this);
            });
            ends.extend(this.at);
            block
        };
        let (mut then, mut otherwise) = (Some(then), Some(otherwise));
        let then = side(self, &mut |this| {
            if let Some(write) = then.take() {
                write(this)
            }
        });
        let otherwise = side(self, &mut |this| {
            if let Some(write) = otherwise.take() {
                write(this)
            }
        });
        self.tree.push(Tree::If(node, then, otherwise));
        self.junction(&ends, span);
    }
}

/// Whether a place is a local or a field of one: nothing has to be evaluated to find it.
fn is_variable(place: &HirPlace) -> bool {
    match &place.kind {
        PlaceKind::Local(_) => true,
        PlaceKind::Field(base, _) => is_variable(base),
        _ => false,
    }
}

/// One of several things that are evaluated in turn.
pub(super) enum Part<'h> {
    Expr(&'h Expr),
    Arg(&'h crate::hir::Arg),
}
