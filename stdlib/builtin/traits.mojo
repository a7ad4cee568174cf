"""The traits that the language and its library are built on."""

from std.builtin.reflect import __field_count, __field_name, __field_ref, __type_name


trait AnyType:
    """Every type."""

    pass


trait AnyFunction:
    """Every function: items, closures and pointers."""

    pass


trait Deinitable:
    """Types whose values may be destroyed silently."""

    def __deinit__(deinit self):
        """Ends the value."""
        ...


trait Movable:
    """Types whose values can change their owner."""

    def __init__(out self, *, deinit move: Self):
        """Takes over the value of `move`."""
        ...


trait Copyable(Movable):
    """Types whose values can be copied on request."""

    def __init__(out self, *, copy: Self):
        """Makes a copy of `copy`."""
        ...

    def copy(self) -> Self:
        """A copy of this value."""
        return Self(copy=self)


trait ImplicitlyCopyable(Copyable):
    """Types that are copied wherever an owned value is needed."""

    pass


trait RegisterPassable(Movable):
    """Types without an address of their own."""

    pass


trait TrivialRegisterPassable(Deinitable, ImplicitlyCopyable, RegisterPassable):
    """Types that are copied bit by bit and need no destruction."""

    pass


trait Defaultable:
    """Types with a value that needs no arguments."""

    def __init__(out self):
        """The default value."""
        ...


trait Boolable:
    """Types that can stand as a condition."""

    def __bool__(self) -> Bool:
        """Whether the value counts as true."""
        ...


trait Intable:
    """Types that convert to `Int`."""

    def __int__(self) -> Int:
        """The value as an integer."""
        ...


trait IntableRaising:
    """Types whose conversion to `Int` may fail."""

    def __int__(self) raises -> Int:
        """The value as an integer."""
        ...


trait Floatable:
    """Types that convert to `Float64`."""

    def __float__(self) -> Float64:
        """The value as a floating-point number."""
        ...


trait FloatableRaising:
    """Types whose conversion to `Float64` may fail."""

    def __float__(self) raises -> Float64:
        """The value as a floating-point number."""
        ...


trait Indexer:
    """Integers that can index a sequence."""

    def __index__(self) -> Int:
        """The value as an index."""
        ...


trait Sized:
    """Types with a length."""

    def __len__(self) -> Int:
        """How many elements there are."""
        ...


trait SizedRaising:
    """Types whose length may be unknown."""

    def __len__(self) raises -> Int:
        """How many elements there are."""
        ...


trait Equatable:
    """Types whose values can be compared for equality; field by field unless a struct says otherwise."""

    def __eq__(self, other: Self) -> Bool:
        """Whether all fields are equal."""
        comptime for i in range(__field_count[Self]()):
            if not (__field_ref[i](self) == __field_ref[i](other)):
                return False
        return True

    def __ne__(self, other: Self) -> Bool:
        """Whether the values differ."""
        return not (self == other)


trait Comparable(Equatable):
    """Types whose values have an order."""

    def __lt__(self, other: Self) -> Bool:
        """Whether this value comes before `other`."""
        ...

    def __gt__(self, other: Self) -> Bool:
        """Whether this value comes after `other`."""
        return other < self

    def __le__(self, other: Self) -> Bool:
        """Whether this value does not come after `other`."""
        return not (other < self)

    def __ge__(self, other: Self) -> Bool:
        """Whether this value does not come before `other`."""
        return not (self < other)


trait Identifiable:
    """Types whose values have an identity."""

    def __is__(self, other: Self) -> Bool:
        """Whether both are the same object."""
        ...

    def __isnot__(self, other: Self) -> Bool:
        """Whether they are different objects."""
        return not (self is other)


trait Writer:
    """What text can be written to."""

    def write_string(mut self, string: StringSpan):
        """Takes a piece of text."""
        ...

    def write[*Ts: Writable](mut self, *args: *Ts):
        """Writes the text of each argument."""
        comptime for i in range(args.__len__()):
            args[i].write_to(self)


trait Writable:
    """Types with a text form; `Name(field=value, …)` unless a struct says otherwise."""

    def write_to(self, mut writer: Some[Writer]):
        """Writes the text that `print` shows."""
        comptime for i in range(__field_count[Self]()):
            comptime label = __field_label[Self, i]()
            writer.write_string(label)
            __field_ref[i](self).write_to(writer)
        comptime end = ")" if __field_count[Self]() > 0 else __type_name[Self]() + "()"
        writer.write_string(end)

    def write_repr_to(self, mut writer: Some[Writer]):
        """Writes the text that `repr` shows."""
        comptime for i in range(__field_count[Self]()):
            comptime label = __field_label[Self, i]()
            writer.write_string(label)
            __field_ref[i](self).write_repr_to(writer)
        comptime end = ")" if __field_count[Self]() > 0 else __type_name[Self]() + "()"
        writer.write_string(end)


def __field_label[T: AnyType, i: Int]() -> String:
    """What stands before the value of a field: one text, so that there is one call."""
    return (", " if i > 0 else __type_name[T]() + "(") + __field_name[T, i]() + "="


trait __Stringable(Writable):
    """The older way to a text form: a method that makes it."""

    def __str__(self) -> String:
        """The text that `print` shows."""
        ...

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(self.__str__())


trait __Representable(Writable):
    """The older way to a text form for programmers: a method that makes it."""

    def __repr__(self) -> String:
        """The text that `repr` shows."""
        ...

    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write_string(self.__repr__())


comptime __CollectionElement = Copyable & Deinitable


trait Iterator(Deinitable):
    """What `for` steps through."""

    comptime Element: Movable

    def __next__(mut self) raises StopIteration -> Self.Element:
        """The next element."""
        ...


trait Iterable:
    """Types that hand out an iterator over their elements."""

    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator

    def __iter__(ref self) -> Self.IteratorType[origin_of(self)]:
        """An iterator that starts at the first element."""
        ...


trait IterableOwned:
    """Types that end by handing out their elements."""

    comptime IteratorOwnedType: Iterator

    def __iter__(var self) -> Self.IteratorOwnedType:
        """An iterator that owns the elements."""
        ...


trait Absable:
    """Types with an absolute value."""

    def __abs__(self) -> Self:
        """The absolute value."""
        ...


trait Roundable:
    """Types that can be rounded."""

    def __round__(self) -> Self:
        """The nearest whole value, halves to even."""
        ...

    def __round__(self, ndigits: Int) -> Self:
        """The nearest value with so many decimals."""
        ...


trait Powable:
    """Types that can be raised to a power."""

    def __pow__(self, exponent: Self) -> Self:
        """This value to the power of `exponent`."""
        ...


trait DivModable(Copyable):
    """Types with a quotient and remainder."""

    def __divmod__(self, divisor: Self) -> Tuple[Self, Self]:
        """Floored quotient and remainder."""
        ...


trait Floorable:
    """Types that can be rounded down."""

    def __floor__(self) -> Self:
        """The greatest whole value not above this one."""
        ...


trait Ceilable:
    """Types that can be rounded up."""

    def __ceil__(self) -> Self:
        """The least whole value not below this one."""
        ...


trait CeilDivable:
    """Types that can be divided, rounding up."""

    def __ceildiv__(self, divisor: Self) -> Self:
        """The quotient, rounded up."""
        ...


trait Truncable:
    """Types that can be rounded toward zero."""

    def __trunc__(self) -> Self:
        """The whole part."""
        ...


trait PathLike:
    """Types that name a place in the file system."""

    def __fspath__(self) -> String:
        """The path as text."""
        ...


comptime KeyElement = Copyable & Hashable & Equatable
