"""Iterators."""

from std.builtin.error import StopIteration
from std.builtin.iteration import enumerate, iter, map, next, reversed, zip
from std.builtin.traits import Iterable, IterableOwned, Iterator


struct empty[T: Movable](ImplicitlyCopyable, Iterable, Iterator):
    """No elements."""

    comptime Element = Self.T
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    def __init__(out self):
        """No elements."""
        pass

    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> Self.T:
        raise StopIteration()


struct once[T: Copyable](Copyable, Iterable, Iterator, Movable):
    """One element."""

    comptime Element = Self.T
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _value: Optional[Self.T]

    def __init__(out self, var value: Self.T):
        """The element."""
        self._value = Optional(value^)

    def __iter__(ref self) -> Self:
        return self.copy()

    def __next__(mut self) raises StopIteration -> Self.T:
        if not self._value:
            raise StopIteration()
        return self._value.take()


struct __Chain[A: Iterator, B: Iterator](Iterable, Iterator, Movable):
    comptime Element = Self.A.Element
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _a: Self.A
    var _b: Self.B
    var _first: Bool

    def __init__(out self, var a: Self.A, var b: Self.B):
        self._a = a^
        self._b = b^
        self._first = True

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> Self.A.Element where conforms_to(Self.A.Element, Copyable):
        if self._first:
            try:
                return self._a.__next__().copy()
            except:
                self._first = False
        return self._b.__next__().copy()


def chain[A: Iterable, B: Iterable](
    ref a: A, ref b: B
) -> __Chain[A.IteratorType[origin_of(a)], B.IteratorType[origin_of(b)]]:
    """The elements of one, then those of the other."""
    return __Chain(a.__iter__(), b.__iter__())


struct __Peekable[I: Iterator](Iterable, Iterator, Movable):
    comptime Element = Self.I.Element
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _iterator: Self.I
    var _next: Optional[Self.I.Element]

    def __init__(out self, var iterator: Self.I):
        self._iterator = iterator^
        self._next = Optional[Self.I.Element]()

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> Self.I.Element where conforms_to(Self.I.Element, Copyable):
        if self._next:
            return self._next.take()
        return self._iterator.__next__().copy()

    def peek(mut self) -> Optional[Self.I.Element] where conforms_to(Self.I.Element, Copyable):
        """A copy of the next element, if there is one."""
        if not self._next:
            try:
                self._next = self._iterator.__next__().copy()
            except:
                return None
        return self._next.copy()


def peekable[T: Iterable](ref iterable: T) -> __Peekable[T.IteratorType[origin_of(iterable)]]:
    """An iterator that can be asked for the next element without taking it."""
    return __Peekable(iterable.__iter__())
