//! Constants. Integers are wrapped here, because rustc rejects a literal that does not fit.

use grammar::Span;
use num_bigint::{BigInt, Sign};
use proc_macro2::{Literal, TokenStream, TokenTree};
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
                let (of, text) = (associated(&rust), text.as_str());
                quote!(#of::literal(#text))
            }
            (Value::DType(dtype), _) => {
                let rust = self.ty(ty);
                let (of, variant) = (associated(&rust), ident(dtype_variant(*dtype)));
                quote!(#of::#variant)
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
                quote!(::rt::simd::Simd([#(#lanes),*]))
            }
            _ => {
                let lane = self.lane(value, dtype, span);
                let width = Literal::usize_unsuffixed(width);
                quote!(::rt::simd::Simd([#lane; #width]))
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

/// A type as it stands before `::name`: in angle brackets, unless it is a path without arguments.
fn associated(rust: &TokenStream) -> TokenStream {
    let is_path = rust.clone().into_iter().all(|tree| match tree {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        _ => false,
    });
    if is_path { rust.clone() } else { quote!(<#rust>) }
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
            let bits = half_bits(value, if dtype == DType::Float16 { 10 } else { 7 });
            quote!(#path(#bits))
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

/// The bits of a 16-bit floating-point number whose fraction has so many: nearest, halves to even.
fn half_bits(value: f64, fraction_bits: i32) -> u16 {
    let exponent_bits = 15 - fraction_bits;
    let infinity = ((1_u16 << exponent_bits) - 1) << fraction_bits;
    let sign = u16::from(value.is_sign_negative()) << 15;
    if value.is_nan() {
        return sign | infinity | 1 << (fraction_bits - 1);
    }
    let magnitude = value.abs();
    let bias = (1 << (exponent_bits - 1)) - 1;
    // The exponent of an `f64`; subnormal results share the least one.
    let exponent = ((magnitude.to_bits() >> 52) as i32 - 1023).max(1 - bias);
    if exponent > bias {
        return sign | infinity;
    }
    // Dividing by a power of two is exact; a sum that carries into the exponent is the next number, or infinity.
    let steps = (magnitude / 2_f64.powi(exponent - fraction_bits)).round_ties_even() as u16;
    sign | ((((exponent + bias - 1) as u16) << fraction_bits) + steps)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn text(tokens: TokenStream) -> String {
        tokens.to_string().replace(' ', "")
    }

    #[test]
    fn integers_wrap() {
        let int = |n: i128, dtype| text(integer(&BigInt::from(n), dtype));
        assert_eq!(int(200, DType::Int8), "-56i8");
        assert_eq!(int(-128, DType::Int8), "-128i8");
        assert_eq!(int(-1, DType::UInt16), "65535u16");
        assert_eq!(int(1 << 64, DType::Int), "0i64");
        assert_eq!(int(i128::MIN, DType::Int128), "-170141183460469231731687303715884105728i128");
    }

    #[test]
    fn floats_keep_their_bits() {
        let double = |x| text(float(x, DType::Float64));
        assert_eq!(double(-0.0), "-0.0f64");
        assert_eq!(double(0.1), "0.1f64");
        assert_eq!(double(1e300), "1e300f64");
        assert_eq!(double(f64::NEG_INFINITY), "f64::NEG_INFINITY");
        assert_eq!(double(f64::NAN), format!("f64::from_bits({}u64)", f64::NAN.to_bits()));
        assert_eq!(text(float(1e300, DType::Float32)), "f32::INFINITY");
        assert_eq!(text(float(0.1, DType::Float32)), "0.1f32");
    }

    #[test]
    fn halves_are_rounded_once() {
        for (value, f16, bf16) in [
            (0.0, 0, 0),
            (1.0, 0x3c00, 0x3f80),
            (-2.0, 0xc000, 0xc000),
            (65504.0, 0x7bff, 0x4780),
            (65520.0, 0x7c00, 0x4780),
            (6e-8, 1, 0x3381),
            (f64::INFINITY, 0x7c00, 0x7f80),
            (f64::NAN, 0x7e00, 0x7fc0),
        ] {
            assert_eq!((half_bits(value, 10), half_bits(value, 7)), (f16, bf16), "{value}");
        }
    }
}
