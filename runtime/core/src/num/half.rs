//! 16-bit floating-point numbers: stored as bits, computed as `f32`.

use super::{DType, Number, Scalar};

/// IEEE half precision.
#[derive(Clone, Copy, Debug, Default)]
#[repr(transparent)]
pub struct F16(pub u16);

/// The upper half of an `f32`.
#[derive(Clone, Copy, Debug, Default)]
#[repr(transparent)]
pub struct BF16(pub u16);

impl F16 {
    pub fn to_f32(self) -> f32 {
        let bits = self.0 as u32;
        let sign = (bits & 0x8000) << 16;
        let (exponent, fraction) = (bits >> 10 & 0x1F, bits & 0x3FF);
        match (exponent, fraction) {
            (0, _) => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
            (0x1F, _) => f32::from_bits(sign | 0x7F80_0000 | fraction << 13),
            _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
        }
    }

    /// Rounds to nearest, halves to even.
    pub fn from_f32(value: f32) -> F16 {
        let bits = value.to_bits();
        let sign = (bits >> 16 & 0x8000) as u16;
        let magnitude = value.abs();
        if value.is_nan() {
            return F16(sign | 0x7E00);
        }
        if magnitude >= 65520.0 {
            return F16(sign | 0x7C00);
        }
        if magnitude < 6.103_515_6e-5 {
            // Subnormal: a multiple of 2^-24, which scaling makes a whole number.
            return F16(sign | (magnitude * 16_777_216.0).round_ties_even() as u16);
        }
        let bits = magnitude.to_bits();
        let rounded = bits + 0xFFF + (bits >> 13 & 1);
        F16(sign | ((rounded >> 13) - (112 << 10)) as u16)
    }
}

impl BF16 {
    pub fn to_f32(self) -> f32 {
        f32::from_bits((self.0 as u32) << 16)
    }

    /// Rounds to nearest, halves to even.
    pub fn from_f32(value: f32) -> BF16 {
        let bits = value.to_bits();
        if value.is_nan() {
            return BF16((bits >> 16) as u16 | 0x40);
        }
        BF16(((bits + 0x7FFF + (bits >> 16 & 1)) >> 16) as u16)
    }
}

macro_rules! halves {
    ($($ty:ident $dtype:ident $one:literal $infinity:literal $max:literal $nan:literal;)*) => {$(
        impl PartialEq for $ty {
            fn eq(&self, other: &$ty) -> bool {
                self.to_f32() == other.to_f32()
            }
        }

        impl PartialOrd for $ty {
            fn partial_cmp(&self, other: &$ty) -> Option<std::cmp::Ordering> {
                self.to_f32().partial_cmp(&other.to_f32())
            }
        }

        impl Scalar for $ty {
            const DTYPE: DType = DType::$dtype;
            const ZERO: $ty = $ty(0);
            fn hash_bits(self) -> u64 {
                self.to_f32().hash_bits()
            }
        }

        impl Number for $ty {
            const INTEGRAL: bool = false;
            const ONE: $ty = $ty($one);
            const MAX: $ty = $ty($infinity);
            const MIN: $ty = $ty($infinity | 0x8000);
            const MAX_FINITE: $ty = $ty($max);
            const MIN_FINITE: $ty = $ty($max | 0x8000);
            const NAN: $ty = $ty($nan);

            halves!(@binary $ty add sub mul div floordiv modulo ceildiv pow);
            halves!(@unary $ty neg abs floor ceil trunc round);
            fn round_to(self, digits: i64) -> $ty {
                $ty::from_f32(self.to_f32().round_to(digits))
            }
            fn fma(self, factor: $ty, addend: $ty) -> $ty {
                $ty::from_f32(self.to_f32().mul_add(factor.to_f32(), addend.to_f32()))
            }
        }
    )*};
    (@binary $ty:ident $($name:ident)*) => {$(
        fn $name(self, other: $ty) -> $ty {
            $ty::from_f32(Number::$name(self.to_f32(), other.to_f32()))
        }
    )*};
    (@unary $ty:ident $($name:ident)*) => {$(
        fn $name(self) -> $ty {
            $ty::from_f32(Number::$name(self.to_f32()))
        }
    )*};
}

halves! {
    F16 Float16 0x3C00 0x7C00 0x7BFF 0x7E00;
    BF16 BFloat16 0x3F80 0x7F80 0x7F7F 0x7FC0;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_there_and_back() {
        for bits in 0..=u16::MAX {
            let value = F16(bits).to_f32();
            if !value.is_nan() {
                assert_eq!(F16::from_f32(value).0, bits, "{bits:#x} is {value}");
            }
            let value = BF16(bits).to_f32();
            if !value.is_nan() {
                assert_eq!(BF16::from_f32(value).0, bits, "{bits:#x} is {value}");
            }
        }
        assert_eq!(F16::from_f32(0.1).to_f32().to_string(), "0.099975586");
        assert_eq!(F16::from_f32(65519.0), F16::MAX_FINITE);
        assert_eq!(F16::from_f32(65520.0), F16::MAX);
        assert_eq!(F16::ONE.to_f32(), 1.0);
        assert_eq!(BF16::ONE.to_f32(), 1.0);
    }
}
