//! What a `finally` does when a fault unwinds out of its body.

use grammar::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Lowerer;
use super::draft::{Guard, NodeId, NodeKind, Tree};
use super::exit::{Frame, Raises};
use super::rename;
use crate::hir;
use crate::mir::LocalId;

impl Lowerer<'_, '_> {
    /// Lets the `finally` run when a fault unwinds out of its statements. Errors that it raises then are dropped: the fault
    /// goes on.
    pub(super) fn guarded(&mut self, of: &hir::Try, inner: Vec<Tree>, body: (NodeId, NodeId), span: Span) -> Vec<Tree> {
        if self.frames.iter().any(|frame| matches!(frame, Frame::Cleanup { .. })) {
            return inner;
        }
        let start = self.draft.next_node();
        let saved = self.at.take();
        self.frames.push(Frame::Cleanup { left: false });
        let cleanup = self.block(|this| {
            let entry = this.draft.add(NodeKind::Nothing, span);
            this.tree.push(Tree::Leaf(entry));
            this.at = Some(entry);
            this.frames.push(Frame::Try(Raises::default()));
            let block = this.block(|this| this.finally_copy(of));
            let raises = this.pop_raises();
            match raises.ty {
                None => this.tree.extend(block),
                Some(ty) => {
                    let ended = this.at.take();
                    let error = this.temp(ty, span);
                    let handler = this.block(|this| this.catch(&raises, error.local, span));
                    let ends: Vec<NodeId> = ended.into_iter().chain(this.at).collect();
                    this.tree.push(Tree::Try { body: block, error: (error.local, ty), handler, span });
                    this.junction(&ends, span);
                }
            }
        });
        let left = matches!(self.frames.pop(), Some(Frame::Cleanup { left: true }));
        self.at = saved;
        let guard = self.draft.guards.len();
        let end = self.draft.next_node();
        self.draft.guards.push(Guard { body, cleanup: (start, end), valid: !left && body.0 != body.1 });
        vec![Tree::Guarded { body: inner, cleanup, guard, span }]
    }
    /// What a `finally` does, once more: with locals of its own for what its statements declare, as the other copies declare
    /// the same. Those are the locals, but for temporaries, that nothing mentions before.
    pub(super) fn finally_copy(&mut self, of: &hir::Try) {
        let (start, temps, trees) = (self.draft.next_node(), self.draft.locals.len(), self.tree.len());
        self.stmts(&of.finally);
        let end = self.draft.next_node();
        let mut before: FxHashSet<LocalId> =
            (0..self.draft.arg_count as u32).map(LocalId).chain(self.draft.out).collect();
        let mut own = FxHashMap::default();
        for index in 0..end.index() {
            let mut seen = |local: &mut LocalId| {
                if index < start.index() {
                    before.insert(*local);
                } else if (local.0 as usize) < temps && !before.contains(local) {
                    own.entry(*local).or_insert(LocalId(0));
                }
            };
            rename::node(&mut self.draft.nodes[index], &mut seen);
        }
        for (local, mine) in &mut own {
            *mine = LocalId(self.draft.locals.len() as u32);
            self.draft.locals.push(self.draft.local(*local).clone());
            let empty = self.draft.declared_empty.get(local.0 as usize).copied().unwrap_or(false);
            self.draft.declared_empty.resize(self.draft.locals.len(), false);
            self.draft.declared_empty[mine.0 as usize] = empty;
        }
        let mut rename = |local: &mut LocalId| *local = own.get(local).copied().unwrap_or(*local);
        for node in &mut self.draft.nodes[start.index()..end.index()] {
            rename::node(node, &mut rename);
        }
        rename::trees(&mut self.tree[trees..], &mut rename);
    }
}
