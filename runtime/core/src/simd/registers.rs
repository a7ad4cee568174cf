//! Floating-point lanes in the vector registers of the machine.
//!
//! From lanes that are computed one by one LLVM finds vectors again by what their results are used for, which for a reduction
//! is pairs. Operations on whole registers leave it nothing to find.

/// What registers are combined by. The third operand is that of `Fma` only.
#[derive(Clone, Copy)]
pub enum Wide {
    Add,
    Sub,
    Mul,
    Div,
    Fma,
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::Wide;

    macro_rules! registers {
        ($($lane:ident { $($vector:ident $lanes:literal $feature:literal $add:ident $sub:ident $mul:ident $div:ident $fma:ident $fused:literal;)* })*) => {$(
            /// Combines lanes of `operands` into `out`, as many at a time as a register has; says how many are done.
            ///
            /// # Safety
            /// There are `count` lanes at each address.
            #[inline(always)]
            pub unsafe fn $lane(op: Wide, operands: [*const $lane; 3], out: *mut $lane, count: usize) -> usize {
                let mut done = 0;
                $(
                    #[cfg(target_feature = $feature)]
                    while done + $lanes <= count && (cfg!(target_feature = $fused) || !matches!(op, Wide::Fma)) {
                        // SAFETY: the lanes are there, and the machine has these registers.
                        unsafe {
                            let read = |from: *const $lane| from.add(done).cast::<$vector>().read_unaligned();
                            let (a, b) = (read(operands[0]), read(operands[1]));
                            let result: $vector = match op {
                                Wide::Add => $add(a, b),
                                Wide::Sub => $sub(a, b),
                                Wide::Mul => $mul(a, b),
                                Wide::Div => $div(a, b),
                                #[cfg(target_feature = $fused)]
                                Wide::Fma => $fma(a, b, read(operands[2])),
                                #[cfg(not(target_feature = $fused))]
                                Wide::Fma => a,
                            };
                            out.add(done).cast::<$vector>().write_unaligned(result);
                        }
                        done += $lanes;
                    }
                )*
                done
            }
        )*};
    }

    /// Sums by halves, as all reductions are.
    pub mod sum {
        use super::*;

        /// # Safety
        /// There are `count` lanes.
        #[inline(always)]
        pub unsafe fn f32(lanes: *const f32, count: usize) -> Option<f32> {
            // SAFETY: the lanes are there, and the machine has these registers.
            unsafe {
                let quarter = match count {
                    #[cfg(target_feature = "avx512f")]
                    16 => return Some(_mm512_reduce_add_ps(lanes.cast::<__m512>().read_unaligned())),
                    #[cfg(target_feature = "avx")]
                    8 => {
                        let all = lanes.cast::<__m256>().read_unaligned();
                        _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps::<1>(all))
                    }
                    4 => lanes.cast::<__m128>().read_unaligned(),
                    _ => return None,
                };
                let pair = _mm_add_ps(quarter, _mm_movehl_ps(quarter, quarter));
                Some(_mm_cvtss_f32(_mm_add_ss(pair, _mm_shuffle_ps::<1>(pair, pair))))
            }
        }

