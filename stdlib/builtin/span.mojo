"""Views of elements that stand side by side."""

from std.builtin.error import __check_index, __check_range, __fault
from std.builtin.iteration import __Reversible
from std.builtin.list import __SpanIterator, __copy_elements, __reverse, __write_elements, __write_reprs
from std.builtin.reflect import __type_name
from std.builtin.slice import __contiguous


struct Span[T: AnyType, origin: Origin](
    Boolable,
    Defaultable,
    Equatable where conforms_to(T, Equatable),
    Iterable,
    Sized,
    TrivialRegisterPassable,
    Writable where conforms_to(T, Writable),
    __Reversible,
):
    """Elements that something else owns."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __SpanIterator[
        Self.T, Self.origin
    ]
    comptime ReversedType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __SpanIterator[
        Self.T, Self.origin, True
    ]

    var _data: Pointer[Self.T, Self.origin]
    var _length: Int

    def __init__(out self):
        """No elements."""
        self._data = Pointer[Self.T, Self.origin].unsafe_dangling()
        self._length = 0

    def __init__(out self, *, unsafe_ptr: Pointer[Self.T, _], length: Int):
        """From the address of the first element."""
        self._data = unsafe_ptr.unsafe_origin_cast[Self.origin]()
        self._length = length

    def __init__(out self, *, ptr: Pointer[Self.T, _], length: Int):
        """From the address of the first element."""
        self._data = ptr.unsafe_origin_cast[Self.origin]()
        self._length = length

    @implicit
    def __init__(out self, ref list: List[Self.T]):
        """The elements of a list."""
        self._data = list._data
        self._length = list._length

    @implicit
    def __init__[size: Int](out self, ref array: Array[Self.T, size]) where conforms_to(Self.T, Movable):
        """The elements of an array."""
        self._data = array.unsafe_ptr()
        self._length = size

    @implicit
    def __init__[other: Origin](out self, span: Span[Self.T, other]):
        """The same elements under another origin."""
        self._data = span._data
        self._length = span._length

    def __len__(self) -> Int:
        return self._length

    def __bool__(self) -> Bool:
        return self._length > 0

    def __getitem__(self, index: Int) -> ref [Self.origin] Self.T:
        """The element at an index; a fault if there is none."""
        __check_index(index, self._length)
        return self._data.unsafe_offset(index)[]

    def __getitem__[dtype: DType](self, index: Scalar[dtype]) -> ref [Self.origin] Self.T where dtype.is_integral():
        """The element at an index; a fault if there is none."""
        __check_index(Int(index), self._length)
        return self._data.unsafe_offset(Int(index))[]

    def __getitem__(self, slice: Slice) -> Self:
        """Neighbouring elements; a fault if the bounds do not fit."""
        var start, end = __contiguous(slice, self._length)
        return Self(unsafe_ptr=self._data.unsafe_offset(start), length=end - start)

    def unsafe_get(self, index: Int) -> ref [Self.origin] Self.T:
        """The element at an index that is not checked."""
        return self._data.unsafe_offset(index)[]

    def unsafe_ptr(self) -> Pointer[Self.T, Self.origin]:
        """The address of the first element."""
        return self._data

    def unsafe_subspan(self, *, offset: Int, length: Int) -> Self:
        """Neighbouring elements; nothing is checked."""
        return Self(unsafe_ptr=self._data.unsafe_offset(offset), length=length)

    def as_imm(self) -> Span[Self.T, ImmAnyOrigin]:
        """The same elements, read only."""
        return Span[Self.T, ImmAnyOrigin](unsafe_ptr=self._data, length=self._length)

    def get_immutable(self) -> Span[Self.T, ImmAnyOrigin]:
        """The same elements, read only."""
        return self.as_imm()

    def __iter__(ref self) -> __SpanIterator[Self.T, Self.origin]:
        return __SpanIterator[Self.T, Self.origin](self._data, self._length)

    def __reversed__(ref self) -> __SpanIterator[Self.T, Self.origin, True]:
        return __SpanIterator[Self.T, Self.origin, True](self._data, self._length)

    def fill(self, value: Self.T) where conforms_to(Self.T, Copyable):
        """Makes every element a copy of `value`."""
        for i in range(self._length):
            self._data.unsafe_offset(i)[] = value.copy()

    def reverse(self):
        """Turns the order round."""
        __reverse(self._data, self._length)

    def copy_from(self, other: Span[Self.T, _]) where conforms_to(Self.T, Copyable):
        """Makes the elements copies of those of a span of the same length."""
        if self._length != len(other):
            __fault("ValueError", "spans are of different lengths")
        for i in range(self._length):
            self._data.unsafe_offset(i)[] = other.unsafe_get(i).copy()

    def swap_elements(self, a: Int, b: Int):
        """Exchanges two elements."""
        __check_index(a, self._length)
        __check_index(b, self._length)
        self._data.unsafe_offset(a).swap_pointees(self._data.unsafe_offset(b))

    def __contains__(self, value: Self.T) -> Bool where conforms_to(Self.T, Equatable):
        for i in range(self._length):
            if self._data.unsafe_offset(i)[] == value:
                return True
        return False

    def count(self, value: Self.T) -> Int where conforms_to(Self.T, Equatable):
        """How often a value stands among the elements."""
        var count = 0
        for i in range(self._length):
            if self._data.unsafe_offset(i)[] == value:
                count += 1
        return count

    def __eq__(self, other: Span[Self.T, _]) -> Bool where conforms_to(Self.T, Equatable):
        if self._length != len(other):
            return False
        for i in range(self._length):
            if not (self._data.unsafe_offset(i)[] == other.unsafe_get(i)):
                return False
        return True

    def __ne__(self, other: Span[Self.T, _]) -> Bool where conforms_to(Self.T, Equatable):
        return not (self == other)

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        __write_elements(writer, self._data, self._length)

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("Span[", __type_name[Self.T](), "](")
        __write_reprs(writer, self._data, self._length)
        writer.write_string(")")
