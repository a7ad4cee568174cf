"""Texts: `String` owns its bytes, `StringSpan` looks at them."""

from std.python.conversions import ConvertibleFromPython, __Native
from std.builtin.error import __fault
from std.builtin.text import __Text, __quoted


@rust("rt::text::String")
struct String(
    Boolable,
    Comparable,
    ConvertibleFromPython,
    Defaultable,
    Hashable,
    ImplicitlyCopyable,
    PathLike,
    Writable,
    Writer,
    __Native,
    __Text,
):
    """A text that owns its bytes. Copies share them until one is changed."""

    comptime ASCII_LOWERCASE: StaticString = "abcdefghijklmnopqrstuvwxyz"
    comptime ASCII_UPPERCASE: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    comptime ASCII_LETTERS: StaticString = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    comptime DIGITS: StaticString = "0123456789"
    comptime HEX_DIGITS: StaticString = "0123456789abcdefABCDEF"
    comptime OCT_DIGITS: StaticString = "01234567"
    comptime PUNCTUATION: StaticString = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    comptime PRINTABLE: StaticString = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\v\f"

    @rust("rt::text::String::new")
    def __init__(out self):
        """The empty text."""
        ...

    @rust("rt::text::String::with_capacity")
    def __init__(out self, *, capacity: Int):
        """The empty text, with room for `capacity` bytes."""
        ...

    @rust("rt::text::String::from_span")
    @implicit
    def __init__(out self, text: StringSpan):
        """A text with the same bytes."""
        ...

    def __init__(out self, text: String):
        """The same text."""
        self = text

    @rust("rt::num::text")
    def __init__[dtype: DType](out self, value: Scalar[dtype]):
        """The text of a number."""
        ...

    def __init__[T: Writable](out self, value: T):
        """The text of a value."""
        self = String()
        value.write_to(self)

    def __init__[First: Writable, Second: Writable, *Rest: Writable](
        out self, first: First, second: Second, *rest: *Rest
    ):
        """The texts of several values, one after the other."""
        self = String()
        first.write_to(self)
        second.write_to(self)
        comptime for i in range(rest.__len__()):
            rest[i].write_to(self)

    def __init__[*Ts: Writable](out self, *values: *Ts, sep: StringSpan, end: StringSpan = ""):
        """The texts of several values with `sep` between them and `end` after them."""
        self = String()
        comptime for i in range(values.__len__()):
            comptime if i > 0:
                self.write_string(sep)
            values[i].write_to(self)
        self.write_string(end)

    def __init__(out self, *, from_utf8: Span[Byte, _]) raises:
        """From bytes that must be UTF-8."""
        self = __checked_utf8(from_utf8.unsafe_ptr(), len(from_utf8))

    def __init__(out self, *, from_utf8_lossy: Span[Byte, _]):
        """From bytes; what is no UTF-8 is replaced."""
        self = __lossy_utf8(from_utf8_lossy.unsafe_ptr(), len(from_utf8_lossy))

    def __init__(out self, *, unsafe_from_utf8: Span[Byte, _]):
        """From bytes that are UTF-8."""
        self = String(StringSpan(ptr=unsafe_from_utf8.unsafe_ptr(), length=len(unsafe_from_utf8)))

    def __init__(out self, *, unsafe_from_utf8_ptr: Pointer[Byte, _]):
        """From bytes that are UTF-8 and end with a zero."""
        self = String(StringSpan(unsafe_from_utf8_ptr=unsafe_from_utf8_ptr))

    def __init__(out self, *, unsafe_uninit_length: Int):
        """So many bytes, which are to be written before the text is read. They are zero until then."""
        self = String()
        self.resize(unsafe_uninit_length)

    def __init__(out self, *, py: PythonObject) raises:
        """From a Python object, by `str()`."""
        self = py.__to_string()

    @rust("rt::text::String::span")
    def as_string_slice(self) -> StringSpan[origin_of(self)]:
        """The text as a view."""
        ...

    @rust("rt::text::String::unsafe_pointer_mut")
    def unsafe_ptr_mut(mut self) -> Pointer[Byte, MutAnyOrigin]:
        """The address of the first byte, for changes that keep the text UTF-8."""
        ...

    @rust("rt::text::String::c_pointer")
    def __c_pointer(mut self) -> Pointer[Int8, MutAnyOrigin]:
        ...

    def as_c_string_slice(mut self) -> CStringSpan[origin_of(self)]:
        """The text as C has it, with a zero behind its bytes."""
        return CStringSpan[origin_of(self)](unsafe_from_ptr=self.__c_pointer())

    @rust("rt::text::String::capacity")
    def capacity(self) -> Int:
        """For how many bytes there is room."""
        ...

    @rust("rt::text::String::reserve")
    def reserve_bytes(mut self, capacity: Int):
        """Makes room for `capacity` bytes."""
        ...

    @rust("rt::text::String::resize")
    def resize(mut self, length: Int, fill_byte: UInt8 = 0):
        """Cuts the text, or extends it with a byte."""
        ...

    def to_python_object(var self) raises -> PythonObject:
        """The object of the value."""
        return PythonObject(self)

    @rust("rt::text::String::push")
    def write_string(mut self, string: StringSpan):
        """Appends a text."""
        ...

    @rust("rt::text::String::push_codepoint")
    def __append_codepoint(mut self, codepoint: UInt32):
        ...

    @rust("rt::text::String::push_byte")
    def append_byte(mut self, byte: Byte):
        """Appends a byte; the text must become UTF-8 again."""
        ...

    def append(mut self, codepoint: Codepoint):
        """Appends a code point."""
        self.__append_codepoint(codepoint.to_u32())

    def __add__(self, other: StringSpan) -> String:
        return __concatenate(self.as_string_slice(), other)

    def __radd__(self, other: StringSpan) -> String:
        return __concatenate(other, self.as_string_slice())

    @rust("rt::text::String::push")
    def __iadd__(mut self, other: StringSpan):
        ...

    def __mul__(self, count: Int) -> String:
        return __repeated(self.as_string_slice(), count)

    def __imul__(mut self, count: Int):
        self = __repeated(self.as_string_slice(), count)

    @rust("rt::text::String::eq")
    def __eq__(self, other: String) -> Bool:
        ...

    @rust("rt::text::String::ne")
    def __ne__(self, other: String) -> Bool:
        ...

    @rust("rt::text::String::lt")
    def __lt__(self, other: String) -> Bool:
        ...

    def __eq__(self, other: StringSpan) -> Bool:
        return self.as_string_slice() == other

    def __ne__(self, other: StringSpan) -> Bool:
        return self.as_string_slice() != other

    def __lt__(self, other: StringSpan) -> Bool:
        return self.as_string_slice() < other

    def __bool__(self) -> Bool:
        """Whether there is any text."""
        return self.byte_length() > 0

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher._update_with_text(self)

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(self.as_string_slice())

    @no_inline
    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write_string(__quoted(self.as_string_slice()))

    def __fspath__(self) -> String:
        """The text as a path."""
        return self


