//! Where values are destroyed: on the edges where they stop being held.
//!
//! Held is what is initialised and used later. What a node held or made, and the next one does not hold, is destroyed behind the
//! node if only one way leads on, else at the start of the way: first what dies on all ways, then what only another way needs. What
//! dies at one point goes in reverse order of creation; the fields of a value that is taken apart go in order of declaration.

use std::collections::BTreeMap;

use grammar::Diagnostics;
use rustc_hash::FxHashMap;

use super::Analysis;
use super::check::name_of;
use super::errors;
use super::events::EventKind;
use super::flow::{bits, clear, has, set};
use crate::lower::draft::NodeId;
use crate::mir::{LocalId, LocalKind, Place, Projection, StmtKind};
use crate::types::Passing;

#[derive(Default)]
pub(super) struct Drops {
    pub before: FxHashMap<NodeId, Vec<Place>>,
    pub after: FxHashMap<NodeId, Vec<Place>>,
    /// When the call of the node raises.
    pub on_error: FxHashMap<NodeId, Vec<Place>>,
    /// Nodes that write a place whose old value is still held: it is replaced.
    pub replaced: Vec<NodeId>,
}

impl Drops {
    pub fn new(of: &Analysis<'_>, diagnostics: &mut Diagnostics) -> Drops {
        let count = of.paths.bits.len();
        let mut droppable = vec![0; count.div_ceil(64)];
        for (bit, info) in of.paths.bits.iter().enumerate() {
            if info.droppable {
                set(&mut droppable, bit..bit + 1);
            }
        }
        let mut drops = Drops::default();
        if droppable.iter().all(|word| *word == 0) {
            return drops;
        }
        let mut placer =
            Placer { of, droppable, created: created(of), refilled: refilled(of), consumed: Vec::new(), diagnostics };
        for id in (0..of.draft.nodes.len() as u32).map(NodeId) {
            if of.flow.reached[id.index()] {
                placer.node(id, &mut drops);
            }
        }
        drops
    }
}

/// For each local, the nodes that declare it or give it a value, in order.
fn created(of: &Analysis<'_>) -> Vec<Vec<NodeId>> {
    let mut created = vec![Vec::new(); of.draft.locals.len()];
    for id in (0..of.draft.nodes.len() as u32).map(NodeId) {
        for event in of.events.of(id) {
            if matches!(event.kind, EventKind::Init | EventKind::Empty) {
                created[event.local.0 as usize].push(id);
            }
        }
    }
    created
}

/// For each local, whether one of its fields is written by itself. A destructor of its own runs for the value as a whole.
fn refilled(of: &Analysis<'_>) -> Vec<bool> {
    let mut refilled = vec![false; of.draft.locals.len()];
    for node in &of.draft.nodes {
        if let Some(StmtKind::Init(place, _)) = node.stmt()
            && matches!(place.projections.first(), Some(Projection::Field(_)))
            && !of.cx.info(of.draft.local(place.local).ty).destructor
        {
            refilled[place.local.0 as usize] = true;
        }
    }
    refilled
}

struct Placer<'a, 'd> {
    of: &'a Analysis<'a>,
    droppable: Vec<u64>,
    created: Vec<Vec<NodeId>>,
    refilled: Vec<bool>,
    /// Locals that were reported as never consumed.
    consumed: Vec<LocalId>,
    diagnostics: &'d mut Diagnostics,
}

impl Placer<'_, '_> {
    fn node(&mut self, id: NodeId, drops: &mut Drops) {
        let of = self.of;
        let node = of.draft.node(id);
        let mut held = self.held(id);
        for event in of.events.of(id) {
            if event.kind == EventKind::Move {
                clear(&mut held, event.range.clone());
            }
        }
        let [first, second] = node.next;
        if let Some(handler) = node.error {
            let places = self.dying(&held, handler, &[first, second], id);
            if !places.is_empty() {
                // A `raise` itself holds nothing that its handler does not.
                if node.as_call().is_some() { &mut drops.on_error } else { &mut drops.before }.insert(id, places);
            }
        }
        for event in of.events.of(id) {
            if event.kind == EventKind::Init {
                if event.range.clone().any(|bit| has(&held, bit) && of.paths.bits[bit].droppable) {
                    drops.replaced.push(id);
                }
                set(&mut held, event.range.clone());
            }
        }
        held.iter_mut().zip(&self.droppable).for_each(|(word, mask)| *word &= mask);
        match node.next {
            [None, _] => {}
            [Some(next), None] => {
                let places = self.dying(&held, next, &[node.error], id);
                if !places.is_empty() {
                    drops.after.insert(id, places);
                }
            }
            [Some(a), Some(b)] => {
                for (next, other) in [(a, b), (b, a)] {
                    let places = self.dying(&held, next, &[Some(other), node.error], id);
                    if !places.is_empty() {
                        drops.before.insert(next, places);
                    }
                }
            }
        }
    }

