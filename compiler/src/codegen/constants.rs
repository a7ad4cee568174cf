//! Constants. Integers are wrapped here, because rustc rejects a literal that does not fit.

use grammar::Span;
use num_bigint::{BigInt, Sign};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Context;
use super::mangle::ident;
use super::paths::tuple;
use crate::types::{DType, Ty, TyKind, Value};

impl Context<'_> {
    /// A constant of a type.
    pub(super) fn constant(&self, value: &Value, ty: Ty, span: Span) -> TokenStream {
        if self.is_unit(ty) {
            return quote!(());
        }
        if let Some((dtype, width)) = self.simd(ty) {
            return self.vector(value, dtype, width, span);
        }
        match (value, ty.kind()) {
            (Value::Bool(b), _) => quote!(#b),
            (Value::Str(text), _) => {
                let rust = self.ty(ty);
                let text = text.as_str();
                quote!(<#rust>::from_static(#text))
            }
            (Value::DType(dtype), _) => {
                let rust = self.ty(ty);
                let variant = ident(dtype_variant(*dtype));
                quote!(<#rust>::#variant)
            }
            (Value::Tuple(values), TyKind::Tuple(parts)) if values.len() == parts.len() => {
                tuple(values.iter().zip(parts).map(|(value, part)| self.constant(value, *part, span)))
            }
            (Value::Closure(_), TyKind::Closure(id)) if self.parts(ty).is_empty() => {
                let name = self.closure_name(*id);
                quote!(crate::types::#name {})
            }
            (Value::Aggregate(_, values), _) => self.aggregate(values, ty, span),
            _ => {
                self.problem(span, format!("a constant of type {} that codegen cannot write", self.facts.display(ty)));
                quote!(::core::unreachable!())
            }
        }
    }

    fn vector(&self, value: &Value, dtype: DType, width: usize, span: Span) -> TokenStream {
        if width == 1 {
            return self.lane(value, dtype, span);
        }
        match value {
            Value::Aggregate(_, lanes) if lanes.len() == width => {
                let lanes = lanes.iter().map(|lane| self.lane(lane, dtype, span));
                quote!(::rt::simd::Simd::from_array([#(#lanes),*]))
            }
            _ => {
                let lane = self.lane(value, dtype, span);
                quote!(::rt::simd::Simd::splat(#lane))
            }
        }
    }

    fn lane(&self, value: &Value, dtype: DType, span: Span) -> TokenStream {
        match value {
            Value::Int(n) if dtype == DType::Bool => {
                let truth = n.sign() != Sign::NoSign;
                quote!(#truth)
            }
            Value::Int(n) if dtype.is_float() => float(n.to_string().parse().unwrap_or(f64::NAN), dtype),
            Value::Int(n) => integer(n, dtype),
            Value::Float(bits) if dtype.is_float() => float(f64::from_bits(*bits), dtype),
            Value::Bool(b) if dtype == DType::Bool => quote!(#b),
            Value::Aggregate(_, lanes) if lanes.len() == 1 => self.lane(&lanes[0], dtype, span),
            other => {
                self.problem(span, format!("{other:?} is not a constant of DType.{}", dtype.name()));
                quote!(::core::unreachable!())
            }
        }
    }

    /// A struct, tuple or array that was made at compile time.
    fn aggregate(&self, values: &[Value], ty: Ty, span: Span) -> TokenStream {
        let parts = self.parts(ty);
        if parts.len() == values.len() && self.strukt(ty).is_none_or(|s| s.rust.is_none()) {
            let values = values.iter().zip(&parts).map(|(value, part)| self.constant(value, *part, span));
            return self.construct(ty, values.collect(), span);
        }
        if self.strukt(ty).is_some_and(|s| s.rust.is_some_and(|path| path.as_str().starts_with('[')))
            && let Some(element) = ty.as_struct().and_then(|(_, args)| args.iter().find_map(Value::as_type))
        {
            let values = values.iter().map(|value| self.constant(value, element, span));
            return quote!([#(#values),*]);
        }
        self.problem(span, format!("a constant of type {} that codegen cannot write", self.facts.display(ty)));
        quote!(::core::unreachable!())
    }

    /// A struct, tuple or closure environment from the values of its parts.
    pub(super) fn construct(&self, ty: Ty, values: Vec<TokenStream>, span: Span) -> TokenStream {
        let wrap = self.has_destructor(ty);
        let fields = values.iter().enumerate().map(|(i, value)| {
            let name = self.part_name(ty, i).unwrap_or_else(|| {
                self.problem(span, format!("{} has no field {i}", self.facts.display(ty)));
                quote!(missing)
            });
            if wrap { quote!(#name: ::core::mem::ManuallyDrop::new(#value)) } else { quote!(#name: #value) }
        });
        match ty.kind() {
            TyKind::Tuple(_) => tuple(values.iter().cloned()),
            _ if self.strukt(ty).is_some_and(|s| s.rust.is_some()) => match values.as_slice() {
                // An array that is bound as `[T; n]`.
                _ if self.strukt(ty).is_some_and(|s| s.rust.is_some_and(|path| path.as_str().starts_with('['))) => {
                    quote!([#(#values),*])
                }
                // A scalar from its only part.
                [value] => value.clone(),
                _ => {
                    self.problem(span, format!("{} is bound and has no fields", self.facts.display(ty)));
                    quote!(())
                }
            },
            _ => {
                let rust = self.ty(ty);
                quote!(#rust { #(#fields),* })
            }
        }
    }
}

/// The literal of an integer without a suffix.
pub(super) fn int_literal(n: &BigInt) -> TokenStream {
    let magnitude: Literal = n.magnitude().to_string().parse().unwrap_or_else(|_| Literal::u8_unsuffixed(0));
    if n.sign() == Sign::Minus { quote!(-#magnitude) } else { quote!(#magnitude) }
}

/// An integer constant, wrapped to its type.
fn integer(n: &BigInt, dtype: DType) -> TokenStream {
    let bits = dtype.bits();
    let modulus = BigInt::from(1) << bits;
    let mut wrapped = ((n % &modulus) + &modulus) % &modulus;
    if dtype.is_signed() && wrapped >= (BigInt::from(1) << (bits - 1)) {
        wrapped -= modulus;
    }
    if bits == 256 {
        let path = super::paths::scalar(dtype);
        let unsigned = if wrapped.sign() == Sign::Minus { &wrapped + (BigInt::from(1) << 256) } else { wrapped };
        let limbs = (0..4).map(|i| {
            let limb = (&unsigned >> (64 * i)) % (BigInt::from(1) << 64);
            integer(&limb, DType::UInt64)
        });
        return quote!(#path::from_limbs([#(#limbs),*]));
    }
    let suffix = super::paths::scalar(dtype);
    let text = format!("{}{suffix}", wrapped.magnitude());
    let literal: Literal = text.parse().unwrap_or_else(|_| Literal::u8_unsuffixed(0));
    if wrapped.sign() == Sign::Minus { quote!(-#literal) } else { quote!(#literal) }
}

/// A floating-point constant, bit for bit.
fn float(value: f64, dtype: DType) -> TokenStream {
    match dtype {
        DType::Float32 => {
            let single = value as f32;
            match () {
                () if single.is_nan() => {
                    let bits = single.to_bits();
                    quote!(f32::from_bits(#bits))
                }
                () if single.is_infinite() && single > 0.0 => quote!(f32::INFINITY),
                () if single.is_infinite() => quote!(f32::NEG_INFINITY),
                () => finite(&format!("{:?}f32", single.abs()), single.is_sign_negative()),
            }
        }
        DType::Float16 | DType::BFloat16 => {
            let path = super::paths::scalar(dtype);
            let wide = float(value, DType::Float64);
            quote!(#path::from_f64(#wide))
        }
        _ if value.is_nan() => {
            let bits = value.to_bits();
            quote!(f64::from_bits(#bits))
        }
        _ if value.is_infinite() && value > 0.0 => quote!(f64::INFINITY),
        _ if value.is_infinite() => quote!(f64::NEG_INFINITY),
        _ => finite(&format!("{:?}f64", value.abs()), value.is_sign_negative()),
    }
}

fn finite(text: &str, negative: bool) -> TokenStream {
    let literal: Literal = text.parse().unwrap_or_else(|_| Literal::f64_suffixed(0.0));
    if negative { quote!(-#literal) } else { quote!(#literal) }
}

/// The name of an element type as a variant of `rt::num::DType`.
fn dtype_variant(dtype: DType) -> &'static str {
    match dtype {
        DType::Bool => "Bool",
        DType::Int => "Int",
        DType::UInt => "UInt",
        DType::Int8 => "Int8",
        DType::Int16 => "Int16",
        DType::Int32 => "Int32",
        DType::Int64 => "Int64",
        DType::Int128 => "Int128",
        DType::Int256 => "Int256",
        DType::UInt8 => "UInt8",
        DType::UInt16 => "UInt16",
        DType::UInt32 => "UInt32",
        DType::UInt64 => "UInt64",
        DType::UInt128 => "UInt128",
        DType::UInt256 => "UInt256",
        DType::Float16 => "Float16",
        DType::BFloat16 => "BFloat16",
        DType::Float32 => "Float32",
        DType::Float64 => "Float64",
        DType::Invalid => "Invalid",
    }
}
