//! What references and views point into.
//!
//! A borrower is a local that names a place (`ref`), or whose type may hold an address. Each statement that gives it a value
//! is a definition with the loans that come with that value. Most borrowers have one definition; for the others the
//! definitions that reach a node are computed.

use rustc_hash::FxHashMap;

use crate::lower::Context;
use crate::lower::draft::{Draft, NodeId};
use crate::mir::{Arg, Call, Capture, LocalId, LocalKind, Operand, Place, Projection, Rvalue, StmtKind};

/// A borrower may point into a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loan {
    pub owner: LocalId,
    /// The fields from the owner to the place.
    pub fields: Vec<usize>,
    /// It points at memory that the place owns elsewhere, which a change of the place may move or free.
    pub interior: bool,
    /// It may be written through.
    pub mutable: bool,
    /// The place holds addresses itself, and the borrower may just have copies of these.
    pub weak: bool,
}

pub(super) struct Loans {
    borrower: Vec<bool>,
    /// For each local, its definitions, in the order of their nodes.
    defs_of: Vec<Vec<usize>>,
    defs: Vec<Def>,
    /// For nodes, the definitions that reach them, of borrowers that have several.
    reaching: Option<Reaching>,
}

struct Def {
    node: NodeId,
    local: LocalId,
    /// It replaces what the borrower pointed into before.
    strong: bool,
    loans: Vec<Loan>,
}

struct Reaching {
    words: usize,
    rows: Vec<u64>,
    /// The bit of a definition.
    bits: FxHashMap<usize, usize>,
}

impl Loans {
    pub fn new(cx: &Context<'_>, draft: &Draft) -> Loans {
        let borrower = draft
            .locals
            .iter()
            .map(|local| matches!(local.kind, LocalKind::Ref { .. }) || cx.info(local.ty).may_borrow)
            .collect::<Vec<bool>>();
        let mut loans = Loans { defs_of: vec![Vec::new(); borrower.len()], borrower, defs: Vec::new(), reaching: None };
        loans.find_definitions(draft);
        loans.find_reaching(draft);
        let solver = Solver { cx, draft };
        // Loans only grow; each round carries them one step further along chains of borrowers that go round a loop.
        let mut changed = true;
        while changed {
            changed = false;
            for index in 0..loans.defs.len() {
                let found = solver.definition(&loans, &loans.defs[index]);
                let def = &mut loans.defs[index];
                if def.loans != found {
                    def.loans = found;
                    changed = true;
                }
            }
        }
        loans
    }

