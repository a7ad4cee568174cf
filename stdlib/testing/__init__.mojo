"""Checks for tests."""

from std.testing.suite import TestSuite


def __failed(what: String, msg: String) -> Error:
    return Error("AssertionError: ", what if not msg else String(what, ": ", msg))


def assert_true[T: Boolable](val: T, msg: String = "condition was unexpectedly False") raises:
    """Raises unless a value is true."""
    if not val:
        raise Error("AssertionError: ", msg)


def assert_false[T: Boolable](val: T, msg: String = "condition was unexpectedly True") raises:
    """Raises if a value is true."""
    if val:
        raise Error("AssertionError: ", msg)


def assert_equal[T: Equatable & Writable](lhs: T, rhs: T, msg: String = "") raises:
    """Raises unless two values are equal."""
    if not (lhs == rhs):
        raise __failed(String("`left == right` comparison failed:\n   left: ", lhs, "\n  right: ", rhs), msg)


def assert_not_equal[T: Equatable & Writable](lhs: T, rhs: T, msg: String = "") raises:
    """Raises if two values are equal."""
    if lhs == rhs:
        raise __failed(String("`left != right` comparison failed:\n   left: ", lhs, "\n  right: ", rhs), msg)


def assert_almost_equal[dtype: DType](
    lhs: Scalar[dtype], rhs: Scalar[dtype], *, atol: Float64 = 1e-08, rtol: Float64 = 1e-05, msg: String = ""
) raises where dtype.is_floating_point():
    """Raises unless two numbers are nearly equal."""
    var a = Float64(lhs)
    var b = Float64(rhs)
    if not (a == b or abs(a - b) <= max(atol, rtol * max(abs(a), abs(b)))):
        raise __failed(
            String("`", lhs, "` is not close to `", rhs, "` with a difference of `", abs(a - b), "`"), msg
        )


def assert_is[T: Identifiable & Writable](lhs: T, rhs: T, msg: String = "") raises:
    """Raises unless two values are the same object."""
    if lhs is not rhs:
        raise __failed(String("`left is right` identification failed:\n   left: ", lhs, "\n  right: ", rhs), msg)


def assert_is_not[T: Identifiable & Writable](lhs: T, rhs: T, msg: String = "") raises:
    """Raises if two values are the same object."""
    if lhs is rhs:
        raise __failed(String("`left is not right` identification failed:\n   left: ", lhs, "\n  right: ", rhs), msg)


struct assert_raises(Movable):
    """`with assert_raises(): …` fails unless an error is raised in the block."""

    var _contains: String

    def __init__(out self):
        """Any error will do."""
        self._contains = String()

    def __init__(out self, *, contains: String):
        """The error's text must contain a text."""
        self._contains = contains

    def __enter__(self):
        """Starts the block."""
        pass

    def __exit__(self) raises:
        """The block ended without an error."""
        raise Error("AssertionError: Didn't raise")

    def __exit__(self, error: Error) raises -> Bool:
        """The block ended with an error, which is passed over if it is the expected one."""
        return self._contains in String(error)
