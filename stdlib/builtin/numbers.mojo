"""Free functions on numbers and on what can be compared."""


def abs[T: Absable](value: T) -> T:
    """The absolute value."""
    return value.__abs__()


def round[T: Roundable](value: T) -> T:
    """The nearest whole value, halves to even."""
    return value.__round__()


def round[T: Roundable](value: T, ndigits: Int) -> T:
    """The nearest value with `ndigits` decimals."""
    return value.__round__(ndigits)


@rust("rt::num::pow_int")
def pow[dtype: DType, size: Int](base: SIMD[dtype, size], exponent: Int) -> SIMD[dtype, size]:
    """`base` to the power of a whole number."""
    ...


@rust("rt::num::pow")
def pow[dtype: DType, size: Int](base: SIMD[dtype, size], exponent: SIMD[dtype, size]) -> SIMD[dtype, size] where dtype != DType.int or size != 1:
    """`base` to the power of `exponent`."""
    ...


def divmod[T: DivModable](a: T, b: T) -> Tuple[T, T]:
    """The floored quotient and the remainder."""
    return a.__divmod__(b)


@rust("rt::num::min")
def min[dtype: DType, size: Int](a: SIMD[dtype, size], b: SIMD[dtype, size]) -> SIMD[dtype, size]:
    """The lesser value, lane by lane."""
    ...


@rust("rt::num::max")
def max[dtype: DType, size: Int](a: SIMD[dtype, size], b: SIMD[dtype, size]) -> SIMD[dtype, size]:
    """The greater value, lane by lane."""
    ...


def min[T: Comparable & Copyable](first: T, *rest: T) -> T:
    """The least of the values; the first of equal ones."""
    var best = first.copy()
    for value in rest:
        if value < best:
            best = value.copy()
    return best^


def max[T: Comparable & Copyable](first: T, *rest: T) -> T:
    """The greatest of the values; the first of equal ones."""
    var best = first.copy()
    for value in rest:
        if best < value:
            best = value.copy()
    return best^


def swap[T: Movable](mut a: T, mut b: T):
    """Exchanges two values."""
    __swap(a, b)


def __handed_over[T: AnyType](var value: T) -> T:
    """What a container gives away: it moves out of the container, and then to the caller."""
    var taken = value^
    return taken^


@rust("rt::mem::swap")
def __swap[T: AnyType](mut a: T, mut b: T):
    ...


def len[T: Sized](value: T) -> Int:
    """How many elements there are."""
    return value.__len__()


def len[T: SizedRaising](value: T) raises -> Int:
    """How many elements there are."""
    return value.__len__()


def index[T: Indexer](value: T) -> Int:
    """The value as an index."""
    return value.__index__()
