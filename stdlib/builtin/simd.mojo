"""Numbers: one lane is a scalar, more are a vector."""

from std.builtin.dtype import DType
from std.python.conversions import ConvertibleFromPython, __Native


@rust("rt::simd::Simd<{dtype}, {size}>")
struct SIMD[dtype: DType, size: Int](
    Absable,
    Boolable,
    CeilDivable,
    Ceilable,
    Comparable,
    ConvertibleFromPython where size == 1,
    Defaultable,
    DivModable,
    Floatable,
    Floorable,
    Hashable,
    Indexer,
    Intable,
    Powable,
    Roundable,
    __Native where size == 1,
    Sized,
    TrivialRegisterPassable,
    Truncable,
    Writable,
):
    """`size` lanes of the element type `dtype`. Integers wrap around; division floors; dividing by zero is a fault."""

    comptime element_type = Self.dtype
    comptime length = Self.size
    """How many lanes there are."""
    comptime MAX: Scalar[Self.dtype] = __max_value[Self.dtype]()
    """The greatest value; infinity for floating-point types."""
    comptime MIN: Scalar[Self.dtype] = __min_value[Self.dtype]()
    """The least value; negative infinity for floating-point types."""
    comptime MAX_FINITE: Scalar[Self.dtype] = __max_finite[Self.dtype]()
    """The greatest finite value."""
    comptime MIN_FINITE: Scalar[Self.dtype] = __min_finite[Self.dtype]()
    """The least finite value."""

    # ---- Construction ----

    @rust("rt::num::zero::<{dtype}, {size}>")
    def __init__(out self):
        """Zero in every lane."""
        ...

    @rust("rt::simd::splat::<{dtype}, {size}>")
    @implicit
    def __init__(out self, value: Scalar[Self.dtype]):
        """The same value in every lane."""
        ...

    @rust("rt::num::cast::<{dtype}, {size}, _>")
    def __init__[other: DType](out self, value: SIMD[other, Self.size]):
        """Converts lane by lane: integers wrap, floating-point values truncate toward zero and saturate."""
        ...

    @rust("rt::simd::splat_cast::<{dtype}, {size}, _>")
    def __init__[other: DType](out self, value: Scalar[other]) where Self.size != 1:
        """Converts a value and puts it in every lane."""
        ...

    @rust("rt::simd::from_lanes::<{dtype}, {size}>")
    def __init__(out self, *lanes: Scalar[Self.dtype]) where Self.size != 1:
        """From the values of all lanes."""
        ...

    @rust("rt::num::cast::<{dtype}, 1, _>")
    def __init__(out self, value: Bool) where Self.size == 1 and Self.dtype != DType.bool:
        """One for `True`, zero for `False`."""
        ...

    @rust("rt::simd::splat::<{dtype}, {size}>")
    @implicit
    def __init__(out self, value: Bool) where Self.dtype == DType.bool:
        """The same truth value in every lane."""
        ...

    @rust("rt::simd::splat::<{dtype}, {size}>")
    def __init__(out self, *, fill: Bool) where Self.dtype == DType.bool:
        """The same truth value in every lane."""
        ...

    # The second parameter of the next three puts them behind the conversions between numbers, which have fewer.

    def __init__[T: Intable, _rank: Int = 0](out self, value: T) where Self.size == 1 and Self.dtype.is_integral():
        """From a value that converts to `Int`."""
        self = Self(value.__int__())

    def __init__[T: IntableRaising, _rank: Int = 0](out self, value: T) raises where Self.size == 1 and Self.dtype.is_integral():
        """From a value whose conversion to `Int` may fail."""
        self = Self(value.__int__())

    def __init__[T: Floatable, _rank: Int = 0](out self, value: T) where Self.size == 1 and Self.dtype.is_floating_point():
        """From a value that converts to `Float64`."""
        self = Self(value.__float__())

    def __init__(out self, text: StringSpan) raises where Self.size == 1 and Self.dtype.is_integral():
        """Reads a decimal integer."""
        self = Self(atol(text))

    def __init__(out self, text: StringSpan) raises where Self.size == 1 and Self.dtype.is_floating_point():
        """Reads a floating-point number."""
        self = Self(atof(text))

    def __init__(out self, *, py: PythonObject) raises where Self.size == 1 and Self.dtype.is_signed() and Self.dtype.is_integral():
        """From a Python object, by `int()`."""
        self = Self(py.__to_int())

    def __init__(out self, *, py: PythonObject) raises where Self.size == 1 and Self.dtype.is_unsigned():
        """From a Python object, by `int()`."""
        self = Self(py.__to_uint())

    def __init__(out self, *, py: PythonObject) raises where Self.size == 1 and Self.dtype.is_floating_point():
        """From a Python object, by `float()`."""
        self = Self(py.__to_float())

    def __init__(out self, *, py: PythonObject) raises where Self.size == 1 and Self.dtype == DType.bool:
        """From a Python object, by its truth value."""
        self = Self(py.__truth())

    @rust("rt::num::from_bits::<{dtype}, {size}, _>")
    def __init__[other: DType](out self, *, from_bits: SIMD[other, Self.size]):
        """The same bits as another type of the same width."""
        ...

    def to_python_object(var self) raises -> PythonObject where Self.size == 1:
        """The object of the value."""
        return PythonObject(rebind[Scalar[Self.dtype]](self))

    # ---- Conversion ----

    @rust("rt::num::cast::<{target}, {size}, _>")
    def cast[target: DType](self) -> SIMD[target, Self.size]:
        """Converts lane by lane."""
        ...

    @rust("rt::num::from_bits::<{target}, {size}, _>")
    def to_bits[target: DType = __bits_type[Self.dtype]()](self) -> SIMD[target, Self.size]:
        """The bits of each lane as an unsigned integer."""
        ...

    @rust("rt::num::is_true")
    def __bool__(self) -> Bool:
        ...

    @rust("rt::num::cast::<i64, 1, _>")
    def __int__(self) -> Int where Self.size == 1:
        ...

    @rust("rt::num::cast::<i64, 1, _>")
    def __index__(self) -> Int where Self.size == 1:
        ...

    @rust("rt::num::cast::<f64, 1, _>")
    def __float__(self) -> Float64 where Self.size == 1:
        ...

    # ---- Lanes ----

    def __len__(self) -> Int:
        """How many lanes there are."""
        return Self.size

    @rust("rt::simd::get")
    def __getitem__(self, index: Int) -> Scalar[Self.dtype]:
        """One lane."""
        ...

    @rust("rt::simd::set")
    def __setitem__(mut self, index: Int, value: Scalar[Self.dtype]):
        """Changes one lane."""
        ...

    # ---- Arithmetic ----

    @rust("rt::num::add")
    def __add__(self, other: Self) -> Self:
        ...

    @rust("rt::num::sub")
    def __sub__(self, other: Self) -> Self:
        ...

    @rust("rt::num::mul")
    def __mul__(self, other: Self) -> Self:
        ...

    @rust("rt::num::div")
    def __truediv__(self, other: Self) -> Self:
        ...

    @rust("rt::num::floordiv")
    def __floordiv__(self, other: Self) -> Self:
        ...

    @rust("rt::num::modulo")
    def __mod__(self, other: Self) -> Self:
        ...

    @rust("rt::num::pow_int")
    def __pow__(self, exponent: Int) -> Self:
        ...

    @rust("rt::num::pow")
    def __pow__(self, exponent: Self) -> Self where Self.dtype != DType.int or Self.size != 1:
        ...

    def __divmod__(self, divisor: Self) -> Tuple[Self, Self]:
        return (self // divisor, self % divisor)

    @rust("rt::num::ceildiv")
    def __ceildiv__(self, divisor: Self) -> Self:
        ...

    @rust("rt::num::neg")
    def __neg__(self) -> Self:
        ...

    @rust("rt::num::same")
    def __pos__(self) -> Self:
        ...

    @rust("rt::num::not")
    def __invert__(self) -> Self where not Self.dtype.is_floating_point():
        ...

    @rust("rt::num::and")
    def __and__(self, other: Self) -> Self where not Self.dtype.is_floating_point():
        ...

    @rust("rt::num::or")
    def __or__(self, other: Self) -> Self where not Self.dtype.is_floating_point():
        ...

    @rust("rt::num::xor")
    def __xor__(self, other: Self) -> Self where not Self.dtype.is_floating_point():
        ...

    @rust("rt::num::shl")
    def __lshift__(self, other: Self) -> Self where Self.dtype.is_integral():
        ...

    @rust("rt::num::shr")
    def __rshift__(self, other: Self) -> Self where Self.dtype.is_integral():
        ...

    @rust("rt::num::add")
    def __radd__(self, other: Self) -> Self:
        ...

    def __rsub__(self, other: Self) -> Self:
        return other - self

    @rust("rt::num::mul")
    def __rmul__(self, other: Self) -> Self:
        ...

    def __rtruediv__(self, other: Self) -> Self:
        return other / self

    def __rfloordiv__(self, other: Self) -> Self:
        return other // self

    def __rmod__(self, other: Self) -> Self:
        return other % self

    def __rpow__(self, base: Self) -> Self:
        return base**self

    @rust("rt::num::and")
    def __rand__(self, other: Self) -> Self where not Self.dtype.is_floating_point():
        ...

    @rust("rt::num::or")
    def __ror__(self, other: Self) -> Self where not Self.dtype.is_floating_point():
        ...

    @rust("rt::num::xor")
    def __rxor__(self, other: Self) -> Self where not Self.dtype.is_floating_point():
        ...

    def __rlshift__(self, other: Self) -> Self where Self.dtype.is_integral():
        return other << self

    def __rrshift__(self, other: Self) -> Self where Self.dtype.is_integral():
        return other >> self

    def __iadd__(mut self, other: Self):
        self = self + other

    def __isub__(mut self, other: Self):
        self = self - other

    def __imul__(mut self, other: Self):
        self = self * other

    def __itruediv__(mut self, other: Self):
        self = self / other

    def __ifloordiv__(mut self, other: Self):
        self = self // other

    def __imod__(mut self, other: Self):
        self = self % other

    def __ipow__(mut self, exponent: Int):
        self = self**exponent

    def __iand__(mut self, other: Self) where not Self.dtype.is_floating_point():
        self = self & other

    def __ior__(mut self, other: Self) where not Self.dtype.is_floating_point():
        self = self | other

    def __ixor__(mut self, other: Self) where not Self.dtype.is_floating_point():
        self = self ^ other

    def __ilshift__(mut self, other: Self) where Self.dtype.is_integral():
        self = self << other

    def __irshift__(mut self, other: Self) where Self.dtype.is_integral():
        self = self >> other

    @rust("rt::num::abs")
    def __abs__(self) -> Self:
        ...

    @rust("rt::num::round")
    def __round__(self) -> Self:
        ...

    @rust("rt::num::round_to")
    def __round__(self, ndigits: Int) -> Self:
        ...

    @rust("rt::num::floor")
    def __floor__(self) -> Self:
        ...

    @rust("rt::num::ceil")
    def __ceil__(self) -> Self:
        ...

    @rust("rt::num::trunc")
    def __trunc__(self) -> Self:
        ...

    @rust("rt::num::fma")
    def fma(self, factor: Self, addend: Self) -> Self:
        """`self * factor + addend`, rounded once."""
        ...

    @rust("rt::num::clamp")
    def clamp(self, lower: Self, upper: Self) -> Self:
        """The nearest value between `lower` and `upper`."""
        ...

    @rust("rt::num::is_power_of_two")
    def is_power_of_two(self) -> Bool where Self.size == 1 and Self.dtype.is_integral():
        """Whether exactly one bit is set and the value is positive."""
        ...

    # ---- Comparison ----

    @rust("rt::num::eq")
    def __eq__(self, other: Self) -> Bool:
        """Whether all lanes are equal."""
        ...

    @rust("rt::num::ne")
    def __ne__(self, other: Self) -> Bool:
        """Whether one lane differs."""
        ...

    @rust("rt::num::lt")
    def __lt__(self, other: Self) -> Bool where Self.size == 1:
        ...

    @rust("rt::num::le")
    def __le__(self, other: Self) -> Bool where Self.size == 1:
        ...

    @rust("rt::num::gt")
    def __gt__(self, other: Self) -> Bool where Self.size == 1:
        ...

    @rust("rt::num::ge")
    def __ge__(self, other: Self) -> Bool where Self.size == 1:
        ...

    @rust("rt::simd::eq")
    def eq(self, other: Self) -> SIMD[DType.bool, Self.size]:
        """Where lanes are equal."""
        ...

    @rust("rt::simd::ne")
    def ne(self, other: Self) -> SIMD[DType.bool, Self.size]:
        """Where lanes differ."""
        ...

    @rust("rt::simd::lt")
    def lt(self, other: Self) -> SIMD[DType.bool, Self.size]:
        """Where lanes are less."""
        ...

    @rust("rt::simd::le")
    def le(self, other: Self) -> SIMD[DType.bool, Self.size]:
        """Where lanes are less or equal."""
        ...

    @rust("rt::simd::gt")
    def gt(self, other: Self) -> SIMD[DType.bool, Self.size]:
        """Where lanes are greater."""
        ...

    @rust("rt::simd::ge")
    def ge(self, other: Self) -> SIMD[DType.bool, Self.size]:
        """Where lanes are greater or equal."""
        ...

    @rust("rt::simd::select")
    def select[other: DType](
        self, true_case: SIMD[other, Self.size], false_case: SIMD[other, Self.size]
    ) -> SIMD[other, Self.size] where Self.dtype == DType.bool:
        """Takes each lane from one of two vectors."""
        ...

    # ---- Across lanes ----

    @rust("rt::simd::reduce_add")
    def reduce_add(self) -> Scalar[Self.dtype]:
        """The sum of the lanes."""
        ...

    @rust("rt::simd::reduce_mul")
    def reduce_mul(self) -> Scalar[Self.dtype]:
        """The product of the lanes."""
        ...

    @rust("rt::simd::reduce_min")
    def reduce_min(self) -> Scalar[Self.dtype]:
        """The least lane."""
        ...

    @rust("rt::simd::reduce_max")
    def reduce_max(self) -> Scalar[Self.dtype]:
        """The greatest lane."""
        ...

    @rust("rt::simd::reduce_and")
    def reduce_and(self) -> Scalar[Self.dtype] where not Self.dtype.is_floating_point():
        """All lanes combined with `&`."""
        ...

    @rust("rt::simd::reduce_or")
    def reduce_or(self) -> Scalar[Self.dtype] where not Self.dtype.is_floating_point():
        """All lanes combined with `|`."""
        ...

    @rust("rt::simd::reduce_bit_count")
    def reduce_bit_count(self) -> Int where not Self.dtype.is_floating_point():
        """How many bits are set in all lanes together."""
        ...

    def reduce_add[size_out: Int](self) -> SIMD[Self.dtype, size_out]:
        """The sums of the lanes that are `size_out` apart."""
        return self.__fold[size_out, __sum[Self.dtype, size_out]]()

    def reduce_mul[size_out: Int](self) -> SIMD[Self.dtype, size_out]:
        """The products of the lanes that are `size_out` apart."""
        return self.__fold[size_out, __product[Self.dtype, size_out]]()

    def reduce_min[size_out: Int](self) -> SIMD[Self.dtype, size_out]:
        """The least of the lanes that are `size_out` apart."""
        return self.__fold[size_out, __least[Self.dtype, size_out]]()

    def reduce_max[size_out: Int](self) -> SIMD[Self.dtype, size_out]:
        """The greatest of the lanes that are `size_out` apart."""
        return self.__fold[size_out, __greatest[Self.dtype, size_out]]()

    def __fold[
        size_out: Int, combine: def(SIMD[Self.dtype, size_out], SIMD[Self.dtype, size_out]) thin -> SIMD[Self.dtype, size_out]
    ](self) -> SIMD[Self.dtype, size_out]:
        comptime assert Self.size % size_out == 0, "the lanes must divide into groups of `size_out`"
        var result = self.slice[size_out]()
        comptime for i in range(1, Self.size // size_out):
            result = combine(result, self.slice[size_out, offset=i * size_out]())
        return result

    def as_bytes(self) -> Array[UInt8, Self.size * Self.dtype.size_of()]:
        """The bytes of the lanes, as they lie in memory."""
        var value = self
        var result = Array[UInt8, Self.size * Self.dtype.size_of()](fill=0)
        var bytes = Pointer(to=value).unsafe_bitcast[UInt8]()
        for i in range(Self.size * Self.dtype.size_of()):
            result[i] = bytes[unsafe_offset=i]
        return result^

    @rust("rt::simd::slice::<{width}, {offset}, _>")
    def slice[width: Int, *, offset: Int = 0](self) -> SIMD[Self.dtype, width]:
        """`width` neighbouring lanes from `offset` on."""
        ...

    @rust("rt::simd::insert::<{offset}, _, _>")
    def insert[width: Int, //, *, offset: Int = 0](self, value: SIMD[Self.dtype, width]) -> Self:
        """This vector with the lanes from `offset` on replaced."""
        ...

    @rust("rt::simd::join")
    def join(self, other: Self) -> SIMD[Self.dtype, 2 * Self.size]:
        """The lanes of both, one after the other."""
        ...

    @rust("rt::simd::interleave")
    def interleave(self, other: Self) -> SIMD[Self.dtype, 2 * Self.size]:
        """The lanes of both, taking turns."""
        ...

    def split(self) -> Tuple[SIMD[Self.dtype, Self.size // 2], SIMD[Self.dtype, Self.size // 2]]:
        """The lower and the upper half."""
        comptime half = Self.size // 2
        return (self.slice[half](), self.slice[half, offset=half]())

    def deinterleave(self) -> Tuple[SIMD[Self.dtype, Self.size // 2], SIMD[Self.dtype, Self.size // 2]]:
        """The lanes at even and at odd positions."""
        return (__every_second[Self.size // 2](self, 0), __every_second[Self.size // 2](self, 1))

    def shuffle[*mask: Int](self) -> Self:
        """The lanes that the mask names, in its order."""
        var result = Self()
        comptime for i in range(Self.size):
            result[i] = self[mask[i]]
        return result

    @rust("rt::simd::reversed")
    def reversed(self) -> Self:
        """The lanes in reverse order."""
        ...

    @rust("rt::simd::rotate_left::<{shift}, _>")
    def rotate_left[shift: Int](self) -> Self:
        """Moves lanes to lower positions; those that fall out come back at the end."""
        ...

    @rust("rt::simd::rotate_right::<{shift}, _>")
    def rotate_right[shift: Int](self) -> Self:
        """Moves lanes to higher positions; those that fall out come back at the start."""
        ...

    @rust("rt::simd::shift_left::<{shift}, _>")
    def shift_left[shift: Int](self) -> Self:
        """Moves lanes to lower positions and fills with zeros."""
        ...

    @rust("rt::simd::shift_right::<{shift}, _>")
    def shift_right[shift: Int](self) -> Self:
        """Moves lanes to higher positions and fills with zeros."""
        ...

    # ---- Text and hash ----

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher._update_with_simd(self)

    @no_inline
    def write_to(self, mut writer: Some[Writer]):
        comptime if Self.size == 1:
            writer.write_string(__number_text(rebind[Scalar[Self.dtype]](self)))
        else:
            writer.write_string("[")
            comptime for i in range(Self.size):
                comptime if i > 0:
                    writer.write_string(", ")
                writer.write_string(__number_text(self[i]))
            writer.write_string("]")

    @no_inline
    def write_repr_to(self, mut writer: Some[Writer]):
        comptime if Self.size == 1:
            writer.write_string(Self.dtype.__scalar_name())
            writer.write_string("(")
        else:
            writer.write_string("SIMD[DType.")
            writer.write_string(Self.dtype.__name())
            writer.write(", ", Self.size, "](")
        comptime for i in range(Self.size):
            comptime if i > 0:
                writer.write_string(", ")
            writer.write_string(__number_text(self[i]))
        writer.write_string(")")

    def write_padded(self, mut writer: Some[Writer], width: Int):
        """Writes the text, filled with spaces on the left up to `width` bytes."""
        var text = String(self)
        for _ in range(width - text.byte_length()):
            writer.write_string(" ")
        writer.write_string(text)


def __sum[dtype: DType, size: Int](a: SIMD[dtype, size], b: SIMD[dtype, size]) -> SIMD[dtype, size]:
    return a + b


def __product[dtype: DType, size: Int](a: SIMD[dtype, size], b: SIMD[dtype, size]) -> SIMD[dtype, size]:
    return a * b


def __least[dtype: DType, size: Int](a: SIMD[dtype, size], b: SIMD[dtype, size]) -> SIMD[dtype, size]:
    return min(a, b)


def __greatest[dtype: DType, size: Int](a: SIMD[dtype, size], b: SIMD[dtype, size]) -> SIMD[dtype, size]:
    return max(a, b)


@rust("rt::num::text")
def __number_text[dtype: DType](value: Scalar[dtype]) -> String:
    """The text of a number."""
    ...


@rust("rt::simd::every_second::<{half}, _>")
def __every_second[half: Int, dtype: DType, size: Int](value: SIMD[dtype, size], first: Int) -> SIMD[dtype, half]:
    ...


@rust("rt::num::max_value::<{dtype}>")
def __max_value[dtype: DType]() -> Scalar[dtype]:
    ...


@rust("rt::num::min_value::<{dtype}>")
def __min_value[dtype: DType]() -> Scalar[dtype]:
    ...


@rust("rt::num::max_finite::<{dtype}>")
def __max_finite[dtype: DType]() -> Scalar[dtype]:
    ...


@rust("rt::num::min_finite::<{dtype}>")
def __min_finite[dtype: DType]() -> Scalar[dtype]:
    ...


def __bits_type[dtype: DType]() -> DType:
    """The unsigned integer type as wide as `dtype`."""
    comptime if dtype == DType.float32 or dtype == DType.int32 or dtype == DType.uint32:
        return DType.uint32
    elif dtype == DType.bool or dtype == DType.int8 or dtype == DType.uint8:
        return DType.uint8
    elif dtype == DType.int128 or dtype == DType.uint128:
        return DType.uint128
    elif dtype == DType.float16 or dtype == DType.bfloat16 or dtype == DType.int16 or dtype == DType.uint16:
        return DType.uint16
    else:
        return DType.uint64


comptime Scalar[dtype: DType] = SIMD[dtype, 1]
comptime Int = SIMD[DType.int, 1]
comptime UInt = SIMD[DType.uint, 1]
comptime Int8 = SIMD[DType.int8, 1]
comptime Int16 = SIMD[DType.int16, 1]
comptime Int32 = SIMD[DType.int32, 1]
comptime Int64 = SIMD[DType.int64, 1]
comptime Int128 = SIMD[DType.int128, 1]
comptime Int256 = SIMD[DType.int256, 1]
comptime UInt8 = SIMD[DType.uint8, 1]
comptime UInt16 = SIMD[DType.uint16, 1]
comptime UInt32 = SIMD[DType.uint32, 1]
comptime UInt64 = SIMD[DType.uint64, 1]
comptime UInt128 = SIMD[DType.uint128, 1]
comptime UInt256 = SIMD[DType.uint256, 1]
comptime Float16 = SIMD[DType.float16, 1]
comptime BFloat16 = SIMD[DType.bfloat16, 1]
comptime Float32 = SIMD[DType.float32, 1]
comptime Float64 = SIMD[DType.float64, 1]
comptime Byte = UInt8
comptime SIMDLength = Int
