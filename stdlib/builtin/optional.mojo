"""A value that may be missing."""

from std.builtin.pointer import __NeverNull
from std.builtin.error import __fault
from std.builtin.numbers import __handed_over
from std.builtin.reflect import __type_name


# A missing pointer is a null pointer, as C has it: an optional pointer is as large as a pointer.
comptime __Storage[T: Movable] = __NullableRoom[T] if conforms_to(T, __NeverNull) else __Room[T]


@rust("rt::mem::Room<{T}>")
struct __Room[T: Movable](Movable):
    """Room for one value, and whether it is there."""

    @rust("rt::mem::Room::<{T}>::new")
    def __init__(out self):
        ...

    @rust("rt::mem::Room::is_full")
    def is_full(self) -> Bool:
        ...

    @rust("rt::mem::Room::fill")
    def fill(mut self, var value: Self.T):
        ...

    @rust("rt::mem::Room::take")
    def take(mut self) -> Self.T:
        ...

    @rust("rt::mem::room_pointer")
    def pointer(ref self) -> Pointer[Self.T, MutAnyOrigin]:
        """Where the value is."""
        ...


@rust("rt::mem::NullableRoom<{T}>")
struct __NullableRoom[T: Movable](TrivialRegisterPassable):
    """Room for one address, which is not there when it is null."""

    @rust("rt::mem::NullableRoom::<{T}>::new")
    def __init__(out self):
        ...

    @rust("rt::mem::NullableRoom::is_full")
    def is_full(self) -> Bool:
        ...

    @rust("rt::mem::NullableRoom::fill")
    def fill(mut self, var value: Self.T):
        ...

    @rust("rt::mem::NullableRoom::take")
    def take(mut self) -> Self.T:
        ...

    @rust("rt::mem::nullable_room_pointer")
    def pointer(ref self) -> Pointer[Self.T, MutAnyOrigin]:
        """Where the value is."""
        ...


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

    var _room: __Storage[Self.T]

    def __init__(out self):
        """No value."""
        self._room = __Storage[Self.T]()

    @implicit
    def __init__(out self, value: NoneType):
        """No value."""
        self._room = __Storage[Self.T]()

    @implicit
    def __init__(out self, var value: Self.T):
        """The value."""
        self._room = __Storage[Self.T]()
        self._room.fill(value^)

    def __init__(out self, *, copy: Self) where conforms_to(Self.T, Copyable):
        self._room = __Storage[Self.T]()
        if copy._room.is_full():
            self._room.fill(copy._room.pointer()[].copy())

    def __deinit__(deinit self):
        if self._room.is_full():
            self._room.pointer().unsafe_deinit_pointee()

    # ---- Questions ----

    def __bool__(self) -> Bool:
        """Whether there is a value."""
        return self._room.is_full()

    def __is__(self, other: NoneType) -> Bool:
        return not self._room.is_full()

    def __isnot__(self, other: NoneType) -> Bool:
        return self._room.is_full()

    def __eq__(self, other: NoneType) -> Bool:
        return not self._room.is_full()

    def __ne__(self, other: NoneType) -> Bool:
        return self._room.is_full()

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        if self._room.is_full() and other._room.is_full():
            return self._room.pointer()[] == other._room.pointer()[]
        return self._room.is_full() == other._room.is_full()

    def __ne__(self, other: Self) -> Bool where conforms_to(Self.T, Equatable):
        return not (self == other)

    def __hash__[H: Hasher](self, mut hasher: H) where conforms_to(Self.T, Hashable):
        hasher.update(self._room.is_full())
        if self._room.is_full():
            hasher.update(self._room.pointer()[])

    # ---- The value ----

    def value(ref self) -> ref [self] Self.T:
        """The value; a fault if there is none."""
        if not self._room.is_full():
            __fault("ValueError", "`value()` of an empty Optional")
        return self._room.pointer()[]

    def unsafe_value(ref self) -> ref [self] Self.T:
        """The value, which must be there."""
        return self._room.pointer()[]

    def __getitem__(ref self) raises EmptyOptionalError[Self.T] -> ref [self] Self.T:
        """The value; raises if there is none."""
        if not self._room.is_full():
            raise EmptyOptionalError[Self.T]()
        return self._room.pointer()[]

    def or_else(self, var default: Self.T) -> Self.T where conforms_to(Self.T, Copyable):
        """A copy of the value, or `default`."""
        if self._room.is_full():
            return self._room.pointer()[].copy()
        return default^

    def take(mut self) -> Self.T:
        """Takes the value out; a fault if there is none."""
        if not self._room.is_full():
            __fault("ValueError", "`take()` of an empty Optional")
        return __handed_over(self._room.take())

    def unsafe_take(mut self) -> Self.T:
        """Takes the value out, which must be there."""
        return self._room.take()

    def copied(self) -> Self where conforms_to(Self.T, Copyable):
        """A copy."""
        return Self(copy=self)

    def map[U: Movable, F: def(Self.T) -> U](self, function: F) -> Optional[U]:
        """The result of a function on the value, or none."""
        if self._room.is_full():
            return Optional[U](function(self._room.pointer()[]))
        return Optional[U]()

    def and_then[U: Movable, F: def(Self.T) -> Optional[U]](self, function: F) -> Optional[U]:
        """What a function makes of the value, or none."""
        if self._room.is_full():
            return function(self._room.pointer()[])
        return Optional[U]()

    # ---- Text ----

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        if self._room.is_full():
            self._room.pointer()[].write_to(writer)
        else:
            writer.write_string("None")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.T, Writable):
        writer.write("Optional[", __type_name[Self.T](), "](")
        if self._room.is_full():
            self._room.pointer()[].write_repr_to(writer)
        else:
            writer.write_string("None")
        writer.write_string(")")
