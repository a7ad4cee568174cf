//! `DType`: element types as values.

use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum DType {
    Bool,
    Int,
    UInt,
    Int8,
    Int16,
    Int32,
    Int64,
    Int128,
    Int256,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    UInt128,
    UInt256,
    Float16,
    BFloat16,
    Float32,
    Float64,
    Invalid,
}

impl DType {
    pub fn is_integral(self) -> bool {
        !self.is_float() && !matches!(self, DType::Bool | DType::Invalid)
    }

    pub fn is_signed(self) -> bool {
        use DType::*;
        self.is_float() || matches!(self, Int | Int8 | Int16 | Int32 | Int64 | Int128 | Int256)
    }

    pub fn is_unsigned(self) -> bool {
        self.is_integral() && !self.is_signed()
    }

    pub fn is_float(self) -> bool {
        matches!(self, DType::Float16 | DType::BFloat16 | DType::Float32 | DType::Float64)
    }

    pub fn is_half(self) -> bool {
        matches!(self, DType::Float16 | DType::BFloat16)
    }

    pub fn is_numeric(self) -> bool {
        self.is_integral() || self.is_float()
    }

    /// Width in bits.
    pub fn bits(self) -> i64 {
        use DType::*;
        match self {
            Bool | Int8 | UInt8 => 8,
            Int16 | UInt16 | Float16 | BFloat16 => 16,
            Int32 | UInt32 | Float32 => 32,
            Int | UInt | Int64 | UInt64 | Float64 => 64,
            Int128 | UInt128 => 128,
            Int256 | UInt256 => 256,
            Invalid => 0,
        }
    }

    /// Size in bytes.
    pub fn size(self) -> i64 {
        self.bits() / 8
    }

    pub fn code(self) -> u8 {
        self as u8
    }

    pub fn eq(self, other: DType) -> bool {
        self == other
    }

    pub fn ne(self, other: DType) -> bool {
        self != other
    }

    fn names(self) -> (&'static str, &'static str) {
        use DType::*;
        match self {
            Bool => ("bool", "Bool"),
            Int => ("int", "Int"),
            UInt => ("uint", "UInt"),
            Int8 => ("int8", "Int8"),
            Int16 => ("int16", "Int16"),
            Int32 => ("int32", "Int32"),
            Int64 => ("int64", "Int64"),
            Int128 => ("int128", "Int128"),
            Int256 => ("int256", "Int256"),
            UInt8 => ("uint8", "UInt8"),
            UInt16 => ("uint16", "UInt16"),
            UInt32 => ("uint32", "UInt32"),
            UInt64 => ("uint64", "UInt64"),
            UInt128 => ("uint128", "UInt128"),
            UInt256 => ("uint256", "UInt256"),
            Float16 => ("float16", "Float16"),
            BFloat16 => ("bfloat16", "BFloat16"),
            Float32 => ("float32", "Float32"),
            Float64 => ("float64", "Float64"),
            Invalid => ("invalid", "Invalid"),
        }
    }

    /// The name as a member of `DType`: `int8`.
    pub fn name(self) -> Span {
        Span::literal(self.names().0)
    }

    /// The name of a scalar of this type: `Int8`.
    pub fn scalar_name(self) -> Span {
        Span::literal(self.names().1)
    }
}
