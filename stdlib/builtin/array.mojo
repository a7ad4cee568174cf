"""Arrays: a fixed number of elements, stored in place."""

from std.builtin.error import __check_index
from std.builtin.iteration import __Reversible
from std.builtin.list import __SpanIterator, __write_elements, __write_reprs
from std.builtin.reflect import __type_name
from std.builtin.slice import __contiguous


@rust("[{T}; {size}]")
struct Array[T: Movable, size: Int](
    Comparable where conforms_to(T, Comparable),
    Copyable where conforms_to(T, Copyable),
    Equatable where conforms_to(T, Equatable),
    Hashable where conforms_to(T, Hashable),
    Iterable,
    Movable,
    Sized,
    Writable where conforms_to(T, Writable),
    __Reversible,
):
    """`size` elements of the type `T`."""

    comptime length = Self.size
    """How many elements there are."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __SpanIterator[
        Self.T, iterable_origin
    ]
    comptime ReversedType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __SpanIterator[
        Self.T, iterable_origin, True
    ]

    @rust("rt::array::filled::<{T}, {size}>")
    def __init__(out self, *, fill: Self.T) where conforms_to(Self.T, Copyable):
        """Copies of `fill`."""
        ...

    @rust("rt::array::filled::<{T}, {size}>")
    @implicit
    def __init__(out self, fill: Self.T) where conforms_to(Self.T, Copyable):
        """Copies of `fill`."""
        ...

    @rust("rt::array::zeroed::<{T}, {size}>")
    def __init__(out self, *, uninitialized: Bool) where conforms_to(Self.T, TrivialRegisterPassable):
        """Elements that are still to be written."""
        ...

    @rust("rt::array::pointer")
    def unsafe_ptr(ref self) -> Pointer[Self.T, origin_of(self)]:
        """The address of the first element."""
        ...

    def __len__(self) -> Int:
        return Self.size

    def __getitem__(ref self, index: Int) -> ref [self] Self.T:
        """The element at an index; a fault if there is none."""
        __check_index(index, Self.size)
        return self.unsafe_ptr().unsafe_offset(index)[]

    def __getitem__[dtype: DType](ref self, index: Scalar[dtype]) -> ref [self] Self.T where dtype.is_integral():
        """The element at an index; a fault if there is none."""
        __check_index(Int(index), Self.size)
        return self.unsafe_ptr().unsafe_offset(Int(index))[]

    def __getitem__(ref self, slice: Slice) -> Span[Self.T, origin_of(self)]:
        """A view of neighbouring elements; a fault if the bounds do not fit."""
        var start, end = __contiguous(slice, Self.size)
        return Span[Self.T, origin_of(self)](unsafe_ptr=self.unsafe_ptr().unsafe_offset(start), length=end - start)

    def unsafe_get(ref self, index: Int) -> ref [self] Self.T:
        """The element at an index that is not checked."""
        return self.unsafe_ptr().unsafe_offset(index)[]

    def __iter__(ref self) -> __SpanIterator[Self.T, origin_of(self)]:
        return __SpanIterator[Self.T, origin_of(self)](self.unsafe_ptr(), Self.size)

    def __reversed__(ref self) -> __SpanIterator[Self.T, origin_of(self), True]:
        return __SpanIterator[Self.T, origin_of(self), True](self.unsafe_ptr(), Self.size)

    def __contains__(self, value: Self.T) -> Bool where conforms_to(Self.T, Equatable):
        for i in range(Self.size):
            if self.unsafe_get(i) == value:
                return True
        return False

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        for i in range(Self.size):
            if not (self.unsafe_get(i) == other.unsafe_get(i)):
                return False
        return True

    def __ne__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        return not (self == other)

    def __lt__(self, other: Self) -> Bool where conforms_to(Self.T, Comparable):
        for i in range(Self.size):
            if self.unsafe_get(i) < other.unsafe_get(i):
                return True
            if other.unsafe_get(i) < self.unsafe_get(i):
                return False
        return False

    def __hash__[H: Hasher](self, mut hasher: H) where conforms_to(Self.T, Hashable):
        for i in range(Self.size):
            hasher.update(self.unsafe_get(i))

    def swap_elements(mut self, a: Int, b: Int):
        """Exchanges two elements."""
        __check_index(a, Self.size)
        __check_index(b, Self.size)
        self.unsafe_ptr().unsafe_offset(a).swap_pointees(self.unsafe_ptr().unsafe_offset(b))

    def concat[other_size: Int](ref self, ref other: Array[Self.T, other_size]) -> Array[
        Self.T, Self.size + other_size
    ] where conforms_to(Self.T, Copyable):
        """The elements of both, one after the other."""
        return __concat[total = Self.size + other_size](self, other)

    def repeat[count: Int](ref self) -> Array[Self.T, Self.size * count] where conforms_to(Self.T, Copyable):
        """The elements, `count` times over."""
        return __repeat[total = Self.size * count](self)

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        __write_elements(writer, self.unsafe_ptr(), Self.size)

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("Array[", __type_name[Self.T](), ", ", Self.size, "](")
        __write_reprs(writer, self.unsafe_ptr(), Self.size)
        writer.write_string(")")


comptime InlineArray = Array


@rust("rt::array::concat::<{T}, {a_size}, {b_size}, {total}>")
def __concat[T: Copyable, a_size: Int, b_size: Int, //, total: Int](
    ref a: Array[T, a_size], ref b: Array[T, b_size]
) -> Array[T, total]:
    ...


@rust("rt::array::repeat::<{T}, {size}, {total}>")
def __repeat[T: Copyable, size: Int, //, total: Int](ref array: Array[T, size]) -> Array[T, total]:
    ...
