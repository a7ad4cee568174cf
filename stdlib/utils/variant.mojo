"""A value of one of several types."""

from std.builtin.error import __fault
from std.builtin.reflect import __index_of_type, __pack_length, __type_name


@rust("rt::mem::Storage<{Ts}>")
struct __Storage[*Ts: AnyType](Movable):
    """Room for a value of any of the types."""

    @rust("rt::mem::Storage::<{Ts}>::empty")
    def __init__(out self):
        ...

    @rust("rt::mem::storage_pointer::<_, {T}>")
    def pointer[T: AnyType](ref self) -> Pointer[T, MutAnyOrigin]:
        """Where the value is, if it is of that type."""
        ...


struct Variant[*Ts: Movable](
    Copyable where conforms_to(Ts, Copyable),
    Equatable where conforms_to(Ts, Equatable),
    Hashable where conforms_to(Ts, Hashable),
    ImplicitlyCopyable where conforms_to(Ts, ImplicitlyCopyable),
    Movable,
    Writable where conforms_to(Ts, Writable),
):
    """A value of one of the types `Ts`, and which."""

    var _index: Int
    var _storage: __Storage[*Self.Ts]

    @implicit
    def __init__[T: Movable](out self, var value: T) where __index_of_type[T, *Self.Ts]() >= 0:
        """A value of one of the types."""
        self._index = __index_of_type[T, *Self.Ts]()
        self._storage = __Storage[*Self.Ts]()
        self._storage.pointer[T]().write(value^)

    def __init__(out self, *, copy: Self) where conforms_to(Self.Ts, Copyable):
        self._index = copy._index
        self._storage = __Storage[*Self.Ts]()
        comptime for i in range(__pack_length[*Self.Ts]()):
            if copy._index == i:
                self._storage.pointer[Self.Ts[i]]().write(copy._storage.pointer[Self.Ts[i]]()[].copy())

    def __deinit__(deinit self):
        comptime for i in range(__pack_length[*Self.Ts]()):
            if self._index == i:
                self._storage.pointer[Self.Ts[i]]().unsafe_deinit_pointee()

    def __destroy(mut self):
        comptime for i in range(__pack_length[*Self.Ts]()):
            if self._index == i:
                self._storage.pointer[Self.Ts[i]]().unsafe_deinit_pointee()

    def isa[T: AnyType](self) -> Bool where __index_of_type[T, *Self.Ts]() >= 0:
        """Whether the value is of a type."""
        return self._index == __index_of_type[T, *Self.Ts]()

    def __check[T: AnyType](self):
        if self._index != __index_of_type[T, *Self.Ts]():
            __fault("TypeError", String("the Variant holds no ", __type_name[T]()))

    def __getitem__[T: AnyType](ref self) -> ref [self] T where __index_of_type[T, *Self.Ts]() >= 0:
        """The value, which must be of that type; a fault if it is not."""
        self.__check[T]()
        return self._storage.pointer[T]()[]

    def unsafe_get[T: AnyType](ref self) -> ref [self] T where __index_of_type[T, *Self.Ts]() >= 0:
        """The value, whose type is not checked."""
        return self._storage.pointer[T]()[]

    def set[T: Movable](mut self, var value: T) where __index_of_type[T, *Self.Ts]() >= 0:
        """Replaces the value."""
        self.__destroy()
        self._index = __index_of_type[T, *Self.Ts]()
        self._storage.pointer[T]().write(value^)

    def unwrap[T: Movable](deinit self) -> T where __index_of_type[T, *Self.Ts]() >= 0:
        """The value, which must be of that type; a fault if it is not."""
        if self._index != __index_of_type[T, *Self.Ts]():
            __fault("TypeError", String("the Variant holds no ", __type_name[T]()))
        return self._storage.pointer[T]().unsafe_take_pointee()

    def take[T: Movable](deinit self) -> T where __index_of_type[T, *Self.Ts]() >= 0:
        """The value, which must be of that type; a fault if it is not."""
        if self._index != __index_of_type[T, *Self.Ts]():
            __fault("TypeError", String("the Variant holds no ", __type_name[T]()))
        return self._storage.pointer[T]().unsafe_take_pointee()

    def replace[New: Movable, Old: Movable](mut self, var value: New) -> Old where __index_of_type[
        New, *Self.Ts
    ]() >= 0 and __index_of_type[Old, *Self.Ts]() >= 0:
        """Replaces the value, which must be of the type `Old`, and returns it."""
        self.__check[Old]()
        var old = self._storage.pointer[Old]().unsafe_take_pointee()
        self._index = __index_of_type[New, *Self.Ts]()
        self._storage.pointer[New]().write(value^)
        return old^

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.Ts, Equatable):
        if self._index != other._index:
            return False
        comptime for i in range(__pack_length[*Self.Ts]()):
            if self._index == i:
                return self._storage.pointer[Self.Ts[i]]()[] == other._storage.pointer[Self.Ts[i]]()[]
        return False

    def __ne__(self, other: Self) -> Bool where conforms_to(Self.Ts, Equatable):
        return not (self == other)

    def __hash__[H: Hasher](self, mut hasher: H) where conforms_to(Self.Ts, Hashable):
        hasher.update(self._index)
        comptime for i in range(__pack_length[*Self.Ts]()):
            if self._index == i:
                hasher.update(self._storage.pointer[Self.Ts[i]]()[])

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.Ts, Writable):
        comptime for i in range(__pack_length[*Self.Ts]()):
            if self._index == i:
                self._storage.pointer[Self.Ts[i]]()[].write_to(writer)

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.Ts, Writable):
        writer.write_string("Variant(")
        comptime for i in range(__pack_length[*Self.Ts]()):
            if self._index == i:
                self._storage.pointer[Self.Ts[i]]()[].write_repr_to(writer)
        writer.write_string(")")
