//! Integers of 256 bits, as four words, the lowest first.

use std::cmp::Ordering;

use super::{As, BF16, Bits, DType, F16, Number, Scalar};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct U256([u64; 4]);

/// In two's complement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct I256([u64; 4]);

type Words = [u64; 4];

fn add(a: Words, b: Words) -> Words {
    let mut carry = false;
    std::array::from_fn(|i| {
        let (sum, first) = a[i].overflowing_add(b[i]);
        let (sum, second) = sum.overflowing_add(carry as u64);
        carry = first | second;
        sum
    })
}

fn negate(a: Words) -> Words {
    add(a.map(|word| !word), [1, 0, 0, 0])
}

fn multiply(a: Words, b: Words) -> Words {
    let mut result = [0; 4];
    for i in 0..4 {
        let mut carry = 0u128;
        for j in 0..4 - i {
            let sum = a[i] as u128 * b[j] as u128 + result[i + j] as u128 + carry;
            result[i + j] = sum as u64;
            carry = sum >> 64;
        }
    }
    result
}

fn compare(a: Words, b: Words) -> Ordering {
    (0..4).rev().map(|i| a[i].cmp(&b[i])).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

fn shift_left(a: Words, count: u32) -> Words {
    let (words, bits) = ((count / 64) as usize, count % 64);
    std::array::from_fn(|i| {
        let high = if i >= words { a[i - words] << bits } else { 0 };
        let low = if bits > 0 && i > words { a[i - words - 1] >> (64 - bits) } else { 0 };
        high | low
    })
}

/// Fills with `fill`: all zeros or all ones.
fn shift_right(a: Words, count: u32, fill: u64) -> Words {
    let (words, bits) = ((count / 64) as usize, count % 64);
    let word = |i: usize| if i < 4 { a[i] } else { fill };
    std::array::from_fn(|i| {
        let low = word(i + words) >> bits;
        let high = if bits > 0 { word(i + words + 1) << (64 - bits) } else { 0 };
        low | high
    })
}

fn zeros_above(a: Words) -> u32 {
    (0..4).rev().find(|i| a[*i] != 0).map_or(256, |i| (3 - i as u32) * 64 + a[i].leading_zeros())
}

fn zeros_below(a: Words) -> u32 {
    (0..4).find(|i| a[*i] != 0).map_or(256, |i| i as u32 * 64 + a[i].trailing_zeros())
}

/// Quotient and remainder, bit by bit. By zero: zero and the dividend.
fn divide(a: Words, b: Words) -> (Words, Words) {
    let (mut quotient, mut rest) = ([0; 4], [0; 4]);
    if b == [0; 4] {
        return (quotient, a);
    }
    for i in (0..256 - zeros_above(a)).rev() {
        rest = shift_left(rest, 1);
        rest[0] |= a[i as usize / 64] >> (i % 64) & 1;
        if compare(rest, b).is_ge() {
            rest = add(rest, negate(b));
            quotient[i as usize / 64] |= 1 << (i % 64);
        }
    }
    (quotient, rest)
}

fn to_f64(a: Words) -> f64 {
    a.iter().rev().fold(0.0, |sum, word| sum * 18_446_744_073_709_551_616.0 + *word as f64)
}

fn from_f64(value: f64) -> Words {
    let mut rest = value.trunc();
    std::array::from_fn(|_| {
        let upper = (rest / 18_446_744_073_709_551_616.0).trunc();
        let word = (rest - upper * 18_446_744_073_709_551_616.0) as u64;
        rest = upper;
        word
    })
}

impl U256 {
    pub const fn from_limbs(words: [u64; 4]) -> U256 {
        U256(words)
    }

    fn magnitude(self) -> (Words, bool) {
        (self.0, false)
    }

    fn signed(words: Words, _: bool) -> U256 {
        U256(words)
    }

    const fn fill(self) -> u64 {
        0
    }
}

impl I256 {
    pub const fn from_limbs(words: [u64; 4]) -> I256 {
        I256(words)
    }

    fn magnitude(self) -> (Words, bool) {
        let negative = self.fill() != 0;
        (if negative { negate(self.0) } else { self.0 }, negative)
    }

    fn signed(words: Words, negative: bool) -> I256 {
        I256(if negative { negate(words) } else { words })
    }

    const fn fill(self) -> u64 {
        ((self.0[3] as i64) >> 63) as u64
    }
}

impl PartialOrd for U256 {
    fn partial_cmp(&self, other: &U256) -> Option<Ordering> {
        Some(compare(self.0, other.0))
    }
}

impl PartialOrd for I256 {
    fn partial_cmp(&self, other: &I256) -> Option<Ordering> {
        Some((self.0[3] as i64).cmp(&(other.0[3] as i64)).then_with(|| compare(self.0, other.0)))
    }
}

macro_rules! wide {
    ($ty:ident $dtype:ident $min:expr, $max:expr) => {
        impl Scalar for $ty {
            const DTYPE: DType = DType::$dtype;
            const ZERO: $ty = $ty([0; 4]);
            fn hash_bits(self) -> u64 {
                self.0[0] ^ self.0[1].rotate_left(16) ^ self.0[2].rotate_left(32) ^ self.0[3].rotate_left(48)
            }
        }

        impl Number for $ty {
            const INTEGRAL: bool = true;
            const ONE: $ty = $ty([1, 0, 0, 0]);
            const MAX: $ty = $ty($max);
            const MIN: $ty = $ty($min);
            const MAX_FINITE: $ty = $ty($max);
            const MIN_FINITE: $ty = $ty($min);
            const NAN: $ty = $ty([0; 4]);

            fn add(self, other: $ty) -> $ty {
                $ty(add(self.0, other.0))
            }
            fn sub(self, other: $ty) -> $ty {
                $ty(add(self.0, negate(other.0)))
            }
            fn mul(self, other: $ty) -> $ty {
                $ty(multiply(self.0, other.0))
            }
            fn div(self, other: $ty) -> $ty {
                let ((a, a_negative), (b, b_negative)) = (self.magnitude(), other.magnitude());
                $ty::signed(divide(a, b).0, a_negative != b_negative)
            }
            fn floordiv(self, other: $ty) -> $ty {
                let ((a, a_negative), (b, b_negative)) = (self.magnitude(), other.magnitude());
                let (quotient, rest) = divide(a, b);
                let quotient = $ty::signed(quotient, a_negative != b_negative);
                if rest != [0; 4] && a_negative != b_negative { quotient.sub($ty::ONE) } else { quotient }
            }
            fn modulo(self, other: $ty) -> $ty {
                self.sub(self.floordiv(other).mul(other))
            }
            fn ceildiv(self, other: $ty) -> $ty {
                let quotient = self.floordiv(other);
                if quotient.mul(other) == self { quotient } else { quotient.add($ty::ONE) }
            }
            fn neg(self) -> $ty {
                $ty(negate(self.0))
            }
            fn abs(self) -> $ty {
                $ty(self.magnitude().0)
            }
            fn floor(self) -> $ty {
                self
            }
            fn ceil(self) -> $ty {
                self
            }
            fn trunc(self) -> $ty {
                self
            }
            fn round(self) -> $ty {
                self
            }
            fn round_to(self, _: i64) -> $ty {
                self
            }
            fn fma(self, factor: $ty, addend: $ty) -> $ty {
                self.mul(factor).add(addend)
            }
            fn pow(self, exponent: $ty) -> $ty {
                self.pow_int(exponent.as_())
            }
        }

        impl Bits for $ty {
            fn not(self) -> $ty {
                $ty(self.0.map(|word| !word))
            }
            fn and(self, other: $ty) -> $ty {
                $ty(std::array::from_fn(|i| self.0[i] & other.0[i]))
            }
            fn or(self, other: $ty) -> $ty {
                $ty(std::array::from_fn(|i| self.0[i] | other.0[i]))
            }
            fn xor(self, other: $ty) -> $ty {
                $ty(std::array::from_fn(|i| self.0[i] ^ other.0[i]))
            }
            fn shl(self, count: $ty) -> $ty {
                $ty(shift_left(self.0, count.0[0] as u32 % 256))
            }
            fn shr(self, count: $ty) -> $ty {
                $ty(shift_right(self.0, count.0[0] as u32 % 256, self.fill()))
            }
            fn count_ones(self) -> i64 {
                self.0.iter().map(|word| word.count_ones() as i64).sum()
            }
            fn leading_zeros(self) -> i64 {
                zeros_above(self.0) as i64
            }
            fn trailing_zeros(self) -> i64 {
                zeros_below(self.0) as i64
            }
            fn reverse_bits(self) -> $ty {
                $ty(std::array::from_fn(|i| self.0[3 - i].reverse_bits()))
            }
            fn swap_bytes(self) -> $ty {
                $ty(std::array::from_fn(|i| self.0[3 - i].swap_bytes()))
            }
            fn rotate_left(self, count: i64) -> $ty {
                let count = count.rem_euclid(256) as u32;
                let low = if count == 0 { [0; 4] } else { shift_right(self.0, 256 - count, 0) };
                $ty(shift_left(self.0, count)).or($ty(low))
            }
        }

        impl As<f64> for $ty {
            fn as_(self) -> f64 {
                let (words, negative) = self.magnitude();
                if negative { -to_f64(words) } else { to_f64(words) }
            }
        }
        impl As<$ty> for f64 {
            fn as_(self) -> $ty {
                if self.is_nan() {
                    return $ty::ZERO;
                }
                if self <= $ty::MIN.as_() {
                    return $ty::MIN;
                }
                if self >= $ty::MAX.as_() {
                    return $ty::MAX;
                }
                $ty::signed(from_f64(self.abs()), self < 0.0)
            }
        }
        impl As<bool> for $ty {
            fn as_(self) -> bool {
                self.0 != [0; 4]
            }
        }
        impl As<$ty> for bool {
            fn as_(self) -> $ty {
                $ty([self as u64, 0, 0, 0])
            }
        }
        wide!(@integers $ty i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);
        wide!(@through_f64 $ty f32 F16 BF16);
    };
    (@integers $ty:ident $($int:ident)*) => {$(
        impl As<$int> for $ty {
            fn as_(self) -> $int {
                (self.0[0] as u128 | (self.0[1] as u128) << 64) as $int
            }
        }
        #[allow(unused_comparisons)]
        impl As<$ty> for $int {
            fn as_(self) -> $ty {
                let low = self as i128 as u128;
                let fill = if self < 0 { u64::MAX } else { 0 };
                $ty([low as u64, (low >> 64) as u64, fill, fill])
            }
        }
    )*};
    (@through_f64 $ty:ident $($float:ident)*) => {$(
        impl As<$float> for $ty {
            fn as_(self) -> $float {
                let value: f64 = self.as_();
                value.as_()
            }
        }
        impl As<$ty> for $float {
            fn as_(self) -> $ty {
                let value: f64 = self.as_();
                value.as_()
            }
        }
    )*};
}

wide!(U256 UInt256 [0; 4], [u64::MAX; 4]);
wide!(I256 Int256 [0, 0, 0, 1 << 63], [u64::MAX, u64::MAX, u64::MAX, i64::MAX as u64]);

macro_rules! same_bits {
    ($($from:ident $to:ident;)*) => {$(
        impl As<$to> for $from {
            fn as_(self) -> $to {
                $to(self.0)
            }
        }
    )*};
}

same_bits! {
    U256 U256;
    U256 I256;
    I256 U256;
    I256 I256;
}

/// Digits in a base, the last first, and whether the value is negative.
fn digits(words: Words, base: u64) -> Vec<u8> {
    let (mut rest, mut digits) = (words, Vec::new());
    loop {
        let (quotient, digit) = divide(rest, [base, 0, 0, 0]);
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[digit[0] as usize]);
        rest = quotient;
        if rest == [0; 4] {
            return digits;
        }
    }
}

