"""Runs of numbers."""

from std.builtin.error import __check_index, __fault
from std.builtin.iteration import __Reversible


struct __Range[dtype: DType](Iterable, Iterator, Sized, TrivialRegisterPassable, Writable, __Reversible):
    """Numbers that count up by one."""

    comptime Element = Scalar[Self.dtype]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self
    comptime ReversedType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = __StridedRange[
        Self.dtype
    ]

    var _next: Scalar[Self.dtype]
    var _end: Scalar[Self.dtype]

    def __init__(out self, start: Scalar[Self.dtype], end: Scalar[Self.dtype]):
        self._next = start
        self._end = end

    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> Scalar[Self.dtype]:
        if self._next >= self._end:
            raise StopIteration()
        var value = self._next
        self._next = value + 1
        return value

    def __len__(self) -> Int:
        return Int(self._end - self._next) if self._next < self._end else 0

    def __getitem__(self, index: Int) -> Scalar[Self.dtype]:
        __check_index(index, self.__len__())
        return self._next + Scalar[Self.dtype](index)

    def __reversed__(ref self) -> __StridedRange[Self.dtype]:
        var count = self.__len__()
        return __StridedRange[Self.dtype](self._next + Scalar[Self.dtype](count) - 1, -1, count)

    def write_to(self, mut writer: Some[Writer]):
        writer.write("range(", self._next, ", ", self._end, ")")

    def write_repr_to(self, mut writer: Some[Writer]):
        self.write_to(writer)


struct __StridedRange[dtype: DType](Iterable, Iterator, Sized, TrivialRegisterPassable, Writable, __Reversible):
    """A number of numbers that stand a step apart."""

    comptime Element = Scalar[Self.dtype]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self
    comptime ReversedType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _next: Scalar[Self.dtype]
    var _step: Scalar[Self.dtype]
    var _count: Int

    def __init__(out self, start: Scalar[Self.dtype], step: Scalar[Self.dtype], count: Int):
        self._next = start
        self._step = step
        self._count = count

    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> Scalar[Self.dtype]:
        if self._count <= 0:
            raise StopIteration()
        self._count -= 1
        var value = self._next
        self._next = value + self._step
        return value

    def __len__(self) -> Int:
        return self._count

    def __getitem__(self, index: Int) -> Scalar[Self.dtype]:
        __check_index(index, self._count)
        return self._next + Scalar[Self.dtype](index) * self._step

    def __reversed__(ref self) -> Self:
        return Self(self._next + Scalar[Self.dtype](self._count - 1) * self._step, -self._step, self._count)

    def write_to(self, mut writer: Some[Writer]):
        var end = self._next + Scalar[Self.dtype](self._count) * self._step
        writer.write("range(", self._next, ", ", end, ", ", self._step, ")")

    def write_repr_to(self, mut writer: Some[Writer]):
        self.write_to(writer)


@rust("rt::num::count_steps")
def __count_steps[dtype: DType](start: Scalar[dtype], end: Scalar[dtype], step: Scalar[dtype]) -> Int:
    """How many numbers lie between; a `ValueError` fault if `step` is zero."""
    ...


def range(end: Int) -> __Range[DType.int]:
    """The numbers from zero up to, not including, `end`."""
    return __Range[DType.int](0, end)


def range(start: Int, end: Int) -> __Range[DType.int]:
    """The numbers from `start` up to, not including, `end`."""
    return __Range[DType.int](start, end)


def range(start: Int, end: Int, step: Int) -> __StridedRange[DType.int]:
    """The numbers from `start` to, not including, `end`, a `step` apart."""
    return __StridedRange[DType.int](start, step, __count_steps(start, end, step))


def range[dtype: DType](end: Scalar[dtype]) -> __Range[dtype] where dtype.is_integral():
    """The numbers from zero up to, not including, `end`."""
    return __Range[dtype](0, end)


def range[dtype: DType](start: Scalar[dtype], end: Scalar[dtype]) -> __Range[dtype] where dtype.is_integral():
    """The numbers from `start` up to, not including, `end`."""
    return __Range[dtype](start, end)


def range[dtype: DType](start: Int, end: Scalar[dtype]) -> __Range[DType.int] where dtype.is_integral():
    """The numbers from `start` up to, not including, `end`, as `Int`."""
    return __Range[DType.int](start, Int(end))


def range[dtype: DType](
    start: Scalar[dtype], end: Scalar[dtype], step: Scalar[dtype]
) -> __StridedRange[dtype] where dtype.is_integral():
    """The numbers from `start` to, not including, `end`, a `step` apart."""
    return __StridedRange[dtype](start, step, __count_steps(start, end, step))
