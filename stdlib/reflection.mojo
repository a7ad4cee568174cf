"""What a program can ask about types."""

from std.builtin.reflect import __field_count, __field_name, __qualified_name


struct reflect[T: AnyType]:
    """Questions about a type."""

    @staticmethod
    def name() -> StaticString:
        """The display of the type with its module."""
        return __qualified_name[Self.T]()

    @staticmethod
    def qualified_name() -> StaticString:
        """The display of the type with its module."""
        return __qualified_name[Self.T]()

    @staticmethod
    def field_count() -> Int:
        """How many fields there are."""
        return __field_count[Self.T]()

    @staticmethod
    def field_name[i: Int]() -> StaticString:
        """The name of a field."""
        return __field_name[Self.T, i]()

    @staticmethod
    def field_names() -> List[StaticString]:
        """The names of the fields."""
        var names = List[StaticString]()
        comptime for i in range(__field_count[Self.T]()):
            names.append(__field_name[Self.T, i]())
        return names^


def get_type_name[T: AnyType]() -> StaticString:
    """The display of a type with its module."""
    return __qualified_name[T]()
