//! References while they are used: what is passed to be changed is passed once; what is pointed into stays as it is; what is
//! returned outlives the function.

use grammar::{Diagnostics, Span};
use rustc_hash::FxHashSet;

use super::Analysis;
use super::check::name_of;
use super::errors::{self, Passed};
use super::events::EventKind;
use super::flow::has;
use super::loans::Loan;
use crate::lower::draft::{Node, NodeId};
use crate::mir::{Arg, Call, LocalId, LocalKind, Operand, Place, Projection, Rvalue, StmtKind};
use crate::types::{Passing, Ty};

pub(super) fn check(of: &Analysis<'_>, diagnostics: &mut Diagnostics) {
    let mut check = Check { of, diagnostics, reported: FxHashSet::default() };
    let any_loans = of.loans.borrowers().next().is_some();
    for id in (0..of.draft.nodes.len() as u32).map(NodeId) {
        if !of.flow.reached[id.index()] || of.draft.guards.iter().any(|g| (g.cleanup.0..g.cleanup.1).contains(&id)) {
            continue;
        }
        let node = of.draft.node(id);
        if let Some(call) = node.as_call() {
            check.arguments(id, node, call);
        }
        if any_loans {
            check.changes(id, node);
        }
        if of.function.user {
            check.returned(id, node);
        }
    }
}

struct Check<'a, 'd> {
    of: &'a Analysis<'a>,
    diagnostics: &'d mut Diagnostics,
    reported: FxHashSet<LocalId>,
}

/// What an argument gives a callee access to.
struct Access {
    arg: usize,
    loan: Loan,
    passed: Passed,
    span: Span,
}

impl Access {
    /// Whether nobody else may have access at the same time.
    fn is_exclusive(&self) -> bool {
        self.passed != Passed::Read
    }
}

/// A change of a place that what points into it may not survive.
struct Change {
    loan: Loan,
    ty: Ty,
    span: Span,
    moved: bool,
}

impl Check<'_, '_> {
    fn is_mut(&self, call: &Call, node: &Node, index: usize, mutable: bool) -> bool {
        let pointer = node.call.as_ref().and_then(|info| info.pointer);
        match self.of.cx.passing(&call.callee, index, pointer) {
            Some(passing) => passing == Passing::Mut,
            None => mutable,
        }
    }

    fn arguments(&mut self, id: NodeId, node: &Node, call: &Call) {
        if call.args.len() < 2 {
            return;
        }
        let Some(info) = &node.call else { return };
        let mut accesses = Vec::new();
        for (index, arg) in call.args.iter().enumerate() {
            let span = info.spans.get(index).copied().unwrap_or(node.span);
            match arg {
                Arg::Reference { place, mutable } => {
                    let mutable = self.is_mut(call, node, index, *mutable);
                    self.place_access(id, place, index, mutable, span, &mut accesses);
                }
                Arg::Pack(places) => {
                    for place in places {
                        self.place_access(id, place, index, false, span, &mut accesses);
                    }
                }
                Arg::Value(Operand::Copy(place) | Operand::Move(place)) => {
                    self.value_access(id, place, index, span, &mut accesses);
                    if matches!(arg, Arg::Value(Operand::Move(_))) {
                        self.moved_access(id, place, index, span, &mut accesses);
                    }
                }
                Arg::Value(_) | Arg::Variadic(_) | Arg::Keywords(_) => {}
            }
        }
        if !accesses.iter().any(Access::is_exclusive) {
            return;
        }
        for (i, b) in accesses.iter().enumerate() {
            for a in &accesses[..i] {
                // What is moved twice is used after a move.
                let is_reported = a.passed == Passed::Moved && b.passed == Passed::Moved;
                if a.arg != b.arg && !is_reported && (a.is_exclusive() || b.is_exclusive()) && overlap(&a.loan, &b.loan)
                {
                    let (first, second) = (self.shown(&a.loan), self.shown(&b.loan));
                    let diagnostic = errors::aliasing((&first, a.span, a.passed), (&second, b.span, b.passed));
                    self.diagnostics.report(diagnostic);
                    return;
                }
            }
        }
    }

    /// How messages name what a loan points into.
    fn shown(&self, loan: &Loan) -> String {
        let name = name_of(self.of, loan.owner, &loan.fields);
        match (name.is_empty(), loan.interior) {
            (true, _) => "the value".to_string(),
            (false, true) => format!("{name}[…]"),
            (false, false) => name,
        }
    }

