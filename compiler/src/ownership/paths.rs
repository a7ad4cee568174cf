//! What is tracked one by one: locals, and fields of those that are built up or taken apart.

use std::ops::Range;

use crate::lower::Context;
use crate::lower::draft::Draft;
use crate::mir::visit::{self, Usage};
use crate::mir::{LocalId, LocalKind, Place, Projection};
use crate::types::{Passing, Ty};

/// The bits of a body: each stands for a local, or a field of one.
pub(super) struct Paths {
    roots: Vec<Option<usize>>,
    nodes: Vec<PathNode>,
    pub bits: Vec<Bit>,
}

struct PathNode {
    ty: Ty,
    children: Vec<usize>,
    range: Range<usize>,
}

/// What a bit stands for.
pub(super) struct Bit {
    pub local: LocalId,
    pub fields: Vec<usize>,
    pub ty: Ty,
    /// This body destroys it, and that does something.
    pub droppable: bool,
}

/// The bits of a place.
pub(super) struct Found {
    pub range: Range<usize>,
    /// They stand for the place itself, not for something that it lies in.
    pub exact: bool,
}

impl Paths {
    pub fn new(cx: &Context<'_>, draft: &Draft) -> Paths {
        let mut paths = Paths { roots: Vec::with_capacity(draft.locals.len()), nodes: Vec::new(), bits: Vec::new() };
        for (i, local) in draft.locals.iter().enumerate() {
            let info = cx.info(local.ty);
            let tracked = match local.kind {
                LocalKind::Arg(Passing::Imm | Passing::Ref) => false,
                LocalKind::Arg(Passing::Mut) => draft.is_moved_arg(LocalId(i as u32)),
                LocalKind::Temp => !info.trivial || info.may_borrow,
                _ => true,
            };
            let root = tracked.then(|| paths.node(local.ty));
            paths.roots.push(root);
            if let (Some(root), LocalKind::Arg(Passing::Deinit)) = (root, local.kind) {
                // Its fields die one by one.
                paths.split(cx, root);
            }
        }
        for node in &draft.nodes {
            let Some(stmt) = node.stmt() else { continue };
            visit::places(stmt, &mut |place, usage| {
                if matches!(usage, Usage::Init | Usage::Move) && !place.projections.is_empty() {
                    paths.split_for(cx, draft, place, usage);
                }
            });
        }
        paths.number(cx, draft);
        paths
    }

    fn node(&mut self, ty: Ty) -> usize {
        self.nodes.push(PathNode { ty, children: Vec::new(), range: 0..0 });
        self.nodes.len() - 1
    }

    fn split(&mut self, cx: &Context<'_>, node: usize) {
        if !self.nodes[node].children.is_empty() {
            return;
        }
        let fields = cx.fields(self.nodes[node].ty);
        let children = fields.iter().map(|(_, ty)| self.node(*ty)).collect();
        self.nodes[node].children = children;
    }

    /// A field that is written or moved by itself becomes a path of its own.
    fn split_for(&mut self, cx: &Context<'_>, draft: &Draft, place: &Place, usage: Usage) {
        let Some(mut node) = self.roots[place.local.0 as usize] else { return };
        let local = draft.local(place.local);
        let by_parts = match local.kind {
            LocalKind::Out | LocalKind::Arg(Passing::Deinit | Passing::Mut) => true,
            LocalKind::Ref { .. } => false,
            _ => draft.declared_empty.get(place.local.0 as usize).copied().unwrap_or(false),
        };
        let matters = by_parts || (!cx.info(place.ty).trivial && !matches!(local.kind, LocalKind::Ref { .. }));
        let all_fields = place.projections.iter().all(|p| matches!(p, Projection::Field(_)));
        if !matters || !all_fields || (usage == Usage::Move && cx.info(place.ty).trivial) {
            return;
        }
        for projection in &place.projections {
            let Projection::Field(index) = projection else { return };
            self.split(cx, node);
            match self.nodes[node].children.get(*index) {
                Some(child) => node = *child,
                None => return,
            }
        }
    }

    fn number(&mut self, cx: &Context<'_>, draft: &Draft) {
        for (i, local) in draft.locals.iter().enumerate() {
            let Some(root) = self.roots[i] else { continue };
            let owned = !matches!(local.kind, LocalKind::Ref { .. });
            self.number_node(cx, root, LocalId(i as u32), owned, &mut Vec::new());
        }
    }

    fn number_node(&mut self, cx: &Context<'_>, node: usize, local: LocalId, owned: bool, fields: &mut Vec<usize>) {
        let start = self.bits.len();
        let children = self.nodes[node].children.clone();
        if children.is_empty() {
            let ty = self.nodes[node].ty;
            let droppable = owned && !cx.info(ty).trivial;
            self.bits.push(Bit { local, fields: fields.clone(), ty, droppable });
        }
        for (index, child) in children.into_iter().enumerate() {
            fields.push(index);
            self.number_node(cx, child, local, owned, fields);
            fields.pop();
        }
        self.nodes[node].range = start..self.bits.len();
    }

    /// Whether a value is tracked by its fields.
    pub fn has_parts(&self) -> bool {
        self.bits.iter().any(|bit| !bit.fields.is_empty())
    }

    /// All bits of a local.
    pub fn local(&self, local: LocalId) -> Option<Range<usize>> {
        let root = (*self.roots.get(local.0 as usize)?)?;
        Some(self.nodes[root].range.clone())
    }

    /// The bits of a place, if its local is tracked.
    pub fn find(&self, place: &Place) -> Option<Found> {
        let mut node = (*self.roots.get(place.local.0 as usize)?)?;
        for projection in &place.projections {
            let child = match projection {
                Projection::Field(index) => self.nodes[node].children.get(*index),
                _ => None,
            };
            match child {
                Some(child) => node = *child,
                None => return Some(Found { range: self.nodes[node].range.clone(), exact: false }),
            }
        }
        Some(Found { range: self.nodes[node].range.clone(), exact: true })
    }
}
