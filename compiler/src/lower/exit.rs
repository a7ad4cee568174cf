//! Ways out of blocks: `break`, `continue`, `return`, errors, and what `finally` does on each of them.
//!
//! A `finally` is written out once for each way that leaves its body:
//!
//! ```text
//! block 'done
//!   block 'return
//!     try                       only if an error may leave the body
//!       …                       `return n` is: result = n; break 'return
//!     except error
//!       …the finally…; raise error
//!     …the finally…; break 'done
//!   …the finally…; return result
//! ```

use grammar::Span;

use super::Lowerer;
use super::draft::{NodeId, NodeKind, Store, Tree};
use super::scan;
use crate::hir::{self, Expr, ExprKind, Place as HirPlace, PlaceKind};
use crate::mir::{LabelId, LocalKind, Operand, Place, Rvalue, StmtKind};
use crate::types::Ty;

/// What the statement being lowered stands in, from the outside in.
pub(super) enum Frame {
    Loop {
        label: hir::LabelId,
        name: LabelId,
        header: NodeId,
        breaks: Vec<NodeId>,
    },
    Labelled {
        label: hir::LabelId,
        name: LabelId,
        breaks: Vec<NodeId>,
    },
    /// The body of a `try` with a handler.
    Try(Raises),
    /// What a `finally` belongs to.
    Finally {
        exits: Vec<Exit>,
        raises: Raises,
    },
    /// What runs when a fault unwinds: it can only be left at its end.
    Cleanup {
        left: bool,
    },
}

/// The nodes that may raise, and the type of their errors.
#[derive(Default)]
pub(super) struct Raises {
    nodes: Vec<NodeId>,
    pub(super) ty: Option<Ty>,
}

/// A way out of a block with a `finally`.
pub(super) struct Exit {
    kind: ExitKind,
    name: LabelId,
    breaks: Vec<NodeId>,
    /// The value or reference that is returned.
    result: Option<Place>,
    span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ExitKind {
    Break(hir::LabelId),
    Continue(hir::LabelId),
    Return,
}

impl Lowerer<'_, '_> {
    pub(super) fn pop_breaks(&mut self) -> Vec<NodeId> {
        match self.frames.pop() {
            Some(Frame::Loop { breaks, .. } | Frame::Labelled { breaks, .. }) => breaks,
            _ => Vec::new(),
        }
    }

    fn target(&self, wanted: hir::LabelId) -> Option<usize> {
        self.frames.iter().rposition(
            |frame| matches!(frame, Frame::Loop { label, .. } | Frame::Labelled { label, .. } if *label == wanted),
        )
    }

    pub(super) fn break_(&mut self, label: hir::LabelId, span: Span) {
        let Some(target) = self.target(label) else {
            // A jump out of nothing was reported when the file was parsed.
            self.failed = true;
            return;
        };
        if self.leaves_finally(target, ExitKind::Break(label), span) {
            return;
        }
        let (Frame::Loop { name, .. } | Frame::Labelled { name, .. }) = &self.frames[target] else { return };
        let node = self.emit_jump(StmtKind::Break(*name), span);
        if let Frame::Loop { breaks, .. } | Frame::Labelled { breaks, .. } = &mut self.frames[target] {
            breaks.extend(node);
        }
    }

    pub(super) fn continue_(&mut self, label: hir::LabelId, span: Span) {
        let Some(target) = self.target(label) else {
            self.failed = true;
            return;
        };
        if self.leaves_finally(target, ExitKind::Continue(label), span) {
            return;
        }
        let Frame::Loop { name, header, .. } = self.frames[target] else {
            self.failed = true;
            return;
        };
        if let Some(node) = self.emit_jump(StmtKind::Continue(name), span) {
            self.draft.link(node, header);
        }
    }

    pub(super) fn return_none(&mut self, span: Span) {
        if !self.leaves_finally(0, ExitKind::Return, span) {
            self.emit_jump(StmtKind::Return(None), span);
        }
    }

