//! The draft as MIR: blocks, destructions, and declarations where all mentions of a local can see them.

use grammar::Span;
use rustc_hash::FxHashMap;

use super::Analysis;
use super::drops::Drops;
use crate::lower::draft::{NodeId, NodeKind, Tree};
use crate::mir::visit;
use crate::mir::{Block, LocalId, LocalKind, Operand, Place, Rvalue, Stmt, StmtKind};

pub(super) fn block(of: &Analysis<'_>, drops: &Drops) -> Block {
    let mut scopes = Scopes::new(of, drops);
    let outermost = scopes.enter(None);
    scopes.trees(&of.draft.tree, outermost);
    let declares = scopes.declares();
    let mut writer = Writer { of, drops, declares, next_block: 0 };
    writer.block(&of.draft.tree)
}

/// Finds for each local the innermost block that has all mentions of it, and the first statement there with one.
struct Scopes<'a> {
    of: &'a Analysis<'a>,
    drops: &'a Drops,
    /// For each block, the block around it and the index there; and its depth.
    blocks: Vec<(Option<(usize, usize)>, usize)>,
    /// For each local, the block and the index in it.
    homes: Vec<Option<(usize, usize)>>,
}

impl<'a> Scopes<'a> {
    fn new(of: &'a Analysis<'a>, drops: &'a Drops) -> Scopes<'a> {
        Scopes { of, drops, blocks: Vec::new(), homes: vec![None; of.draft.locals.len()] }
    }

    fn enter(&mut self, around: Option<(usize, usize)>) -> usize {
        let depth = around.map_or(0, |(block, _)| self.blocks[block].1 + 1);
        self.blocks.push((around, depth));
        self.blocks.len() - 1
    }

    fn trees(&mut self, trees: &[Tree], block: usize) {
        for (index, tree) in trees.iter().enumerate() {
            let inner = |this: &mut Self, trees: &[Tree]| {
                let id = this.enter(Some((block, index)));
                this.trees(trees, id);
            };
            match tree {
                Tree::Leaf(id) => self.leaf(*id, block, index),
                Tree::If(id, then, otherwise) => {
                    self.leaf(*id, block, index);
                    inner(self, then);
                    inner(self, otherwise);
                }
                Tree::Loop(_, body, _) | Tree::Labelled(_, body, _) => inner(self, body),
                Tree::Try { body, handler, .. } => {
                    inner(self, body);
                    inner(self, handler);
                }
                Tree::Guarded { body, cleanup, guard, .. } => {
                    inner(self, body);
                    if self.of.draft.guards[*guard].valid {
                        inner(self, cleanup);
                    }
                }
            }
        }
    }

    fn leaf(&mut self, id: NodeId, block: usize, index: usize) {
        for list in [&self.drops.before, &self.drops.after, &self.drops.on_error] {
            for place in list.get(&id).into_iter().flatten() {
                self.mention(place.local, block, index);
            }
        }
        let Some(stmt) = self.of.draft.node(id).stmt() else { return };
        let mut locals = Vec::new();
        visit::places(stmt, &mut |place, _| locals.push(place.local));
        for local in locals {
            self.mention(local, block, index);
            // What it points into must still be in scope.
            let mut owners = Vec::new();
            self.of.loans.for_each(id, local, &mut |loan| owners.push(loan.owner));
            for owner in owners {
                self.mention(owner, block, index);
            }
        }
    }

    fn mention(&mut self, local: LocalId, block: usize, index: usize) {
        let home = match self.homes[local.0 as usize] {
            None => (block, index),
            Some(home) => self.common(home, (block, index)),
        };
        self.homes[local.0 as usize] = Some(home);
    }

    /// The innermost block around two positions, and the index there of the first.
    fn common(&self, first: (usize, usize), second: (usize, usize)) -> (usize, usize) {
        let (mut a, mut b) = (first, second.0);
        while a.0 != b {
            let (around_a, depth_a) = self.blocks[a.0];
            let (around_b, depth_b) = self.blocks[b];
            if depth_a >= depth_b {
                let Some(around) = around_a else { break };
                a = around;
            }
            if depth_b >= depth_a {
                let Some((around, _)) = around_b else { break };
                b = around;
            }
        }
        a
    }

    /// The locals to declare in each block before the statement of an index.
    fn declares(self) -> FxHashMap<(usize, usize), Vec<LocalId>> {
        let mut declares: FxHashMap<(usize, usize), Vec<LocalId>> = FxHashMap::default();
        let caught = caught(&self.of.draft.tree);
        for (index, home) in self.homes.iter().enumerate() {
            let local = LocalId(index as u32);
            let is_outside = matches!(self.of.draft.local(local).kind, LocalKind::Arg(_) | LocalKind::Out);
            if let Some(home) = home
                && !is_outside
                && !caught.contains(&local)
            {
                declares.entry(*home).or_default().push(local);
            }
        }
        declares
    }
}

/// The locals that handlers declare.
fn caught(trees: &[Tree]) -> rustc_hash::FxHashSet<LocalId> {
    let mut found = rustc_hash::FxHashSet::default();
    let mut work: Vec<&[Tree]> = vec![trees];
    while let Some(trees) = work.pop() {
        for tree in trees {
            match tree {
                Tree::Leaf(_) => {}
                Tree::If(_, a, b) => work.extend([a.as_slice(), b]),
                Tree::Loop(_, body, _) | Tree::Labelled(_, body, _) => work.push(body),
                Tree::Try { body, error, handler, .. } => {
                    found.insert(error.0);
                    work.extend([body.as_slice(), handler]);
                }
                Tree::Guarded { body, cleanup, .. } => work.extend([body.as_slice(), cleanup]),
            }
        }
    }
    found
}

struct Writer<'a> {
    of: &'a Analysis<'a>,
    drops: &'a Drops,
    declares: FxHashMap<(usize, usize), Vec<LocalId>>,
    /// Blocks are numbered in the order in which `Scopes` entered them.
    next_block: usize,
}

