//! The two analyses on bits: what is initialised on all ways, what is used on some way.

use std::ops::Range;

use super::events::{Event, EventKind, Events};
use super::paths::Paths;
use crate::lower::Context;
use crate::lower::draft::{Draft, NodeId};

/// A set of bits for each node.
#[derive(Default)]
pub(super) struct Rows {
    words: usize,
    data: Vec<u64>,
}

impl Rows {
    fn new(count: usize, bits: usize, fill: u64) -> Rows {
        let words = bits.div_ceil(64);
        Rows { words, data: vec![fill; count * words] }
    }

    /// The row of a node, if there are rows.
    pub fn get(&self, node: NodeId) -> Option<&[u64]> {
        let start = node.index() * self.words;
        self.data.get(start..start + self.words)
    }

    pub fn row(&self, node: NodeId) -> &[u64] {
        let start = node.index() * self.words;
        &self.data[start..start + self.words]
    }

    fn row_mut(&mut self, node: NodeId) -> &mut [u64] {
        let start = node.index() * self.words;
        &mut self.data[start..start + self.words]
    }
}

pub(super) fn has(row: &[u64], bit: usize) -> bool {
    row[bit / 64] >> (bit % 64) & 1 == 1
}

pub(super) fn set(row: &mut [u64], range: Range<usize>) {
    range.for_each(|bit| row[bit / 64] |= 1 << (bit % 64));
}

pub(super) fn clear(row: &mut [u64], range: Range<usize>) {
    range.for_each(|bit| row[bit / 64] &= !(1 << (bit % 64)));
}

/// The bits of a set, in order.
pub(super) fn bits(row: &[u64]) -> impl Iterator<Item = usize> + '_ {
    row.iter().enumerate().flat_map(|(i, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                i * 64 + bit
            })
        })
    })
}

pub(super) struct Flow {
    /// Initialised before each node, on all ways to it.
    pub init: Rows,
    /// Used at or after each node, on some way, before it is written again.
    pub live: Rows,
    /// Fields that are written again behind each node, on all ways, before they are used themselves: that other fields of the same
    /// value are used does not keep them.
    pub refilled: Rows,
    /// Control comes to the node.
    pub reached: Vec<bool>,
    /// For each node, the cleanups that run if it faults.
    faults: Vec<Vec<NodeId>>,
    /// What a cleanup that may run keeps alive: nobody sees that it is destroyed later. The rest dies when the language says.
    unseen: Vec<u64>,
    /// Whether each node stands in a cleanup, where nothing from outside of it dies.
    in_cleanup: Vec<bool>,
}

impl Flow {
    pub fn new(cx: &Context<'_>, draft: &Draft, paths: &Paths, events: &Events) -> Flow {
        let count = draft.nodes.len();
        let bits = paths.bits.len();
        let mut faults = vec![Vec::new(); if draft.guards.is_empty() { 0 } else { count }];
        for guard in draft.guards.iter().filter(|guard| guard.valid) {
            for list in &mut faults[guard.body.0.index()..guard.body.1.index()] {
                list.push(guard.cleanup.0);
            }
        }
        let (mut unseen, mut in_cleanup) = (Vec::new(), Vec::new());
        if !draft.guards.is_empty() {
            unseen.resize(bits.div_ceil(64), 0);
            for (bit, info) in paths.bits.iter().enumerate() {
                if !cx.info(draft.local(info.local).ty).observable {
                    set(&mut unseen, bit..bit + 1);
                }
            }
            in_cleanup.resize(count, false);
            for guard in &draft.guards {
                in_cleanup[guard.cleanup.0.index()..guard.cleanup.1.index()].fill(true);
            }
        }
        let mut flow = Flow {
            init: Rows::new(count, bits, !0),
            live: Rows::new(count, bits, 0),
            refilled: Rows::new(if paths.has_parts() { count } else { 0 }, bits, !0),
            reached: vec![false; count],
            faults,
            unseen,
            in_cleanup,
        };
        flow.forward(draft, events);
        flow
    }

