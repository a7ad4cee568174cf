"""Single code points of Unicode."""

from std.builtin.text import __codepoint_at


struct Codepoint(Comparable, Hashable, Intable, TrivialRegisterPassable, Writable):
    """A code point that is no surrogate."""

    var _value: UInt32

    def __init__(out self, *, unsafe_unchecked_codepoint: UInt32):
        """From a number that is a code point."""
        self._value = unsafe_unchecked_codepoint

    def __init__(out self, codepoint: UInt8):
        """From a byte of ASCII or Latin-1."""
        self._value = UInt32(codepoint)

    @staticmethod
    def from_u32(codepoint: UInt32) -> Optional[Self]:
        """From a number, if it is a code point."""
        if codepoint > 0x10FFFF or (codepoint >= 0xD800 and codepoint < 0xE000):
            return None
        return Self(unsafe_unchecked_codepoint=codepoint)

    @staticmethod
    def ord(string: StringSpan) -> Self:
        """The first code point of a text."""
        return Self(unsafe_unchecked_codepoint=__codepoint_at(string, 0))

    def to_u32(self) -> UInt32:
        """The code point as a number."""
        return self._value

    def __int__(self) -> Int:
        return Int(self._value)

    def __eq__(self, other: Self) -> Bool:
        return self._value == other._value

    def __lt__(self, other: Self) -> Bool:
        return self._value < other._value

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher.update(self._value)

    def utf8_byte_length(self) -> Int:
        """How many bytes the code point takes."""
        if self._value < 0x80:
            return 1
        if self._value < 0x800:
            return 2
        return 3 if self._value < 0x10000 else 4

    def is_ascii(self) -> Bool:
        """Whether the code point is ASCII."""
        return self._value < 0x80

    def is_ascii_digit(self) -> Bool:
        """Whether the code point is one of `0` to `9`."""
        return self._value >= 48 and self._value <= 57

    def is_ascii_upper(self) -> Bool:
        """Whether the code point is one of `A` to `Z`."""
        return self._value >= 65 and self._value <= 90

    def is_ascii_lower(self) -> Bool:
        """Whether the code point is one of `a` to `z`."""
        return self._value >= 97 and self._value <= 122

    def is_ascii_printable(self) -> Bool:
        """Whether the code point is printable ASCII."""
        return self._value >= 32 and self._value <= 126

    def is_python_space(self) -> Bool:
        """Whether Python takes the code point for white space."""
        return __is_python_space(self._value)

    def is_posix_space(self) -> Bool:
        """Whether C takes the code point for white space."""
        return self._value == 32 or (self._value >= 9 and self._value <= 13)

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(chr(Int(self._value)))

    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write("Codepoint(", self._value, ")")


@rust("rt::text::is_python_space")
def __is_python_space(codepoint: UInt32) -> Bool:
    ...


def ord(string: StringSpan) -> Int:
    """The number of the first code point of a text."""
    return Int(__codepoint_at(string, 0))


@rust("rt::text::chr")
def chr(codepoint: Int) -> String:
    """The text of one code point; a fault if there is none of that number."""
    ...