    pub(super) fn return_value(&mut self, value: &Expr, span: Span) {
        if value.ty.is_none() {
            if !matches!(value.kind, ExprKind::Const(_)) {
                let temp = self.temp(value.ty, value.span);
                self.into(&temp, Store::Temp, value);
            }
            return self.return_none(span);
        }
        if self.leaves_cleanup() {
            return;
        }
        match self.result_of_exit(value.ty, false, span) {
            Some(result) => {
                self.into(&result, Store::Temp, value);
                self.leaves_finally(0, ExitKind::Return, span);
            }
            None => {
                let operand = self.settled(value);
                self.emit_jump(StmtKind::Return(Some(operand)), span);
            }
        }
    }

    pub(super) fn return_ref(&mut self, place: &HirPlace, span: Span) {
        if self.leaves_cleanup() {
            return;
        }
        match self.result_of_exit(place.ty, true, span) {
            Some(result) => {
                self.bind(&result, place);
                self.leaves_finally(0, ExitKind::Return, span);
            }
            None => {
                let place = self.place(place);
                self.emit_jump(StmtKind::ReturnRef(place), span);
            }
        }
    }

    /// Where the result waits while the `finally` around it runs.
    fn result_of_exit(&mut self, ty: Ty, reference: bool, span: Span) -> Option<Place> {
        let at = self.nearest_finally(0)?;
        let exit = self.exit_of(at, ExitKind::Return, span)?;
        if let Some(Frame::Finally { exits, .. }) = self.frames.get(at)
            && let Some(result) = &exits[exit].result
        {
            return Some(result.clone());
        }
        let result = if reference { self.ref_temp(ty, true, span) } else { self.fresh(ty, LocalKind::Temp, span) };
        if let Frame::Finally { exits, .. } = &mut self.frames[at] {
            exits[exit].result = Some(result.clone());
        }
        Some(result)
    }

    /// Whether a `return` stands in what runs when a fault unwinds, which cannot be left so.
    fn leaves_cleanup(&mut self) -> bool {
        let Some(at) = self.nearest_finally(0) else { return false };
        let Frame::Cleanup { left } = &mut self.frames[at] else { return false };
        *left = true;
        self.at = None;
        true
    }

    fn nearest_finally(&self, from: usize) -> Option<usize> {
        let at =
            self.frames[from..].iter().rposition(|f| matches!(f, Frame::Finally { .. } | Frame::Cleanup { .. }))?;
        Some(from + at)
    }

    /// The exit of a kind out of a frame, made when it is first needed.
    fn exit_of(&mut self, at: usize, kind: ExitKind, span: Span) -> Option<usize> {
        let Frame::Finally { exits, .. } = &self.frames[at] else { return None };
        if let Some(known) = exits.iter().position(|exit| exit.kind == kind) {
            return Some(known);
        }
        let name = self.label();
        let Frame::Finally { exits, .. } = &mut self.frames[at] else { return None };
        exits.push(Exit { kind, name, breaks: Vec::new(), result: None, span });
        Some(exits.len() - 1)
    }

    /// Jumps to the `finally` that stands between here and the frame at index `target`, if there is one.
    fn leaves_finally(&mut self, target: usize, kind: ExitKind, span: Span) -> bool {
        let Some(at) = self.nearest_finally(target) else { return false };
        if let Frame::Cleanup { left } = &mut self.frames[at] {
            *left = true;
            self.at = None;
            return true;
        }
        let Some(exit) = self.exit_of(at, kind, span) else { return false };
        let Frame::Finally { exits, .. } = &self.frames[at] else { return false };
        let node = self.emit_jump(StmtKind::Break(exits[exit].name), span);
        if let Frame::Finally { exits, .. } = &mut self.frames[at] {
            exits[exit].breaks.extend(node);
        }
        true
    }

