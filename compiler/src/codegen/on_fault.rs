//! `finally` when a fault unwinds through it.
//!
//! A fault is no way out that `flow` could see. So before the body stands a guard, which runs the statements of the `finally`
//! once more generated, as a function of the addresses of what they use, if it is dropped before it is disarmed:
//!
//! ```text
//! let guard_1 = ::rt::fault::on_fault((&raw mut log,), |(log,): (*mut Log,)| { …the statements, through `log`… });
//! let exit_1 = 'exit_1: { … };
//! guard_1.disarm();
//! ```
//!
//! What the statements use must hold a value wherever the body may be left: see [`BodyCx::guarded`]. If that cannot be seen
//! there is no guard, and a fault passes by this `finally`.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::body::BodyCx;
use super::flow::Frame;
use super::locals::Storage;
use super::mangle::ident;
use super::paths::tuple;
use super::walk::{self, Usage, Visitor};
use crate::mir::{Block, LocalId, Place, Projection, StmtKind};

/// The uses of locals in a block.
#[derive(Default)]
struct Uses {
    declared: HashSet<LocalId>,
    /// In order of first use.
    used: Vec<LocalId>,
    /// Written as a whole.
    written: HashSet<LocalId>,
    /// Moved out of, as a whole or in part.
    moved: HashSet<LocalId>,
    /// Destroyed, as a whole or in part.
    dropped: HashSet<LocalId>,
    bound: HashSet<LocalId>,
}

impl Visitor for Uses {
    fn place(&mut self, place: &Place, usage: Usage) {
        let local = place.local;
        if !self.used.contains(&local) {
            self.used.push(local);
        }
        let whole = place.projections.is_empty();
        if place.projections.contains(&Projection::Deref) {
            return;
        }
        match usage {
            Usage::Init if whole => drop(self.written.insert(local)),
            Usage::Move => drop(self.moved.insert(local)),
            Usage::Drop => drop(self.dropped.insert(local)),
            _ => {}
        }
    }

    fn local(&mut self, local: LocalId) {
        if !self.used.contains(&local) {
            self.used.push(local);
        }
        self.bound.insert(local);
    }
}

impl Uses {
    fn of(block: &Block) -> Uses {
        let mut uses = Uses::default();
        walk::block(block, &mut uses);
        uses.declare(block);
        uses
    }

    fn declare(&mut self, block: &Block) {
        for statement in block {
            match &statement.kind {
                StmtKind::Declare(local) => drop(self.declared.insert(*local)),
                StmtKind::If(_, a, b) | StmtKind::Finally { body: a, finally: b } => {
                    self.declare(a);
                    self.declare(b);
                }
                StmtKind::Try { body, error, handler } => {
                    self.declared.extend(error.map(|(local, _)| local));
                    self.declare(body);
                    self.declare(handler);
                }
                StmtKind::Loop(_, body) | StmtKind::Labelled(_, body) => self.declare(body),
                _ => {}
            }
        }
    }
}

impl BodyCx<'_, '_> {
    /// The guard that stands before the body of a `finally`, and the statement behind it that disarms the guard.
    pub(super) fn guard(&mut self, number: usize, body: &Block, finally: &Block) -> Option<(TokenStream, TokenStream)> {
        let outer = self.guarded(body, finally)?;
        let name = ident(&format!("guard_{number}"));
        let mut names = Vec::new();
        let mut types = Vec::new();
        let mut pointers = Vec::new();
        for &local in &outer {
            let place = Place { local, projections: Vec::new(), ty: self.locals[local.0 as usize].ty };
            let code = &self.locals[local.0 as usize];
            let ty = self.cx.ty(place.ty);
            names.push(code.name.clone());
            types.push(quote!(*mut #ty));
            pointers.push(self.place(&place).pointer(code.mutable).whole());
        }
        // Behind the guard the outer locals are pointers, and belong to the function that unwinds.
        let storages: Vec<(usize, Storage)> = outer
            .iter()
            .map(|local| {
                let storage = &mut self.locals[local.0 as usize].storage;
                (local.0 as usize, std::mem::replace(storage, Storage::Pointer { mutable: true }))
            })
            .collect();
        let borrowed = std::mem::replace(&mut self.borrowed, outer.into_iter().collect());
        self.frames.push(Frame::Fault);
        let statements = self.nested(finally);
        self.frames.pop();
        self.borrowed = borrowed;
        for (local, storage) in storages {
            self.locals[local].storage = storage;
        }
        let env = tuple(pointers.into_iter());
        let pattern = tuple(names.iter().map(|name| quote!(#name)));
        let types = tuple(types.into_iter());
        Some((
            quote!(let #name = ::rt::fault::on_fault(#env, |#pattern: #types| { #statements });),
            quote!(#name.disarm();),
        ))
    }

    /// The locals from outside that the `finally` uses, if each certainly has its value at every point of the body, and if
    /// running the `finally` leaves it to the function that unwinds.
    ///
    /// The checker has seen that a local has a value where the `finally` begins, however the body ended. If the body does
    /// not write, move or destroy it, it has its value already where the body begins.
    fn guarded(&self, body: &Block, finally: &Block) -> Option<Vec<LocalId>> {
        let inside = Uses::of(finally);
        let before = Uses::of(body);
        let outer: Vec<LocalId> = inside
            .used
            .iter()
            .copied()
            .filter(|local| !inside.declared.contains(local))
            .filter(|local| !matches!(self.locals[local.0 as usize].storage, Storage::Unit))
            .collect();
        let fits = outer.iter().all(|local| {
            let code = &self.locals[local.0 as usize];
            let settled =
                !before.written.contains(local) && !before.declared.contains(local) && !before.bound.contains(local);
            match code.storage {
                Storage::Value | Storage::Reference { .. } if self.cx.is_trivial(code.ty) => {
                    !before.declared.contains(local)
                        && (settled || (local.0 as usize) < self.body.arg_count || self.has_value.contains(local))
                }
                Storage::Value | Storage::Reference { .. } => {
                    settled
                        && [&before.moved, &before.dropped, &inside.moved, &inside.written]
                            .iter()
                            .all(|changed| !changed.contains(local))
                }
                Storage::Pointer { .. } => settled && !inside.bound.contains(local) && !inside.written.contains(local),
                Storage::Manual | Storage::Split(_) | Storage::Slot | Storage::Unit => false,
            }
        });
        fits.then_some(outer)
    }
}
