"""Texts from values, and numbers from texts."""


def repr[T: Writable](value: T) -> String:
    """The text that shows a value unambiguously."""
    var text = String()
    value.write_repr_to(text)
    return text^


@rust("rt::text::ascii")
def ascii(text: StringSpan) -> String:
    """The text as an ASCII literal."""
    ...


@rust("rt::text::atol")
def atol(text: StringSpan, base: Int = 10) raises -> Int:
    """Reads an integer; base 0 goes by its prefix."""
    ...


@rust("rt::text::atof")
def atof(text: StringSpan) raises -> Float64:
    """Reads a floating-point number."""
    ...


def hex[dtype: DType](value: Scalar[dtype], *, prefix: StringSpan = "0x") -> String where dtype.is_integral():
    """The number in base 16."""
    return __in_base(value, 16, prefix)


def bin[dtype: DType](value: Scalar[dtype], *, prefix: StringSpan = "0b") -> String where dtype.is_integral():
    """The number in base 2."""
    return __in_base(value, 2, prefix)


def oct[dtype: DType](value: Scalar[dtype], *, prefix: StringSpan = "0o") -> String where dtype.is_integral():
    """The number in base 8."""
    return __in_base(value, 8, prefix)


def hex(value: Bool, *, prefix: StringSpan = "0x") -> String:
    """The number in base 16."""
    return __in_base(Int(value), 16, prefix)


def bin(value: Bool, *, prefix: StringSpan = "0b") -> String:
    """The number in base 2."""
    return __in_base(Int(value), 2, prefix)


@rust("rt::num::in_base")
def __in_base[dtype: DType](value: Scalar[dtype], base: Int, prefix: StringSpan) -> String:
    ...