    /// An error that a node raises goes to the nearest handler or `finally`.
    pub(super) fn register_raise(&mut self, node: NodeId, error: Ty) {
        let frame = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Try(raises) | Frame::Finally { raises, .. } => Some(raises),
            _ => None,
        });
        if let Some(raises) = frame {
            raises.nodes.push(node);
            raises.ty.get_or_insert(error);
        }
    }

    pub(super) fn try_(&mut self, of: &hir::Try, span: Span) {
        if self.at.is_none() {
            return;
        }
        if of.finally.is_empty() { self.handled(of, span) } else { self.finally(of, span) }
    }

    /// `try` with `except` and `else`.
    fn handled(&mut self, of: &hir::Try, span: Span) {
        let Some((error, handler)) = &of.except else {
            self.stmts(&of.body);
            self.stmts(&of.otherwise);
            return;
        };
        let body = self.tried(&of.body, self.draft.local(*error).ty);
        let raises = self.pop_raises();
        let ended = self.at.take();
        let Some(ty) = raises.ty else {
            // Nothing raises: there is nothing to handle.
            self.tree.extend(body);
            self.at = ended;
            self.stmts(&of.otherwise);
            return;
        };
        let done = self.label();
        let mut after_handler = None;
        let handler = self.block(|this| {
            this.catch(&raises, *error, span);
            this.stmts(handler);
            if !of.otherwise.is_empty() && this.at.is_some() {
                after_handler = this.emit_jump(StmtKind::Break(done), span);
            }
        });
        let handled = self.at.take();
        let tree = Tree::Try { body, error: (*error, ty), handler, span };
        self.at = ended;
        if of.otherwise.is_empty() {
            self.tree.push(tree);
            let ends: Vec<NodeId> = ended.into_iter().chain(handled).collect();
            return self.junction(&ends, span);
        }
        let mut block = vec![tree];
        block.extend(self.block(|this| this.stmts(&of.otherwise)));
        let ends: Vec<NodeId> = self.at.into_iter().chain(after_handler).collect();
        match after_handler {
            Some(_) => self.tree.push(Tree::Labelled(done, block, span)),
            None => self.tree.extend(block),
        }
        self.junction(&ends, span);
    }

    /// The body of a `try` with a handler. Leaves the frame that has its errors on the stack.
    ///
    /// Of one call whose arguments raise no such errors, only the call itself is tried: the checker wraps calls that raise another
    /// type than what is around them, and what computes their arguments raises as before.
    fn tried(&mut self, body: &[hir::Stmt], error: Ty) -> Vec<Tree> {
        if let [stmt] = body
            && let Some((to, call)) = self.single_call(stmt)
            && call.raises == Some(error)
            && !call.args.iter().any(|arg| scan::raises(arg, error))
        {
            let span = stmt.span;
            let lowered = self.call(call, span);
            let info = self.call_info.take();
            self.frames.push(Frame::Try(Raises::default()));
            return self.block(|this| {
                this.call_info = info;
                this.emit(StmtKind::Init(to, Rvalue::Call(lowered)), Store::Temp, span);
            });
        }
        self.frames.push(Frame::Try(Raises::default()));
        self.block(|this| this.stmts(body))
    }

    /// The call that a statement makes, and the compiler's local for its result.
    fn single_call<'h>(&mut self, stmt: &'h hir::Stmt) -> Option<(Place, &'h hir::Call)> {
        let call_of = |value: &'h Expr| match &value.kind {
            ExprKind::Call(call) => Some(&**call),
            _ => None,
        };
        let (local, call) = match &stmt.kind {
            hir::StmtKind::Expr(value) => {
                let call = call_of(value)?;
                return Some((self.temp(value.ty, stmt.span), call));
            }
            hir::StmtKind::Assign(HirPlace { kind: PlaceKind::Local(local), .. }, value) => (*local, call_of(value)?),
            hir::StmtKind::BindRef(local, HirPlace { kind: PlaceKind::RefCall(call), .. }) => (*local, &**call),
            _ => return None,
        };
        let info = self.draft.local(local);
        let plain = info.name.is_none() || self.is_trivial(info.ty);
        plain.then(|| (Place { local, projections: Vec::new(), ty: info.ty }, call))
    }

    pub(super) fn pop_raises(&mut self) -> Raises {
        match self.frames.pop() {
            Some(Frame::Try(raises) | Frame::Finally { raises, .. }) => raises,
            _ => Raises::default(),
        }
    }

    /// Starts a handler: the errors of the nodes go here.
    pub(super) fn catch(&mut self, raises: &Raises, local: hir::LocalId, span: Span) {
        let node = self.draft.add(NodeKind::Catch(local), span);
        for raising in &raises.nodes {
            self.draft.node_mut(*raising).error = Some(node);
        }
        self.tree.push(Tree::Leaf(node));
        self.at = Some(node);
    }

    fn finally(&mut self, of: &hir::Try, span: Span) {
        let start = self.draft.next_node();
        self.frames.push(Frame::Finally { exits: Vec::new(), raises: Raises::default() });
        let inner = self.block(|this| this.handled(of, span));
        let end = self.draft.next_node();
        let Some(Frame::Finally { exits, raises }) = self.frames.pop() else { return };
        let ended = self.at.take();
        let inner = self.guarded(of, inner, (start, end), span);

        let mut block = match raises.ty {
            None => inner,
            Some(ty) => {
                let error = self.temp(ty, span);
                let handler = self.block(|this| {
                    this.catch(&raises, error.local, span);
                    this.finally_copy(of);
                    let operand = this.used(error.clone());
                    if let Some(node) = this.emit_jump(StmtKind::Raise(operand), span) {
                        this.register_raise(node, ty);
                    }
                });
                vec![Tree::Try { body: inner, error: (error.local, ty), handler, span }]
            }
        };
        self.at = ended;
        block.extend(self.block(|this| this.finally_copy(of)));

        let done = self.label();
        let mut finished = Vec::new();
        for exit in exits {
            if self.at.is_some() {
                let jump = self.block(|this| finished.extend(this.emit_jump(StmtKind::Break(done), span)));
                block.extend(jump);
            }
            let mut outer = vec![Tree::Labelled(exit.name, block, span)];
            outer.extend(self.block(|this| {
                this.junction(&exit.breaks, exit.span);
                this.finally_copy(of);
                this.leave(exit.kind, exit.result, exit.span);
            }));
            block = outer;
        }
        if finished.is_empty() {
            self.tree.extend(block);
        } else {
            self.tree.push(Tree::Labelled(done, block, span));
            finished.extend(self.at);
            self.junction(&finished, span);
        }
    }

    /// Goes on with an exit behind the `finally` that it passed.
    fn leave(&mut self, kind: ExitKind, result: Option<Place>, span: Span) {
        match (kind, result) {
            (ExitKind::Break(label), _) => self.break_(label, span),
            (ExitKind::Continue(label), _) => self.continue_(label, span),
            (ExitKind::Return, None) => self.return_none(span),
            (ExitKind::Return, Some(result)) => {
                let reference = matches!(self.local_kind(result.local), LocalKind::Ref { .. });
                match self.result_of_exit(result.ty, reference, span) {
                    Some(outer) => {
                        let pass = match reference {
                            true => StmtKind::BindRef(outer.local, result),
                            false => StmtKind::Init(outer, Rvalue::Use(self.used(result))),
                        };
                        self.emit(pass, Store::Temp, span);
                        self.leaves_finally(0, ExitKind::Return, span);
                    }
                    None if reference => {
                        self.emit_jump(StmtKind::ReturnRef(result), span);
                    }
                    None => {
                        let operand: Operand = self.used(result);
                        self.emit_jump(StmtKind::Return(Some(operand)), span);
                    }
                }
            }
        }
    }
}
