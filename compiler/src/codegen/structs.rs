//! The file `types.rs`: structs and closure environments, how they are copied and destroyed.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use crate::program::{ClosureInstance, StructInstance};
use crate::types::{Ty, TyKind};

/// A type of the program, for the file and for a listing.
pub(super) struct TypeCode {
    pub tokens: TokenStream,
    pub user: bool,
    pub docstring: Option<String>,
}

pub(super) fn types(cx: &Context<'_>) -> Vec<TypeCode> {
    let structs = cx.program.structs.iter().enumerate().filter(|(_, instance)| instance.rust.is_none());
    let structs = structs.map(|(i, instance)| TypeCode {
        tokens: strukt(cx, i, instance),
        user: instance.user,
        docstring: instance.docstring.clone(),
    });
    let closures = cx.program.closures.iter().map(|instance| TypeCode {
        tokens: closure(cx, instance),
        user: cx.function(instance.function).is_some_and(|function| function.user),
        docstring: None,
    });
    structs.chain(closures).collect()
}

fn strukt(cx: &Context<'_>, index: usize, instance: &StructInstance) -> TokenStream {
    let name = cx.struct_name(index);
    let guarded = instance.deinit.is_some();
    let fields = instance.fields.iter().enumerate().filter_map(|(i, (_, ty))| {
        let field = cx.part_name(instance.ty, i)?;
        let ty = cx.ty(*ty);
        let ty = if guarded { quote!(::core::mem::ManuallyDrop<#ty>) } else { ty };
        Some(quote!(pub(crate) #field: #ty))
    });
    let marker = cx.marker(instance.span);
    let derive = match () {
        () if instance.trivial => Some(quote!(#[derive(Clone, Copy)])),
        () if instance.copyable && instance.copy.is_none() => Some(quote!(#[derive(Clone)])),
        () => None,
    };
    let copy = instance.copy.filter(|_| !instance.trivial).map(|copy| {
        let copy = cx.function_path(copy);
        quote! {
            impl ::core::clone::Clone for #name {
                #[inline]
                fn clone(&self) -> #name { #copy(self) }
            }
        }
    });
    let drop = instance.deinit.map(|deinit| {
        let deinit = cx.function_path(deinit);
        quote! {
            impl ::core::ops::Drop for #name {
                #[inline]
                fn drop(&mut self) {
                    let value = unsafe { (&raw const *self).read() };
                    ::rt::fault::destroy(|| #deinit(::core::mem::ManuallyDrop::new(value)))
                }
            }
        }
    });
    quote! {
        #marker
        #[repr(C)]
        #derive
        pub(crate) struct #name { #(#fields),* }
        #copy
        #drop
    }
}

fn closure(cx: &Context<'_>, instance: &ClosureInstance) -> TokenStream {
    let ty = Ty::new(TyKind::Closure(instance.id));
    let name = cx.closure_name(instance.id);
    let fields = instance.captures.iter().enumerate().filter_map(|(i, capture)| {
        let field = cx.part_name(ty, i)?;
        let ty = cx.ty(capture.ty);
        let ty = match capture.by_reference {
            Some(true) => quote!(*mut #ty),
            Some(false) => quote!(*const #ty),
            None => ty,
        };
        Some(quote!(pub(crate) #field: #ty))
    });
    let marker = cx.marker(instance.span);
    let derive = match () {
        () if cx.is_trivial(ty) => Some(quote!(#[derive(Clone, Copy)])),
        () if cx.facts.is_copyable(ty) => Some(quote!(#[derive(Clone)])),
        () => None,
    };
    quote! {
        #marker
        #derive
        pub(crate) struct #name { #(#fields),* }
    }
}
