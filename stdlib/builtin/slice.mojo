"""What stands between brackets with colons."""

from std.builtin.error import __check_range


struct Slice(Copyable, Equatable, ImplicitlyCopyable, Movable, Writable):
    """`start:end` or `start:end:step`; each part may be missing."""

    var start: Optional[Int]
    var end: Optional[Int]
    var step: Optional[Int]

    def __init__(out self, start: Int, end: Int):
        """`start:end`"""
        self.start = start
        self.end = end
        self.step = None

    def __init__(out self, start: Optional[Int], end: Optional[Int]):
        """`start:end`"""
        self.start = start
        self.end = end
        self.step = None

    def __init__(out self, start: Optional[Int], end: Optional[Int], step: Optional[Int]):
        """`start:end:step`"""
        self.start = start
        self.end = end
        self.step = step

    @implicit
    def __init__(out self, slice: StridedSlice):
        """From a slice with a step."""
        self.start = slice.start
        self.end = slice.end
        self.step = slice.step

    def indices(self, length: Int) -> Tuple[Int, Int, Int]:
        """Start, end and step for a sequence of `length` elements, as Python clamps them."""
        var step = self.step.or_else(1)
        var start = __clamp_bound(self.start, length, step, step < 0)
        var end = __clamp_bound(self.end, length, step, step > 0)
        return (start, end, step)

    def __eq__(self, other: Self) -> Bool:
        return self.start == other.start and self.end == other.end and self.step == other.step

    def write_to(self, mut writer: Some[Writer]):
        self.write_repr_to(writer)

    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write("slice(", self.start, ", ", self.end, ", ", self.step, ")")


def __clamp_bound(bound: Optional[Int], length: Int, step: Int, upper: Bool) -> Int:
    """A bound of a slice within what `step` can reach; `upper` says what stands for a missing one."""
    var low = -1 if step < 0 else 0
    var high = length - 1 if step < 0 else length
    if not bound:
        return high if upper else low
    var value = bound.value()
    if value < 0:
        value += length
    return min(max(value, low), high)


@fieldwise_init
struct StridedSlice(Copyable, ImplicitlyCopyable, Movable):
    """`start:end:step`; each part may be missing."""

    var start: Optional[Int]
    var end: Optional[Int]
    var step: Optional[Int]

    def indices(self, length: Int) -> Tuple[Int, Int, Int]:
        """Start, end and step for a sequence of `length` elements, as Python clamps them."""
        return Slice(self.start, self.end, self.step).indices(length)


def slice(end: Int) -> Slice:
    """`:end`"""
    return Slice(None, Optional(end), None)


def slice(start: Int, end: Int) -> Slice:
    """`start:end`"""
    return Slice(start, end)


def slice(start: Optional[Int], end: Optional[Int], step: Optional[Int]) -> Slice:
    """`start:end:step`"""
    return Slice(start, end, step)


def __contiguous(slice: Slice, length: Int) -> Tuple[Int, Int]:
    """The bounds of `start:end` for a sequence of `length` elements; a fault if they do not fit."""
    var start = slice.start.or_else(0)
    var end = slice.end.or_else(length)
    __check_range(start, end, length)
    return (start, end)
