//! Statements.

use grammar::{Diagnostic, Span};

use super::Lowerer;
use super::draft::{NodeKind, Store, Tree};
use super::exit::Frame;
use super::scan;
use crate::hir::{self, Expr, ExprKind, LocalId, Place as HirPlace, PlaceKind, Stmt, StmtKind as H};
use crate::mir::{LocalKind, Operand, Place, Rvalue, StmtKind};
use crate::ownership::errors;
use crate::types::Passing;

impl Lowerer<'_, '_> {
    pub(super) fn stmts(&mut self, stmts: &[Stmt]) {
        for (i, stmt) in stmts.iter().enumerate() {
            if self.at.is_none() {
                if i > 0 {
                    self.unreachable(&stmts[i - 1], stmt);
                }
                return;
            }
            self.stmt(stmt);
        }
    }

    /// Warns of a statement that control never comes to. What the compiler wrote itself does not stand behind what ends it.
    fn unreachable(&mut self, last: &Stmt, stmt: &Stmt) {
        let follows =
            last.span.file == stmt.span.file && stmt.span.start >= last.span.end && stmt.span.start < stmt.span.end;
        if follows && self.function.user && stmt.span.file == self.function.file {
            let diagnostic: Diagnostic = errors::unreachable(stmt.span, last.span);
            self.diagnostics.report(diagnostic);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let span = stmt.span;
        match &stmt.kind {
            H::Expr(expr) => self.effect(expr, span),
            H::Declare(local) => self.declare(*local, span),
            H::Let(local, value) => {
                let to = self.whole(*local);
                self.mentions.insert(*local, self.draft.local(*local).span);
                self.into(&to, Store::Let, value);
            }
            H::BindRef(local, place) => {
                let to = self.whole(*local);
                self.bind(&to, place);
            }
            H::Assign(place, value) => self.assign(place, value, span),
            H::If(condition, then, otherwise) => {
                self.branch(condition, |this| this.stmts(then), |this| this.stmts(otherwise), condition.span);
            }
            H::Loop(label, body) => self.loop_(*label, body, span),
            H::Labelled(label, body) => self.labelled(*label, body, span),
            H::Block(body) => self.stmts(body),
            H::Break(label) => self.break_(*label, span),
            H::Continue(label) => self.continue_(*label, span),
            H::Return(None) => self.return_none(span),
            H::Return(Some(value)) => self.return_value(value, span),
            H::ReturnRef(place) => self.return_ref(place, span),
            H::Raise(error) => {
                let operand = self.operand(error);
                let node = self.emit_jump(StmtKind::Raise(operand), span);
                if let Some(node) = node {
                    self.register_raise(node, error.ty);
                }
            }
            H::Try(of) => self.try_(of, span),
        }
    }

    fn whole(&self, local: LocalId) -> Place {
        Place { local, projections: Vec::new(), ty: self.draft.local(local).ty }
    }

    fn declare(&mut self, local: LocalId, span: Span) {
        let Some(from) = self.at else { return };
        if let Some(mark) = self.draft.declared_empty.get_mut(local.0 as usize) {
            *mark = true;
        }
        let node = self.draft.add(NodeKind::Empty(local), span);
        self.draft.link(from, node);
        self.tree.push(Tree::Leaf(node));
        self.at = Some(node);
    }

    /// An expression for what it does; its value is destroyed.
    fn effect(&mut self, expr: &Expr, span: Span) {
        match &expr.kind {
            ExprKind::Move(place) if !self.is_trivial(expr.ty) => {
                let place = self.place(place);
                self.emit(StmtKind::Drop(place), Store::Temp, span);
            }
            ExprKind::Const(_) | ExprKind::Function(_) => {}
            _ => {
                let temp = self.temp(expr.ty, expr.span);
                self.into(&temp, Store::Temp, expr);
            }
        }
    }

    fn loop_(&mut self, label: hir::LabelId, body: &[Stmt], span: Span) {
        let Some(from) = self.at else { return };
        let name = self.label();
        let header = self.draft.add(NodeKind::Nothing, span);
        self.draft.link(from, header);
        self.frames.push(Frame::Loop { label, name, header, breaks: Vec::new() });
        let block = self.block(|this| {
            this.tree.push(Tree::Leaf(header));
            this.at = Some(header);
            this.stmts(body);
            if let Some(end) = this.at {
                this.draft.link(end, header);
            }
        });
        let breaks = self.pop_breaks();
        self.tree.push(Tree::Loop(name, block, span));
        self.junction(&breaks, span);
    }

    fn labelled(&mut self, label: hir::LabelId, body: &[Stmt], span: Span) {
        if self.at.is_none() {
            return;
        }
        let name = self.label();
        self.frames.push(Frame::Labelled { label, name, breaks: Vec::new() });
        let block = self.block(|this| this.stmts(body));
        let mut ends = self.pop_breaks();
        if ends.is_empty() {
            // Nothing leaves it early: the statements may as well stand without it.
            self.tree.extend(block);
            return;
        }
        ends.extend(self.at);
        self.tree.push(Tree::Labelled(name, block, span));
        self.junction(&ends, span);
    }

    fn assign(&mut self, place: &HirPlace, value: &Expr, span: Span) {
        match field_root(place) {
            Some(local) if self.owns(local) || self.is_tracked_arg(local) => {
                let to = self.place(place);
                if self.is_trivial(place.ty) || !self.is_guarded(place) {
                    self.assign_owned(&to, place.span, value);
                } else {
                    // The destructor counts on all fields being there, even if evaluating the value ends in a fault.
                    let operand = self.operand(value);
                    self.mentions.insert(local, place.span);
                    let node = self.emit(StmtKind::Init(to, Rvalue::Use(operand)), Store::Assign, span);
                    if let Some(node) = node {
                        self.draft.node_mut(node).keeps_old = true;
                    }
                }
            }
            _ => self.assign_elsewhere(place, value, span),
        }
    }

    fn is_tracked_arg(&self, local: LocalId) -> bool {
        self.local_kind(local) == LocalKind::Arg(Passing::Mut) && self.draft.is_moved_arg(local)
    }

    /// Whether a place is a field of a value with a destructor of its own, which is not being built or taken apart.
    fn is_guarded(&self, place: &HirPlace) -> bool {
        match &place.kind {
            PlaceKind::Field(base, _) => {
                let is_part = match &base.kind {
                    PlaceKind::Local(local) => {
                        matches!(
                            self.local_kind(*local),
                            LocalKind::Out | LocalKind::Arg(Passing::Deinit | Passing::Mut)
                        ) || self.draft.declared_empty.get(local.0 as usize).copied().unwrap_or(false)
                    }
                    _ => false,
                };
                (!is_part && self.cx.info(base.ty).destructor) || self.is_guarded(base)
            }
            _ => false,
        }
    }

    /// Writes a local, or a part of one, that this body owns: its old value is dead by now, or dies before the write.
    fn assign_owned(&mut self, to: &Place, at: Span, value: &Expr) {
        match &value.kind {
            ExprKind::If(condition, a, b) => self.branch(
                condition,
                |this| this.assign_owned(to, at, a),
                |this| this.assign_owned(to, at, b),
                value.span,
            ),
            ExprKind::Block(stmts, last) => {
                self.stmts(stmts);
                self.assign_owned(to, at, last);
            }
            ExprKind::And(..) | ExprKind::Or(..) => {
                let operand = self.stored(value);
                self.mentions.insert(to.local, at);
                self.emit(StmtKind::Init(to.clone(), Rvalue::Use(operand)), Store::Assign, value.span);
            }
            ExprKind::Unreachable => self.at = None,
            _ => {
                let computed = self.rvalue(value);
                if !self.is_trivial(to.ty) && self.needs_old_value(to, &computed) {
                    let temp = self.temp(to.ty, value.span);
                    self.emit(StmtKind::Init(temp.clone(), computed), Store::Temp, value.span);
                    self.mentions.insert(to.local, at);
                    let moved = Rvalue::Use(Operand::Move(temp));
                    self.emit(StmtKind::Init(to.clone(), moved), Store::Assign, value.span);
                } else {
                    self.mentions.entry(to.local).or_insert(at);
                    self.emit(StmtKind::Init(to.clone(), computed), Store::Assign, value.span);
                }
            }
        }
    }

    /// Whether the old value must still be there while the new one is computed: it is read, or an error may bring it back.
    fn needs_old_value(&self, to: &Place, value: &Rvalue) -> bool {
        let raises = matches!(value, Rvalue::Call(call) if call.raises.is_some());
        // A `finally` may read it when computing the new one ends in a fault.
        let caught = self.frames.iter().any(|frame| match frame {
            Frame::Try(_) => raises,
            Frame::Finally { .. } => !matches!(value, Rvalue::Use(_)),
            _ => false,
        });
        let tracked_arg = raises && self.local_kind(to.local) == LocalKind::Arg(Passing::Mut);
        caught
            || tracked_arg
            || scan::reads(value, to.local, &|local| {
                let local = self.draft.local(local);
                matches!(local.kind, LocalKind::Ref { .. }) || self.cx.info(local.ty).may_borrow
            })
    }

    /// Writes through an address.
    fn assign_elsewhere(&mut self, place: &HirPlace, value: &Expr, span: Span) {
        let prepared = self.prepare(place, value);
        if Self::is_direct(value) && self.is_destroyed_first(value) {
            let computed = self.rvalue(value);
            let info = self.call_info.take();
            let to = self.finish(prepared);
            self.emit(StmtKind::Drop(to.clone()), Store::Assign, span);
            self.call_info = info;
            self.emit(StmtKind::Init(to, computed), Store::Temp, span);
            return;
        }
        if self.is_trivial(value.ty) {
            match prepared {
                super::place::Prepared::Ready(to) if Self::is_direct(value) => {
                    let computed = self.rvalue(value);
                    self.emit(StmtKind::Init(to, computed), Store::Temp, span);
                }
                prepared => {
                    let operand = self.settled_before(value);
                    let to = self.finish(prepared);
                    self.emit(StmtKind::Init(to, Rvalue::Use(operand)), Store::Temp, span);
                }
            }
            return;
        }
        let operand = self.operand(value);
        let to = self.finish(prepared);
        self.emit(StmtKind::Replace(to, operand), Store::Temp, span);
    }

    /// An operand whose value does not change by what is evaluated after it.
    fn settled_before(&mut self, value: &Expr) -> Operand {
        self.kept_operand(value, true)
    }

    /// Whether the old value at a place is destroyed before the new one is made, which the user sees: only if a call makes it
    /// from nothing that may lie in the old one.
    fn is_destroyed_first(&self, value: &Expr) -> bool {
        let ExprKind::Call(call) = &value.kind else { return false };
        self.cx.info(value.ty).observable
            && call.raises.is_none()
            && call.args.iter().all(|arg| match arg {
                hir::Arg::Value(value) => !self.cx.info(value.ty).may_borrow,
                hir::Arg::Reference { place, mutable: false } => match &place.kind {
                    PlaceKind::Temporary(value) => !self.cx.info(value.ty).may_borrow,
                    PlaceKind::Local(local) => {
                        !matches!(
                            self.local_kind(*local),
                            LocalKind::Ref { .. } | LocalKind::Arg(Passing::Mut | Passing::Ref)
                        ) && !self.cx.info(place.ty).may_borrow
                    }
                    _ => false,
                },
                hir::Arg::Variadic(_) | hir::Arg::Keywords(_) => true,
                hir::Arg::Reference { .. } | hir::Arg::Pack(_) => false,
            })
    }
}

/// The local that a place is, or is a field of.
fn field_root(place: &HirPlace) -> Option<LocalId> {
    match &place.kind {
        PlaceKind::Local(local) => Some(*local),
        PlaceKind::Field(base, _) => field_root(base),
        _ => None,
    }
}
