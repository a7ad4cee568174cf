"""Doubly linked lists."""

from std.builtin.error import __check_index
from std.builtin.reflect import __type_name


struct __Node[T: Movable](Movable):
    """An element and its neighbours, as addresses that may be zero."""

    var value: Self.T
    var before: Int
    var after: Int

    def __init__(out self, var value: Self.T, before: Int, after: Int):
        self.value = value^
        self.before = before
        self.after = after

    def into_value(deinit self) -> Self.T:
        return self.value^


struct LinkedList[T: Movable](
    Boolable,
    Copyable where conforms_to(T, Copyable),
    Defaultable,
    Equatable where conforms_to(T, Equatable),
    Iterable,
    Movable,
    Sized,
    Writable where conforms_to(T, Writable),
):
    """Elements that know their neighbours."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __NodeIterator[
        Self.T, iterable_origin
    ]

    var _first: Int
    var _last: Int
    var _length: Int

    def __init__(out self):
        """No elements."""
        self._first = 0
        self._last = 0
        self._length = 0

    def __init__(out self, var values: List[Self.T], *, __list_literal__: NoneType):
        """From a list display."""
        self = Self()
        values.reverse()
        while len(values) > 0:
            self.append(values.pop())

    def __init__(out self, *, copy: Self) where conforms_to(Self.T, Copyable):
        self = Self()
        for value in copy:
            self.append(value.copy())

    def __deinit__(deinit self):
        var at = self._first
        while at != 0:
            var node = __node[Self.T](at)
            at = node[].after
            node.unsafe_deinit_pointee()
            node.unsafe_free()

    def __len__(self) -> Int:
        return self._length

    def __bool__(self) -> Bool:
        return self._length > 0

    def __insert_between(mut self, var value: Self.T, before: Int, after: Int):
        var node = alloc[__Node[Self.T]](1)
        node.write(__Node[Self.T](value^, before, after))
        var address = Int(node)
        if before == 0:
            self._first = address
        else:
            __node[Self.T](before)[].after = address
        if after == 0:
            self._last = address
        else:
            __node[Self.T](after)[].before = address
        self._length += 1

    def __take(mut self, address: Int) -> Self.T:
        var node = __node[Self.T](address).unsafe_take_pointee()
        __node[Self.T](address).unsafe_free()
        if node.before == 0:
            self._first = node.after
        else:
            __node[Self.T](node.before)[].after = node.after
        if node.after == 0:
            self._last = node.before
        else:
            __node[Self.T](node.after)[].before = node.before
        self._length -= 1
        return node^.into_value()

    def __address(self, index: Int) -> Int:
        __check_index(index, self._length)
        var at = self._first
        for _ in range(index):
            at = __node[Self.T](at)[].after
        return at

    def append(mut self, var value: Self.T):
        """Adds an element at the end."""
        self.__insert_between(value^, self._last, 0)

    def prepend(mut self, var value: Self.T):
        """Adds an element at the start."""
        self.__insert_between(value^, 0, self._first)

    def insert(mut self, index: Int, var value: Self.T):
        """Adds an element before an index."""
        if index >= self._length:
            self.append(value^)
        else:
            var after = self.__address(index)
            self.__insert_between(value^, __node[Self.T](after)[].before, after)

    def pop(mut self) raises -> Self.T:
        """Takes the last element out; raises if there is none."""
        if self._length == 0:
            raise Error("Pop on empty list.")
        return self.__take(self._last)

    def pop(mut self, index: Int) raises -> Self.T:
        """Takes the element at an index out."""
        return self.__take(self.__address(index))

    def maybe_pop(mut self) -> Optional[Self.T]:
        """Takes the last element out, if there is one."""
        if self._length == 0:
            return None
        return self.__take(self._last)

    def extend(mut self, var other: Self):
        """Moves the elements of another list to the end."""
        while len(other) > 0:
            self.append(other.__take(other._first))

    def clear(mut self):
        """Destroys all elements."""
        while self._length > 0:
            _ = self.__take(self._first)

    def reverse(mut self):
        """Turns the order round."""
        var at = self._first
        while at != 0:
            var node = __node[Self.T](at)
            var after = node[].after
            node[].after = node[].before
            node[].before = after
            at = after
        var first = self._first
        self._first = self._last
        self._last = first

    def __getitem__(ref self, index: Int) -> ref [self] Self.T:
        """The element at an index; a fault if there is none."""
        return __node[Self.T](self.__address(index))[].value

    def __contains__(self, value: Self.T) -> Bool where conforms_to(Self.T, Equatable):
        for other in self:
            if other == value:
                return True
        return False

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        if self._length != other._length:
            return False
        var a = self._first
        var b = other._first
        while a != 0:
            if not (__node[Self.T](a)[].value == __node[Self.T](b)[].value):
                return False
            a = __node[Self.T](a)[].after
            b = __node[Self.T](b)[].after
        return True

    def __iter__(ref self) -> __NodeIterator[Self.T, origin_of(self)]:
        return __NodeIterator[Self.T, origin_of(self)](self._first)

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write_string("[")
        var first = True
        for value in self:
            if not first:
                writer.write_string(", ")
            first = False
            value.write_to(writer)
        writer.write_string("]")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("LinkedList[", __type_name[Self.T](), "]([")
        var first = True
        for value in self:
            if not first:
                writer.write_string(", ")
            first = False
            value.write_repr_to(writer)
        writer.write_string("])")


def __node[T: Movable](address: Int) -> Pointer[__Node[T], MutAnyOrigin]:
    return Pointer[__Node[T], MutAnyOrigin](unsafe_from_address=address)


struct __NodeIterator[T: Movable, origin: Origin](ImplicitlyCopyable, Iterable, Iterator):
    """Steps along the links."""

    comptime Element = Self.T
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _at: Int

    def __init__(out self, first: Int):
        self._at = first

    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> ref [Self.origin] Self.T:
        if self._at == 0:
            raise StopIteration()
        var node = __node[Self.T](self._at)
        self._at = node[].after
        return node[].value
