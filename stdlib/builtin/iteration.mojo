"""Iterators over iterators."""


def iter[T: Iterable](ref value: T) -> T.IteratorType[origin_of(value)]:
    """An iterator over the elements of a value."""
    return value.__iter__()


def next[T: Iterator](mut iterator: T) raises StopIteration -> T.Element:
    """The next element."""
    return iterator.__next__()


struct __Enumerate[I: Iterator](Copyable where conforms_to(I, Copyable), Iterable, Iterator, Movable):
    """Elements with their numbers."""

    comptime Element = Tuple[Int, Self.I.Element]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _iterator: Self.I
    var _count: Int

    def __init__(out self, var iterator: Self.I, start: Int):
        self._iterator = iterator^
        self._count = start

    def __iter__(ref self) -> Self where conforms_to(Self.I, Copyable):
        return Self(self._iterator.copy(), self._count)

    def __next__(mut self) raises StopIteration -> Tuple[Int, Self.I.Element] where conforms_to(Self.I.Element, Copyable):
        var element = self._iterator.__next__().copy()
        var number = self._count
        self._count += 1
        return (number, element^)


def enumerate[T: Iterable](ref iterable: T, start: Int = 0) -> __Enumerate[T.IteratorType[origin_of(iterable)]]:
    """The elements with their numbers, counted from `start`."""
    return __Enumerate(iterable.__iter__(), start)


struct __Zip2[A: Iterator, B: Iterator](
    Copyable where conforms_to(A, Copyable) and conforms_to(B, Copyable), Iterable, Iterator, Movable
):
    """Pairs of elements of two iterators."""

    comptime Element = Tuple[Self.A.Element, Self.B.Element]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _a: Self.A
    var _b: Self.B

    def __init__(out self, var a: Self.A, var b: Self.B):
        self._a = a^
        self._b = b^

    def __iter__(ref self) -> Self where conforms_to(Self.A, Copyable) and conforms_to(Self.B, Copyable):
        return Self(self._a.copy(), self._b.copy())

    def __next__(mut self) raises StopIteration -> Tuple[Self.A.Element, Self.B.Element] where conforms_to(
        Self.A.Element, Copyable
    ) and conforms_to(Self.B.Element, Copyable):
        var a = self._a.__next__().copy()
        var b = self._b.__next__().copy()
        return (a^, b^)


struct __Zip3[A: Iterator, B: Iterator, C: Iterator](
    Copyable where conforms_to(A, Copyable) and conforms_to(B, Copyable) and conforms_to(C, Copyable),
    Iterable,
    Iterator,
    Movable,
):
    """Triples of elements of three iterators."""

    comptime Element = Tuple[Self.A.Element, Self.B.Element, Self.C.Element]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _a: Self.A
    var _b: Self.B
    var _c: Self.C

    def __init__(out self, var a: Self.A, var b: Self.B, var c: Self.C):
        self._a = a^
        self._b = b^
        self._c = c^

    def __iter__(ref self) -> Self where conforms_to(Self.A, Copyable) and conforms_to(Self.B, Copyable) and conforms_to(
        Self.C, Copyable
    ):
        return Self(self._a.copy(), self._b.copy(), self._c.copy())

    def __next__(mut self) raises StopIteration -> Tuple[Self.A.Element, Self.B.Element, Self.C.Element] where conforms_to(
        Self.A.Element, Copyable
    ) and conforms_to(Self.B.Element, Copyable) and conforms_to(Self.C.Element, Copyable):
        var a = self._a.__next__().copy()
        var b = self._b.__next__().copy()
        var c = self._c.__next__().copy()
        return (a^, b^, c^)


def zip[A: Iterable, B: Iterable](
    ref a: A, ref b: B
) -> __Zip2[A.IteratorType[origin_of(a)], B.IteratorType[origin_of(b)]]:
    """Pairs of elements, until one side ends."""
    return __Zip2(a.__iter__(), b.__iter__())


def zip[A: Iterable, B: Iterable, C: Iterable](
    ref a: A, ref b: B, ref c: C
) -> __Zip3[A.IteratorType[origin_of(a)], B.IteratorType[origin_of(b)], C.IteratorType[origin_of(c)]]:
    """Triples of elements, until one side ends."""
    return __Zip3(a.__iter__(), b.__iter__(), c.__iter__())


struct __Map[I: Iterator, U: Movable, F: def(I.Element) -> U](Iterable, Iterator, Movable):
    """The results of a function on elements."""

    comptime Element = Self.U
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _iterator: Self.I
    var _function: Self.F

    def __init__(out self, var iterator: Self.I, var function: Self.F):
        self._iterator = iterator^
        self._function = function^

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> Self.U:
        return self._function(self._iterator.__next__())


def map[T: Iterable, U: Movable, F: def(T.IteratorType[ImmAnyOrigin].Element) -> U](
    ref iterable: T, var function: F
) -> __Map[T.IteratorType[origin_of(iterable)], U, F]:
    """The results of a function on the elements."""
    return __Map[T.IteratorType[origin_of(iterable)], U, F](iterable.__iter__(), function^)


trait __Reversible:
    """Types that can hand out their elements from the last to the first."""

    comptime ReversedType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator

    def __reversed__(ref self) -> Self.ReversedType[origin_of(self)]:
        """An iterator that starts at the last element."""
        ...


def reversed[T: __Reversible](ref value: T) -> T.ReversedType[origin_of(value)]:
    """The elements from the last to the first."""
    return value.__reversed__()
