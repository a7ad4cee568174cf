//! What runs when a fault unwinds through a `finally`.
//!
//! In front of the body stands a guard with the addresses of what the cleanup uses. If it is dropped because of a fault, it
//! runs the cleanup, generated as a function of those addresses:
//!
//! ```text
//! {
//!     let guard_1 = ::rt::fault::on_fault((&raw mut log,), |(log,): (*mut Log,)| { …the cleanup, through `log`… });
//!     …the body…
//! }
//! ```
//!
//! Unwinding destroys the locals of the function, so a cleanup never destroys what is not its own.

use proc_macro2::TokenStream;
use quote::quote;
use rustc_hash::FxHashSet;

use super::body::BodyCx;
use super::flow::Frame;
use super::locals::Storage;
use super::mangle::ident;
use super::paths::tuple;
use super::walk::{self, Usage, Visitor};
use crate::mir::{Block, LocalId, Place, Projection, Stmt, StmtKind};

/// The locals that a block uses, or the parts of them that it begins with; in order of first use.
#[derive(Default)]
struct Uses {
    declared: FxHashSet<LocalId>,
    used: Vec<(LocalId, Option<usize>)>,
    /// Locals whose first use is that they get a value.
    begun: Vec<LocalId>,
}

impl Uses {
    fn note(&mut self, local: LocalId, part: Option<usize>) {
        if !self.used.contains(&(local, part)) {
            self.used.push((local, part));
        }
    }

    fn declare(&mut self, block: &Block) {
        for statement in block {
            match &statement.kind {
                StmtKind::Declare(local) => drop(self.declared.insert(*local)),
                StmtKind::If(_, a, b) | StmtKind::OnFault { body: a, cleanup: b } => {
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

impl Visitor for Uses {
    fn place(&mut self, place: &Place, usage: Usage) {
        let known = self.used.iter().any(|(local, _)| *local == place.local);
        if !known && place.projections.is_empty() && matches!(usage, Usage::Init) {
            self.begun.push(place.local);
        }
        let part = match place.projections.first() {
            Some(Projection::Field(part)) => Some(*part),
            _ => None,
        };
        self.note(place.local, part);
    }

    fn local(&mut self, local: LocalId) {
        self.note(local, None);
    }
}

impl BodyCx<'_, '_> {
    pub(super) fn on_fault(&mut self, body: &Block, cleanup: &Block) -> TokenStream {
        let guard = self.guard(cleanup);
        let body = self.nested(body);
        quote!({ #guard #body })
    }

    fn guard(&mut self, cleanup: &Block) -> TokenStream {
        let mut uses = Uses::default();
        walk::block(cleanup, &mut uses);
        uses.declare(cleanup);
        // What has no value when the cleanup comes, and gets one there, is the cleanup's own: nobody reads it behind a fault.
        let is_own = |id: LocalId| self.locals.get(id.0 as usize).is_some_and(|local| !self.cx.is_trivial(local.ty));
        let mut statements = Block::new();
        for id in std::mem::take(&mut uses.begun) {
            if is_own(id) && uses.declared.insert(id) {
                statements.push(Stmt { kind: StmtKind::Declare(id), span: self.span });
            }
        }
        statements.extend_from_slice(cleanup);
        let cleanup = &statements;
        let mut env = Vec::new();
        let mut pattern = Vec::new();
        let mut types = Vec::new();
        let mut outer = Vec::new();
        for (local, part) in uses.used {
            if uses.declared.contains(&local) {
                continue;
            }
            let Some(code) = self.locals.get(local.0 as usize) else { continue };
            let (name, ty, projections) = match (&code.storage, part) {
                (Storage::Unit, _) => continue,
                (Storage::Split(parts), Some(part)) if part < parts.len() => {
                    (parts[part].clone(), self.cx.parts(code.ty)[part], vec![Projection::Field(part)])
                }
                _ => (code.name.clone(), code.ty, Vec::new()),
            };
            if !outer.contains(&local) {
                outer.push(local);
            }
            if pattern.contains(&name) {
                continue;
            }
            let place = Place { local, projections, ty };
            env.push(self.place(&place).pointer(code.mutable).whole());
            let ty = self.cx.ty(ty);
            types.push(quote!(*mut #ty));
            pattern.push(name);
        }
        let statements = self.cleanup(cleanup, &outer);
        let name = ident(&format!("guard_{}", self.number()));
        let (env, types) = (tuple(env.into_iter()), tuple(types.into_iter()));
        let pattern = tuple(pattern.iter().map(|name| quote!(#name)));
        quote!(let #name = ::rt::fault::on_fault(#env, |#pattern: #types| { #statements });)
    }

    /// The statements of a cleanup, in which the locals from outside are pointers of their names.
    fn cleanup(&mut self, cleanup: &Block, outer: &[LocalId]) -> TokenStream {
        let storages: Vec<(usize, Storage)> = outer
            .iter()
            .map(|local| {
                let storage = &mut self.locals[local.0 as usize].storage;
                let inside = match storage {
                    Storage::Split(parts) => Storage::SplitPointers(parts.clone()),
                    _ => Storage::Pointer { mutable: true },
                };
                (local.0 as usize, std::mem::replace(storage, inside))
            })
            .collect();
        let borrowed = std::mem::replace(&mut self.borrowed, outer.iter().copied().collect());
        self.frames.push(Frame::Cleanup);
        let statements = self.nested(cleanup);
        self.frames.pop();
        self.borrowed = borrowed;
        for (local, storage) in storages {
            self.locals[local].storage = storage;
        }
        statements
    }
}
