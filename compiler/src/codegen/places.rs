//! Places: where a value is, as a Rust place expression, and what may be done there.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::body::BodyCx;
use super::code::Code;
use super::locals::Storage;
use crate::mir::{LocalId, Place, Projection};
use crate::types::{Ty, TyKind};

/// Whose the place is, as Rust sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// A local or a part of one: Rust tracks what is moved out of it.
    Owned,
    /// A part of a local whose type has a destructor: in `ManuallyDrop`.
    Guarded,
    /// Behind `&T`, or a pointer that may only be read.
    Shared,
    /// Behind `&mut T`.
    Unique,
    /// Behind a pointer.
    Raw,
}

/// What `tokens` still have to go through to be the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pending {
    Nothing,
    /// `tokens` are a `&T` or `&mut T`: a `.` goes through by itself.
    Reference,
    /// `tokens` are a raw pointer.
    Pointer,
    /// `tokens` are a `ManuallyDrop<T>`: a `.` goes through by itself.
    Manual,
}

#[derive(Clone, Debug)]
pub(super) struct PlaceCode {
    tokens: TokenStream,
    pending: Pending,
    pub access: Access,
    danger: bool,
    /// A pointer or reference through which nothing may be written.
    read_only: bool,
}

impl PlaceCode {
    fn local(tokens: TokenStream, pending: Pending, access: Access) -> PlaceCode {
        PlaceCode { tokens, pending, access, danger: false, read_only: access == Access::Shared }
    }

