//! Places of a function that are empty for a while in a value that somebody else destroys.
//!
//! What is moved out of a `mut` argument, or out of a variable with a destructor, is put back before anybody can see it,
//! unless a fault comes in between. In front of the function's statements, or behind the variable, stands a watcher:
//!
//! ```text
//! let hole_1 = ::rt::fault::Hole::new();
//! let old: D = { hole_1.open(&raw const self_.a); unsafe { (&raw const self_.a).read() } };
//! …
//! unsafe { (&raw mut self_.a).write(D___init__()) };
//! hole_1.close();
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body::BodyCx;
use super::code::Code;
use super::context::Context;
use super::locals::{LocalCode, Storage};
use super::mangle::ident;
use super::places::Access;
use super::walk::{self, Usage, Visitor};
use crate::mir::{Body, LocalId, LocalKind, Place, Projection};
use crate::types::Passing;

/// A place, and the name of what watches it.
pub(super) struct Hole {
    place: Place,
    name: Ident,
}

struct Emptied<'v> {
    cx: &'v Context<'v>,
    body: &'v Body,
    locals: &'v [LocalCode],
    found: Vec<Place>,
}

impl Visitor for Emptied<'_> {
    fn place(&mut self, place: &Place, usage: Usage) {
        let watched = matches!(usage, Usage::Move | Usage::Drop)
            && !self.cx.is_trivial(place.ty)
            && !self.cx.is_unit(place.ty)
            && place.projections.iter().all(|step| matches!(step, Projection::Field(_)))
            && !self.found.contains(place)
            && self.is_kept(place);
        if watched {
            self.found.push(place.clone());
        }
    }
}

impl Emptied<'_> {
    /// Whether unwinding destroys what the place lies in, with or without a value at the place.
    fn is_kept(&self, place: &Place) -> bool {
        let index = place.local.0 as usize;
        let (Some(local), Some(code)) = (self.body.locals.get(index), self.locals.get(index)) else { return false };
        if local.kind == LocalKind::Arg(Passing::Mut) {
            return true;
        }
        if code.caught || !(matches!(code.storage, Storage::Value) || code.assemble_at.is_some()) {
            return false;
        }
        let mut ty = local.ty;
        place.projections.iter().any(|step| {
            let guarded = self.cx.has_destructor(ty);
            if let Projection::Field(field) = step
                && let Some(part) = self.cx.parts(ty).get(*field)
            {
                ty = *part;
            }
            guarded
        })
    }
}

/// The watchers of a body.
pub(super) fn holes(cx: &Context<'_>, body: &Body, locals: &[LocalCode]) -> Vec<Hole> {
    let mut emptied = Emptied { cx, body, locals, found: Vec::new() };
    walk::block(&body.block, &mut emptied);
    let places = emptied.found.into_iter().enumerate();
    places.map(|(i, place)| Hole { place, name: ident(&format!("hole_{}", i + 1)) }).collect()
}

impl BodyCx<'_, '_> {
    /// Declares the watchers of a local: behind it, because what stands last is dropped first.
    pub(super) fn watch(&self, local: LocalId) -> TokenStream {
        let names = self.holes.iter().filter(|hole| hole.place.local == local).map(|hole| &hole.name);
        quote!(#(let #names = ::rt::fault::Hole::new();)*)
    }

    /// Says that a place is about to be emptied. A cleanup sees it through a pointer, and is not the one that fills it.
    pub(super) fn opens(&self, place: &Place) -> TokenStream {
        let code = self.place(place);
        let Some(hole) = self.holes.iter().find(|hole| hole.place == *place) else { return TokenStream::new() };
        if !matches!(code.access, Access::Unique | Access::Guarded) {
            return TokenStream::new();
        }
        let (name, pointer) = (&hole.name, code.const_pointer().whole());
        quote!(#name.open(#pointer);)
    }

    /// Moves out of a place that is watched.
    pub(super) fn open_and_take(&self, place: &Place, value: Code) -> Code {
        let opens = self.opens(place);
        if opens.is_empty() {
            return value;
        }
        let value = value.whole();
        Code::safe(quote!({ #opens #value }))
    }

    /// Says that a place has a value again, and so have its parts.
    pub(super) fn closes(&self, place: &Place) -> TokenStream {
        if !self.frames.is_empty() && self.borrowed.contains(&place.local) {
            return TokenStream::new();
        }
        let names = self
            .holes
            .iter()
            .filter(|hole| hole.place.local == place.local && hole.place.projections.starts_with(&place.projections));
        let names = names.map(|hole| &hole.name);
        quote!(#(#names.close();)*)
    }
}