@rust("rt::text::Span")
struct StringSpan[origin: Origin](
    Boolable, Comparable, Defaultable, Hashable, PathLike, TrivialRegisterPassable, Writable, __Text
):
    """A view of a text that something else owns."""

    @rust("rt::text::Span::new")
    def __init__(out self):
        """The empty text."""
        ...

    @rust("rt::text::String::span")
    @implicit
    def __init__(out self, text: String):
        """A view of a whole `String`."""
        ...

    @rust("rt::num::same")
    @implicit
    def __init__[other: Origin](out self, text: StringSpan[other]):
        """The same view under another origin."""
        ...

    @rust("rt::text::Span::from_raw")
    def __init__(out self, *, ptr: Pointer[Byte, _], length: Int):
        """From the address of bytes that are UTF-8."""
        ...

    @rust("rt::text::Span::from_c")
    def __init__(out self, *, unsafe_from_utf8_ptr: Pointer[Byte, _]):
        """From bytes that are UTF-8 and end with a zero."""
        ...

    def __init__(out self, *, unsafe_from_utf8: Span[Byte, _]):
        """From bytes that are UTF-8."""
        self = Self(ptr=unsafe_from_utf8.unsafe_ptr(), length=len(unsafe_from_utf8))

    def __init__(out self, *, from_utf8: Span[Byte, _]) raises:
        """From bytes that must be UTF-8."""
        __check_utf8(from_utf8.unsafe_ptr(), len(from_utf8))
        self = Self(ptr=from_utf8.unsafe_ptr(), length=len(from_utf8))

    @rust("rt::num::same")
    def as_string_slice(self) -> StringSpan[Self.origin]:
        """The text itself."""
        ...

    @rust("rt::num::same")
    def get_immutable(self) -> StringSpan[ImmAnyOrigin]:
        """The text itself."""
        ...

    def __add__(self, other: StringSpan) -> String:
        return __concatenate(self, other)

    def __radd__(self, other: StringSpan) -> String:
        return __concatenate(other, self)

    def __mul__(self, count: Int) -> String:
        return __repeated(self, count)

    @rust("rt::text::eq")
    def __eq__(self, other: StringSpan) -> Bool:
        ...

    @rust("rt::text::ne")
    def __ne__(self, other: StringSpan) -> Bool:
        ...

    @rust("rt::text::lt")
    def __lt__(self, other: StringSpan) -> Bool:
        ...

    @rust("rt::text::gt")
    def __gt__(self, other: StringSpan) -> Bool:
        ...

    @rust("rt::text::le")
    def __le__(self, other: StringSpan) -> Bool:
        ...

    @rust("rt::text::ge")
    def __ge__(self, other: StringSpan) -> Bool:
        ...

    def is_codepoint_boundary(self, index: Int) -> Bool:
        """Whether a code point starts at a byte, or the text ends there."""
        return __is_boundary(self, index)

    def __bool__(self) -> Bool:
        """Whether there is any text."""
        return self.byte_length() > 0

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher._update_with_bytes(self.as_bytes())

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(self.as_string_slice())

    @no_inline
    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write_string(__quoted(self.as_string_slice()))

    def __fspath__(self) -> String:
        """The text as a path."""
        return String(self)


