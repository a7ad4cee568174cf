//! Warnings about variables and values that nothing reads.

use grammar::{Diagnostics, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Analysis;
use super::errors;
use super::events::EventKind;
use super::flow::has;
use crate::lower::draft::{NodeId, NodeKind, Store};
use crate::mir::{LocalId, LocalKind};

pub(super) fn check(of: &Analysis<'_>, diagnostics: &mut Diagnostics) {
    let candidates: FxHashSet<LocalId> =
        (0..of.draft.locals.len() as u32).map(LocalId).filter(|id| is_candidate(of, *id)).collect();
    if candidates.is_empty() {
        return;
    }
    let mut read = FxHashSet::default();
    let mut assigned = FxHashSet::default();
    for (index, reached) in of.flow.reached.iter().enumerate() {
        if !reached {
            continue;
        }
        for event in of.events.of(NodeId(index as u32)) {
            match event.kind {
                EventKind::Use | EventKind::Move | EventKind::Keep => read.insert(event.local),
                EventKind::Init => assigned.insert(event.local),
                EventKind::Empty => false,
            };
        }
    }
    let mut declared = FxHashSet::default();
    let mut caught = FxHashSet::default();
    for node in &of.draft.nodes {
        match node.kind {
            NodeKind::Empty(local) => declared.insert(local),
            // `except e:` is the usual form of a handler, whether it looks at the error or not.
            NodeKind::Catch(local) => caught.insert(local),
            _ => false,
        };
    }
    for local in (0..of.draft.locals.len() as u32).map(LocalId) {
        let mentioned = assigned.contains(&local) || declared.contains(&local);
        if candidates.contains(&local) && mentioned && !caught.contains(&local) && !read.contains(&local) {
            let info = of.draft.local(local);
            let name = info.name.map(|name| name.to_string()).unwrap_or_default();
            diagnostics.report(errors::unused_variable(&name, info.span, assigned.contains(&local)));
        }
    }
    unread_values(of, &candidates, &read, diagnostics);
}

/// A statement that is written out several times warns only if its value is unread each time.
fn unread_values(
    of: &Analysis<'_>,
    candidates: &FxHashSet<LocalId>,
    read: &FxHashSet<LocalId>,
    diagnostics: &mut Diagnostics,
) {
    let mut unread: FxHashMap<(Span, LocalId), bool> = FxHashMap::default();
    let mut order = Vec::new();
    for (index, node) in of.draft.nodes.iter().enumerate() {
        let id = NodeId(index as u32);
        if node.store == Store::Temp || !of.flow.reached[index] {
            continue;
        }
        for event in of.events.of(id) {
            if event.kind != EventKind::Init || !candidates.contains(&event.local) || !read.contains(&event.local) {
                continue;
            }
            // Only writes of a whole variable: a field may be read through the others.
            if event.part {
                continue;
            }
            let live = of.flow.live_after(of.draft, id);
            let is_read = event.range.clone().any(|bit| has(&live, bit));
            let key = (event.span, event.local);
            let entry = unread.entry(key).or_insert_with(|| {
                order.push(key);
                true
            });
            *entry &= !is_read;
        }
    }
    for key in order {
        if unread[&key] {
            let (span, local) = key;
            let name = of.draft.local(local).name.map(|name| name.to_string()).unwrap_or_default();
            diagnostics.report(errors::unread_value(&name, span));
        }
    }
}

/// A variable that the user declared and named to be used.
fn is_candidate(of: &Analysis<'_>, id: LocalId) -> bool {
    let local = of.draft.local(id);
    let named = local.name.is_some_and(|name| !name.as_str().starts_with('_'));
    named && local.span.file == of.function.file && matches!(local.kind, LocalKind::Var { mutable: true })
}