    /// What has a value before a node and is used at or after it.
    fn held(&self, id: NodeId) -> Vec<u64> {
        let init = self.of.flow.init.row(id);
        let live = self.of.flow.live.row(id);
        let mut held: Vec<u64> =
            init.iter().zip(live).zip(&self.droppable).map(|((init, live), mask)| init & live & mask).collect();
        if let Some(refilled) = self.of.flow.refilled.get(id) {
            held.iter_mut().zip(refilled).for_each(|(held, refilled)| *held &= !refilled);
        }
        held
    }

    /// What dies on an edge, in the order of its destruction. `others` are the other ways out.
    fn dying(&mut self, held: &[u64], next: NodeId, others: &[Option<NodeId>], at: NodeId) -> Vec<Place> {
        let kept = self.held(next);
        let needed: Vec<Vec<u64>> = others.iter().flatten().map(|other| self.held(*other)).collect();
        let dead: Vec<u64> = held.iter().zip(&kept).map(|(held, kept)| held & !kept).collect();
        // What dies on all ways comes last here, as does what was created last.
        let mut locals: BTreeMap<(bool, NodeId, LocalId), Vec<usize>> = BTreeMap::new();
        for bit in bits(&dead) {
            let local = self.of.paths.bits[bit].local;
            if let Some(created) = self.created_at(local, at) {
                let everywhere = !needed.iter().any(|row| has(row, bit));
                locals.entry((everywhere, created, local)).or_default().push(bit);
            }
        }
        let mut places = Vec::new();
        for ((_, _, local), bits) in locals.into_iter().rev() {
            self.check_consumed(local, at);
            let info = self.of.draft.local(local);
            let all = self.of.paths.local(local).map_or(0, |range| range.len());
            // Of what is destroyed as a whole, Rust lets no field be written again.
            let whole = match info.kind {
                LocalKind::Arg(Passing::Deinit) => false,
                LocalKind::Out => true,
                _ => !self.refilled[local.0 as usize],
            };
            if bits.len() == all && whole {
                places.push(Place { local, projections: Vec::new(), ty: info.ty });
                continue;
            }
            for bit in bits {
                let place = self.destroyed_with(bit);
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        places
    }

    /// What is destroyed when a bit dies: the outermost value around it whose destructor counts on all its fields.
    fn destroyed_with(&self, bit: usize) -> Place {
        let cx = self.of.cx;
        let bit = &self.of.paths.bits[bit];
        let local = self.of.draft.local(bit.local);
        let mut place = Place { local: bit.local, projections: Vec::new(), ty: local.ty };
        let in_parts = matches!(local.kind, LocalKind::Out | LocalKind::Arg(Passing::Deinit));
        for (depth, index) in bit.fields.iter().enumerate() {
            if cx.info(place.ty).destructor && !(in_parts && depth == 0) {
                break;
            }
            let Some(ty) = cx.fields(place.ty).get(*index).map(|(_, ty)| *ty) else { break };
            place.projections.push(Projection::Field(*index));
            place.ty = ty;
        }
        place
    }

    /// The node that made a local: a value that is assigned later does not make it newer. Nothing for what is made outside of the
    /// cleanup that a node stands in: the fault that runs it destroys that.
    fn created_at(&self, local: LocalId, at: NodeId) -> Option<NodeId> {
        let nodes = &self.created[local.0 as usize];
        let first = *nodes.first()?;
        let cleanup =
            self.of.draft.guards.iter().map(|guard| guard.cleanup).find(|(start, end)| (*start..*end).contains(&at));
        let Some((start, end)) = cleanup else { return Some(first) };
        let made = nodes[nodes.partition_point(|node| *node <= at).saturating_sub(1)];
        (start..end).contains(&made).then_some(first)
    }

    fn check_consumed(&mut self, local: LocalId, at: NodeId) {
        let info = self.of.draft.local(local);
        if self.of.cx.facts.is_deinitable(info.ty) || self.consumed.contains(&local) {
            return;
        }
        self.consumed.push(local);
        let name = name_of(self.of, local, &[]);
        // An argument that nothing uses ends where it is declared.
        let here = if at.index() == 0 { info.span } else { self.of.draft.node(at).span };
        let declared = (!name.is_empty() && here != info.span).then_some(info.span);
        let open = crate::types::is_symbolic(info.ty);
        let shown = self.of.cx.facts.display(info.ty);
        self.diagnostics.report(errors::must_be_consumed(&name, &shown, here, declared, open));
    }
}