comptime StringSlice = StringSpan
comptime StaticString = StringSpan[ImmStaticOrigin]


@rust("rt::text::Span")
struct StringLiteral[value: StringSpan](TrivialRegisterPassable, Writable, __Text):
    """The type of one string literal."""

    def as_string_slice(self) -> StaticString:
        """The text as a view."""
        return value

    def format[*Ts: Writable](self, *args: *Ts) -> String:
        """With `{}`, `{0}`, `{!r}` replaced by the arguments. A text that asks for others is a mistake of the program."""
        try:
            return self.as_string_slice().format(*args)
        except e:
            __fault("ValueError", String(e))

    def __bool__(self) -> Bool:
        """Whether there is any text."""
        return self.byte_length() > 0

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher._update_with_bytes(self.as_bytes())

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(self.as_string_slice())

    @no_inline
    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write_string(__quoted(self.as_string_slice()))


struct CStringSpan[origin: Origin](TrivialRegisterPassable):
    """A view of a text as C has it: the bytes up to a zero."""

    var _pointer: Pointer[Int8, Self.origin]

    def __init__(out self, *, unsafe_from_ptr: Pointer[Int8, _]):
        """The text that starts at an address."""
        self._pointer = unsafe_from_ptr

    def unsafe_ptr(self) -> Pointer[Int8, Self.origin]:
        """The address of the first byte."""
        return self._pointer

    def __len__(self) -> Int:
        """The number of bytes before the zero."""
        var length = 0
        while self._pointer[unsafe_offset=length] != 0:
            length += 1
        return length

    def as_bytes(self) -> Span[Byte, Self.origin]:
        """The bytes before the zero."""
        return Span[Byte, Self.origin](unsafe_ptr=self._pointer.unsafe_bitcast[Byte](), length=self.__len__())


@fieldwise_init
struct TString(Movable, Writable):
    """A template with its values filled in: `t"{x} and {y}"`."""

    var _text: String

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(self._text)

    @no_inline
    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write_string(self._text)


@rust("rt::text::concatenate")
def __concatenate(left: StringSpan, right: StringSpan) -> String:
    ...


@rust("rt::text::repeated")
def __repeated(text: StringSpan, count: Int) -> String:
    ...


@rust("rt::text::is_boundary")
def __is_boundary(text: StringSpan, index: Int) -> Bool:
    ...


@rust("rt::text::checked_utf8")
def __checked_utf8(bytes: Pointer[Byte, _], length: Int) raises -> String:
    ...


@rust("rt::text::check_utf8")
def __check_utf8(bytes: Pointer[Byte, _], length: Int) raises:
    ...


@rust("rt::text::lossy_utf8")
def __lossy_utf8(bytes: Pointer[Byte, _], length: Int) -> String:
    ...
