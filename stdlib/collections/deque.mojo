"""Double-ended queues."""

from std.builtin.error import __check_index
from std.builtin.iteration import __Reversible
from std.builtin.list import __allocate, __deallocate
from std.builtin.reflect import __type_name


struct Deque[T: Movable](
    Boolable,
    Copyable where conforms_to(T, Copyable),
    Defaultable,
    Equatable where conforms_to(T, Equatable),
    Iterable,
    Movable,
    Sized,
    Writable where conforms_to(T, Writable),
    __Reversible,
):
    """Elements that come and go at both ends, in a ring."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __DequeIterator[
        Self.T, iterable_origin
    ]
    comptime ReversedType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __DequeIterator[
        Self.T, iterable_origin, True
    ]

    var _data: Pointer[Self.T, MutAnyOrigin]
    var _first: Int
    var _length: Int
    var _capacity: Int
    var _limit: Int

    def __init__(out self):
        """No elements."""
        self._data = Pointer[Self.T, MutAnyOrigin].unsafe_dangling()
        self._first = 0
        self._length = 0
        self._capacity = 0
        self._limit = -1

    def __init__(out self, *, maxlen: Int):
        """No elements; the far end goes when there are more than `maxlen`."""
        self = Self()
        self._limit = maxlen

    def __init__(out self, *, capacity: Int, maxlen: Int = -1):
        """No elements, with room for `capacity`."""
        self = Self()
        self._limit = maxlen
        self.__grow_to(max(capacity, 1))

    def __init__(out self, *, var elements: List[Self.T], maxlen: Int = -1):
        """The elements of a list."""
        self = Self()
        self._limit = maxlen
        self.extend(elements^)

    def __init__(out self, var values: List[Self.T], *, __list_literal__: NoneType):
        """From a list display."""
        self = Self()
        self.extend(values^)

    def __init__(out self, *, copy: Self) where conforms_to(Self.T, Copyable):
        self = Self()
        self._limit = copy._limit
        for i in range(copy._length):
            self.append(copy.__place(i)[].copy())

    def __deinit__(deinit self):
        for i in range(self._length):
            self.__place(i).unsafe_deinit_pointee()
        if self._capacity > 0:
            __deallocate(self._data, self._capacity)

    def __place(self, index: Int) -> Pointer[Self.T, MutAnyOrigin]:
        """The address of the place that an element has or would have."""
        var at = self._first + index
        if at >= self._capacity:
            at -= self._capacity
        return self._data.unsafe_offset(at)

    def __grow_to(mut self, capacity: Int):
        var data = __allocate[Self.T](capacity)
        for i in range(self._length):
            data.unsafe_offset(i).unsafe_write_move_from(self.__place(i))
        if self._capacity > 0:
            __deallocate(self._data, self._capacity)
        self._data = data
        self._first = 0
        self._capacity = capacity

    def __make_room(mut self):
        if self._length == self._capacity:
            self.__grow_to(max(2 * self._capacity, 8))

    def __len__(self) -> Int:
        return self._length

    def __bool__(self) -> Bool:
        return self._length > 0

    def __getitem__(ref self, index: Int) -> ref [self] Self.T:
        """The element at an index; a fault if there is none."""
        __check_index(index, self._length)
        return self.__place(index)[]

    def append(mut self, var value: Self.T):
        """Adds an element at the right end."""
        if self._limit == 0:
            return
        if self._length == self._limit:
            self.__drop_first()
        self.__make_room()
        self.__place(self._length).write(value^)
        self._length += 1

    def appendleft(mut self, var value: Self.T):
        """Adds an element at the left end."""
        if self._limit == 0:
            return
        if self._length == self._limit:
            self._length -= 1
            self.__place(self._length).unsafe_deinit_pointee()
        self.__make_room()
        self._first = (self._first if self._first > 0 else self._capacity) - 1
        self._length += 1
        self.__place(0).write(value^)

    def extend(mut self, var values: List[Self.T]):
        """Moves the elements of a list to the right end."""
        values.reverse()
        while len(values) > 0:
            self.append(values.pop())

    def extendleft(mut self, var values: List[Self.T]):
        """Moves the elements of a list to the left end, the first first."""
        values.reverse()
        while len(values) > 0:
            self.appendleft(values.pop())

    def __drop_first(mut self):
        self.__place(0).unsafe_deinit_pointee()
        self.__step()

    def __step(mut self):
        self._first = self._first + 1 if self._first + 1 < self._capacity else 0
        self._length -= 1

    def pop(mut self) raises -> Self.T:
        """Takes the element at the right end out; raises if there is none."""
        if self._length == 0:
            raise Error("IndexError: Deque is empty")
        self._length -= 1
        return self.__place(self._length).unsafe_take_pointee()

    def popleft(mut self) raises -> Self.T:
        """Takes the element at the left end out; raises if there is none."""
        if self._length == 0:
            raise Error("IndexError: Deque is empty")
        var value = self.__place(0).unsafe_take_pointee()
        self.__step()
        return value^

    def peek(self) raises -> Self.T where conforms_to(Self.T, Copyable):
        """A copy of the element at the right end; raises if there is none."""
        if self._length == 0:
            raise Error("IndexError: Deque is empty")
        return self.__place(self._length - 1)[].copy()

    def peekleft(self) raises -> Self.T where conforms_to(Self.T, Copyable):
        """A copy of the element at the left end; raises if there is none."""
        if self._length == 0:
            raise Error("IndexError: Deque is empty")
        return self.__place(0)[].copy()

    def insert(mut self, index: Int, var value: Self.T) raises:
        """Adds an element before an index; raises if the queue is full."""
        if self._length == self._limit:
            raise Error("IndexError: Deque is already at its maximum size")
        var at = min(max(index if index >= 0 else index + self._length, 0), self._length)
        self.append(value^)
        for i in range(self._length - 1, at, -1):
            self.__place(i).swap_pointees(self.__place(i - 1))

    def remove(mut self, value: Self.T) raises where conforms_to(Self.T, Equatable):
        """Takes the first equal element out; raises if there is none."""
        var at = self.index(value)
        for i in range(at, self._length - 1):
            self.__place(i).swap_pointees(self.__place(i + 1))
        self._length -= 1
        self.__place(self._length).unsafe_deinit_pointee()

    def index(self, value: Self.T) raises -> Int where conforms_to(Self.T, Equatable):
        """Where a value first stands; raises if nowhere."""
        for i in range(self._length):
            if self.__place(i)[] == value:
                return i
        raise Error("ValueError: Given element is not in deque")

    def count(self, value: Self.T) -> Int where conforms_to(Self.T, Equatable):
        """How often a value stands in the queue."""
        var count = 0
        for i in range(self._length):
            if self.__place(i)[] == value:
                count += 1
        return count

    def __contains__(self, value: Self.T) -> Bool where conforms_to(Self.T, Equatable):
        return self.count(value) > 0

    def reverse(mut self):
        """Turns the order round."""
        for i in range(self._length // 2):
            self.__place(i).swap_pointees(self.__place(self._length - 1 - i))

    def rotate(mut self, n: Int = 1):
        """Moves `n` elements from the right end to the left one."""
        if self._length < 2:
            return
        for _ in range(n % self._length):
            var value = self.__place(self._length - 1).unsafe_take_pointee()
            self._length -= 1
            self._first = (self._first if self._first > 0 else self._capacity) - 1
            self._length += 1
            self.__place(0).write(value^)

    def clear(mut self):
        """Destroys all elements."""
        while self._length > 0:
            self.__drop_first()

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        if self._length != other._length:
            return False
        for i in range(self._length):
            if not (self.__place(i)[] == other.__place(i)[]):
                return False
        return True

    def __add__(self, other: Self) -> Self where conforms_to(Self.T, Copyable):
        var result = self.copy()
        for i in range(other._length):
            result.append(other.__place(i)[].copy())
        return result^

    def __iter__(ref self) -> __DequeIterator[Self.T, origin_of(self)]:
        return __DequeIterator[Self.T, origin_of(self)](Pointer(to=self))

    def __reversed__(ref self) -> __DequeIterator[Self.T, origin_of(self), True]:
        return __DequeIterator[Self.T, origin_of(self), True](Pointer(to=self))

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write_string("[")
        for i in range(self._length):
            if i > 0:
                writer.write_string(", ")
            self.__place(i)[].write_to(writer)
        writer.write_string("]")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("Deque[", __type_name[Self.T](), "]([")
        for i in range(self._length):
            if i > 0:
                writer.write_string(", ")
            self.__place(i)[].write_repr_to(writer)
        writer.write_string("])")


struct __DequeIterator[T: Movable, origin: Origin, backward: Bool = False](ImplicitlyCopyable, Iterable, Iterator):
    """Steps over a queue, which may change meanwhile."""

    comptime Element = Self.T
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _deque: Pointer[Deque[Self.T], Self.origin]
    var _index: Int

    def __init__(out self, deque: Pointer[Deque[Self.T], Self.origin]):
        self._deque = deque
        self._index = 0

    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> ref [Self.origin] Self.T:
        if self._index >= len(self._deque[]):
            raise StopIteration()
        self._index += 1
        comptime if Self.backward:
            return self._deque[][len(self._deque[]) - self._index]
        else:
            return self._deque[][self._index - 1]
