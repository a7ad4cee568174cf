"""Iterators from iterators."""


struct count(Copyable, Iterable, Iterator, Movable):
    """Numbers without an end."""

    comptime Element = Int
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _next: Int
    var _step: Int

    def __init__(out self, start: Int = 0, step: Int = 1):
        """Counts from `start` in steps of `step`."""
        self._next = start
        self._step = step

    def __iter__(ref self) -> Self:
        return self.copy()

    def __next__(mut self) raises StopIteration -> Int:
        var value = self._next
        self._next += self._step
        return value


struct repeat[T: Copyable](Copyable, Iterable, Iterator, Movable):
    """The same value several times."""

    comptime Element = Self.T
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _value: Self.T
    var _left: Int

    def __init__(out self, var value: Self.T, *, times: Int):
        """A value, `times` times."""
        self._value = value^
        self._left = times

    def __iter__(ref self) -> Self:
        return self.copy()

    def __next__(mut self) raises StopIteration -> Self.T:
        if self._left <= 0:
            raise StopIteration()
        self._left -= 1
        return self._value.copy()


struct __Cycle[I: Iterator & Copyable](Copyable, Iterable, Iterator, Movable):
    comptime Element = Self.I.Element
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _start: Self.I
    var _iterator: Self.I

    def __init__(out self, var iterator: Self.I):
        self._start = iterator.copy()
        self._iterator = iterator^

    def __iter__(ref self) -> Self:
        return self.copy()

    def __next__(mut self) raises StopIteration -> Self.I.Element where conforms_to(Self.I.Element, Copyable):
        try:
            return self._iterator.__next__().copy()
        except:
            self._iterator = self._start.copy()
        return self._iterator.__next__().copy()


def cycle[T: Iterable](ref iterable: T) -> __Cycle[T.IteratorType[origin_of(iterable)]]:
    """The elements over and over."""
    return __Cycle(iterable.__iter__())


struct __Take[I: Iterator](Copyable where conforms_to(I, Copyable), Iterable, Iterator, Movable):
    comptime Element = Self.I.Element
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _iterator: Self.I
    var _left: Int

    def __init__(out self, var iterator: Self.I, left: Int):
        self._iterator = iterator^
        self._left = left

    def __iter__(ref self) -> Self where conforms_to(Self.I, Copyable):
        return Self(self._iterator.copy(), self._left)

    def __next__(mut self) raises StopIteration -> Self.I.Element where conforms_to(Self.I.Element, Copyable):
        if self._left <= 0:
            raise StopIteration()
        self._left -= 1
        return self._iterator.__next__().copy()


def take[T: Iterable](ref iterable: T, count: Int) -> __Take[T.IteratorType[origin_of(iterable)]]:
    """The first `count` elements."""
    return __Take(iterable.__iter__(), count)


struct __Drop[I: Iterator](Copyable where conforms_to(I, Copyable), Iterable, Iterator, Movable):
    comptime Element = Self.I.Element
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _iterator: Self.I
    var _left: Int

    def __init__(out self, var iterator: Self.I, left: Int):
        self._iterator = iterator^
        self._left = left

    def __iter__(ref self) -> Self where conforms_to(Self.I, Copyable):
        return Self(self._iterator.copy(), self._left)

    def __next__(mut self) raises StopIteration -> Self.I.Element where conforms_to(Self.I.Element, Copyable):
        while self._left > 0:
            self._left -= 1
            _ = self._iterator.__next__()
        return self._iterator.__next__().copy()


def drop[T: Iterable](ref iterable: T, count: Int) -> __Drop[T.IteratorType[origin_of(iterable)]]:
    """The elements after the first `count`."""
    return __Drop(iterable.__iter__(), count)


struct __TakeWhile[I: Iterator, F: def(I.Element) -> Bool](Iterable, Iterator, Movable):
    comptime Element = Self.I.Element
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _iterator: Self.I
    var _function: Self.F
    var _done: Bool

    def __init__(out self, var iterator: Self.I, var function: Self.F):
        self._iterator = iterator^
        self._function = function^
        self._done = False

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> Self.I.Element where conforms_to(Self.I.Element, Copyable):
        if self._done:
            raise StopIteration()
        var element = self._iterator.__next__().copy()
        if not self._function(element):
            self._done = True
            raise StopIteration()
        return element^


def take_while[T: Iterable, F: def(T.IteratorType[ImmAnyOrigin].Element) -> Bool](
    ref iterable: T, var function: F
) -> __TakeWhile[T.IteratorType[origin_of(iterable)], F]:
    """The elements before the first that a function refuses."""
    return __TakeWhile[T.IteratorType[origin_of(iterable)], F](iterable.__iter__(), function^)


struct __DropWhile[I: Iterator, F: def(I.Element) -> Bool](Iterable, Iterator, Movable):
    comptime Element = Self.I.Element
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _iterator: Self.I
    var _function: Self.F
    var _started: Bool

    def __init__(out self, var iterator: Self.I, var function: Self.F):
        self._iterator = iterator^
        self._function = function^
        self._started = False

    def __iter__(var self) -> Self:
        return self^

    def __next__(mut self) raises StopIteration -> Self.I.Element where conforms_to(Self.I.Element, Copyable):
        var element = self._iterator.__next__().copy()
        while not self._started and self._function(element):
            element = self._iterator.__next__().copy()
        self._started = True
        return element^


def drop_while[T: Iterable, F: def(T.IteratorType[ImmAnyOrigin].Element) -> Bool](
    ref iterable: T, var function: F
) -> __DropWhile[T.IteratorType[origin_of(iterable)], F]:
    """The elements from the first on that a function refuses."""
    return __DropWhile[T.IteratorType[origin_of(iterable)], F](iterable.__iter__(), function^)


struct __Product[A: Iterator & Copyable, B: Iterator & Copyable](Copyable, Iterable, Iterator, Movable):
    comptime Element = Tuple[Self.A.Element, Self.B.Element]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _a: Self.A
    var _start: Self.B
    var _b: Self.B
    var _element: Optional[Self.A.Element]

    def __init__(out self, var a: Self.A, var b: Self.B):
        self._a = a^
        self._start = b.copy()
        self._b = b^
        self._element = Optional[Self.A.Element]()

    def __iter__(ref self) -> Self:
        return Self(self._a.copy(), self._start.copy())

    def __next__(mut self) raises StopIteration -> Tuple[Self.A.Element, Self.B.Element] where conforms_to(
        Self.A.Element, Copyable
    ) and conforms_to(Self.B.Element, Copyable):
        if not self._element:
            self._element = self._a.__next__().copy()
        try:
            var b = self._b.__next__().copy()
            return (self._element.value().copy(), b^)
        except:
            self._b = self._start.copy()
        self._element = self._a.__next__().copy()
        var b = self._b.__next__().copy()
        return (self._element.value().copy(), b^)


def product[A: Iterable, B: Iterable](
    ref a: A, ref b: B
) -> __Product[A.IteratorType[origin_of(a)], B.IteratorType[origin_of(b)]]:
    """All pairs of elements."""
    return __Product(a.__iter__(), b.__iter__())
