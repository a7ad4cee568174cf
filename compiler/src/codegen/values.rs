//! Operands and what statements compute from them.

use proc_macro2::TokenStream;
use quote::quote;

use super::body::BodyCx;
use super::code::{Code, any_danger};
use super::paths::tuple;
use super::places::Access;
use crate::hir::InstanceId;
use crate::mir::{Capture, LocalKind, Operand, Place, Projection, Rvalue};
use crate::types::{Passing, Signature, Ty, TyKind};

impl BodyCx<'_, '_> {
    pub(super) fn operand(&self, operand: &Operand) -> Code {
        match operand {
            Operand::Const(value, ty) => Code::safe(self.cx.constant(value, *ty, self.span)),
            Operand::Copy(place) => self.copy(place),
            Operand::Move(place) => self.move_with_constructor(place),
            Operand::Function(id, ty) => match ty.kind() {
                TyKind::FunctionPointer(signature) if signature.c => {
                    let path = self.cx.function_path(*id);
                    Code::safe(self.c_function(signature, &path, *ty))
                }
                TyKind::FunctionPointer(_) => {
                    let path = self.cx.function_path(*id);
                    let ty = self.cx.ty(*ty);
                    Code::safe(quote!((#path as #ty)))
                }
                _ => Code::safe(quote!(())),
            },
        }
    }

    /// The address of a function as C calls it: that of a shim around it, out of which nothing unwinds.
    fn c_function(&self, signature: &Signature, path: &TokenStream, ty: Ty) -> TokenStream {
        let ty = self.cx.ty(ty);
        let names: Vec<_> = (0..signature.args.len()).map(|i| super::mangle::ident(&format!("a{i}"))).collect();
        let params = names.iter().zip(&signature.args).map(|(name, (passing, ty))| {
            let ty = self.cx.passed(*passing, *ty);
            quote!(#name: #ty)
        });
        let result = self.cx.result(signature.result, false, signature.raises);
        quote!({
            #[allow(improper_ctypes_definitions)]
            extern "C" fn shim(#(#params),*) #result {
                ::rt::fault::c_entry(crate::lines::FUNCTIONS, || #path(#(#names),*))
            }
            shim as #ty
        })
    }

    /// The type of an operand.
    pub(super) fn operand_type(&self, operand: &Operand) -> Ty {
        match operand {
            Operand::Const(_, ty) | Operand::Function(_, ty) => *ty,
            Operand::Copy(place) | Operand::Move(place) => place.ty,
        }
    }

    fn copy(&self, place: &Place) -> Code {
        if self.cx.is_unit(place.ty) {
            return Code::safe(quote!(()));
        }
        if place.ty.is_never() {
            return Code::safe(quote!(::core::unreachable!()));
        }
        if let Some(value) = self.folded.borrow_mut().remove(&place.local) {
            return value;
        }
        if self.cx.is_trivial(place.ty) {
            return self.place(place).place();
        }
        self.place(place).receiver().map(|value| quote!(#value.clone()))
    }

    /// A move: bitwise, and nothing is left at the place.
    pub(super) fn take(&self, place: &Place) -> Code {
        if self.cx.is_unit(place.ty) {
            return Code::safe(quote!(()));
        }
        if place.ty.is_never() {
            return Code::safe(quote!(::core::unreachable!()));
        }
        if let Some(value) = self.folded.borrow_mut().remove(&place.local) {
            return value;
        }
        if let Some(whole) = self.whole_of_parts(place) {
            return whole;
        }
        let code = self.place(place);
        if code.access == Access::Owned || self.cx.is_trivial(place.ty) {
            return code.place();
        }
        let pointer = code.const_pointer();
        self.open_and_take(place, Code::new(quote!((#pointer).read()), true))
    }

    /// A value whose parts are locals (or that lies in a slot), put together.
    fn whole_of_parts(&self, place: &Place) -> Option<Code> {
        use super::locals::Storage;
        if !place.projections.is_empty() {
            return None;
        }
        let local = self.locals.get(place.local.0 as usize)?;
        match &local.storage {
            Storage::Split(parts) => {
                let values = parts.iter().map(|part| quote!(#part)).collect();
                Some(Code::safe(self.cx.construct(local.ty, values, self.span)))
            }
            Storage::Slot => {
                let name = &local.name;
                Some(Code::new(quote!(#name.assume_init()), true))
            }
            Storage::Manual => {
                let name = &local.name;
                Some(Code::safe(quote!(::core::mem::ManuallyDrop::into_inner(#name))))
            }
            _ => None,
        }
    }

    /// A value that becomes a part of another one: it moves there from wherever it was made.
    fn part(&self, value: &Operand) -> Code {
        match value {
            Operand::Move(place) => match self.cx.facts.move_constructor(place.ty) {
                Some(constructor) => self.call_move_constructor(constructor, place.ty, self.take(place)),
                None => self.take(place),
            },
            value => self.operand(value),
        }
    }

    /// `place^`: the user's move constructor runs, unless only a temporary changes its place.
    fn move_with_constructor(&self, place: &Place) -> Code {
        let value = self.take(place);
        let is_temporary = self.body.locals.get(place.local.0 as usize).is_some_and(|local| {
            matches!(local.kind, LocalKind::Temp | LocalKind::Out) && !place.projections.contains(&Projection::Deref)
        });
        match self.cx.facts.move_constructor(place.ty) {
            Some(constructor) if !is_temporary => self.call_move_constructor(constructor, place.ty, value),
            _ => value,
        }
    }

    fn call_move_constructor(&self, constructor: InstanceId, ty: Ty, value: Code) -> Code {
        let path = self.cx.function_path(constructor);
        match self.cx.has_destructor(ty) {
            true => value.map(|value| quote!(#path(::core::mem::ManuallyDrop::new(#value)))),
            false => value.map(|value| quote!(#path(#value))),
        }
    }

    pub(super) fn rvalue(&mut self, value: &Rvalue) -> Code {
        match value {
            Rvalue::Use(value) => self.operand(value),
            Rvalue::Rename(Operand::Move(place)) => self.take(place),
            Rvalue::Rename(value) => self.operand(value),
            Rvalue::Not(value) => self.operand(value).map(|value| quote!(!#value)),
            Rvalue::Call(call) => self.call(call),
            Rvalue::Construct(ty, values) => {
                let values: Vec<Code> = values.iter().map(|value| self.part(value)).collect();
                let danger = any_danger(&values);
                let values = values.into_iter().map(|value| value.tokens).collect();
                Code::new(self.cx.construct(*ty, values, self.span), danger)
            }
            Rvalue::Tuple(values) => {
                let values: Vec<Code> = values.iter().map(|value| self.part(value)).collect();
                Code::new(tuple(values.iter().map(|value| value.tokens.clone())), any_danger(&values))
            }
            Rvalue::Closure(id, captures) => {
                let kinds = self.cx.closure(*id).map_or(&[][..], |closure| &closure.captures);
                let mutable = |i: usize| kinds.get(i).is_some_and(|capture| capture.by_reference == Some(true));
                let values: Vec<Code> =
                    captures.iter().enumerate().map(|(i, capture)| self.capture(capture, mutable(i))).collect();
                let danger = any_danger(&values);
                let values = values.into_iter().map(|value| value.tokens).collect();
                Code::new(self.cx.construct(Ty::new(TyKind::Closure(*id)), values, self.span), danger)
            }
            Rvalue::PythonEntry(entry) => {
                let name = self.cx.entry(entry);
                Code::safe(quote!(&crate::entries::#name))
            }
            Rvalue::PythonClass(ty) => {
                let name = self.cx.class(*ty);
                Code::safe(quote!(&crate::entries::#name))
            }
        }
    }

    fn capture(&self, capture: &Capture, mutable: bool) -> Code {
        match capture {
            Capture::Value(value) => self.operand(value),
            Capture::Reference(place) if mutable => self.place(place).pointer(true),
            Capture::Reference(place) => self.place(place).const_pointer(),
        }
    }

    /// Destroys what is at a place. Empty if there is nothing to do.
    pub(super) fn drop_place(&self, place: &Place) -> TokenStream {
        use super::locals::Storage;
        if self.cx.is_trivial(place.ty) || self.cx.is_unit(place.ty) || place.ty.is_never() {
            return TokenStream::new();
        }
        if self.borrowed.contains(&place.local) && !place.projections.contains(&Projection::Deref) {
            return TokenStream::new();
        }
        if let (true, Some(local)) = (place.projections.is_empty(), self.locals.get(place.local.0 as usize)) {
            match &local.storage {
                Storage::Split(parts) if !self.completes(place) => return quote!(#(drop(#parts);)*),
                Storage::Split(_) | Storage::Slot => {
                    let value = self.take(place).whole();
                    return quote!(drop(#value););
                }
                Storage::Manual => {
                    // The destructor is this very function: only the parts are left to destroy.
                    let parts = self.cx.parts(local.ty);
                    let drops = parts.iter().enumerate().map(|(i, part)| {
                        let part = Place { local: place.local, projections: vec![Projection::Field(i)], ty: *part };
                        self.drop_place(&part)
                    });
                    return quote!(#(#drops)*);
                }
                _ => {}
            }
        }
        let code = self.place(place);
        if code.access == Access::Owned {
            let value = code.place().whole();
            return quote!(drop(#value););
        }
        let pointer = code.pointer(true).tokens;
        let opens = self.opens(place);
        quote!(#opens unsafe { (#pointer).drop_in_place() };)
    }

    /// Whether destroying a split local as a whole must run its destructor: not for an argument that is taken apart.
    fn completes(&self, place: &Place) -> bool {
        let is_deinit = self
            .body
            .locals
            .get(place.local.0 as usize)
            .is_some_and(|local| local.kind == LocalKind::Arg(Passing::Deinit));
        !is_deinit && self.cx.has_destructor(place.ty)
    }
}