    fn place_access(&self, id: NodeId, place: &Place, arg: usize, mutable: bool, span: Span, out: &mut Vec<Access>) {
        let (cx, draft) = (self.of.cx, self.of.draft);
        for loan in self.of.loans.of_reference(cx, draft, id, place, mutable) {
            // What a view points into is reached through it, but not to be changed as a whole.
            let through_view =
                loan.owner != place.local && !matches!(draft.local(place.local).kind, LocalKind::Ref { .. });
            let mutable = if through_view { loan.mutable } else { mutable };
            if !loan.weak {
                out.push(Access { arg, loan, passed: Passed::by_reference(mutable), span });
            }
        }
    }

    /// A variable that the callee takes over is nobody else's at the same time.
    fn moved_access(&self, id: NodeId, place: &Place, arg: usize, span: Span, out: &mut Vec<Access>) {
        let (cx, draft) = (self.of.cx, self.of.draft);
        let is_variable = matches!(
            draft.local(place.local).kind,
            LocalKind::Var { .. } | LocalKind::Arg(Passing::Var | Passing::Deinit | Passing::Mut)
        );
        if !is_variable || cx.info(place.ty).trivial {
            return;
        }
        for loan in self.of.loans.of_reference(cx, draft, id, place, true) {
            if loan.owner == place.local && !loan.weak {
                out.push(Access { arg, loan, passed: Passed::Moved, span });
            }
        }
    }

    fn value_access(&self, id: NodeId, place: &Place, arg: usize, span: Span, out: &mut Vec<Access>) {
        for loan in self.of.loans.of_value(self.of.cx, self.of.draft, id, place) {
            if !loan.weak {
                let mutable = loan.mutable;
                out.push(Access { arg, loan, passed: Passed::by_reference(mutable), span });
            }
        }
    }

    /// Finds references that are used after what they point into was changed or moved here.
    fn changes(&mut self, id: NodeId, node: &Node) {
        let changes = self.changes_of(id, node);
        if changes.is_empty() {
            return;
        }
        let of = self.of;
        let live = of.flow.live_after(of.draft, id);
        for borrower in of.loans.borrowers() {
            if self.reported.contains(&borrower) {
                continue;
            }
            let Some(range) = of.paths.local(borrower) else { continue };
            if !range.clone().any(|bit| has(&live, bit)) {
                continue;
            }
            let defined_here = of.events.of(id).iter().any(|e| e.kind == EventKind::Init && e.local == borrower);
            if defined_here {
                continue;
            }
            let loans = of.loans.at(id, borrower);
            let hit = changes.iter().find(|change| loans.iter().any(|loan| self.breaks(change, loan, borrower)));
            let Some(change) = hit else { continue };
            if let Some((used, bound)) = self.next_use(id, borrower) {
                self.reported.insert(borrower);
                let name = name_of(of, borrower, &[]);
                let owner = match name_of(of, change.loan.owner, &change.loan.fields) {
                    owner if owner.is_empty() => "the value".to_string(),
                    owner => owner,
                };
                self.diagnostics.report(errors::invalidated(&name, used, &owner, change.span, change.moved, bound));
            }
        }
    }

    fn changes_of(&self, id: NodeId, node: &Node) -> Vec<Change> {
        let of = self.of;
        let mut changes = Vec::new();
        let mut change = |place: &Place, span: Span, moved: bool| {
            if moved && place.projections.contains(&Projection::Deref) {
                return;
            }
            for loan in of.loans.of_reference(of.cx, of.draft, id, place, true) {
                let own =
                    loan.owner == place.local || matches!(of.draft.local(place.local).kind, LocalKind::Ref { .. });
                if own && !loan.weak && !loan.interior {
                    changes.push(Change { loan, ty: place.ty, span, moved });
                }
            }
        };
        match node.stmt() {
            Some(StmtKind::Init(to, value)) => {
                if let (Rvalue::Call(call), Some(info)) = (value, &node.call) {
                    for (index, arg) in call.args.iter().enumerate() {
                        let span = info.spans.get(index).copied().unwrap_or(node.span);
                        if let Arg::Reference { place, mutable } = arg
                            && self.is_mut(call, node, index, *mutable)
                        {
                            change(place, span, false);
                        }
                    }
                }
                crate::mir::visit::rvalue(value, &mut |place, usage| {
                    if usage == crate::mir::visit::Usage::Move && !of.cx.info(place.ty).trivial {
                        change(place, node.span_of(place.local), true);
                    }
                });
                if !of.cx.info(to.ty).trivial {
                    change(to, node.span_of(to.local), false);
                }
            }
            Some(StmtKind::Replace(to, _)) => change(to, node.span_of(to.local), false),
            Some(StmtKind::Drop(place)) => change(place, node.span_of(place.local), true),
            _ => {}
        }
        changes
    }

