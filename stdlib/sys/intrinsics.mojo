"""Hints for the processor and for the compiler. They change nothing but the time that a program takes."""


@always_inline
def likely(value: Bool) -> Bool:
    """The value itself, which is mostly true."""
    return value


@always_inline
def unlikely(value: Bool) -> Bool:
    """The value itself, which is mostly false."""
    return value


@always_inline
def assume(value: Bool):
    """Promises that a condition holds."""
    pass
