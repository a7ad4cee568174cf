"""Memory and owners of values."""

from std.builtin.pointer import OpaquePointer, OptionalPointer, Pointer, UnsafePointer
from std.builtin.span import Span
from std.memory.alloc import Allocation, Layout, alloc, dealloc, unsafe_alloc
from std.memory.arc import ArcPointer
from std.memory.owned import OwnedPointer


@rust("rt::mem::memcpy")
def unsafe_memcpy[T: AnyType](*, dest: Pointer[T, _], src: Pointer[T, _], count: Int):
    """Copies the bytes of `count` values between places that do not overlap."""
    ...


@rust("rt::mem::memcpy")
def memcpy[T: AnyType](dest: Pointer[T, _], src: Pointer[T, _], count: Int):
    """Copies the bytes of `count` values between places that do not overlap."""
    ...


@rust("rt::mem::copy_trivial")
def unsafe_memmove[T: AnyType](*, dest: Pointer[T, _], src: Pointer[T, _], count: Int):
    """Copies the bytes of `count` values; the places may overlap."""
    ...


@rust("rt::mem::memset")
def unsafe_memset[T: AnyType](ptr: Pointer[T, _], value: Byte, count: Int):
    """Makes all bytes of `count` values the same."""
    ...


@rust("rt::mem::memset")
def memset[T: AnyType](ptr: Pointer[T, _], value: Byte, count: Int):
    """Makes all bytes of `count` values the same."""
    ...


def unsafe_memset_zero[T: AnyType](ptr: Pointer[T, _], count: Int):
    """Makes all bytes of `count` values zero."""
    unsafe_memset(ptr, 0, count)


def memset_zero[T: AnyType](ptr: Pointer[T, _], count: Int):
    """Makes all bytes of `count` values zero."""
    unsafe_memset(ptr, 0, count)


def unsafe_memset_zero[T: AnyType, //, *, count: Int](ptr: Pointer[T, _]):
    """Makes all bytes of `count` values zero."""
    unsafe_memset(ptr, 0, count)


@rust("rt::mem::memcmp")
def unsafe_memcmp[T: AnyType](s1: Pointer[T, _], s2: Pointer[T, _], count: Int) -> Int:
    """The order of the bytes of `count` values: negative, zero or positive."""
    ...


@rust("rt::mem::memcmp")
def memcmp[T: AnyType](s1: Pointer[T, _], s2: Pointer[T, _], count: Int) -> Int:
    """The order of the bytes of `count` values: negative, zero or positive."""
    ...


@rust("rt::num::from_bits::<{dtype}, {size}, _>")
def bitcast[from_dtype: DType, from_size: Int, //, dtype: DType, size: Int = 1](
    value: SIMD[from_dtype, from_size]
) -> SIMD[dtype, size] where dtype.bit_width() * size == from_dtype.bit_width() * from_size:
    """The same bits as another type."""
    ...


@rust("rt::mem::forget")
def forget_deinit[T: Movable](var value: T):
    """Ends a value without its destructor."""
    ...


def stack_allocation[count: Int, T: AnyType]() -> Pointer[T, MutAnyOrigin]:
    """Memory for `count` values. It is never given back."""
    return alloc[T](count)


def stack_allocation[count: Int, dtype: DType]() -> Pointer[Scalar[dtype], MutAnyOrigin]:
    """Memory for `count` numbers. It is never given back."""
    return alloc[Scalar[dtype]](count)


def unsafe_stack_allocation[count: Int, T: AnyType]() -> Pointer[T, MutAnyOrigin]:
    """Memory for `count` values. It is never given back."""
    return alloc[T](count)