    fn breaks(&self, change: &Change, loan: &Loan, borrower: LocalId) -> bool {
        if loan.weak || loan.owner != change.loan.owner {
            return false;
        }
        let (changed, pointed) = (&change.loan.fields, &loan.fields);
        if change.moved {
            return is_prefix(changed, pointed) || is_prefix(pointed, changed);
        }
        if !loan.interior {
            return false;
        }
        if is_prefix(changed, pointed) {
            return true;
        }
        // A part of what is pointed into: only if elements like the one that is pointed at may lie in it.
        let borrower = self.of.draft.local(borrower);
        is_prefix(pointed, changed)
            && matches!(borrower.kind, LocalKind::Ref { .. })
            && change.ty != borrower.ty
            && self.of.cx.is_made_of(change.ty, borrower.ty)
            && !self.of.cx.info(change.ty).trivial
    }

    /// Where a borrower is used next behind a node, and where it got what it points into.
    fn next_use(&self, id: NodeId, borrower: LocalId) -> Option<(Span, Span)> {
        let of = self.of;
        let mut seen = FxHashSet::default();
        let mut work: std::collections::VecDeque<NodeId> = of.draft.node(id).next.into_iter().flatten().collect();
        while let Some(at) = work.pop_front() {
            if !seen.insert(at) {
                continue;
            }
            let events = of.events.of(at).iter().filter(|event| event.local == borrower);
            let mut stops = false;
            for event in events {
                match event.kind {
                    EventKind::Use | EventKind::Move => {
                        return Some((event.span, of.draft.local(borrower).span));
                    }
                    EventKind::Init | EventKind::Empty => stops = true,
                    EventKind::Keep => {}
                }
            }
            if !stops {
                let node = of.draft.node(at);
                work.extend(node.next.into_iter().flatten().chain(node.error));
            }
        }
        None
    }

    /// A result that points into something that dies with the function.
    fn returned(&mut self, id: NodeId, node: &Node) {
        let of = self.of;
        let (loans, span) = match node.stmt() {
            Some(StmtKind::ReturnRef(place)) => (of.loans.of_reference(of.cx, of.draft, id, place, true), node.span),
            Some(StmtKind::Return(Some(Operand::Copy(place) | Operand::Move(place)))) if !of.function.may_dangle => {
                (of.loans.of_value(of.cx, of.draft, id, place), node.span)
            }
            _ => return,
        };
        let is_local = |loan: &Loan| {
            matches!(
                of.draft.local(loan.owner).kind,
                LocalKind::Var { .. } | LocalKind::Temp | LocalKind::Arg(Passing::Var | Passing::Deinit)
            )
        };
        let mut certain = loans.iter().filter(|loan| !loan.weak);
        if let Some(loan) = certain.clone().next()
            && certain.all(is_local)
        {
            let owner = of.draft.local(loan.owner);
            let name = name_of(of, loan.owner, &[]);
            self.diagnostics.report(errors::dangling(&name, span, owner.name.map(|_| owner.span)));
        }
    }
}

fn is_prefix(short: &[usize], long: &[usize]) -> bool {
    long.starts_with(short)
}

/// Whether two places may share storage.
fn overlap(a: &Loan, b: &Loan) -> bool {
    if a.owner != b.owner {
        return false;
    }
    match (a.interior, b.interior) {
        // Elements that one place owns elsewhere lie in no part of it.
        (false, true) => is_prefix(&a.fields, &b.fields),
        (true, false) => is_prefix(&b.fields, &a.fields),
        _ => is_prefix(&a.fields, &b.fields) || is_prefix(&b.fields, &a.fields),
    }
}