    fn faults(&self, node: NodeId) -> &[NodeId] {
        self.faults.get(node.index()).map_or(&[], Vec::as_slice)
    }

    fn forward(&mut self, draft: &Draft, events: &Events) {
        let entry = draft.entry();
        self.init.row_mut(entry).fill(0);
        self.reached[entry.index()] = true;
        let mut changed = true;
        let mut state = Vec::with_capacity(self.init.words);
        while changed {
            changed = false;
            for i in 0..draft.nodes.len() as u32 {
                let id = NodeId(i);
                if !self.reached[id.index()] {
                    continue;
                }
                let node = draft.node(id);
                state.clear();
                state.extend_from_slice(self.init.row(id));
                for event in events.of(id) {
                    match event.kind {
                        EventKind::Move | EventKind::Empty => clear(&mut state, event.range.clone()),
                        EventKind::Use | EventKind::Keep | EventKind::Init => {}
                    }
                }
                if let Some(handler) = node.error {
                    changed |= self.meet(handler, &state);
                }
                for at in 0..self.faults(id).len() {
                    let cleanup = self.faults(id)[at];
                    changed |= self.meet(cleanup, &state);
                }
                for event in events.of(id) {
                    if event.kind == EventKind::Init {
                        set(&mut state, event.range.clone());
                    }
                }
                for next in node.next.into_iter().flatten() {
                    changed |= self.meet(next, &state);
                }
            }
        }
    }

    fn meet(&mut self, node: NodeId, state: &[u64]) -> bool {
        let mut changed = !std::mem::replace(&mut self.reached[node.index()], true);
        for (word, other) in self.init.row_mut(node).iter_mut().zip(state) {
            let met = *word & other;
            changed |= met != *word;
            *word = met;
        }
        changed
    }

    pub fn backward(&mut self, draft: &Draft, events: &Events) {
        let mut live = std::mem::take(&mut self.live);
        self.settle(draft, &mut live, |live, id, state| {
            let node = draft.node(id);
            state.fill(0);
            for next in node.next.into_iter().flatten() {
                join(state, live.row(next));
            }
            for event in events.of(id) {
                if matches!(event.kind, EventKind::Init | EventKind::Empty) {
                    clear(state, event.range.clone());
                }
            }
            if let Some(handler) = node.error {
                join(state, live.row(handler));
            }
            self.join_faults(live, id, state);
            for event in events.of(id).iter().filter(|event| uses(event)) {
                set(state, event.kept.clone());
            }
        });
        self.live = live;
    }

    /// Fills `refilled`, which has no rows where no field is written by itself.
    pub fn refill(&mut self, draft: &Draft, events: &Events) {
        if self.refilled.data.is_empty() {
            return;
        }
        let mut refilled = std::mem::take(&mut self.refilled);
        self.settle(draft, &mut refilled, |refilled, id, state| {
            let node = draft.node(id);
            let mut ways = node.next.into_iter().flatten().peekable();
            state.fill(if ways.peek().is_some() { !0 } else { 0 });
            ways.for_each(|next| meet(state, refilled.row(next)));
            for event in events.of(id) {
                match event.kind {
                    EventKind::Init if event.part => set(state, event.range.clone()),
                    EventKind::Init | EventKind::Empty => clear(state, event.range.clone()),
                    _ => {}
                }
            }
            for other in self.faults(id).iter().copied().chain(node.error) {
                meet(state, refilled.row(other));
            }
            for event in events.of(id).iter().filter(|event| uses(event)) {
                clear(state, event.range.clone());
            }
        });
        self.refilled = refilled;
    }

