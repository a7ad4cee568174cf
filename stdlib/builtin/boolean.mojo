"""Truth values."""

from std.python.conversions import ConvertibleFromPython, __Native


@rust("bool")
struct Bool(
    Boolable,
    Comparable,
    ConvertibleFromPython,
    Defaultable,
    Floatable,
    Hashable,
    Indexer,
    Intable,
    TrivialRegisterPassable,
    Writable,
    __Native,
):
    """`True` or `False`."""

    def __init__(out self):
        """False."""
        self = False

    @rust("rt::num::same")
    @implicit
    def __init__(out self, value: Scalar[DType.bool]):
        """From a lane of a mask."""
        ...

    def __init__[T: Boolable](out self, value: T):
        """From anything that can be a condition."""
        self = value.__bool__()

    def __init__(out self, *, py: PythonObject) raises:
        """From a Python object, by its truth value."""
        self = py.__truth()

    def to_python_object(var self) raises -> PythonObject:
        """The object of the value."""
        return PythonObject(self)

    @rust("rt::num::same")
    def __bool__(self) -> Bool:
        ...

    @rust("rt::num::cast::<i64, 1, _>")
    def __int__(self) -> Int:
        ...

    @rust("rt::num::cast::<i64, 1, _>")
    def __index__(self) -> Int:
        ...

    @rust("rt::num::cast::<f64, 1, _>")
    def __float__(self) -> Float64:
        ...

    @rust("rt::num::eq")
    def __eq__(self, other: Bool) -> Bool:
        ...

    @rust("rt::num::ne")
    def __ne__(self, other: Bool) -> Bool:
        ...

    @rust("rt::num::lt")
    def __lt__(self, other: Bool) -> Bool:
        ...

    @rust("rt::num::not")
    def __invert__(self) -> Bool:
        ...

    @rust("rt::num::and")
    def __and__(self, other: Bool) -> Bool:
        ...

    @rust("rt::num::or")
    def __or__(self, other: Bool) -> Bool:
        ...

    @rust("rt::num::xor")
    def __xor__(self, other: Bool) -> Bool:
        ...

    def __iand__(mut self, other: Bool):
        self = self & other

    def __ior__(mut self, other: Bool):
        self = self | other

    def __ixor__(mut self, other: Bool):
        self = self ^ other

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher.update(UInt8(self))

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string("True" if self else "False")

    def write_repr_to(self, mut writer: Some[Writer]):
        self.write_to(writer)


def any[T: Iterable](ref values: T) -> Bool where conforms_to(T.IteratorType[origin_of(values)].Element, Boolable):
    """Whether one element is true."""
    for value in values:
        if value:
            return True
    return False


def any[size: Int](mask: SIMD[DType.bool, size]) -> Bool:
    """Whether one lane is true."""
    return Bool(mask.reduce_or())


def all[size: Int](mask: SIMD[DType.bool, size]) -> Bool:
    """Whether all lanes are true."""
    return Bool(mask.reduce_and())


def all[T: Iterable](ref values: T) -> Bool where conforms_to(T.IteratorType[origin_of(values)].Element, Boolable):
    """Whether all elements are true."""
    for value in values:
        if not value:
            return False
    return True
