"""Lists."""

from std.builtin.error import __check_index, __check_range, __fault
from std.builtin.iteration import __Reversible
from std.builtin.numbers import __handed_over
from std.builtin.reflect import __is_trivial, __type_name
from std.builtin.slice import __contiguous


struct List[T: AnyType](
    Boolable,
    Comparable where conforms_to(T, Comparable),
    Copyable where conforms_to(T, Copyable),
    Defaultable,
    Equatable where conforms_to(T, Equatable),
    Hashable where conforms_to(T, Hashable),
    Iterable,
    Movable,
    Sized,
    Writable where conforms_to(T, Writable),
    __Reversible,
):
    """A growing run of elements."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __ListIterator[
        Self.T, iterable_origin
    ]
    comptime ReversedType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __SpanIterator[
        Self.T, iterable_origin, True
    ]

    var _data: Pointer[Self.T, MutAnyOrigin]
    var _length: Int
    var _capacity: Int

    # ---- Construction and destruction ----

    def __init__(out self):
        """An empty list."""
        self._data = Pointer[Self.T, MutAnyOrigin].unsafe_dangling()
        self._length = 0
        self._capacity = 0

    def __init__(out self, *, capacity: Int):
        """An empty list with room for `capacity` elements."""
        self = Self()
        if capacity > 0:
            self._data = __allocate[Self.T](capacity)
            self._capacity = capacity

    def __init__(out self, *, length: Int, fill: Self.T) where conforms_to(Self.T, Copyable):
        """A list of `length` copies of `fill`."""
        self = Self(capacity=length)
        self.resize(length, fill)

    def __init__(out self, *, unsafe_uninit_length: Int):
        """A list of `unsafe_uninit_length` elements that are still to be written."""
        self = Self(capacity=unsafe_uninit_length)
        self._length = unsafe_uninit_length

    def __init__(out self, span: Span[Self.T, _]) where conforms_to(Self.T, Copyable):
        """Copies of the elements of a span."""
        self = Self(capacity=len(span))
        self.extend(span)

    def __init__[I: Iterable](out self, ref iterable: I) where conforms_to(Self.T, Copyable):
        """Copies of what an iterable hands out."""
        self = Self()
        for element in iterable:
            self.append(element.copy())

    def __init__(out self, var values: List[Self.T], *, __list_literal__: NoneType):
        """From a list display."""
        self = values^

    def __init__(out self, *, copy: Self) where conforms_to(Self.T, Copyable):
        self = Self(capacity=copy._length)
        __copy_elements(self._data, copy._data, copy._length)
        self._length = copy._length

    def __deinit__(deinit self):
        __destroy_elements(self._data, self._length)
        if self._capacity > 0:
            __deallocate(self._data, self._capacity)

    # ---- Size ----

    def __len__(self) -> Int:
        return self._length

    def __bool__(self) -> Bool:
        return self._length > 0

    def capacity(self) -> Int:
        """How many elements fit without growing."""
        return self._capacity

    def byte_length(self) -> Int:
        """The size of the elements in bytes."""
        return self._length * __size_of[Self.T]()

    def reserve(mut self, capacity: Int):
        """Makes room for `capacity` elements."""
        if capacity > self._capacity:
            self.__grow_to(capacity)

    @no_inline
    def __grow_to(mut self, capacity: Int):
        comptime if __is_trivial[Self.T]():
            self._data = __reallocate(self._data, self._capacity, capacity)
        else:
            var data = __allocate[Self.T](capacity)
            for i in range(self._length):
                data.unsafe_offset(i).unsafe_write_move_from(self._data.unsafe_offset(i))
            if self._capacity > 0:
                __deallocate(self._data, self._capacity)
            self._data = data
        self._capacity = capacity

    # ---- Elements ----

    def __getitem__(ref self, index: Int) -> ref [self] Self.T:
        """The element at an index; a fault if there is none."""
        __check_index(index, self._length)
        return self._data.unsafe_offset(index)[]

    def __getitem__[dtype: DType](ref self, index: Scalar[dtype]) -> ref [self] Self.T where dtype.is_integral():
        """The element at an index; a fault if there is none."""
        __check_index(Int(index), self._length)
        return self._data.unsafe_offset(Int(index))[]

    def __getitem__(ref self, slice: Slice) -> Span[Self.T, origin_of(self)]:
        """A view of neighbouring elements; a fault if the bounds do not fit."""
        var start, end = __contiguous(slice, self._length)
        return Span[Self.T, origin_of(self)](unsafe_ptr=self._data.unsafe_offset(start), length=end - start)

    def __getitem__(self, slice: StridedSlice) -> List[Self.T] where conforms_to(Self.T, Copyable):
        """Copies of elements a step apart; bounds are clamped."""
        var start, end, step = slice.indices(self._length)
        var result = List[Self.T]()
        for i in range(start, end, step):
            result.append(self._data.unsafe_offset(i)[].copy())
        return result^

    def unsafe_get(ref self, index: Int) -> ref [self] Self.T:
        """The element at an index that is not checked."""
        return self._data.unsafe_offset(index)[]

    def unsafe_set(mut self, index: Int, var value: Self.T):
        """Replaces the element at an index that is not checked."""
        self._data.unsafe_offset(index)[] = value^

    def unsafe_ptr(ref self) -> Pointer[Self.T, origin_of(self)]:
        """The address of the first element."""
        return self._data

    def __iter__(ref self) -> __ListIterator[Self.T, origin_of(self)]:
        return __ListIterator[Self.T, origin_of(self)](Pointer(to=self))

    def __reversed__(ref self) -> __SpanIterator[Self.T, origin_of(self), True]:
        return __SpanIterator[Self.T, origin_of(self), True](self._data, self._length)

    # ---- Changes ----

    def append(mut self, var value: Self.T):
        """Adds an element at the end."""
        if self._length == self._capacity:
            self.__grow_to(max(2 * self._capacity, 4) if self._capacity > 1 else self._capacity + 1)
        self._data.unsafe_offset(self._length).write(value^)
        self._length += 1

    def insert(mut self, index: Int, var value: Self.T):
        """Adds an element before an index."""
        __check_index(index, self._length + 1)
        self.append(value^)
        __rotate_right(self._data.unsafe_offset(index), self._length - index)

    def pop(mut self) -> Self.T:
        """Takes the last element out; a fault if there is none."""
        if self._length == 0:
            __fault("IndexError", "pop from an empty List")
        self._length -= 1
        return __handed_over(self._data.unsafe_offset(self._length).unsafe_take_pointee())

    def pop(mut self, index: Int) -> Self.T:
        """Takes the element at an index out; a fault if there is none."""
        __check_index(index, self._length)
        __rotate_left(self._data.unsafe_offset(index), self._length - index)
        self._length -= 1
        return __handed_over(self._data.unsafe_offset(self._length).unsafe_take_pointee())

    def extend(mut self, var other: List[Self.T]):
        """Moves the elements of another list to the end."""
        self.reserve(self._length + other._length)
        for i in range(other._length):
            self._data.unsafe_offset(self._length + i).unsafe_write_move_from(other._data.unsafe_offset(i))
        self._length += other._length
        other._length = 0

    def extend(mut self, span: Span[Self.T, _]) where conforms_to(Self.T, Copyable):
        """Adds copies of the elements of a span at the end."""
        var count = len(span)
        self.reserve(self._length + count)
        __copy_elements(self._data.unsafe_offset(self._length), span.unsafe_ptr(), count)
        self._length += count

    def clear(mut self):
        """Destroys all elements."""
        var length = self._length
        self._length = 0
        __destroy_elements(self._data, length)

    def resize(mut self, length: Int, fill: Self.T) where conforms_to(Self.T, Copyable):
        """Cuts the list, or extends it with copies of `fill`."""
        if length < self._length:
            self.shrink(length)
            return
        self.reserve(length)
        comptime if __is_trivial[Self.T]():
            __fill(self._data.unsafe_offset(self._length), fill, length - self._length)
            self._length = length
        else:
            while self._length < length:
                self._data.unsafe_offset(self._length).write(fill.copy())
                self._length += 1

    def resize(mut self, *, unsafe_uninit_length: Int):
        """Cuts the list, or extends it with elements that are still to be written."""
        self.reserve(unsafe_uninit_length)
        self._length = unsafe_uninit_length

    def shrink(mut self, length: Int):
        """Destroys the elements from `length` on."""
        __check_range(0, length, self._length)
        var count = self._length - length
        self._length = length
        __destroy_elements(self._data.unsafe_offset(length), count)

    def reverse(mut self):
        """Turns the order round."""
        __reverse(self._data, self._length)

    def swap_elements(mut self, a: Int, b: Int):
        """Exchanges two elements."""
        __check_index(a, self._length)
        __check_index(b, self._length)
        self._data.unsafe_offset(a).swap_pointees(self._data.unsafe_offset(b))

    def steal_data(mut self) -> Pointer[Self.T, MutAnyOrigin]:
        """Gives the memory away; the list is empty then."""
        var data = self._data
        self = Self()
        return data

    # ---- Search ----

    def __contains__(self, value: Self.T) -> Bool where conforms_to(Self.T, Equatable):
        for i in range(self._length):
            if self._data.unsafe_offset(i)[] == value:
                return True
        return False

    def try_index(self, value: Self.T, start: Int = 0, stop: Optional[Int] = None) -> Optional[Int] where conforms_to(
        Self.T, Equatable
    ):
        """Where a value first stands between two indices."""
        var from_, to, _ = Slice(Optional(start), stop, None).indices(self._length)
        for i in range(from_, to):
            if self._data.unsafe_offset(i)[] == value:
                return i
        return None

    def index(self, value: Self.T, start: Int = 0, stop: Optional[Int] = None) raises -> Int where conforms_to(
        Self.T, Equatable
    ):
        """Where a value first stands between two indices; raises if nowhere."""
        var found = self.try_index(value, start, stop)
        if not found:
            raise Error("ValueError: Given element is not in list")
        return found.value()

    def count(self, value: Self.T) -> Int where conforms_to(Self.T, Equatable):
        """How often a value stands in the list."""
        var count = 0
        for i in range(self._length):
            if self._data.unsafe_offset(i)[] == value:
                count += 1
        return count

    # ---- Operators ----

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        if self._length != other._length:
            return False
        for i in range(self._length):
            if not (self._data.unsafe_offset(i)[] == other._data.unsafe_offset(i)[]):
                return False
        return True

    def __ne__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        return not (self == other)

    def __lt__(self, other: Self) -> Bool where conforms_to(Self.T, Comparable):
        for i in range(min(self._length, other._length)):
            if self._data.unsafe_offset(i)[] < other._data.unsafe_offset(i)[]:
                return True
            if other._data.unsafe_offset(i)[] < self._data.unsafe_offset(i)[]:
                return False
        return self._length < other._length

    def __add__(self, var other: Self) -> Self where conforms_to(Self.T, Copyable):
        var result = self.copy()
        result.extend(other^)
        return result^

    def __iadd__(mut self, var other: Self):
        self.extend(other^)

    def __mul__(self, count: Int) -> Self where conforms_to(Self.T, Copyable):
        var result = Self(capacity=self._length * max(count, 0))
        for _ in range(count):
            result.extend(Span(self))
        return result^

    def __imul__(mut self, count: Int) where conforms_to(Self.T, Copyable):
        self = self * count

    def __hash__[H: Hasher](self, mut hasher: H) where conforms_to(Self.T, Hashable):
        hasher.update(self._length)
        for i in range(self._length):
            hasher.update(self._data.unsafe_offset(i)[])

    # ---- Text ----

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        __write_elements(writer, self._data, self._length)

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("List[", __type_name[Self.T](), "](")
        __write_reprs(writer, self._data, self._length)
        writer.write_string(")")


struct __ListIterator[T: AnyType, origin: Origin](ImplicitlyCopyable, Iterable, Iterator):
    """Steps over a list, which may change meanwhile."""

    comptime Element = Self.T
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _list: Pointer[List[Self.T], Self.origin]
    var _index: Int

    def __init__(out self, list: Pointer[List[Self.T], Self.origin]):
        self._list = list
        self._index = 0

    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> ref [Self.origin] Self.T:
        var index = self._index
        if index >= self._list[]._length:
            raise StopIteration()
        self._index = index + 1
        return self._list[]._data.unsafe_offset(index)[]


struct __SpanIterator[T: AnyType, origin: Origin, backward: Bool = False](ImplicitlyCopyable, Iterable, Iterator):
    """Steps over elements that stand side by side."""

    comptime Element = Self.T
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _data: Pointer[Self.T, Self.origin]
    var _count: Int

    def __init__(out self, data: Pointer[Self.T, Self.origin], count: Int):
        self._data = data
        self._count = count

    def __iter__(ref self) -> Self:
        return self

    def __len__(self) -> Int:
        return self._count

    def __next__(mut self) raises StopIteration -> ref [Self.origin] Self.T:
        if self._count == 0:
            raise StopIteration()
        self._count -= 1
        comptime if Self.backward:
            return self._data.unsafe_offset(self._count)[]
        else:
            var current = self._data
            self._data = current.unsafe_offset(1)
            return current[]


# ---- Runs of elements in memory ----


@rust("rt::mem::size_of::<{T}>")
def __size_of[T: AnyType]() -> Int:
    ...


@rust("rt::mem::allocate::<{T}>")
def __allocate[T: AnyType](capacity: Int) -> Pointer[T, MutAnyOrigin]:
    ...


@rust("rt::mem::reallocate")
def __reallocate[T: AnyType](data: Pointer[T, _], old: Int, new: Int) -> Pointer[T, MutAnyOrigin]:
    """Grows memory whose elements may be moved bit by bit."""
    ...


@rust("rt::mem::deallocate")
def __deallocate[T: AnyType](data: Pointer[T, _], capacity: Int):
    ...


@rust("rt::mem::copy_trivial")
def __copy_trivial[T: AnyType](to: Pointer[T, _], source: Pointer[T, _], count: Int):
    ...


@rust("rt::mem::fill")
def __fill[T: AnyType](to: Pointer[T, _], value: T, count: Int):
    ...


@rust("rt::mem::reverse")
def __reverse[T: AnyType](data: Pointer[T, _], count: Int):
    ...


@rust("rt::mem::rotate_right")
def __rotate_right[T: AnyType](data: Pointer[T, _], count: Int):
    """Moves the last of `count` elements to the front."""
    ...


@rust("rt::mem::rotate_left")
def __rotate_left[T: AnyType](data: Pointer[T, _], count: Int):
    """Moves the first of `count` elements to the back."""
    ...


def __copy_elements[T: Copyable](to: Pointer[T, _], source: Pointer[T, _], count: Int):
    """Copies elements to where there are none."""
    comptime if __is_trivial[T]():
        __copy_trivial(to, source, count)
    else:
        for i in range(count):
            to.unsafe_offset(i).write(source.unsafe_offset(i)[].copy())


def __destroy_elements[T: AnyType](data: Pointer[T, _], count: Int):
    """Destroys elements in their order."""
    comptime if not __is_trivial[T]():
        for i in range(count):
            data.unsafe_offset(i).unsafe_deinit_pointee()


def __write_elements[T: Writable](mut writer: Some[Writer], data: Pointer[T, _], count: Int):
    """`[a, b]`"""
    writer.write_string("[")
    for i in range(count):
        if i > 0:
            writer.write_string(", ")
        data.unsafe_offset(i)[].write_to(writer)
    writer.write_string("]")


def __write_reprs[T: Writable](mut writer: Some[Writer], data: Pointer[T, _], count: Int):
    """`['a', 'b']`"""
    writer.write_string("[")
    for i in range(count):
        if i > 0:
            writer.write_string(", ")
        data.unsafe_offset(i)[].write_repr_to(writer)
    writer.write_string("]")
