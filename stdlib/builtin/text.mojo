"""What all texts can do, whether they own their bytes or not."""

from std.builtin.error import __check_index, __check_range
from std.builtin.slice import __contiguous


trait __Text(Boolable, Hashable, Writable):
    """Text in UTF-8. Positions are in bytes."""

    def as_string_slice(self) -> StringSpan[origin_of(self)]:
        """The text as a view."""
        ...

    # ---- Size and parts ----

    def byte_length(self) -> Int:
        """The length in bytes."""
        return __byte_length(self.as_string_slice())

    def count_codepoints(self) -> Int:
        """The length in code points."""
        return __count_codepoints(self.as_string_slice())

    def count_graphemes(self) -> Int:
        """The length in what readers take for characters."""
        return __count_graphemes(self.as_string_slice())

    def unsafe_ptr(self) -> Pointer[Byte, ImmOrigin]:
        """The address of the first byte."""
        return __text_pointer(self.as_string_slice())

    def as_bytes(self) -> Span[Byte, origin_of(self)]:
        """The bytes."""
        return Span[Byte, origin_of(self)](unsafe_ptr=__text_pointer(self.as_string_slice()), length=self.byte_length())

    def __getitem__(self, *, byte: Int) -> StringSpan[origin_of(self)]:
        """The character that starts at a byte."""
        return __at_byte(self.as_string_slice(), byte)

    def __getitem__(self, *, byte: Slice) -> StringSpan[origin_of(self)]:
        """The text between two bytes."""
        var start, end = __contiguous(byte, self.byte_length())
        return __byte_range(self.as_string_slice(), start, end)

    def __getitem__(self, *, codepoint: Int) -> StringSpan[origin_of(self)]:
        """One code point."""
        return __codepoint_range(self.as_string_slice(), codepoint, codepoint + 1)

    def __getitem__(self, *, codepoint: Slice) -> StringSpan[origin_of(self)]:
        """The text between two code points."""
        var start, end = __contiguous(codepoint, self.count_codepoints())
        return __codepoint_range(self.as_string_slice(), start, end)

    def __getitem__(self, *, grapheme: Int) -> StringSpan[origin_of(self)]:
        """One grapheme."""
        return __grapheme_range(self.as_string_slice(), grapheme, grapheme + 1)

    def __getitem__(self, *, grapheme: Slice) -> StringSpan[origin_of(self)]:
        """The text between two graphemes."""
        var start, end = __contiguous(grapheme, self.count_graphemes())
        return __grapheme_range(self.as_string_slice(), start, end)

    def __iter__(self) -> __TextIterator[origin_of(self), 1, False]:
        """The graphemes."""
        return __TextIterator[origin_of(self), 1, False](self.as_string_slice())

    def graphemes(self) -> __TextIterator[origin_of(self), 1, False]:
        """The graphemes."""
        return __TextIterator[origin_of(self), 1, False](self.as_string_slice())

    def graphemes_reversed(self) -> __TextIterator[origin_of(self), 1, True]:
        """The graphemes, last first."""
        return __TextIterator[origin_of(self), 1, True](self.as_string_slice())

    def codepoint_slices(self) -> __TextIterator[origin_of(self), 0, False]:
        """The code points as texts."""
        return __TextIterator[origin_of(self), 0, False](self.as_string_slice())

    def codepoint_slices_reversed(self) -> __TextIterator[origin_of(self), 0, True]:
        """The code points as texts, last first."""
        return __TextIterator[origin_of(self), 0, True](self.as_string_slice())

    def codepoints(self) -> __CodepointIterator[origin_of(self)]:
        """The code points as numbers."""
        return __CodepointIterator[origin_of(self)](self.as_string_slice())

    def bytes(self) -> Span[Byte, origin_of(self)]:
        """The bytes."""
        return self.as_bytes()

    # ---- Search ----

    def __contains__(self, part: StringSpan) -> Bool:
        return __find(self.as_string_slice(), part, 0) >= 0

    def find(self, part: StringSpan, start: Int = 0) -> Int:
        """Where `part` first stands from `start` on; -1 if nowhere."""
        return __find(self.as_string_slice(), part, start)

    def rfind(self, part: StringSpan, start: Int = 0) -> Int:
        """Where `part` last stands from `start` on; -1 if nowhere."""
        return __rfind(self.as_string_slice(), part, start)

    def count(self, part: StringSpan) -> Int:
        """How often `part` stands in the text, without overlaps."""
        return __count(self.as_string_slice(), part)

    def startswith(self, prefix: StringSpan, start: Int = 0, end: Int = -1) -> Bool:
        """Whether the text between two bytes begins with `prefix`."""
        return __starts_with(self.as_string_slice(), prefix, start, end)

    def endswith(self, suffix: StringSpan, start: Int = 0, end: Int = -1) -> Bool:
        """Whether the text between two bytes ends with `suffix`."""
        return __ends_with(self.as_string_slice(), suffix, start, end)

    # ---- Views of a part ----

    def strip(self) -> StringSpan[origin_of(self)]:
        """Without white space at both ends."""
        return __strip_space(self.as_string_slice(), True, True)

    def lstrip(self) -> StringSpan[origin_of(self)]:
        """Without white space at the start."""
        return __strip_space(self.as_string_slice(), True, False)

    def rstrip(self) -> StringSpan[origin_of(self)]:
        """Without white space at the end."""
        return __strip_space(self.as_string_slice(), False, True)

    def strip(self, chars: StringSpan) -> StringSpan[origin_of(self)]:
        """Without the characters of `chars` at both ends."""
        return __strip_chars(self.as_string_slice(), chars, True, True)

    def lstrip(self, chars: StringSpan) -> StringSpan[origin_of(self)]:
        """Without the characters of `chars` at the start."""
        return __strip_chars(self.as_string_slice(), chars, True, False)

    def rstrip(self, chars: StringSpan) -> StringSpan[origin_of(self)]:
        """Without the characters of `chars` at the end."""
        return __strip_chars(self.as_string_slice(), chars, False, True)

    def removeprefix(self, prefix: StringSpan) -> StringSpan[origin_of(self)]:
        """Without `prefix`, if the text begins with it."""
        if self.startswith(prefix):
            return __byte_range(self.as_string_slice(), prefix.byte_length(), self.byte_length())
        return self.as_string_slice()

    def removesuffix(self, suffix: StringSpan) -> StringSpan[origin_of(self)]:
        """Without `suffix`, if the text ends with it."""
        if self.endswith(suffix):
            return __byte_range(self.as_string_slice(), 0, self.byte_length() - suffix.byte_length())
        return self.as_string_slice()

    def split(self) -> List[StringSpan[origin_of(self)]]:
        """The words between white space."""
        return __split_space(self.as_string_slice(), -1)

    def split(self, sep: NoneType, maxsplit: Int = -1) -> List[StringSpan[origin_of(self)]]:
        """The words between white space; at most `maxsplit` cuts."""
        return __split_space(self.as_string_slice(), maxsplit)

    def split(self, *, maxsplit: Int) -> List[StringSpan[origin_of(self)]]:
        """The words between white space; at most `maxsplit` cuts."""
        return __split_space(self.as_string_slice(), maxsplit)

    def split(self, sep: StringSpan, maxsplit: Int = -1) -> List[StringSpan[origin_of(self)]]:
        """The parts between separators; at most `maxsplit` cuts."""
        var text = self.as_string_slice()
        var parts = List[StringSpan[origin_of(self)]]()
        var start = 0
        var cuts = maxsplit
        while cuts != 0:
            var at = __split_at(text, sep, start)
            if at < 0:
                break
            parts.append(__byte_range(text, start, at))
            start = at + sep.byte_length()
            cuts -= 1
        parts.append(__byte_range(text, start, text.byte_length()))
        return parts^

    def splitlines(self, keepends: Bool = False) -> List[StringSpan[origin_of(self)]]:
        """The lines."""
        var text = self.as_string_slice()
        var lines = List[StringSpan[origin_of(self)]]()
        var start = 0
        while start < text.byte_length():
            var end = __line_end(text, start)
            var next = __line_next(text, end)
            lines.append(__byte_range(text, start, next if keepends else end))
            start = next
        return lines^

    # ---- New texts ----

    def replace(self, old: StringSpan, new: StringSpan) -> String:
        """With every `old` replaced."""
        return __replace(self.as_string_slice(), old, new)

    def upper(self) -> String:
        """In capitals."""
        return __upper(self.as_string_slice())

    def lower(self) -> String:
        """In small letters."""
        return __lower(self.as_string_slice())

    def ascii_ljust(self, width: Int, fill: StringSpan = " ") -> String:
        """Filled at the end up to `width` bytes."""
        return __pad(self.as_string_slice(), 0, width - self.byte_length(), fill)

    def ascii_rjust(self, width: Int, fill: StringSpan = " ") -> String:
        """Filled at the start up to `width` bytes."""
        return __pad(self.as_string_slice(), width - self.byte_length(), 0, fill)

    def ascii_center(self, width: Int, fill: StringSpan = " ") -> String:
        """Filled at both ends up to `width` bytes."""
        var missing = max(width - self.byte_length(), 0)
        return __pad(self.as_string_slice(), missing // 2, missing - missing // 2, fill)

    def join[T: Writable & Movable, origin: Origin](self, parts: Span[T, origin]) -> String:
        """The parts with this text between them."""
        var result = String()
        for i in range(len(parts)):
            if i > 0:
                result += self.as_string_slice()
            parts.unsafe_get(i).write_to(result)
        return result^

    def join[T: Writable & Movable](self, parts: List[T]) -> String:
        """The parts with this text between them."""
        return self.join(Span(parts))

    def join[First: Writable, Second: Writable, *Rest: Writable](
        self, first: First, second: Second, *rest: *Rest
    ) -> String:
        """The values with this text between them."""
        var result = String()
        result.write(first, self.as_string_slice(), second)
        comptime for i in range(rest.__len__()):
            result += self.as_string_slice()
            rest[i].write_to(result)
        return result^

    def format[*Ts: Writable](self, *args: *Ts) raises -> String:
        """With `{}`, `{0}`, `{!r}` replaced by the arguments."""
        var result = String()
        var scanner = __FormatScanner(self.as_string_slice())
        while True:
            result += scanner.text()
            var field = scanner.field(args.__len__())
            if field < 0:
                return result^
            comptime for i in range(args.__len__()):
                if i == field:
                    if scanner.is_repr():
                        args[i].write_repr_to(result)
                    else:
                        args[i].write_to(result)

    # ---- Questions ----

    def isupper(self) -> Bool:
        """Whether there are letters and all are capitals."""
        return __is_upper(self.as_string_slice())

    def islower(self) -> Bool:
        """Whether there are letters and all are small."""
        return __is_lower(self.as_string_slice())

    def isspace(self) -> Bool:
        """Whether there is white space and nothing else."""
        return __is_space(self.as_string_slice())

    def is_ascii_digit(self) -> Bool:
        """Whether there are ASCII digits and nothing else."""
        return __is_ascii_digit(self.as_string_slice())

    def is_ascii_printable(self) -> Bool:
        """Whether all characters are printable ASCII."""
        return __is_ascii_printable(self.as_string_slice())

    def is_ascii_whitespace(self) -> Bool:
        """Whether there is ASCII white space and nothing else."""
        return __is_ascii_space(self.as_string_slice())


# ---- What the runtime does with a view ----


@rust("rt::text::byte_length")
def __byte_length(text: StringSpan) -> Int:
    ...


@rust("rt::text::count_codepoints")
def __count_codepoints(text: StringSpan) -> Int:
    ...


@rust("rt::text::count_graphemes")
def __count_graphemes(text: StringSpan) -> Int:
    ...


@rust("rt::text::pointer")
def __text_pointer(text: StringSpan) -> Pointer[Byte, MutAnyOrigin]:
    ...


@rust("rt::text::at_byte")
def __at_byte[origin: Origin](text: StringSpan[origin], index: Int) -> StringSpan[origin]:
    ...


@rust("rt::text::byte_range")
def __byte_range[origin: Origin](text: StringSpan[origin], start: Int, end: Int) -> StringSpan[origin]:
    ...


@rust("rt::text::codepoint_range")
def __codepoint_range[origin: Origin](text: StringSpan[origin], start: Int, end: Int) -> StringSpan[origin]:
    ...


@rust("rt::text::grapheme_range")
def __grapheme_range[origin: Origin](text: StringSpan[origin], start: Int, end: Int) -> StringSpan[origin]:
    ...


@rust("rt::text::find")
def __find(text: StringSpan, part: StringSpan, start: Int) -> Int:
    ...


@rust("rt::text::rfind")
def __rfind(text: StringSpan, part: StringSpan, start: Int) -> Int:
    ...


@rust("rt::text::count")
def __count(text: StringSpan, part: StringSpan) -> Int:
    ...


@rust("rt::text::starts_with")
def __starts_with(text: StringSpan, prefix: StringSpan, start: Int, end: Int) -> Bool:
    ...


@rust("rt::text::ends_with")
def __ends_with(text: StringSpan, suffix: StringSpan, start: Int, end: Int) -> Bool:
    ...


@rust("rt::text::strip_space")
def __strip_space[origin: Origin](text: StringSpan[origin], left: Bool, right: Bool) -> StringSpan[origin]:
    ...


@rust("rt::text::strip_chars")
def __strip_chars[origin: Origin](
    text: StringSpan[origin], chars: StringSpan, left: Bool, right: Bool
) -> StringSpan[origin]:
    ...


@rust("rt::text::split_at")
def __split_at(text: StringSpan, separator: StringSpan, start: Int) -> Int:
    """Like `find`; a fault if the separator is empty."""
    ...


@rust("rt::text::word_start")
def __word_start(text: StringSpan, start: Int) -> Int:
    ...


@rust("rt::text::word_end")
def __word_end(text: StringSpan, start: Int) -> Int:
    ...


@rust("rt::text::line_end")
def __line_end(text: StringSpan, start: Int) -> Int:
    ...


@rust("rt::text::line_next")
def __line_next(text: StringSpan, end: Int) -> Int:
    ...


def __split_space[origin: Origin](text: StringSpan[origin], maxsplit: Int) -> List[StringSpan[origin]]:
    var parts = List[StringSpan[origin]]()
    var cuts = maxsplit
    var start = __word_start(text, 0)
    while start < text.byte_length():
        if cuts == 0:
            parts.append(__strip_space(__byte_range(text, start, text.byte_length()), False, True))
            break
        var end = __word_end(text, start)
        parts.append(__byte_range(text, start, end))
        start = __word_start(text, end)
        cuts -= 1
    return parts^


@rust("rt::text::replace")
def __replace(text: StringSpan, old: StringSpan, new: StringSpan) -> String:
    ...


@rust("rt::text::upper")
def __upper(text: StringSpan) -> String:
    ...


@rust("rt::text::lower")
def __lower(text: StringSpan) -> String:
    ...


@rust("rt::text::pad")
def __pad(text: StringSpan, left: Int, right: Int, fill: StringSpan) -> String:
    ...


@rust("rt::text::is_upper")
def __is_upper(text: StringSpan) -> Bool:
    ...


@rust("rt::text::is_lower")
def __is_lower(text: StringSpan) -> Bool:
    ...


@rust("rt::text::is_space")
def __is_space(text: StringSpan) -> Bool:
    ...


@rust("rt::text::is_ascii_digit")
def __is_ascii_digit(text: StringSpan) -> Bool:
    ...


@rust("rt::text::is_ascii_printable")
def __is_ascii_printable(text: StringSpan) -> Bool:
    ...


@rust("rt::text::is_ascii_space")
def __is_ascii_space(text: StringSpan) -> Bool:
    ...


@rust("rt::text::quoted")
def __quoted(text: StringSpan) -> String:
    """The text as a literal in single quotes."""
    ...


@rust("rt::text::next_boundary")
def __next_boundary(text: StringSpan, start: Int, graphemes: Bool) -> Int:
    """Where the code point or grapheme at `start` ends."""
    ...


@rust("rt::text::previous_boundary")
def __previous_boundary(text: StringSpan, end: Int, graphemes: Bool) -> Int:
    """Where the code point or grapheme before `end` starts."""
    ...


struct __TextIterator[origin: Origin, unit: Int, backward: Bool](ImplicitlyCopyable, Iterable, Iterator):
    """Steps over code points (`unit` 0) or graphemes (1)."""

    comptime Element = StringSpan[Self.origin]
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _text: StringSpan[Self.origin]
    var _start: Int
    var _end: Int

    def __init__(out self, text: StringSpan[Self.origin]):
        self._text = text
        self._start = 0
        self._end = text.byte_length()

    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> StringSpan[Self.origin]:
        if self._start >= self._end:
            raise StopIteration()
        comptime if Self.backward:
            var start = __previous_boundary(self._text, self._end, Self.unit == 1)
            var part = __byte_range(self._text, start, self._end)
            self._end = start
            return part
        else:
            var end = __next_boundary(self._text, self._start, Self.unit == 1)
            var part = __byte_range(self._text, self._start, end)
            self._start = end
            return part


struct __CodepointIterator[origin: Origin](ImplicitlyCopyable, Iterable, Iterator):
    """Steps over code points."""

    comptime Element = Codepoint
    comptime IteratorType[iterable_mut: Bool, //, iterable_origin: Origin[mut=iterable_mut]]: Iterator = Self

    var _text: StringSpan[Self.origin]
    var _start: Int

    def __init__(out self, text: StringSpan[Self.origin]):
        self._text = text
        self._start = 0

    def __iter__(ref self) -> Self:
        return self

    def __next__(mut self) raises StopIteration -> Codepoint:
        if self._start >= self._text.byte_length():
            raise StopIteration()
        var value = __codepoint_at(self._text, self._start)
        self._start = __next_boundary(self._text, self._start, False)
        return Codepoint(unsafe_unchecked_codepoint=value)


@rust("rt::text::codepoint_at")
def __codepoint_at(text: StringSpan, index: Int) -> UInt32:
    """The code point at a byte."""
    ...


@rust("rt::text::FormatScanner")
struct __FormatScanner(Movable):
    """Steps through a format string: a piece of text, then a field, and so on."""

    @rust("rt::text::FormatScanner::new")
    def __init__(out self, text: StringSpan):
        ...

    @rust("rt::text::FormatScanner::text")
    def text(mut self) -> String:
        """The text before the next field."""
        ...

    @rust("rt::text::FormatScanner::field")
    def field(mut self, count: Int) raises -> Int:
        """Which of `count` arguments stands next; -1 at the end."""
        ...

    @rust("rt::text::FormatScanner::is_repr")
    def is_repr(self) -> Bool:
        """Whether the field asks for the `repr` form."""
        ...
