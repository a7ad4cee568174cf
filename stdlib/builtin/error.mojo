"""Errors: what `raise` raises unless a function says otherwise."""


@rust("rt::error::Error")
struct Error(Boolable, Defaultable, ImplicitlyCopyable, Writable):
    """A text, or an exception of Python's, and the way it took."""

    @rust("rt::error::Error::empty")
    def __init__(out self):
        """An error without a text."""
        ...

    @rust("rt::error::Error::new")
    @implicit
    def __init__(out self, var text: String):
        """An error with a text."""
        ...

    @implicit
    def __init__(out self, text: StringSpan):
        """An error with a text."""
        self = Error(String(text))

    @implicit
    def __init__[K: KeyElement](out self, error: DictKeyError[K]):
        """A `KeyError` with the key at the border to Python."""
        if error._key:
            self = __error_of_class_with("KeyError", String(error), error._key.value())
        else:
            self = __error_of_class("KeyError", String(error))

    @implicit
    def __init__[T: AnyType](out self, error: EmptyOptionalError[T]):
        """A `ValueError` at the border to Python."""
        self = __error_of_class("ValueError", String(error))

    @implicit
    def __init__[E: Writable](out self, error: E):
        """The text of any value."""
        self = Error(String(error))

    def __init__[First: Writable, Second: Writable, *Rest: Writable](
        out self, first: First, second: Second, *rest: *Rest
    ):
        """The texts of several values, one after the other."""
        var text = String()
        first.write_to(text)
        second.write_to(text)
        comptime for i in range(rest.__len__()):
            rest[i].write_to(text)
        self = Error(text^)

    @rust("rt::error::Error::text")
    def __text(self) -> String:
        ...

    def __bool__(self) -> Bool:
        """Whether there is a text."""
        return self.__text().byte_length() > 0

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(self.__text())

    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write_string("Error(")
        self.__text().write_repr_to(writer)
        writer.write_string(")")


@rust("rt::error::Error::of_class")
def __error_of_class(name: StringSpan, var text: String) -> Error:
    """An error that becomes the named exception at the border to Python."""
    ...


@rust("rt::error::Error::of_class_with")
def __error_of_class_with(name: StringSpan, var text: String, var argument: String) -> Error:
    """An error that becomes the named exception at the border to Python, made of `argument`."""
    ...


@fieldwise_init
struct StopIteration(TrivialRegisterPassable, Writable):
    """Raised by an iterator that has no more elements."""

    pass


@rust("rt::check::index")
def __check_index(index: Int, length: Int):
    """A fault of the class `IndexError` unless `0 <= index < length`."""
    ...


@rust("rt::check::range")
def __check_range(start: Int, end: Int, length: Int):
    """A fault of the class `IndexError` unless `0 <= start <= end <= length`."""
    ...


@rust("rt::check::fault")
def __fault(name: StringSpan, text: StringSpan) -> Never:
    """Ends the call from Python with an exception of the named class."""
    ...


def debug_assert[*Ts: Writable](condition: Bool, *message: *Ts):
    """States what must hold; not checked in an ordinary build."""
    pass


def debug_assert[mode: StaticString, *Ts: Writable](condition: Bool, *message: *Ts):
    """States what must hold; not checked in an ordinary build."""
    pass
