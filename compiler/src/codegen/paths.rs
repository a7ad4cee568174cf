//! Types as Rust writes them, and the paths of items bound to the runtime.

use grammar::{Span, Symbol};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::constants;
use super::context::Context;
use crate::types::{DType, Passing, Signature, Ty, TyKind, Value};

impl Context<'_> {
    /// The Rust type of a value.
    pub(super) fn ty(&self, ty: Ty) -> TokenStream {
        match ty.kind() {
            TyKind::Struct(..) => self.struct_type(ty),
            TyKind::Tuple(parts) => tuple(parts.iter().map(|part| self.ty(*part))),
            TyKind::Pack(parts) => tuple(parts.iter().map(|part| {
                let part = self.ty(*part);
                quote!(*const #part)
            })),
            TyKind::Variadic(element) => {
                let element = self.ty(*element);
                quote!(&[#element])
            }
            // As a value, not as a result: Rust's `!` is not a type of its own yet.
            TyKind::Never => quote!(::core::convert::Infallible),
            TyKind::Closure(id) => {
                let name = self.closure_name(*id);
                quote!(crate::types::#name)
            }
            TyKind::FunctionPointer(signature) => self.function_pointer(signature),
            // Known at compile time: nothing is left at run time.
            TyKind::None
            | TyKind::FunctionItem(..)
            | TyKind::IntLiteral(_)
            | TyKind::FloatLiteral(_)
            | TyKind::StringLiteral(_) => quote!(()),
            TyKind::Param(_) | TyKind::Assoc(..) | TyKind::Error => {
                self.problem(Span::default(), format!("a type that is not concrete reached codegen: {ty:?}"));
                quote!(())
            }
        }
    }

    fn struct_type(&self, ty: Ty) -> TokenStream {
        if let Some((dtype, 1)) = self.simd(ty) {
            return scalar(dtype);
        }
        let Some(index) = self.struct_index(ty) else {
            self.problem(Span::default(), format!("a struct without an instance: {}", self.facts.display(ty)));
            return quote!(());
        };
        let instance = &self.program.structs[index];
        match instance.rust {
            Some(path) => self.bound_path(path, &instance.generics, instance.span),
            None => {
                let name = self.struct_name(index);
                quote!(crate::types::#name)
            }
        }
    }

    /// The element type and width of a `SIMD`.
    pub(super) fn simd(&self, ty: Ty) -> Option<(DType, usize)> {
        let instance = self.strukt(ty)?;
        if instance.user || instance.name != "SIMD" {
            return None;
        }
        match ty.as_struct()?.1 {
            [Value::DType(dtype), size, ..] => Some((*dtype, usize::try_from(size.as_int()?).ok()?)),
            _ => None,
        }
    }

    /// What a `Pointer` points at.
    pub(super) fn pointee(&self, ty: Ty) -> Option<Ty> {
        let instance = self.strukt(ty)?;
        if !instance.rust?.as_str().trim_start().starts_with('*') {
            return None;
        }
        ty.as_struct()?.1.iter().find_map(Value::as_type)
    }

    fn function_pointer(&self, signature: &Signature) -> TokenStream {
        let args = signature.args.iter().map(|(passing, ty)| self.passed(*passing, *ty));
        let result = self.result(signature.result, false, signature.raises);
        match signature.c {
            true => quote!(extern "C" fn(#(#args),*) #result),
            false => quote!(fn(#(#args),*) #result),
        }
    }

    /// The type of a parameter with a convention.
    pub(super) fn passed(&self, passing: Passing, ty: Ty) -> TokenStream {
        let rust = self.ty(ty);
        match passing {
            Passing::Imm if self.is_trivial(ty) => rust,
            Passing::Imm => quote!(&#rust),
            Passing::Mut => quote!(&mut #rust),
            Passing::Var => rust,
            Passing::Deinit if self.has_destructor(ty) => quote!(::core::mem::ManuallyDrop<#rust>),
            Passing::Deinit => rust,
            Passing::Ref => quote!(*mut #rust),
        }
    }

    /// `-> T` of a signature; empty for `()`.
    pub(super) fn result(&self, result: Ty, returns_ref: bool, raises: Option<Ty>) -> TokenStream {
        let value = match returns_ref {
            true => {
                let place = self.ty(result);
                quote!(*mut #place)
            }
            false => self.ty(result),
        };
        match raises {
            Some(error) => {
                let error = self.ty(error);
                quote!(-> Result<#value, #error>)
            }
            None if returns_ref => quote!(-> #value),
            None if result.is_never() => quote!(-> !),
            None if self.is_unit(result) => TokenStream::new(),
            None => quote!(-> #value),
        }
    }

    /// Whether the type is `()` in Rust.
    pub(super) fn is_unit(&self, ty: Ty) -> bool {
        match ty.kind() {
            TyKind::None
            | TyKind::FunctionItem(..)
            | TyKind::IntLiteral(_)
            | TyKind::FloatLiteral(_)
            | TyKind::StringLiteral(_) => true,
            TyKind::Tuple(parts) => parts.is_empty(),
            TyKind::Struct(..) => self.strukt(ty).is_some_and(|s| s.rust.is_some_and(|path| path == "()")),
            _ => false,
        }
    }

    /// The argument of a parameter, as it stands between `<` and `>`.
    fn generic(&self, value: &Value, span: Span) -> TokenStream {
        match value {
            Value::Type(ty) => self.ty(*ty),
            Value::DType(dtype) => scalar(*dtype),
            Value::Int(n) => constants::int_literal(n),
            Value::Bool(b) => quote!(#b),
            Value::Str(text) => {
                let text = text.as_str();
                quote!(#text)
            }
            Value::Tuple(values) | Value::Pack(values) => tuple(values.iter().map(|value| self.generic(value, span))),
            other => {
                self.problem(span, format!("a parameter that cannot stand in a path: {other:?}"));
                quote!(())
            }
        }
    }
}

/// `(A, B)`, `(A,)`, `()`
pub(super) fn tuple(parts: impl Iterator<Item = TokenStream>) -> TokenStream {
    let parts: Vec<TokenStream> = parts.collect();
    match parts.as_slice() {
        [one] => quote!((#one,)),
        _ => quote!((#(#parts),*)),
    }
}

/// The Rust type of one lane.
pub(super) fn scalar(dtype: DType) -> TokenStream {
    match dtype {
        DType::Bool => quote!(bool),
        DType::Int | DType::Int64 => quote!(i64),
        DType::UInt | DType::UInt64 => quote!(u64),
        DType::Int8 => quote!(i8),
        DType::Int16 => quote!(i16),
        DType::Int32 => quote!(i32),
        DType::Int128 => quote!(i128),
        DType::Int256 => quote!(::rt::num::I256),
        DType::UInt8 => quote!(u8),
        DType::UInt16 => quote!(u16),
        DType::UInt32 => quote!(u32),
        DType::UInt128 => quote!(u128),
        DType::UInt256 => quote!(::rt::num::U256),
        DType::Float16 => quote!(::rt::num::F16),
        DType::BFloat16 => quote!(::rt::num::BF16),
        DType::Float32 => quote!(f32),
        DType::Float64 => quote!(f64),
        DType::Invalid => quote!(()),
    }
}

/// The tokens of the path in `@rust("…")`, absolute, with `{Name}` replaced.
pub(super) fn bound_path(cx: &Context<'_>, path: Symbol, generics: &[(Symbol, Value)], span: Span) -> TokenStream {
    let Ok(tokens) = path.as_str().parse::<TokenStream>() else {
        cx.problem(span, format!("not a Rust path: `{path}`"));
        return quote!(());
    };
    let filled = fill(cx, tokens, generics, span);
    // `rt::text::String` names a crate; `bool` and `*mut T` name no crate.
    let mut trees = filled.clone().into_iter();
    let first_is_crate = matches!(trees.next(), Some(TokenTree::Ident(name)) if name != "crate")
        && matches!(trees.next(), Some(TokenTree::Punct(colon)) if colon.as_char() == ':');
    if first_is_crate { quote!(:: #filled) } else { filled }
}

fn fill(cx: &Context<'_>, tokens: TokenStream, generics: &[(Symbol, Value)], span: Span) -> TokenStream {
    tokens
        .into_iter()
        .flat_map(|tree| match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let name = group.stream().to_string();
                // A function's own parameters stand behind those of its struct.
                match generics.iter().rfind(|(generic, _)| generic.as_str() == name) {
                    Some((_, value)) => cx.generic(value, span),
                    None => {
                        cx.problem(span, format!("`{{{name}}}` is not a parameter of the bound item"));
                        TokenStream::new()
                    }
                }
            }
            TokenTree::Group(group) => {
                let inner = fill(cx, group.stream(), generics, span);
                TokenTree::Group(Group::new(group.delimiter(), inner)).into()
            }
            tree => tree.into(),
        })
        .collect()
}

/// A label: `'loop_1`.
pub(super) fn label(kind: &str, number: usize) -> syn::Lifetime {
    syn::Lifetime::new(&format!("'{kind}_{number}"), proc_macro2::Span::call_site())
}
