"""Tuples."""

from std.builtin.reflect import __same_type, __type_name


struct Tuple[*Ts: Movable](
    Comparable where conforms_to(Ts, Comparable),
    Copyable where conforms_to(Ts, Copyable),
    Equatable where conforms_to(Ts, Equatable),
    Hashable where conforms_to(Ts, Hashable),
    ImplicitlyCopyable where conforms_to(Ts, ImplicitlyCopyable),
    Movable,
    Sized,
    Writable where conforms_to(Ts, Writable),
):
    """Several values of types of their own."""

    @builtin("pack_length")
    def __len__(self) -> Int:
        """How many elements there are."""
        ...

    @builtin("tuple_element")
    def __getitem__[i: Int](ref self) -> ref [self] Self:
        """The element at a constant index."""
        ...

    def __eq__(self, other: Self) -> Bool where conforms_to(Self.Ts, Equatable):
        comptime for i in range(self.__len__()):
            if not (self[i] == other[i]):
                return False
        return True

    def __ne__(self, other: Self) -> Bool where conforms_to(Self.Ts, Equatable):
        return not (self == other)

    def __lt__(self, other: Self) -> Bool where conforms_to(Self.Ts, Comparable):
        comptime for i in range(self.__len__()):
            if self[i] < other[i]:
                return True
            if other[i] < self[i]:
                return False
        return False

    def __contains__[T: Equatable](self, value: T) -> Bool:
        comptime for i in range(self.__len__()):
            comptime if __same_type[type_of(self[i]), T]():
                if self[i] == value:
                    return True
        return False

    def __hash__[H: Hasher](self, mut hasher: H) where conforms_to(Self.Ts, Hashable):
        comptime for i in range(self.__len__()):
            hasher.update(self[i])

    def write_to(self, mut writer: Some[Writer]) where conforms_to(Self.Ts, Writable):
        writer.write_string("(")
        comptime for i in range(self.__len__()):
            comptime if i > 0:
                writer.write_string(", ")
            self[i].write_to(writer)
        comptime if self.__len__() == 1:
            writer.write_string(",")
        writer.write_string(")")

    def write_repr_to(self, mut writer: Some[Writer]) where conforms_to(Self.Ts, Writable):
        writer.write_string("Tuple[")
        comptime for i in range(self.__len__()):
            comptime if i > 0:
                writer.write_string(", ")
            writer.write_string(__type_name[Self.Ts[i]]())
        writer.write_string("](")
        comptime for i in range(self.__len__()):
            comptime if i > 0:
                writer.write_string(", ")
            self[i].write_repr_to(writer)
        writer.write_string(")")