    /// The borrowers, in order.
    pub fn borrowers(&self) -> impl Iterator<Item = LocalId> + '_ {
        (0..self.borrower.len() as u32).map(LocalId).filter(|local| !self.defs_of[local.0 as usize].is_empty())
    }

    /// What a reference to a place may point into; `mutable` if it may be written through.
    pub fn of_reference(
        &self,
        cx: &Context<'_>,
        draft: &Draft,
        node: NodeId,
        place: &Place,
        mutable: bool,
    ) -> Vec<Loan> {
        let mut loans = Vec::new();
        Solver { cx, draft }.reference(self, node, place, mutable, &mut loans);
        loans
    }

    /// What the value at a place may point into.
    pub fn of_value(&self, cx: &Context<'_>, draft: &Draft, node: NodeId, place: &Place) -> Vec<Loan> {
        let mut loans = Vec::new();
        if cx.info(place.ty).may_borrow {
            Solver { cx, draft }.held(self, node, place, &mut loans);
        }
        loans
    }

    pub fn is_borrower(&self, local: LocalId) -> bool {
        self.borrower.get(local.0 as usize).copied().unwrap_or(false)
    }

    /// What a borrower may point into before a node.
    pub fn for_each(&self, node: NodeId, local: LocalId, see: &mut dyn FnMut(&Loan)) {
        let Some(defs) = self.defs_of.get(local.0 as usize) else { return };
        let several = defs.len() > 1;
        for def in defs {
            if !several || self.reaches(*def, node) {
                self.defs[*def].loans.iter().for_each(&mut *see);
            }
        }
    }

    pub fn at(&self, node: NodeId, local: LocalId) -> Vec<Loan> {
        let mut loans = Vec::new();
        self.for_each(node, local, &mut |loan| add(&mut loans, loan.clone()));
        loans
    }

    fn reaches(&self, def: usize, node: NodeId) -> bool {
        let Some(reaching) = &self.reaching else { return true };
        let Some(bit) = reaching.bits.get(&def) else { return true };
        reaching.rows[node.index() * reaching.words + bit / 64] >> (bit % 64) & 1 == 1
    }

    fn find_definitions(&mut self, draft: &Draft) {
        for i in 0..draft.nodes.len() as u32 {
            let node = NodeId(i);
            let Some(stmt) = draft.node(node).stmt() else { continue };
            match stmt {
                StmtKind::BindRef(local, _) => self.define(node, *local, true),
                StmtKind::Init(to, value) => {
                    if let Rvalue::Call(call) = value {
                        self.define_receivers(node, call);
                    }
                    let is_ref = matches!(draft.local(to.local).kind, LocalKind::Ref { .. });
                    let binds = matches!(value, Rvalue::Call(call) if call.returns_ref);
                    if self.is_borrower(to.local) && (!is_ref || (binds && to.projections.is_empty())) {
                        self.define(node, to.local, to.projections.is_empty());
                    }
                }
                StmtKind::Replace(to, _)
                    if self.is_borrower(to.local) && !matches!(draft.local(to.local).kind, LocalKind::Ref { .. }) =>
                {
                    self.define(node, to.local, false);
                }
                _ => {}
            }
        }
    }

    /// What a call may store addresses in: `views.append(view)`.
    fn define_receivers(&mut self, node: NodeId, call: &Call) {
        for arg in &call.args {
            if let Arg::Reference { place, mutable: true } = arg
                && self.is_borrower(place.local)
                && call.args.iter().any(|other| self.brings_address(other, place.local))
            {
                self.define(node, place.local, false);
            }
        }
    }

    /// Whether an argument comes from another borrower than `receiver`.
    fn brings_address(&self, arg: &Arg, receiver: LocalId) -> bool {
        let mut brings = false;
        crate::mir::visit::arg(arg, &mut |place, _| {
            brings |= place.local != receiver && self.is_borrower(place.local);
        });
        brings
    }

    fn define(&mut self, node: NodeId, local: LocalId, strong: bool) {
        self.defs_of[local.0 as usize].push(self.defs.len());
        self.defs.push(Def { node, local, strong, loans: Vec::new() });
    }

    fn find_reaching(&mut self, draft: &Draft) {
        let several: Vec<usize> =
            self.defs_of.iter().filter(|defs| defs.len() > 1).flat_map(|defs| defs.iter().copied()).collect();
        if several.is_empty() {
            return;
        }
        let bits: FxHashMap<usize, usize> = several.iter().enumerate().map(|(bit, def)| (*def, bit)).collect();
        let words = several.len().div_ceil(64);
        let mut rows = vec![0; draft.nodes.len() * words];
        let mut at_node: FxHashMap<NodeId, Vec<usize>> = FxHashMap::default();
        several.iter().for_each(|def| at_node.entry(self.defs[*def].node).or_default().push(*def));
        let mut changed = true;
        while changed {
            changed = false;
            for i in 0..draft.nodes.len() as u32 {
                let id = NodeId(i);
                let node = draft.node(id);
                let before = rows[id.index() * words..(id.index() + 1) * words].to_vec();
                let mut after = before.clone();
                for def in at_node.get(&id).into_iter().flatten() {
                    if self.defs[*def].strong {
                        for other in &self.defs_of[self.defs[*def].local.0 as usize] {
                            let bit = bits[other];
                            after[bit / 64] &= !(1 << (bit % 64));
                        }
                    }
                    let bit = bits[def];
                    after[bit / 64] |= 1 << (bit % 64);
                }
                let ways = node.next.into_iter().flatten().map(|next| (next, &after));
                for (next, state) in ways.chain(node.error.map(|handler| (handler, &before))) {
                    for (word, other) in rows[next.index() * words..].iter_mut().zip(state) {
                        changed |= *word | other != *word;
                        *word |= other;
                    }
                }
            }
        }
        self.reaching = Some(Reaching { words, rows, bits });
    }
}