    /// The place expression.
    pub(super) fn place(&self) -> Code {
        let tokens = &self.tokens;
        match self.pending {
            Pending::Nothing => Code::new(tokens.clone(), self.danger),
            Pending::Reference | Pending::Manual => Code::new(quote!(*#tokens), self.danger),
            Pending::Pointer => Code::new(quote!(*#tokens), true),
        }
    }

    /// The place expression in front of a `.`.
    fn base(&self) -> Code {
        let tokens = &self.tokens;
        match self.pending {
            Pending::Nothing | Pending::Reference | Pending::Manual => Code::new(tokens.clone(), self.danger),
            Pending::Pointer => Code::new(quote!((*#tokens)), true),
        }
    }

    /// The receiver of a method call on the value.
    pub(super) fn receiver(&self) -> Code {
        match self.pending {
            Pending::Manual => self.place().map(|place| quote!((#place))),
            _ => self.base(),
        }
    }

    /// `&T` or `&mut T`
    pub(super) fn reference(&self, mutable: bool) -> Code {
        match self.pending {
            // The reference itself: Rust borrows it again where it is passed.
            Pending::Reference if mutable == (self.access == Access::Unique) => {
                Code::new(self.tokens.clone(), self.danger)
            }
            _ if mutable => self.place().map(|place| quote!(&mut #place)),
            _ => self.place().map(|place| quote!(&#place)),
        }
    }

    /// The same without a tie that rustc's borrow checker would see.
    pub(super) fn untied_reference(&self, mutable: bool) -> Code {
        let pointer = self.pointer(mutable).tokens;
        Code::new(if mutable { quote!(&mut *#pointer) } else { quote!(&*#pointer) }, true)
    }

    /// `*mut T`
    pub(super) fn pointer(&self, mutable: bool) -> Code {
        if self.pending == Pending::Pointer {
            return match self.read_only {
                true => Code::new(self.tokens.clone(), self.danger).map(|tokens| quote!(#tokens.cast_mut())),
                false => Code::new(self.tokens.clone(), self.danger),
            };
        }
        match mutable && !self.read_only {
            true => self.place().map(|place| quote!(&raw mut #place)),
            false => self.place().map(|place| quote!((&raw const #place).cast_mut())),
        }
    }

    /// `*const T`
    pub(super) fn const_pointer(&self) -> Code {
        match (self.pending, self.read_only) {
            (Pending::Pointer, true) => Code::new(self.tokens.clone(), self.danger),
            (Pending::Pointer, false) => {
                Code::new(self.tokens.clone(), self.danger).map(|tokens| quote!(#tokens.cast_const()))
            }
            _ => self.place().map(|place| quote!(&raw const #place)),
        }
    }

    fn field(self, name: TokenStream, guarded: bool) -> PlaceCode {
        let Code { tokens, danger } = self.base();
        PlaceCode {
            tokens: quote!(#tokens.#name),
            pending: if guarded { Pending::Manual } else { Pending::Nothing },
            access: match self.access {
                Access::Owned if guarded => Access::Guarded,
                access => access,
            },
            danger,
            read_only: self.read_only,
        }
    }

    fn through_pointer(self, read_only: bool) -> PlaceCode {
        let Code { tokens, danger } = match self.pending {
            Pending::Nothing => Code::new(self.tokens, self.danger),
            _ => self.place().map(|place| quote!((#place))),
        };
        PlaceCode { tokens, pending: Pending::Pointer, access: Access::Raw, danger, read_only }
    }
}

impl BodyCx<'_, '_> {
    /// The Rust place of a place.
    pub(super) fn place(&self, place: &Place) -> PlaceCode {
        let Some(local) = self.locals.get(place.local.0 as usize) else {
            self.cx.problem(self.span, "a place in a local that does not exist");
            return PlaceCode::local(quote!(missing), Pending::Nothing, Access::Owned);
        };
        let name = local.name.to_token_stream();
        let mut ty = local.ty;
        let mut projections = place.projections.iter().peekable();
        let mut code = match &local.storage {
            Storage::Value => PlaceCode::local(name, Pending::Nothing, Access::Owned),
            Storage::Reference { mutable: false } => PlaceCode::local(name, Pending::Reference, Access::Shared),
            Storage::Reference { mutable: true } => PlaceCode::local(name, Pending::Reference, Access::Unique),
            Storage::Pointer { .. } => PlaceCode::local(name, Pending::Pointer, Access::Raw),
            Storage::Manual => PlaceCode::local(name, Pending::Manual, Access::Guarded),
            Storage::Slot => PlaceCode::local(quote!(#name.as_mut_ptr()), Pending::Pointer, Access::Raw),
            Storage::Unit => PlaceCode::local(quote!(()), Pending::Nothing, Access::Owned),
            Storage::Split(parts) | Storage::SplitPointers(parts) => match projections.next() {
                Some(Projection::Field(i)) if *i < parts.len() => {
                    ty = self.cx.parts(ty)[*i];
                    let part = parts[*i].to_token_stream();
                    match local.storage {
                        Storage::Split(_) => PlaceCode::local(part, Pending::Nothing, Access::Owned),
                        _ => PlaceCode::local(part, Pending::Pointer, Access::Raw),
                    }
                }
                _ => {
                    self.cx.problem(self.span, format!("`{name}` is used as a whole before it is one"));
                    PlaceCode::local(name, Pending::Nothing, Access::Owned)
                }
            },
        };
        while let Some(projection) = projections.next() {
            (code, ty) = match projection {
                Projection::Field(i) => {
                    let Some(part) = self.cx.part_name(ty, *i) else {
                        let display = self.cx.facts.display(ty);
                        self.cx.problem(self.span, format!("{display} has no field {i}"));
                        return code;
                    };
                    let guarded = self.cx.has_destructor(ty);
                    let part_type = self.cx.parts(ty).get(*i).copied().unwrap_or(Ty::error());
                    let mut next = code.field(part, guarded);
                    // A captured reference is a pointer: a value of its own, unless a `Deref` follows.
                    if let Some(mutable) = self.captured_by_reference(ty, *i)
                        && projections.next_if(|next| **next == Projection::Deref).is_some()
                    {
                        next = next.through_pointer(!mutable);
                        next.access = if mutable { Access::Raw } else { Access::Shared };
                    }
                    (next, part_type)
                }
                Projection::Deref => (code.through_pointer(false), self.cx.pointee(ty).unwrap_or(Ty::error())),
                Projection::Element(index) => {
                    let element = match ty.kind() {
                        TyKind::Variadic(element) => *element,
                        _ => Ty::error(),
                    };
                    let run = code.place();
                    let index = self.index(*index);
                    let tokens = run.tokens;
                    let next = PlaceCode {
                        danger: run.danger || index.danger,
                        tokens: quote!(::rt::mem::element(#tokens, #index)),
                        pending: Pending::Reference,
                        access: Access::Shared,
                        read_only: true,
                    };
                    (next, element)
                }
                Projection::PackElement(i) => {
                    let element = match ty.kind() {
                        TyKind::Pack(elements) => elements.get(*i).copied().unwrap_or(Ty::error()),
                        _ => Ty::error(),
                    };
                    let index = proc_macro2::Literal::usize_unsuffixed(*i);
                    let mut next = code.field(index.to_token_stream(), false).through_pointer(true);
                    next.access = Access::Shared;
                    (next, element)
                }
            };
        }
        code
    }

    /// The value of a local that is an index.
    fn index(&self, local: LocalId) -> Code {
        match self.locals.get(local.0 as usize) {
            Some(code) => self.place(&Place { local, projections: Vec::new(), ty: code.ty }).place(),
            None => Code::safe(quote!(0)),
        }
    }

    /// Whether a part of a closure's environment is a captured reference, and a mutable one.
    fn captured_by_reference(&self, ty: Ty, index: usize) -> Option<bool> {
        match ty.kind() {
            TyKind::Closure(id) => self.cx.closure(*id)?.captures.get(index)?.by_reference,
            _ => None,
        }
    }
}
