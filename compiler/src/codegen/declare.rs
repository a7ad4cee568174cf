//! Where locals are declared: with their first value, if it stands in the block of the declaration and nothing mentions the
//! local before.

use grammar::SourceMap;
use rustc_hash::FxHashSet;

use super::flow::TryCall;
use super::fold;
use super::locals::{LocalCode, Storage};
use super::walk::{self, Usage, Visitor};
use crate::mir::{LocalId, Place, Projection, Rvalue, Stmt, StmtKind};

/// A local, or a part of one that is split.
type Slot = (LocalId, Option<usize>);

/// Which statements of a block declare what they initialise.
#[derive(Debug, Default)]
pub(super) struct Plan {
    statements: FxHashSet<usize>,
    slots: FxHashSet<Slot>,
    /// Statements whose value moves into a later one.
    folded: FxHashSet<usize>,
}

impl Plan {
    /// `undeclared` are locals without a `Declare`, which are in scope from the start of the block.
    pub(super) fn new(block: &[Stmt], undeclared: &[LocalId], locals: &[LocalCode], sources: &SourceMap) -> Plan {
        let mut plan = Plan::default();
        plan.folded.extend(fold::folds(block, locals, sources));
        let mut waiting = Waiting { slots: FxHashSet::default(), mentioned: Vec::new(), locals };
        undeclared.iter().for_each(|local| waiting.add(*local));
        if undeclared.is_empty() && !block.iter().any(|s| matches!(s.kind, StmtKind::Declare(_))) {
            return plan;
        }
        for (i, statement) in block.iter().enumerate() {
            let target = match &statement.kind {
                StmtKind::Declare(local) => {
                    waiting.add(*local);
                    continue;
                }
                StmtKind::Init(place, value) => {
                    // The value comes first: it must not mention what it initialises.
                    walk::rvalue(value, &mut waiting);
                    waiting.forget();
                    target(place, value, locals)
                }
                StmtKind::Try { .. } => TryCall::of(&statement.kind).and_then(|call| {
                    walk::rvalue(call.value, &mut waiting);
                    waiting.forget();
                    target(call.place, call.value, locals)
                }),
                StmtKind::BindRef(local, place) => {
                    waiting.place(place, Usage::Address(true));
                    waiting.forget();
                    Some((*local, None))
                }
                _ => None,
            };
            if let Some(slot) = target.filter(|slot| waiting.slots.remove(slot)) {
                plan.statements.insert(i);
                plan.slots.insert(slot);
            }
            walk::stmt(statement, &mut waiting);
            waiting.forget();
        }
        plan
    }

    /// Whether a statement declares what it initialises.
    pub(super) fn declares(&self, statement: usize) -> bool {
        self.statements.contains(&statement)
    }

    /// Whether a statement only hands its value on.
    pub(super) fn folds(&self, statement: usize) -> bool {
        self.folded.contains(&statement)
    }

    /// Whether a local, or a part, is declared by its first value.
    pub(super) fn covers(&self, local: LocalId, part: Option<usize>) -> bool {
        self.slots.contains(&(local, part))
    }
}

/// What an `Init` initialises, if that may be a declaration.
fn target(place: &Place, value: &Rvalue, locals: &[LocalCode]) -> Option<Slot> {
    let local = locals.get(place.local.0 as usize)?;
    match (&local.storage, place.projections.as_slice()) {
        (Storage::Value, []) => Some((place.local, None)),
        (Storage::Pointer { .. }, []) if matches!(value, Rvalue::Call(call) if call.returns_ref) => {
            Some((place.local, None))
        }
        (Storage::Split(_), [Projection::Field(part)]) => Some((place.local, Some(*part))),
        _ => None,
    }
}

/// Declared locals that nothing has mentioned yet.
struct Waiting<'l> {
    slots: FxHashSet<Slot>,
    mentioned: Vec<Slot>,
    locals: &'l [LocalCode],
}

impl Waiting<'_> {
    fn add(&mut self, local: LocalId) {
        match self.locals.get(local.0 as usize).map(|local| &local.storage) {
            Some(Storage::Split(parts)) => self.slots.extend((0..parts.len()).map(|part| (local, Some(part)))),
            _ => {
                self.slots.insert((local, None));
            }
        }
    }

    fn forget(&mut self) {
        for (local, part) in self.mentioned.drain(..) {
            self.slots.remove(&(local, part));
            if part.is_none() {
                self.slots.retain(|(other, _)| *other != local);
            }
        }
    }
}

impl Visitor for Waiting<'_> {
    fn place(&mut self, place: &Place, _: Usage) {
        let split = matches!(self.locals.get(place.local.0 as usize).map(|l| &l.storage), Some(Storage::Split(_)));
        let part = match place.projections.first() {
            Some(Projection::Field(part)) if split => Some(*part),
            _ => None,
        };
        self.mentioned.push((place.local, part));
    }

    fn local(&mut self, local: LocalId) {
        self.mentioned.push((local, None));
    }
}

/// The locals without a `Declare`, arguments excepted.
pub(super) fn undeclared(locals: &[LocalCode], arg_count: usize, block: &[Stmt]) -> Vec<LocalId> {
    struct Mentioned(FxHashSet<u32>);
    impl Visitor for Mentioned {
        fn place(&mut self, place: &Place, _: Usage) {
            self.0.insert(place.local.0);
        }
        fn local(&mut self, local: LocalId) {
            self.0.insert(local.0);
        }
    }
    let mut mentioned = Mentioned(FxHashSet::default());
    walk::block(block, &mut mentioned);
    (arg_count as u32..locals.len() as u32)
        .filter(|i| {
            let local = &locals[*i as usize];
            !local.declared && !local.caught && mentioned.0.contains(i)
        })
        .map(LocalId)
        .collect()
}
