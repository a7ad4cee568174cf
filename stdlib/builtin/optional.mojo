"""A value that may be missing."""

from std.builtin.pointer import __Slot
from std.builtin.error import __fault
from std.builtin.reflect import __type_name


@fieldwise_init
struct EmptyOptionalError[T: AnyType](TrivialRegisterPassable, Writable):
    """Raised by `o[]` when there is no value."""

    def write_to(self, mut writer: Some[Writer]):
        writer.write("EmptyOptionalError[", __type_name[Self.T](), "]()")


struct Optional[T: Movable](
    Boolable,
    Copyable where conforms_to(T, Copyable),
    Defaultable,
    Equatable where conforms_to(T, Equatable),
    Hashable where conforms_to(T, Hashable),
    ImplicitlyCopyable where conforms_to(T, ImplicitlyCopyable),
    Movable,
    Writable where conforms_to(T, Writable),
):
    """A value of type `T`, or none."""

    var _full: Bool
    var _slot: __Slot[Self.T]

    def __init__(out self):
        """No value."""
        self._full = False
        self._slot = __Slot[Self.T]()

    @implicit
    def __init__(out self, value: NoneType):
        """No value."""
        self._full = False
        self._slot = __Slot[Self.T]()

    @implicit
    def __init__(out self, var value: Self.T):
        """The value."""
        self._full = True
        self._slot = __Slot[Self.T]()
        self._slot.pointer().write(value^)

    def __init__(out self, *, copy: Self) where conforms_to(Self.T, Copyable):
        self._full = copy._full
        self._slot = __Slot[Self.T]()
        if copy._full:
            self._slot.pointer().write(copy._slot.pointer()[].copy())

    def __deinit__(deinit self):
        if self._full:
            self._slot.pointer().unsafe_deinit_pointee()

    # ---- Questions ----

    def __bool__(self) -> Bool:
        """Whether there is a value."""
        return self._full

    def __is__(self, other: NoneType) -> Bool:
        return not self._full

    def __isnot__(self, other: NoneType) -> Bool:
        return self._full

    def __eq__(self, other: NoneType) -> Bool:
        return not self._full

    def __ne__(self, other: NoneType) -> Bool:
        return self._full

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        if self._full and other._full:
            return self._slot.pointer()[] == other._slot.pointer()[]
        return self._full == other._full

    def __ne__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        return not (self == other)

    def __hash__[H: Hasher](self, mut hasher: H) where conforms_to(Self.T, Hashable):
        hasher.update(self._full)
        if self._full:
            hasher.update(self._slot.pointer()[])

    # ---- The value ----

    def value(ref self) -> ref [self] Self.T:
        """The value; a fault if there is none."""
        if not self._full:
            __fault("ValueError", "`value()` of an empty Optional")
        return self._slot.pointer()[]

    def unsafe_value(ref self) -> ref [self] Self.T:
        """The value, which must be there."""
        return self._slot.pointer()[]

    def __getitem__(ref self) raises EmptyOptionalError[Self.T] -> ref [self] Self.T:
        """The value; raises if there is none."""
        if not self._full:
            raise EmptyOptionalError[Self.T]()
        return self._slot.pointer()[]

    def or_else(self, var default: Self.T) -> Self.T where conforms_to(Self.T, Copyable):
        """A copy of the value, or `default`."""
        if self._full:
            return self._slot.pointer()[].copy()
        return default^

    def take(mut self) -> Self.T:
        """Takes the value out; a fault if there is none."""
        if not self._full:
            __fault("ValueError", "`take()` of an empty Optional")
        self._full = False
        return self._slot.pointer().unsafe_take_pointee()

    def unsafe_take(mut self) -> Self.T:
        """Takes the value out, which must be there."""
        self._full = False
        return self._slot.pointer().unsafe_take_pointee()

    def copied(self) -> Self where conforms_to(Self.T, Copyable):
        """A copy."""
        return Self(copy=self)

    def map[U: Movable, F: def(Self.T) -> U](self, function: F) -> Optional[U]:
        """The result of a function on the value, or none."""
        if self._full:
            return Optional[U](function(self._slot.pointer()[]))
        return Optional[U]()

    def and_then[U: Movable, F: def(Self.T) -> Optional[U]](self, function: F) -> Optional[U]:
        """What a function makes of the value, or none."""
        if self._full:
            return function(self._slot.pointer()[])
        return Optional[U]()

    # ---- Text ----

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        if self._full:
            self._slot.pointer()[].write_to(writer)
        else:
            writer.write_string("None")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("Optional[", __type_name[Self.T](), "](")
        if self._full:
            self._slot.pointer()[].write_repr_to(writer)
        else:
            writer.write_string("None")
        writer.write_string(")")