impl U256 {
    /// The text in a base.
    pub fn in_base(self, base: u64) -> (Vec<u8>, bool) {
        (digits(self.0, base), false)
    }
}

impl I256 {
    /// The text in a base, without its sign.
    pub fn in_base(self, base: u64) -> (Vec<u8>, bool) {
        let (words, negative) = self.magnitude();
        (digits(words, base), negative)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(n: i128) -> I256 {
        n.as_()
    }

    #[test]
    fn agrees_with_narrower_integers() {
        let samples = [0i128, 1, -1, 7, -7, 2, -2, 1 << 70, -(1 << 70), i64::MAX as i128, i64::MIN as i128];
        for a in samples {
            for b in samples {
                let narrow = |x: I256| As::<i128>::as_(x);
                assert_eq!(narrow(wide(a).add(wide(b))), a + b);
                assert_eq!(narrow(wide(a).mul(wide(b))), a.wrapping_mul(b), "{a} {b}");
                assert_eq!(wide(a) < wide(b), a < b);
                if b != 0 {
                    assert_eq!(narrow(wide(a).floordiv(wide(b))), Number::floordiv(a, b), "{a} {b}");
                    assert_eq!(narrow(wide(a).modulo(wide(b))), Number::modulo(a, b), "{a} {b}");
                    assert_eq!(narrow(wide(a).div(wide(b))), a / b);
                }
            }
        }
    }

    #[test]
    fn edges() {
        assert_eq!(I256::MIN.neg(), I256::MIN);
        assert_eq!(U256::MAX.add(U256::ONE), U256::ZERO);
        assert_eq!(I256::MAX.add(I256::ONE), I256::MIN);
        let count: U256 = 200u8.as_();
        assert_eq!(U256::ONE.shl(count).shr(count), U256::ONE);
        assert_eq!(wide(-16).shr(wide(2)), wide(-4));
        assert_eq!(U256::ONE.rotate_left(-1).leading_zeros(), 0);
        assert_eq!(As::<f64>::as_(U256::ONE.shl(count)), 2f64.powi(200));
        let back: U256 = 2f64.powi(200).as_();
        assert_eq!(back, U256::ONE.shl(count));
        let small: I256 = (-5.7f64).as_();
        assert_eq!(small, wide(-5));
    }
}