    /// Computes the row of each node that is reached from those behind it, until none changes.
    fn settle(&self, draft: &Draft, rows: &mut Rows, mut transfer: impl FnMut(&Rows, NodeId, &mut [u64])) {
        let mut changed = true;
        let mut state = vec![0; rows.words];
        while std::mem::take(&mut changed) {
            for id in (0..draft.nodes.len() as u32).rev().map(NodeId).filter(|id| self.reached[id.index()]) {
                transfer(rows, id, &mut state);
                if rows.row(id) != state {
                    rows.row_mut(id).copy_from_slice(&state);
                    changed = true;
                }
            }
        }
    }

    /// Gives up the guards whose cleanup uses what may not be there when a fault comes. Whether there were any.
    pub fn drop_guards(&self, draft: &mut Draft, events: &Events) -> bool {
        let mut dropped = false;
        for guard in draft.guards.iter_mut().filter(|guard| guard.valid) {
            let nodes = (guard.cleanup.0.0..guard.cleanup.1.0).map(NodeId);
            let complete = nodes.filter(|id| self.reached[id.index()]).all(|id| {
                let mut state = self.init.row(id).to_vec();
                events.of(id).iter().all(|event| {
                    let fine = !needs_value(event) || event.range.clone().all(|bit| has(&state, bit));
                    match event.kind {
                        EventKind::Move | EventKind::Empty => clear(&mut state, event.range.clone()),
                        _ => {}
                    }
                    fine
                })
            });
            if !complete {
                guard.valid = false;
                dropped = true;
            }
        }
        dropped
    }

    /// Gives up the guards whose cleanup uses what the language destroys before the guarded statements end, as it does with a value
    /// whose place is written anew. Whether there were any.
    pub fn drop_late_guards(&self, draft: &mut Draft) -> bool {
        let mut dropped = false;
        for guard in draft.guards.iter_mut().filter(|guard| guard.valid) {
            let needed: Vec<u64> =
                self.live.row(guard.cleanup.0).iter().zip(&self.unseen).map(|(live, unseen)| live & !unseen).collect();
            let complete = (guard.body.0.0..guard.body.1.0)
                .map(NodeId)
                .filter(|id| self.reached[id.index()] && !self.in_cleanup[id.index()])
                .all(|id| needed.iter().zip(self.live.row(id)).all(|(needed, live)| needed & !live == 0));
            if !complete {
                guard.valid = false;
                dropped = true;
            }
        }
        dropped
    }

    /// Adds what the cleanups use that run if a node faults.
    fn join_faults(&self, live: &Rows, id: NodeId, state: &mut [u64]) {
        for cleanup in self.faults(id) {
            let all = self.in_cleanup[id.index()];
            for ((word, other), unseen) in state.iter_mut().zip(live.row(*cleanup)).zip(&self.unseen) {
                *word |= if all { *other } else { other & unseen };
            }
        }
    }

    /// What is used behind a node, on the ways with an error or a fault too.
    pub fn live_on_all_ways(&self, draft: &Draft, id: NodeId) -> Vec<u64> {
        let mut state = self.live_after(draft, id);
        self.join_faults(&self.live, id, &mut state);
        if let Some(handler) = draft.node(id).error {
            join(&mut state, self.live.row(handler));
        }
        state
    }

    /// What is used behind a node, on the ways without an error.
    pub fn live_after(&self, draft: &Draft, id: NodeId) -> Vec<u64> {
        let mut state = vec![0; self.live.words];
        for next in draft.node(id).next.into_iter().flatten() {
            join(&mut state, self.live.row(next));
        }
        state
    }
}

fn join(state: &mut [u64], other: &[u64]) {
    state.iter_mut().zip(other).for_each(|(word, other)| *word |= other);
}

fn meet(state: &mut [u64], other: &[u64]) {
    state.iter_mut().zip(other).for_each(|(word, other)| *word &= other);
}

fn uses(event: &Event) -> bool {
    matches!(event.kind, EventKind::Use | EventKind::Move | EventKind::Keep)
}

pub(super) fn needs_value(event: &Event) -> bool {
    matches!(event.kind, EventKind::Use | EventKind::Move)
}