        /// # Safety
        /// There are `count` lanes.
        #[inline(always)]
        pub unsafe fn f64(lanes: *const f64, count: usize) -> Option<f64> {
            // SAFETY: as above.
            unsafe {
                let pair = match count {
                    #[cfg(target_feature = "avx512f")]
                    8 => return Some(_mm512_reduce_add_pd(lanes.cast::<__m512d>().read_unaligned())),
                    #[cfg(target_feature = "avx")]
                    4 => {
                        let all = lanes.cast::<__m256d>().read_unaligned();
                        _mm_add_pd(_mm256_castpd256_pd128(all), _mm256_extractf128_pd::<1>(all))
                    }
                    2 => lanes.cast::<__m128d>().read_unaligned(),
                    _ => return None,
                };
                Some(_mm_cvtsd_f64(_mm_add_sd(pair, _mm_unpackhi_pd(pair, pair))))
            }
        }
    }

    registers! {
        f32 {
            __m512 16 "avx512f" _mm512_add_ps _mm512_sub_ps _mm512_mul_ps _mm512_div_ps _mm512_fmadd_ps "avx512f";
            __m256 8 "avx" _mm256_add_ps _mm256_sub_ps _mm256_mul_ps _mm256_div_ps _mm256_fmadd_ps "fma";
            __m128 4 "sse2" _mm_add_ps _mm_sub_ps _mm_mul_ps _mm_div_ps _mm_fmadd_ps "fma";
        }
        f64 {
            __m512d 8 "avx512f" _mm512_add_pd _mm512_sub_pd _mm512_mul_pd _mm512_div_pd _mm512_fmadd_pd "avx512f";
            __m256d 4 "avx" _mm256_add_pd _mm256_sub_pd _mm256_mul_pd _mm256_div_pd _mm256_fmadd_pd "fma";
            __m128d 2 "sse2" _mm_add_pd _mm_sub_pd _mm_mul_pd _mm_div_pd _mm_fmadd_pd "fma";
        }
    }
}

#[cfg(target_arch = "x86_64")]
pub use x86::{f32, f64, sum};

#[cfg(not(target_arch = "x86_64"))]
mod other {
    use super::Wide;

    macro_rules! none {
        ($($lane:ident)*) => {$(
            /// # Safety
            /// None is needed: nothing is done in registers here.
            #[inline(always)]
            pub unsafe fn $lane(_: Wide, _: [*const $lane; 3], _: *mut $lane, _: usize) -> usize {
                0
            }
        )*};
    }

    none!(f32 f64);

    pub mod sum {
        macro_rules! none {
            ($($lane:ident)*) => {$(
                /// # Safety
                /// None is needed: nothing is done in registers here.
                #[inline(always)]
                pub unsafe fn $lane(_: *const $lane, _: usize) -> Option<$lane> {
                    None
                }
            )*};
        }

        none!(f32 f64);
    }
}

#[cfg(not(target_arch = "x86_64"))]
pub use other::{f32, f64, sum};

#[cfg(test)]
mod tests {
    use crate::num::lanewise::Numbers;
    use crate::simd::{Lanes, Simd, Vector, reduce_add};

    fn check<const N: usize>()
    where
        f32: Lanes<N, Of = Simd<f32, N>>,
        f64: Lanes<N, Of = Simd<f64, N>>,
    {
        let a = Simd::<f32, N>::from_fn(|i| i as f32 * 1.5 + 0.1);
        let b = Simd::<f32, N>::from_fn(|i| 7.0 - i as f32 * 0.3);
        let c = Simd::<f64, N>::from_fn(|i| i as f64 * 1.5 + 0.1);
        let d = Simd::<f64, N>::from_fn(|i| 7.0 - i as f64 * 0.3);
        for i in 0..N {
            let (x, y, z, w) = (a.lane(i), b.lane(i), c.lane(i), d.lane(i));
            assert_eq!(
                [a.add(b).lane(i), a.sub(b).lane(i), a.mul(b).lane(i), a.div(b).lane(i)],
                [x + y, x - y, x * y, x / y]
            );
            assert_eq!(
                [c.add(d).lane(i), c.sub(d).lane(i), c.mul(d).lane(i), c.div(d).lane(i)],
                [z + w, z - w, z * w, z / w]
            );
            assert_eq!(a.fma(b, a).lane(i), x.mul_add(y, x));
            assert_eq!(c.fma(d, c).lane(i), z.mul_add(w, z));
        }
        let sum = (N * (N - 1) / 2) as f64;
        assert_eq!(reduce_add(Simd::<f64, N>::from_fn(|i| i as f64)), sum);
        assert_eq!(reduce_add(Simd::<f32, N>::from_fn(|i| i as f32)), sum as f32);
    }

    #[test]
    fn registers_and_single_lanes_agree() {
        check::<2>();
        check::<3>();
        check::<4>();
        check::<8>();
        check::<13>();
        check::<16>();
        check::<31>();
        check::<64>();
    }
}
