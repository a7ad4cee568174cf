"""Names that are defined where the compiler is called."""


@builtin("is_defined")
def is_defined[name: StaticString]() -> Bool:
    """Whether a name is defined; a compile-time constant."""
    ...


@builtin("get_defined_int")
def get_defined_int[name: StaticString, default: Int]() -> Int:
    """The integer that a name is defined as, or `default`; a compile-time constant."""
    ...


def get_defined_bool[name: StaticString, default: Bool]() -> Bool:
    """The truth value that a name is defined as, or `default`; a compile-time constant."""
    return get_defined_int[name, 1 if default else 0]() != 0


@builtin("get_defined_string")
def get_defined_string[name: StaticString, default: StaticString]() -> StaticString:
    """The text that a name is defined as, or `default`; a compile-time constant."""
    ...
