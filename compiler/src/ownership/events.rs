//! What each node does to the tracked bits, in order; writes come last.

use std::ops::Range;

use grammar::Span;

use super::loans::Loans;
use super::paths::Paths;
use crate::lower::Context;
use crate::lower::draft::{Draft, Node, NodeId, NodeKind, Store};
use crate::mir::visit::{self, Usage};
use crate::mir::{LocalId, LocalKind, Place, Projection, Rvalue, StmtKind};
use crate::types::Passing;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EventKind {
    /// Needs the value.
    Use,
    /// Takes the value away.
    Move,
    /// Gives a value.
    Init,
    /// Comes into scope without a value.
    Empty,
    /// What is used points into it: it must not be destroyed before.
    Keep,
}

#[derive(Clone, Debug)]
pub(super) struct Event {
    pub kind: EventKind,
    pub local: LocalId,
    pub range: Range<usize>,
    /// What stays alive up to a use: all of a value, unless its fields die one by one or are written again before they are
    /// used themselves (`Flow::refilled`).
    pub kept: Range<usize>,
    /// Only a part of the local is meant.
    pub part: bool,
    pub span: Span,
}

/// A move out of something that the body does not own.
pub(super) struct BadMove {
    pub node: NodeId,
    pub place: Place,
    pub span: Span,
}

pub(super) struct Events {
    events: Vec<Event>,
    /// The first event of each node; one more than there are nodes.
    starts: Vec<usize>,
    pub bad_moves: Vec<BadMove>,
}

impl Events {
    pub fn new(cx: &Context<'_>, draft: &Draft, paths: &Paths, loans: &Loans) -> Events {
        let mut events = Events { events: Vec::new(), starts: vec![0], bad_moves: Vec::new() };
        for i in 0..draft.nodes.len() as u32 {
            let mut collect =
                Collect { cx, draft, paths, loans, node: NodeId(i), events: &mut events, inits: Vec::new() };
            collect.node(draft.node(NodeId(i)));
            let inits = collect.inits;
            events.events.extend(inits);
            events.starts.push(events.events.len());
        }
        events
    }

    pub fn of(&self, node: NodeId) -> &[Event] {
        &self.events[self.starts[node.index()]..self.starts[node.index() + 1]]
    }

    pub fn of_mut(&mut self, node: NodeId) -> &mut [Event] {
        &mut self.events[self.starts[node.index()]..self.starts[node.index() + 1]]
    }
}

struct Collect<'a> {
    cx: &'a Context<'a>,
    draft: &'a Draft,
    paths: &'a Paths,
    loans: &'a Loans,
    node: NodeId,
    events: &'a mut Events,
    inits: Vec<Event>,
}

