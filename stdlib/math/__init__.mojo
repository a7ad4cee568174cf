"""Mathematics."""

from std.builtin.numbers import abs, divmod, max, min, pow, round

comptime pi = 3.14159265358979323846
comptime e = 2.71828182845904523536
comptime tau = 6.28318530717958647693


def inf[dtype: DType]() -> Scalar[dtype]:
    """Infinity."""
    return Scalar[dtype].MAX


@rust("rt::num::nan::<{dtype}>")
def nan[dtype: DType]() -> Scalar[dtype] where dtype.is_floating_point():
    """What is not a number."""
    ...


@rust("rt::math::sqrt")
def sqrt[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The square root."""
    ...


@rust("rt::math::rsqrt")
def rsqrt[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The reciprocal of the square root."""
    ...


@rust("rt::math::cbrt")
def cbrt[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The cube root."""
    ...


@rust("rt::math::exp")
def exp[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """`e` to the power of a value."""
    ...


@rust("rt::math::exp2")
def exp2[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """Two to the power of a value."""
    ...


@rust("rt::math::expm1")
def expm1[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """`exp(x) - 1`, exact near zero."""
    ...


@rust("rt::math::log")
def log[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The natural logarithm."""
    ...


@rust("rt::math::log2")
def log2[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The logarithm to base 2."""
    ...


@rust("rt::math::log10")
def log10[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The logarithm to base 10."""
    ...


@rust("rt::math::log1p")
def log1p[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """`log(1 + x)`, exact near zero."""
    ...


@rust("rt::math::sin")
def sin[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The sine."""
    ...


@rust("rt::math::cos")
def cos[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The cosine."""
    ...


@rust("rt::math::tan")
def tan[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The tangent."""
    ...


@rust("rt::math::asin")
def asin[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The inverse of the sine."""
    ...


@rust("rt::math::acos")
def acos[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The inverse of the cosine."""
    ...


@rust("rt::math::atan")
def atan[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The inverse of the tangent."""
    ...


@rust("rt::math::sinh")
def sinh[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The hyperbolic sine."""
    ...


@rust("rt::math::cosh")
def cosh[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The hyperbolic cosine."""
    ...


@rust("rt::math::tanh")
def tanh[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The hyperbolic tangent."""
    ...


@rust("rt::math::asinh")
def asinh[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The inverse of the hyperbolic sine."""
    ...


@rust("rt::math::acosh")
def acosh[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The inverse of the hyperbolic cosine."""
    ...


@rust("rt::math::atanh")
def atanh[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The inverse of the hyperbolic tangent."""
    ...


@rust("rt::math::erf")
def erf[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The error function."""
    ...


@rust("rt::math::erfc")
def erfc[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """One minus the error function."""
    ...


@rust("rt::math::gamma")
def gamma[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The gamma function."""
    ...


@rust("rt::math::lgamma")
def lgamma[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The logarithm of the gamma function's magnitude."""
    ...


@rust("rt::math::recip")
def recip[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The reciprocal."""
    ...


@rust("rt::math::isqrt")
def sqrt(x: Int) -> Int:
    """The square root, rounded down; a fault if the value is negative."""
    ...


@rust("rt::math::atan2")
def atan2[dtype: DType, size: Int](y: SIMD[dtype, size], x: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The angle of the point (x, y)."""
    ...


@rust("rt::math::hypot")
def hypot[dtype: DType, size: Int](x: SIMD[dtype, size], y: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The length of the vector (x, y)."""
    ...


@rust("rt::math::copysign")
def copysign[dtype: DType, size: Int](magnitude: SIMD[dtype, size], sign: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """The magnitude of the first with the sign of the second."""
    ...


@rust("rt::math::remainder")
def remainder[dtype: DType, size: Int](x: SIMD[dtype, size], y: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_floating_point():
    """What is left after taking away the nearest multiple of `y`."""
    ...


@rust("rt::math::nextafter")
def nextafter[dtype: DType](x: Scalar[dtype], y: Scalar[dtype]) -> Scalar[dtype] where dtype.is_floating_point():
    """The next value after `x` toward `y`."""
    ...


@rust("rt::math::ldexp")
def ldexp[dtype: DType, size: Int](x: SIMD[dtype, size], exponent: Int) -> SIMD[dtype, size] where dtype.is_floating_point():
    """`x * 2 ** exponent`"""
    ...


@rust("rt::math::frexp_fraction")
def __frexp_fraction[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size]:
    ...


@rust("rt::math::frexp_exponent")
def __frexp_exponent[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[dtype, size]:
    ...


def frexp[dtype: DType, size: Int](
    x: SIMD[dtype, size]
) -> Tuple[SIMD[dtype, size], SIMD[dtype, size]] where dtype.is_floating_point():
    """A fraction in [0.5, 1) and an exponent of two."""
    return (__frexp_fraction(x), __frexp_exponent(x))


def modf[dtype: DType, size: Int](
    x: SIMD[dtype, size]
) -> Tuple[SIMD[dtype, size], SIMD[dtype, size]] where dtype.is_floating_point():
    """The whole part and the fraction, both with the sign of `x`."""
    var whole = x.__trunc__()
    return (whole, copysign(x - whole, x))


@rust("rt::num::fma")
def fma[dtype: DType, size: Int](a: SIMD[dtype, size], b: SIMD[dtype, size], c: SIMD[dtype, size]) -> SIMD[dtype, size]:
    """`a * b + c`, rounded once."""
    ...


def floor[T: Floorable](x: T) -> T:
    """The greatest whole value not above."""
    return x.__floor__()


def ceil[T: Ceilable](x: T) -> T:
    """The least whole value not below."""
    return x.__ceil__()


def trunc[T: Truncable](x: T) -> T:
    """The whole part."""
    return x.__trunc__()


def ceildiv[T: CeilDivable](a: T, b: T) -> T:
    """The quotient, rounded up."""
    return a.__ceildiv__(b)


@rust("rt::math::isnan")
def isnan[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[DType.bool, size] where dtype.is_floating_point():
    """Where lanes are not numbers."""
    ...


@rust("rt::math::isinf")
def isinf[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[DType.bool, size] where dtype.is_floating_point():
    """Where lanes are infinite."""
    ...


@rust("rt::math::isfinite")
def isfinite[dtype: DType, size: Int](x: SIMD[dtype, size]) -> SIMD[DType.bool, size] where dtype.is_floating_point():
    """Where lanes are numbers and not infinite."""
    ...


@rust("rt::math::isclose")
def isclose[dtype: DType, size: Int](
    a: SIMD[dtype, size], b: SIMD[dtype, size], *, atol: Float64 = 1e-8, rtol: Float64 = 1e-5
) -> SIMD[DType.bool, size] where dtype.is_floating_point():
    """Where lanes are nearly equal."""
    ...


@rust("rt::num::clamp")
def clamp[dtype: DType, size: Int](
    value: SIMD[dtype, size], lower: SIMD[dtype, size], upper: SIMD[dtype, size]
) -> SIMD[dtype, size]:
    """The nearest value between `lower` and `upper`."""
    ...


@rust("rt::math::iota::<{dtype}, {size}>")
def iota[dtype: DType, size: Int](start: Scalar[dtype] = 0) -> SIMD[dtype, size]:
    """Lanes that count up by one."""
    ...


# ---- Integers ----


def factorial(n: Int) -> Int:
    """The product of the numbers up to `n`; a fault if `n` is negative. Wraps."""
    __check_not_negative(n)
    var product = 1
    for i in range(2, n + 1):
        product *= i
    return product


@rust("rt::math::check_not_negative")
def __check_not_negative(n: Int):
    """A `ValueError` fault for negative numbers."""
    ...


@rust("rt::math::gcd")
def gcd(a: Int, b: Int) -> Int:
    """The greatest common divisor."""
    ...


def gcd(*values: Int) -> Int:
    """The greatest common divisor of all."""
    var result = 0
    for value in values:
        result = gcd(result, value)
    return result


def gcd(values: Span[Int, _]) -> Int:
    """The greatest common divisor of all."""
    var result = 0
    for value in values:
        result = gcd(result, value)
    return result


@rust("rt::math::lcm")
def lcm(a: Int, b: Int) -> Int:
    """The least common multiple."""
    ...


def lcm(*values: Int) -> Int:
    """The least common multiple of all."""
    var result = 1
    for value in values:
        result = lcm(result, value)
    return result


def lcm(values: Span[Int, _]) -> Int:
    """The least common multiple of all."""
    var result = 1
    for value in values:
        result = lcm(result, value)
    return result


def comb(n: Int, k: Int) -> Int:
    """How many ways there are to choose `k` of `n`."""
    if k < 0 or k > n:
        return 0
    var result = 1
    for i in range(min(k, n - k)):
        result = result * (n - i) // (i + 1)
    return result


def perm(n: Int, k: Int) -> Int:
    """How many ordered ways there are to choose `k` of `n`."""
    if k < 0 or k > n:
        return 0
    var result = 1
    for i in range(k):
        result *= n - i
    return result


def align_up(value: Int, alignment: Int) -> Int:
    """The least multiple of `alignment` not below."""
    return ceildiv(value, alignment) * alignment


def align_down(value: Int, alignment: Int) -> Int:
    """The greatest multiple of `alignment` not above."""
    return value // alignment * alignment


def align_up(value: UInt, alignment: UInt) -> UInt:
    """The least multiple of `alignment` not below."""
    return ceildiv(value, alignment) * alignment


def align_down(value: UInt, alignment: UInt) -> UInt:
    """The greatest multiple of `alignment` not above."""
    return value // alignment * alignment