fn add(loans: &mut Vec<Loan>, loan: Loan) {
    if !loans.contains(&loan) {
        loans.push(loan);
    }
}

/// Computes the loans of a definition from those of what it is made of.
struct Solver<'a> {
    cx: &'a Context<'a>,
    draft: &'a Draft,
}

impl Solver<'_> {
    fn definition(&self, known: &Loans, def: &Def) -> Vec<Loan> {
        let mut loans = Vec::new();
        let node = self.draft.node(def.node);
        match node.stmt() {
            Some(StmtKind::BindRef(_, place)) => self.reference(known, def.node, place, true, &mut loans),
            Some(StmtKind::Init(to, value)) if to.local == def.local => match value {
                Rvalue::Call(call) => self.call(known, def, call, &mut loans),
                value => self.value(known, def.node, value, &mut loans),
            },
            Some(StmtKind::Init(_, Rvalue::Call(call))) => self.stored(known, def, call, &mut loans),
            Some(StmtKind::Replace(_, operand)) => self.operand(known, def.node, operand, &mut loans),
            _ => {}
        }
        // Nothing points into itself: a view that is made of its old value keeps what that pointed into.
        loans.retain(|loan| loan.owner != def.local);
        loans
    }

    /// The loans of a reference to a place.
    fn reference(&self, known: &Loans, node: NodeId, place: &Place, mutable: bool, out: &mut Vec<Loan>) {
        let fields: Vec<usize> = place
            .projections
            .iter()
            .map_while(|p| match p {
                Projection::Field(index) => Some(*index),
                _ => None,
            })
            .collect();
        let beyond = fields.len() < place.projections.len();
        // What is reached through a pointer is the user's business, but for keeping alive what may own it.
        let weak = place.projections.contains(&Projection::Deref);
        let is_ref = matches!(self.draft.local(place.local).kind, LocalKind::Ref { .. });
        if is_ref {
            for mut loan in known.at(node, place.local) {
                if !loan.interior {
                    loan.fields.extend(&fields);
                }
                loan.interior |= beyond;
                loan.weak |= weak;
                loan.mutable &= mutable;
                add(out, loan);
            }
            return;
        }
        add(out, Loan { owner: place.local, fields, interior: beyond, mutable, weak });
        if known.is_borrower(place.local) {
            known.for_each(node, place.local, &mut |loan| add(out, loan.clone()));
        }
    }

    /// The loans of a value.
    fn operand(&self, known: &Loans, node: NodeId, operand: &Operand, out: &mut Vec<Loan>) {
        let (Operand::Copy(place) | Operand::Move(place)) = operand else { return };
        if !self.cx.info(place.ty).may_borrow {
            return;
        }
        self.held(known, node, place, out);
    }

    /// What the value at a place points into.
    fn held(&self, known: &Loans, node: NodeId, place: &Place, out: &mut Vec<Loan>) {
        let is_ref = matches!(self.draft.local(place.local).kind, LocalKind::Ref { .. });
        for mut loan in known.at(node, place.local) {
            if is_ref {
                known.for_each(node, loan.owner, &mut |inner| add(out, inner.clone()));
                loan.weak = true;
            }
            add(out, loan);
        }
    }

    fn value(&self, known: &Loans, node: NodeId, value: &Rvalue, out: &mut Vec<Loan>) {
        match value {
            Rvalue::Use(operand) | Rvalue::Rename(operand) | Rvalue::Not(operand) => {
                self.operand(known, node, operand, out)
            }
            Rvalue::Construct(_, operands) | Rvalue::Tuple(operands) => {
                operands.iter().for_each(|operand| self.operand(known, node, operand, out));
            }
            Rvalue::Closure(id, captures) => {
                let closure = self.cx.program.closures.get(id.0 as usize);
                for (index, capture) in captures.iter().enumerate() {
                    match capture {
                        Capture::Value(operand) => self.operand(known, node, operand, out),
                        Capture::Reference(place) => {
                            let field = closure.and_then(|closure| closure.captures.get(index));
                            let mutable = field.and_then(|field| field.by_reference) == Some(true);
                            self.reference(known, node, place, mutable, out);
                        }
                    }
                }
            }
            Rvalue::Call(_) | Rvalue::PythonEntry(_) | Rvalue::PythonClass(_) => {}
        }
    }

    /// The loans of what a call returns.
    fn call(&self, known: &Loans, def: &Def, call: &Call, out: &mut Vec<Loan>) {
        let Some(info) = &self.draft.node(def.node).call else { return };
        let interior = call.returns_ref && self.cx.returns_interior(&call.callee);
        for (nth, index) in info.borrows.iter().enumerate() {
            let mut found = Vec::new();
            match call.args.get(*index) {
                Some(Arg::Reference { place, mutable }) => {
                    self.borrowed(known, def.node, place, *mutable, call, &mut found);
                }
                Some(Arg::Pack(places)) => {
                    for place in places {
                        self.borrowed(known, def.node, place, false, call, &mut found);
                    }
                }
                Some(Arg::Value(operand)) => self.operand(known, def.node, operand, &mut found),
                Some(Arg::Variadic(operands)) => {
                    operands.iter().for_each(|operand| self.operand(known, def.node, operand, &mut found));
                }
                Some(Arg::Keywords(_)) | None => {}
            }
            // Where nothing says which of several arguments is meant, the first is for a view, and for a reference those that
            // have such values. The others are kept alive, no more.
            let other = info.borrows.len() > 1
                && match call.args.get(*index) {
                    Some(Arg::Reference { place, .. }) if call.returns_ref => {
                        !self.cx.is_made_of(place.ty, call.result)
                    }
                    _ => nth > 0,
                };
            for mut loan in found {
                loan.interior |= interior;
                loan.weak |= other;
                add(out, loan);
            }
        }
    }

    /// The loans of a result that points into an argument passed by reference.
    fn borrowed(&self, known: &Loans, node: NodeId, place: &Place, mutable: bool, call: &Call, out: &mut Vec<Loan>) {
        let mut found = Vec::new();
        self.reference(known, node, place, mutable, &mut found);
        if call.returns_ref {
            found.into_iter().for_each(|loan| add(out, loan));
            return;
        }
        let holds_addresses = self.cx.info(place.ty).may_borrow;
        // A view that keeps the address of the whole argument sees its changes; one without has an address from inside.
        let interior = !self.cx.is_made_of(call.result, place.ty);
        for mut loan in found {
            loan.mutable = false;
            loan.weak |= holds_addresses;
            loan.interior |= interior;
            add(out, loan);
        }
        if holds_addresses {
            self.held(known, node, place, out);
        }
    }

    /// The loans that a call may store in what it is passed to write.
    fn stored(&self, known: &Loans, def: &Def, call: &Call, out: &mut Vec<Loan>) {
        for arg in &call.args {
            match arg {
                Arg::Value(operand) => self.operand(known, def.node, operand, out),
                Arg::Variadic(operands) => {
                    operands.iter().for_each(|operand| self.operand(known, def.node, operand, out));
                }
                Arg::Reference { place, .. } if place.local != def.local && self.cx.info(place.ty).may_borrow => {
                    let mut found = Vec::new();
                    self.held(known, def.node, place, &mut found);
                    for mut loan in found {
                        loan.weak = true;
                        add(out, loan);
                    }
                }
                _ => {}
            }
        }
    }
}