impl Writer<'_> {
    fn block(&mut self, trees: &[Tree]) -> Block {
        let block = self.next_block;
        self.next_block += 1;
        let mut out = Vec::new();
        for (index, tree) in trees.iter().enumerate() {
            for local in self.declares.remove(&(block, index)).into_iter().flatten() {
                let span = self.of.draft.local(local).span;
                out.push(Stmt { kind: StmtKind::Declare(local), span });
            }
            self.tree(tree, &mut out);
        }
        out
    }

    fn tree(&mut self, tree: &Tree, out: &mut Block) {
        match tree {
            Tree::Leaf(id) => self.leaf(*id, out),
            Tree::If(id, then, otherwise) => {
                self.destroy(self.drops.before.get(id), self.of.draft.node(*id).span, out);
                let node = self.of.draft.node(*id);
                let (then, otherwise) = (self.block(then), self.block(otherwise));
                if let Some(StmtKind::If(condition, ..)) = node.stmt() {
                    out.push(Stmt { kind: StmtKind::If(condition.clone(), then, otherwise), span: node.span });
                }
            }
            Tree::Loop(label, body, span) => {
                let body = self.block(body);
                out.push(Stmt { kind: StmtKind::Loop(*label, body), span: *span });
            }
            Tree::Labelled(label, body, span) => {
                let body = self.block(body);
                out.push(Stmt { kind: StmtKind::Labelled(*label, body), span: *span });
            }
            Tree::Try { body, error, handler, span } => {
                let (body, handler) = (self.block(body), self.block(handler));
                out.push(Stmt { kind: StmtKind::Try { body, error: Some(*error), handler }, span: *span });
            }
            Tree::Guarded { body, cleanup, guard, span } => {
                let body = self.block(body);
                if self.of.draft.guards[*guard].valid {
                    let cleanup = self.block(cleanup);
                    out.push(Stmt { kind: StmtKind::OnFault { body, cleanup }, span: *span });
                } else {
                    out.extend(body);
                }
            }
        }
    }

    fn leaf(&mut self, id: NodeId, out: &mut Block) {
        let node = self.of.draft.node(id);
        self.destroy(self.drops.before.get(&id), node.span, out);
        if let NodeKind::Stmt(stmt) = &node.kind {
            let mut kind = stmt.clone();
            if let StmtKind::Init(_, Rvalue::Call(call)) = &mut kind
                && let Some(places) = self.drops.on_error.get(&id)
            {
                call.cleanup.clone_from(places);
            }
            if self.drops.replaced.contains(&id) {
                kind = replaced(kind);
            }
            out.push(Stmt { kind, span: node.span });
        }
        self.destroy(self.drops.after.get(&id), node.span, out);
    }

    fn destroy(&self, places: Option<&Vec<Place>>, span: Span, out: &mut Block) {
        for place in places.into_iter().flatten() {
            out.push(Stmt { kind: StmtKind::Drop(place.clone()), span });
        }
    }
}

/// A write whose old value is still there when the new one is.
fn replaced(stmt: StmtKind) -> StmtKind {
    match stmt {
        StmtKind::Init(place, Rvalue::Use(operand @ (Operand::Move(_) | Operand::Copy(_) | Operand::Const(..)))) => {
            StmtKind::Replace(place, operand)
        }
        stmt => stmt,
    }
}