impl Collect<'_> {
    fn node(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Entry => {
                (0..self.draft.arg_count as u32).for_each(|i| self.whole(EventKind::Init, LocalId(i), node.span))
            }
            NodeKind::Nothing => {}
            NodeKind::Empty(local) => self.whole(EventKind::Empty, *local, node.span),
            NodeKind::Catch(local) => self.whole(EventKind::Init, *local, node.span),
            NodeKind::Stmt(stmt) => self.stmt(node, stmt),
        }
    }

    fn stmt(&mut self, node: &Node, stmt: &StmtKind) {
        match (stmt, &node.call) {
            (StmtKind::Init(to, Rvalue::Call(call)), Some(info)) => {
                if let crate::mir::Callee::Pointer(pointer) = &call.callee {
                    visit::operand(pointer, &mut |place, usage| self.place(place, usage, node.span_of(place.local)));
                }
                for (arg, span) in call.args.iter().zip(&info.spans) {
                    visit::arg(arg, &mut |place, usage| self.place(place, usage, *span));
                }
                if call.raises.is_some() && node.error.is_none() {
                    self.leave(node.span);
                }
                self.place(to, Usage::Init, node.span_of(to.local));
            }
            // The old value at an address, which is written next.
            (StmtKind::Drop(at), _) if node.store == Store::Assign => {
                self.place(at, Usage::Borrow(true), node.span_of(at.local))
            }
            _ => visit::places(stmt, &mut |place, usage| self.place(place, usage, node.span_of(place.local))),
        }
        match stmt {
            StmtKind::Return(_) | StmtKind::ReturnRef(_) => {
                if let (Some(out), StmtKind::Return(None)) = (self.draft.out, stmt) {
                    self.whole(EventKind::Move, out, node.span);
                }
                self.leave(node.span);
            }
            StmtKind::Raise(_) if node.error.is_none() => self.leave(node.span),
            _ => {}
        }
    }

    /// Where the function is left, `mut` arguments have values.
    fn leave(&mut self, span: Span) {
        for arg in &self.draft.moved_args {
            self.whole(EventKind::Use, *arg, span);
        }
    }

    fn whole(&mut self, kind: EventKind, local: LocalId, span: Span) {
        if let Some(range) = self.paths.local(local) {
            self.push(kind, local, range, span);
        }
    }

    fn push(&mut self, kind: EventKind, local: LocalId, range: Range<usize>, span: Span) {
        self.push_part(kind, local, range, false, span);
    }

    fn push_part(&mut self, kind: EventKind, local: LocalId, range: Range<usize>, part: bool, span: Span) {
        let by_fields = matches!(self.draft.local(local).kind, LocalKind::Out | LocalKind::Arg(Passing::Deinit));
        let kept = match self.paths.local(local) {
            Some(all) if !by_fields => all,
            _ => range.clone(),
        };
        let event = Event { kind, local, range, kept, part, span };
        if kind == EventKind::Init { self.inits.push(event) } else { self.events.events.push(event) }
    }

    fn place(&mut self, place: &Place, usage: Usage, span: Span) {
        let is_ref = matches!(self.draft.local(place.local).kind, LocalKind::Ref { .. });
        let is_write = usage == Usage::Init && place.projections.is_empty();
        // A write through a reference needs what it points into.
        if !is_write || (is_ref && !self.binds()) {
            self.keep_owners(place.local, span);
        }
        let Some(found) = self.paths.find(place) else {
            if usage == Usage::Move && self.is_bad_move(place) {
                self.events.bad_moves.push(BadMove { node: self.node, place: place.clone(), span });
            }
            return;
        };
        let kind = match usage {
            Usage::Init if is_ref && !is_write => EventKind::Use,
            // A `Ref` local is bound only by `BindRef` and by calls that return references; else its target is written.
            Usage::Init if is_ref && !self.binds() => EventKind::Use,
            Usage::Init if found.exact => EventKind::Init,
            Usage::Move if is_ref => {
                if self.is_bad_move(place) {
                    self.events.bad_moves.push(BadMove { node: self.node, place: place.clone(), span });
                }
                EventKind::Use
            }
            Usage::Move if found.exact => EventKind::Move,
            _ => EventKind::Use,
        };
        if kind == EventKind::Init && (self.draft.node(self.node).keeps_old || self.is_guarded(place)) {
            self.push(EventKind::Keep, place.local, found.range.clone(), span);
        } else if kind == EventKind::Init && !place.projections.is_empty() {
            // The other fields of a value live as long as one of them is written.
            let none = found.range.start..found.range.start;
            self.push(EventKind::Keep, place.local, none, span);
        }
        self.push_part(kind, place.local, found.range, !place.projections.is_empty(), span);
    }

    /// Whether a place is a part of a value with a destructor of its own, which is not being built or taken apart: all of it
    /// stays while the part is written.
    fn is_guarded(&self, place: &Place) -> bool {
        let local = self.draft.local(place.local);
        let in_parts = matches!(local.kind, LocalKind::Out | LocalKind::Arg(Passing::Deinit | Passing::Mut))
            || self.draft.declared_empty.get(place.local.0 as usize).copied().unwrap_or(false);
        let mut ty = local.ty;
        for (depth, projection) in place.projections.iter().enumerate() {
            if self.cx.info(ty).destructor && !(in_parts && depth == 0) {
                return true;
            }
            let Projection::Field(index) = projection else { return false };
            let Some((_, field)) = self.cx.fields(ty).get(*index).copied() else { return false };
            ty = field;
        }
        false
    }

    /// Whether the node makes its `Ref` local name a place.
    fn binds(&self) -> bool {
        match self.draft.node(self.node).stmt() {
            Some(StmtKind::BindRef(..)) => true,
            Some(StmtKind::Init(_, Rvalue::Call(call))) => call.returns_ref,
            _ => false,
        }
    }

    /// Whether moving out of a place takes what somebody else owns. Behind a pointer that is the user's business.
    fn is_bad_move(&self, place: &Place) -> bool {
        !self.cx.info(place.ty).trivial && !place.projections.contains(&Projection::Deref)
    }

    fn keep_owners(&mut self, local: LocalId, span: Span) {
        let mut kept: Vec<LocalId> = Vec::new();
        self.loans.for_each(self.node, local, &mut |loan| {
            if !kept.contains(&loan.owner) {
                kept.push(loan.owner);
            }
        });
        for owner in kept {
            self.whole(EventKind::Keep, owner, span);
        }
    }
}
