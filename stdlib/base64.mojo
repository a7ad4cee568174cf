"""Bytes as texts."""


@rust("rt::text::b64encode")
def __b64encode(data: Pointer[Byte, _], length: Int) -> String:
    ...


@rust("rt::text::b16encode")
def __b16encode(data: Pointer[Byte, _], length: Int) -> String:
    ...


@rust("rt::text::b64decode")
def __b64decode(text: StringSpan) raises -> String:
    ...


@rust("rt::text::b16decode")
def __b16decode(text: StringSpan) raises -> String:
    ...


def b64decode(text: StringSpan) raises -> List[Byte]:
    """The bytes that a text has in base 64."""
    return List[Byte](__b64decode(text).as_bytes())


def b16decode(text: StringSpan) raises -> List[Byte]:
    """The bytes that a text has in base 16."""
    return List[Byte](__b16decode(text).as_bytes())


def b64encode(data: Span[Byte, _]) -> String:
    """Bytes in base 64."""
    return __b64encode(data.unsafe_ptr(), len(data))


def b64encode(text: StringSpan) -> String:
    """The bytes of a text in base 64."""
    return b64encode(text.as_bytes())


def b16encode(data: Span[Byte, _]) -> String:
    """Bytes in base 16."""
    return __b16encode(data.unsafe_ptr(), len(data))


def b16encode(text: StringSpan) -> String:
    """The bytes of a text in base 16."""
    return b16encode(text.as_bytes())
