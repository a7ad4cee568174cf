"""What the compiler knows about types, as functions."""


@builtin("type_name")
def __type_name[T: AnyType]() -> StaticString:
    """The display of a type."""
    ...


@builtin("qualified_name")
def __qualified_name[T: AnyType]() -> StaticString:
    """The display of a type with its module."""
    ...


@builtin("field_count")
def __field_count[T: AnyType]() -> Int:
    """How many fields a struct has."""
    ...


@builtin("field_name")
def __field_name[T: AnyType, i: Int]() -> StaticString:
    """The name of a field."""
    ...


@builtin("field_ref")
def __field_ref[i: Int, T: AnyType](ref value: T) -> ref [value] T:
    """A field of a value; its type is the field's."""
    ...


@builtin("is_trivial")
def __is_trivial[T: AnyType]() -> Bool:
    """Whether copying is bitwise and nothing is to be destroyed."""
    ...


@builtin("same_type")
def __same_type[A: AnyType, B: AnyType]() -> Bool:
    """Whether two types are one."""
    ...


@builtin("index_of_type")
def __index_of_type[T: AnyType, *Ts: AnyType]() -> Int:
    """Where a type stands in a list of types; -1 if nowhere."""
    ...


@builtin("pack_length")
def __pack_length[*Ts: AnyType]() -> Int:
    """How many types there are."""
    ...


@builtin("rebind")
def rebind[U: AnyType, //, T: AnyType](ref value: U) -> ref [value] T:
    """The same storage under another name of its type."""
    ...


@builtin("materialize")
def materialize[T: AnyType, //, value: T]() -> T:
    """A compile-time value at run time."""
    ...
