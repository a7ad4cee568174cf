//! What must have a value has one: uses, moves, results, arguments that are given back.

use grammar::{Diagnostics, Span};
use rustc_hash::FxHashSet;

use super::Analysis;
use super::errors::{self, Moved};
use super::events::{BadMove, Event, EventKind};
use super::flow::{clear, has, needs_value, set};
use super::paths::Bit;
use crate::lower::draft::{NodeId, NodeKind};
use crate::mir::{LocalId, LocalKind, Projection, StmtKind};
use crate::types::Passing;

pub(super) fn check(of: &Analysis<'_>, diagnostics: &mut Diagnostics) {
    let mut check = Check { of, diagnostics, reported: FxHashSet::default(), before: Vec::new() };
    check.uses();
    check.bad_moves();
    check.partial_moves();
}

struct Check<'a, 'd> {
    of: &'a Analysis<'a>,
    diagnostics: &'d mut Diagnostics,
    /// Locals with a mistake: one is enough.
    reported: FxHashSet<LocalId>,
    /// Where control comes from, once it is needed.
    before: Vec<Vec<NodeId>>,
}

/// Why a bit has no value.
enum Cause {
    Moved { at: Span, here: bool },
    NeverAssigned,
}

impl Check<'_, '_> {
    fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        let cleanups: Vec<_> = self.of.draft.guards.iter().map(|guard| guard.cleanup).collect();
        let reached = self.of.flow.reached.clone();
        (0..reached.len() as u32)
            .map(NodeId)
            .filter(move |id| reached[id.index()] && !cleanups.iter().any(|(start, end)| (*start..*end).contains(id)))
    }

    fn uses(&mut self) {
        let of = self.of;
        for id in self.nodes() {
            let events = of.events.of(id);
            if events.is_empty() {
                continue;
            }
            let mut state = of.flow.init.row(id).to_vec();
            for (index, event) in events.iter().enumerate() {
                if needs_value(event)
                    && let Some(missing) = event.range.clone().find(|bit| !has(&state, *bit))
                    && self.reported.insert(event.local)
                {
                    let all: Vec<usize> = event.range.clone().filter(|bit| !has(&state, *bit)).collect();
                    self.report(id, index, event, missing, &all);
                }
                match event.kind {
                    EventKind::Move | EventKind::Empty => clear(&mut state, event.range.clone()),
                    EventKind::Init => set(&mut state, event.range.clone()),
                    EventKind::Use | EventKind::Keep => {}
                }
            }
        }
    }

    fn report(&mut self, id: NodeId, index: usize, event: &Event, missing: usize, all: &[usize]) {
        let of = self.of;
        let local = of.draft.local(event.local);
        let node = of.draft.node(id);
        let leaves = matches!(node.stmt(), Some(StmtKind::Return(_) | StmtKind::ReturnRef(_) | StmtKind::Raise(_)))
            || node.as_call().is_some_and(|call| call.raises.is_some() && node.error.is_none());
        if local.kind == LocalKind::Out && event.kind == EventKind::Move && leaves {
            let names: Vec<String> = all.iter().map(|bit| self.name(&of.paths.bits[*bit])).collect();
            let at_end = node.span == of.draft.end;
            self.diagnostics.report(errors::result_incomplete(&names, node.span, local.span, at_end));
            return;
        }
        let name = self.name(&of.paths.bits[missing]);
        if local.kind == LocalKind::Arg(Passing::Mut) && leaves && event.span == node.span {
            let at_end = node.span == of.draft.end;
            self.diagnostics.report(errors::argument_not_refilled(&name, node.span, local.span, at_end));
            return;
        }
        let declared = local.name.map(|_| local.span);
        let maybe = self.has_value_on_some_way(id, index, missing);
        let diagnostic = match self.cause(id, index, missing) {
            Cause::Moved { at, here } => errors::use_after_move(&Moved {
                name: &name,
                used: event.span,
                moved: at,
                declared: declared.filter(|span| *span != at && *span != event.span),
                in_loop: here,
                maybe: maybe && !here,
                copyable: of.cx.facts.is_copyable(of.paths.bits[missing].ty),
            }),
            Cause::NeverAssigned => errors::uninitialised(&name, event.span, declared, maybe),
        };
        self.diagnostics.report(diagnostic);
    }

    /// `self.items`
    fn name(&self, bit: &Bit) -> String {
        name_of(self.of, bit.local, &bit.fields)
    }

    fn before(&mut self) -> &Vec<Vec<NodeId>> {
        if self.before.is_empty() {
            self.before = vec![Vec::new(); self.of.draft.nodes.len()];
            for id in (0..self.of.draft.nodes.len() as u32).map(NodeId) {
                let node = self.of.draft.node(id);
                for next in node.next.into_iter().flatten().chain(node.error) {
                    self.before[next.index()].push(id);
                }
            }
        }
        &self.before
    }

    /// Looks back from an event of a node for what took or gave the bit its value, on every way; tells what it finds to `see`,
    /// which says whether to go on.
    fn look_back(&mut self, id: NodeId, index: usize, bit: usize, see: &mut dyn FnMut(NodeId, &Event) -> bool) {
        let of = self.of;
        let decide = |node: NodeId, events: &[Event], see: &mut dyn FnMut(NodeId, &Event) -> bool| {
            events
                .iter()
                .rev()
                .find(|e| e.range.contains(&bit) && !matches!(e.kind, EventKind::Use | EventKind::Keep))
                .map(|e| see(node, e))
        };
        if decide(id, &of.events.of(id)[..index], see).is_some() {
            return;
        }
        let mut seen = FxHashSet::default();
        let mut work = self.before()[id.index()].clone();
        while let Some(node) = work.pop() {
            if !seen.insert(node) || !of.flow.reached[node.index()] {
                continue;
            }
            match decide(node, of.events.of(node), see) {
                Some(true) => {}
                Some(false) => return,
                None => work.extend(self.before()[node.index()].iter().copied()),
            }
        }
    }

    fn cause(&mut self, id: NodeId, index: usize, bit: usize) -> Cause {
        let of = self.of;
        let mut cause = None;
        self.look_back(id, index, bit, &mut |node, event| {
            if event.kind != EventKind::Move {
                return true;
            }
            // In one call a value can be moved twice.
            let here = node == id && of.events.of(id).get(index).is_some_and(|used| used.span == event.span);
            if node == id && !here {
                cause = Some(Cause::Moved { at: event.span, here });
                return false;
            }
            // The place itself, where the source names it: an argument's span takes the `^` in.
            let at = of
                .draft
                .node(node)
                .spans
                .iter()
                .find(|(local, _)| *local == event.local)
                .map_or(event.span, |(_, s)| *s);
            cause = Some(Cause::Moved { at, here });
            false
        });
        cause.unwrap_or(Cause::NeverAssigned)
    }

    fn has_value_on_some_way(&mut self, id: NodeId, index: usize, bit: usize) -> bool {
        let mut has_value = false;
        self.look_back(id, index, bit, &mut |_, event| {
            has_value |= event.kind == EventKind::Init;
            !has_value
        });
        has_value
    }

    fn bad_moves(&mut self) {
        let of = self.of;
        let nodes: FxHashSet<NodeId> = self.nodes().collect();
        for BadMove { node, place, span } in &of.events.bad_moves {
            if !nodes.contains(node) || !self.reported.insert(place.local) {
                continue;
            }
            let local = of.draft.local(place.local);
            let fields: Vec<usize> = place
                .projections
                .iter()
                .map_while(|p| match p {
                    Projection::Field(index) => Some(*index),
                    _ => None,
                })
                .collect();
            let name = match local.name {
                Some(_) => name_of(of, place.local, &fields),
                None => String::new(),
            };
            let why = match local.kind {
                LocalKind::Arg(Passing::Imm) => {
                    "an argument without a convention is an immutable reference to the caller's value"
                }
                LocalKind::Arg(_) => "the argument is a reference to the caller's value",
                _ => "what a reference names belongs to something else",
            };
            let at = of.draft.node(*node).spans.iter().find(|(l, _)| *l == place.local).map_or(*span, |(_, s)| *s);
            let copyable = of.cx.facts.is_copyable(place.ty);
            self.diagnostics.report(errors::move_out_of_reference(&name, at, why, copyable));
        }
    }

    /// A field that is moved out of a variable must be there again when the variable dies.
    fn partial_moves(&mut self) {
        let of = self.of;
        for id in self.nodes() {
            for event in of.events.of(id) {
                let local = of.draft.local(event.local);
                let is_variable =
                    matches!(local.kind, LocalKind::Var { .. } | LocalKind::Arg(Passing::Var)) && local.name.is_some();
                if event.kind != EventKind::Move || !event.part || !is_variable {
                    continue;
                }
                if self.reported.contains(&event.local) || self.is_refilled(id, event) {
                    continue;
                }
                self.reported.insert(event.local);
                let bit = &of.paths.bits[event.range.start];
                let fields = common_fields(of, event);
                let field = name_of(of, event.local, &fields);
                let owner = name_of(of, event.local, &[]);
                let copyable = of.cx.facts.is_copyable(bit.ty);
                let at =
                    of.draft.node(id).spans.iter().find(|(l, _)| *l == event.local).map_or(event.span, |(_, s)| *s);
                self.diagnostics.report(errors::partial_move(&field, &owner, at, Some(local.span), copyable));
            }
        }
    }

    /// Whether a statement leaves the function, which ends its variables.
    fn leaves(&self, id: NodeId) -> bool {
        let node = self.of.draft.node(id);
        match &node.kind {
            NodeKind::Stmt(StmtKind::Return(_) | StmtKind::ReturnRef(_)) => true,
            NodeKind::Stmt(StmtKind::Raise(_)) => node.next.into_iter().flatten().chain(node.error).next().is_none(),
            _ => false,
        }
    }

    fn is_refilled(&self, id: NodeId, event: &Event) -> bool {
        let of = self.of;
        let refills = |node: NodeId| {
            of.events.of(node).iter().any(|e| {
                e.kind == EventKind::Init && e.range.start <= event.range.start && e.range.end >= event.range.end
            })
        };
        if refills(id) {
            return true;
        }
        if self.leaves(id) {
            return false;
        }
        let mut seen = FxHashSet::default();
        let mut work: Vec<NodeId> = of.draft.node(id).next.into_iter().flatten().collect();
        while let Some(at) = work.pop() {
            if !seen.insert(at) || refills(at) {
                continue;
            }
            if self.leaves(at) {
                return false;
            }
            let node = of.draft.node(at);
            work.extend(node.next.into_iter().flatten().chain(node.error));
        }
        true
    }
}

/// The fields that lead to all bits of an event.
fn common_fields(of: &Analysis<'_>, event: &Event) -> Vec<usize> {
    let mut fields = of.paths.bits[event.range.start].fields.clone();
    for bit in &of.paths.bits[event.range.clone()] {
        let same = fields.iter().zip(&bit.fields).take_while(|(a, b)| a == b).count();
        fields.truncate(same);
    }
    fields
}

/// A local and fields of it as the source writes them; empty for a temporary.
pub(super) fn name_of(of: &Analysis<'_>, local: LocalId, fields: &[usize]) -> String {
    let local = of.draft.local(local);
    let Some(name) = local.name else { return String::new() };
    let mut text = name.to_string();
    let mut ty = local.ty;
    for index in fields {
        let known = of.cx.fields(ty);
        let Some((field, field_ty)) = known.get(*index) else { break };
        text.push('.');
        text.push_str(field.as_str());
        ty = *field_ty;
    }
    text
}
