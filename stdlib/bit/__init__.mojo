"""Bits of integers."""


@rust("rt::bits::pop_count")
def pop_count[dtype: DType, size: Int](value: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_integral():
    """How many bits are set."""
    ...


@rust("rt::bits::count_leading_zeros")
def count_leading_zeros[dtype: DType, size: Int](value: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_integral():
    """How many zero bits stand above the highest set one."""
    ...


@rust("rt::bits::count_trailing_zeros")
def count_trailing_zeros[dtype: DType, size: Int](value: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_integral():
    """How many zero bits stand below the lowest set one."""
    ...


@rust("rt::bits::bit_reverse")
def bit_reverse[dtype: DType, size: Int](value: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_integral():
    """The bits in reverse order."""
    ...


@rust("rt::bits::byte_swap")
def byte_swap[dtype: DType, size: Int](value: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_integral():
    """The bytes in reverse order."""
    ...


@rust("rt::bits::bit_width")
def bit_width[dtype: DType, size: Int](value: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_integral():
    """How many bits the value needs, without a sign."""
    ...


@rust("rt::num::not")
def bit_not[dtype: DType, size: Int](value: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype.is_integral():
    """All bits turned over."""
    ...


@rust("rt::bits::next_power_of_two")
def next_power_of_two[dtype: DType](value: Scalar[dtype]) -> Scalar[dtype] where dtype.is_integral():
    """The least power of two not below; 1 for what is not positive."""
    ...


@rust("rt::bits::previous_power_of_two")
def previous_power_of_two[dtype: DType](value: Scalar[dtype]) -> Scalar[dtype] where dtype.is_integral():
    """The greatest power of two not above; 0 for what is not positive."""
    ...


@rust("rt::bits::previous_power_of_two")
def prev_power_of_two[dtype: DType](value: Scalar[dtype]) -> Scalar[dtype] where dtype.is_integral():
    """The greatest power of two not above; 0 for what is not positive."""
    ...


@rust("rt::bits::log2_floor")
def log2_floor[dtype: DType](value: Scalar[dtype]) -> Scalar[dtype] where dtype.is_integral():
    """The number of the highest set bit of a positive value."""
    ...


def log2_ceil[dtype: DType](value: Scalar[dtype]) -> Scalar[dtype] where dtype.is_integral():
    """The least exponent whose power of two is not below a positive value."""
    return log2_floor(value - 1) + 1 if value > 1 else Scalar[dtype](0)


@rust("rt::bits::rotate_left")
def __rotate_left[dtype: DType, size: Int](value: SIMD[dtype, size], count: Int) -> SIMD[dtype, size]:
    ...


def rotate_bits_left[shift: Int](value: Int) -> Int:
    """The bits moved to higher places; those that fall out come back below."""
    return __rotate_left(value, shift)


def rotate_bits_left[dtype: DType, size: Int, //, shift: Int](
    value: SIMD[dtype, size]
) -> SIMD[dtype, size] where dtype.is_integral():
    """The bits moved to higher places; those that fall out come back below."""
    return __rotate_left(value, shift)


def rotate_bits_right[shift: Int](value: Int) -> Int:
    """The bits moved to lower places; those that fall out come back above."""
    return __rotate_left(value, -shift)


def rotate_bits_right[dtype: DType, size: Int, //, shift: Int](
    value: SIMD[dtype, size]
) -> SIMD[dtype, size] where dtype.is_integral():
    """The bits moved to lower places; those that fall out come back above."""
    return __rotate_left(value, -shift)
