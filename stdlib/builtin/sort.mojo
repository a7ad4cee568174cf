"""Sorting. All orders are stable."""

from std.builtin.list import __allocate, __deallocate


def sort[T: Comparable & Movable, //, stable: Bool = False](mut list: List[T]):
    """Puts the elements in order."""
    __sort_natural(list.unsafe_ptr(), len(list))


def sort[T: Comparable & Movable, origin: MutOrigin, //, stable: Bool = False](span: Span[T, origin]):
    """Puts the elements in order."""
    __sort_natural(span.unsafe_ptr(), len(span))


def sort[T: Movable, F: def(T, T) -> Bool, //, stable: Bool = False](mut list: List[T], less: F):
    """Puts the elements in the order of a function that says which of two comes first."""
    __sort_by(list.unsafe_ptr(), len(list), less)


def sort[T: Movable, F: def(T, T) -> Bool, origin: MutOrigin, //, stable: Bool = False](span: Span[T, origin], less: F):
    """Puts the elements in the order of a function that says which of two comes first."""
    __sort_by(span.unsafe_ptr(), len(span), less)


def partition[T: Comparable & Movable, origin: MutOrigin](span: Span[T, origin], k: Int):
    """Puts the `k` least elements first."""
    __sort_natural(span.unsafe_ptr(), len(span))


def __sort_natural[T: Comparable & Movable](data: Pointer[T, _], count: Int):
    __sort_by(data, count, __less[T])


def __sort_natural[dtype: DType](data: Pointer[Scalar[dtype], _], count: Int):
    __sort_numbers(data, count)


@rust("rt::sort::numbers")
def __sort_numbers[dtype: DType](data: Pointer[Scalar[dtype], _], count: Int):
    ...


def __less[T: Comparable](a: T, b: T) -> Bool:
    return a < b


def __sort_by[T: Movable, F: def(T, T) -> Bool](data: Pointer[T, _], count: Int, less: F):
    """Sorts numbers of elements, then puts the elements there: none is in two places while `less` runs."""
    if count < 2:
        return
    var order = __allocate[Int](2 * count)
    var other = order.unsafe_offset(count)
    for i in range(count):
        order[i] = i
    comptime RUN = 8
    for start in range(0, count, RUN):
        for i in range(start + 1, min(start + RUN, count)):
            var moving = order[i]
            var at = i
            while at > start and less(data[moving], data[order[at - 1]]):
                order[at] = order[at - 1]
                at -= 1
            order[at] = moving
    var source = order
    var target = other
    var width = RUN
    while width < count:
        for start in range(0, count, 2 * width):
            var middle = min(start + width, count)
            var end = min(start + 2 * width, count)
            var left = start
            var right = middle
            for at in range(start, end):
                if left < middle and (right >= end or not less(data[source[right]], data[source[left]])):
                    target[at] = source[left]
                    left += 1
                else:
                    target[at] = source[right]
                    right += 1
        var sorted = target
        target = source
        source = sorted
        width *= 2
    __permute(data, source, count)
    __deallocate(order, 2 * count)


@rust("rt::mem::permute")
def __permute[T: AnyType](data: Pointer[T, _], order: Pointer[Int, _], count: Int):
    """Puts at each place the element whose number `order` has there."""
    ...
