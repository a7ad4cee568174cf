//! How each local of a body is stored in Rust, and under which name.

use proc_macro2::Ident;
use quote::ToTokens;

use super::context::Context;
use super::mangle::Names;
use super::walk::{self, Usage, Visitor};
use crate::mir::{Body, LocalId, LocalKind, Place, Projection, StmtKind};
use crate::types::{Passing, Ty};

/// What the Rust local is.
#[derive(Clone, Debug)]
pub(super) enum Storage {
    /// `T`
    Value,
    /// `&T`, or `&mut T`: an argument.
    Reference { mutable: bool },
    /// `*mut T`: a reference of the language's.
    Pointer { mutable: bool },
    /// `ManuallyDrop<T>`: a `deinit` argument that is used as a whole.
    Manual,
    /// A local for each part: a value that is built up or taken apart field by field. Rust then knows which parts there
    /// are at each point, and drops just those if an error or a fault leaves the function.
    Split(Vec<Ident>),
    /// The same from within a cleanup, where each is a `*mut` to the part.
    SplitPointers(Vec<Ident>),
    /// `MaybeUninit<T>`: a value that is built up but also used as a whole in between.
    Slot,
    /// Nothing: the value is known from the type.
    Unit,
}

#[derive(Clone, Debug)]
pub(super) struct LocalCode {
    pub name: Ident,
    pub ty: Ty,
    pub storage: Storage,
    /// Needs `mut` where it is declared with its value.
    pub mutable: bool,
    /// A reference that is made to point elsewhere.
    pub rebound: bool,
    /// A temporary that is written once and used up once.
    pub foldable: bool,
    /// Bitwise copied.
    pub trivial: bool,
    /// A `Declare` stands in the body.
    pub declared: bool,
    /// The error of a `Try`, which declares it.
    pub caught: bool,
    /// Before this statement of the body's block, the parts of a split local are put together.
    pub assemble_at: Option<usize>,
}

/// What the statements do with one local.
#[derive(Clone, Debug, Default)]
struct Usages {
    whole_inits: usize,
    part_inits: usize,
    /// Copied or borrowed as a whole.
    whole_reads: usize,
    whole_moves: usize,
    whole_replaced: usize,
    addressed: bool,
    mutable: bool,
    declared: bool,
    caught: bool,
    binds: usize,
    mentions: usize,
    /// Declared, bound, or used as an index.
    named: usize,
    copies: usize,
}

struct Collect(Vec<Usages>);

impl Visitor for Collect {
    fn place(&mut self, place: &Place, usage: Usage) {
        let Some(usages) = self.0.get_mut(place.local.0 as usize) else { return };
        let whole = place.projections.is_empty();
        usages.mentions += 1;
        usages.copies += usize::from(whole && usage == Usage::Copy);
        // Behind a pointer the local itself is only read.
        let through = place.projections.contains(&Projection::Deref);
        match usage {
            _ if through => usages.whole_reads += usize::from(place.projections.first() == Some(&Projection::Deref)),
            Usage::Init if whole => usages.whole_inits += 1,
            Usage::Init => {
                usages.part_inits += 1;
                usages.mutable = true;
            }
            Usage::Copy if whole => usages.whole_reads += 1,
            Usage::Move if whole => usages.whole_moves += 1,
            Usage::Replace => {
                usages.whole_replaced += usize::from(whole);
                usages.mutable = true;
            }
            Usage::Address(mutable) => {
                usages.addressed |= whole;
                usages.whole_reads += usize::from(whole);
                usages.mutable |= mutable;
            }
            Usage::Copy | Usage::Move | Usage::Drop => {}
        }
    }

    fn local(&mut self, local: LocalId) {
        // An index of an element: `Declare` is counted apart.
        if let Some(usages) = self.0.get_mut(local.0 as usize) {
            usages.named += 1;
        }
    }
}

/// The locals of a body, in order.
pub(super) fn locals(cx: &Context<'_>, body: &Body) -> Vec<LocalCode> {
    let mut collect = Collect(vec![Usages::default(); body.locals.len()]);
    walk::block(&body.block, &mut collect);
    mark_declared(&body.block, &mut collect.0);
    let mut usages = collect.0;
    if let Some(out) = body.out.and_then(|out| usages.get_mut(out.0 as usize)) {
        out.whole_moves += 1;
    }
    let mut names = Names::default();
    // The source's names come first, so that temporaries make way for them.
    let named: Vec<Option<Ident>> =
        body.locals.iter().map(|l| l.name.map(|name| names.unique(name.as_str()))).collect();
    let mut locals = Vec::with_capacity(body.locals.len());
    for (i, local) in body.locals.iter().enumerate() {
        let name = named[i].clone().unwrap_or_else(|| names.unique(&format!("t{i}")));
        let used = &usages[i];
        let mut assemble_at = None;
        let storage = match local.kind {
            LocalKind::Arg(Passing::Imm) if cx.is_trivial(local.ty) => Storage::Value,
            LocalKind::Arg(Passing::Imm) => Storage::Reference { mutable: false },
            LocalKind::Arg(Passing::Mut) => Storage::Reference { mutable: true },
            LocalKind::Arg(Passing::Ref) => Storage::Pointer { mutable: true },
            LocalKind::Arg(Passing::Deinit) if cx.has_destructor(local.ty) => {
                if used.whole_reads + used.whole_moves + used.whole_replaced + used.whole_inits > 0 {
                    Storage::Manual
                } else {
                    split(cx, &name, local.ty, &mut names)
                }
            }
            LocalKind::Arg(_) => Storage::Value,
            LocalKind::Ref { mutable } => Storage::Pointer { mutable },
            LocalKind::Out | LocalKind::Var { .. } | LocalKind::Temp => {
                if (cx.is_unit(local.ty) || local.ty.is_never()) && !used.addressed {
                    Storage::Unit
                } else if used.part_inits == 0 || cx.parts(local.ty).is_empty() {
                    Storage::Value
                } else if used.whole_inits > 0 {
                    // Filled in parts on one way and as a whole on another, or refilled after a part was moved out.
                    if local.kind == LocalKind::Out { Storage::Slot } else { Storage::Value }
                } else if used.whole_reads == 0 {
                    split(cx, &name, local.ty, &mut names)
                } else if let Some(index) = complete_at(body, LocalId(i as u32)) {
                    assemble_at = Some(index);
                    split(cx, &name, local.ty, &mut names)
                } else {
                    Storage::Slot
                }
            }
        };
        locals.push(LocalCode {
            name,
            ty: local.ty,
            storage,
            // An argument has its value from the start: each writing is one too many for an immutable binding.
            mutable: used.mutable || used.whole_inits > usize::from(!matches!(local.kind, LocalKind::Arg(_))),
            foldable: local.kind == LocalKind::Temp
                && (used.mentions, used.named, used.whole_inits) == (2, 1, 1)
                && (used.whole_moves == 1 || used.copies == 1 && cx.is_trivial(local.ty)),
            trivial: cx.is_trivial(local.ty),
            rebound: used.whole_inits + used.binds > 1,
            declared: used.declared,
            caught: used.caught,
            assemble_at,
        });
    }
    locals
}

fn split(cx: &Context<'_>, name: &Ident, ty: Ty, names: &mut Names) -> Storage {
    let parts = cx.parts(ty).len();
    Storage::Split(
        (0..parts)
            .map(|i| {
                let part = cx.part_name(ty, i).map_or_else(|| i.to_string(), |part| part.to_token_stream().to_string());
                names.unique(&format!("{}_{part}", name.to_string().trim_end_matches('_')))
            })
            .collect(),
    )
}

fn mark_declared(block: &[crate::mir::Stmt], usages: &mut [Usages]) {
    for statement in block {
        match &statement.kind {
            StmtKind::Declare(local) => {
                if let Some(used) = usages.get_mut(local.0 as usize) {
                    used.declared = true;
                }
            }
            StmtKind::BindRef(local, _) => {
                if let Some(used) = usages.get_mut(local.0 as usize) {
                    used.binds += 1;
                }
            }
            StmtKind::If(_, a, b) | StmtKind::OnFault { body: a, cleanup: b } => {
                mark_declared(a, usages);
                mark_declared(b, usages);
            }
            StmtKind::Loop(_, body) | StmtKind::Labelled(_, body) => mark_declared(body, usages),
            StmtKind::Try { body, error, handler } => {
                mark_declared(body, usages);
                if let Some(used) = error.and_then(|(local, _)| usages.get_mut(local.0 as usize)) {
                    used.caught = true;
                }
                mark_declared(handler, usages);
            }
            _ => {}
        }
    }
}

/// The statement of the body's block before which all parts are there: every writing of a part stands before it, every
/// use as a whole behind it.
fn complete_at(body: &Body, local: LocalId) -> Option<usize> {
    struct Of {
        local: LocalId,
        part_init: bool,
        whole: bool,
    }
    impl Visitor for Of {
        fn place(&mut self, place: &Place, usage: Usage) {
            if place.local == self.local {
                let whole = place.projections.is_empty();
                self.part_init |= usage == Usage::Init && !whole;
                self.whole |= whole && !matches!(usage, Usage::Move | Usage::Drop);
            }
        }
    }
    let mut complete = 0;
    let mut first_whole = None;
    for (i, statement) in body.block.iter().enumerate() {
        let mut of = Of { local, part_init: false, whole: false };
        walk::stmt(statement, &mut of);
        if of.part_init {
            complete = i + 1;
        }
        if of.whole && first_whole.is_none() {
            first_whole = Some(i);
        }
    }
    first_whole.filter(|&first| complete <= first)
}
