"""The C API for programs that ask for it."""

from std.python.conversions import ConvertibleFromPython, ConvertibleToPython
from std.python.python import Python
from std.python.python_object import PythonObject

comptime Py_ssize_t = Int
comptime Py_hash_t = Int


@rust("py::raw::Pointer")
struct PyObjectPtr(Boolable, ConvertibleFromPython, ConvertibleToPython, Defaultable, Equatable, TrivialRegisterPassable):
    """The address of a Python object; may be null. Does not count references."""

    @rust("py::raw::null")
    def __init__(out self):
        """Null."""
        ...

    @rust("py::raw::pointer_of")
    def __init__(out self, *, py: PythonObject) raises:
        """The address of an object, which must outlive it."""
        ...

    @rust("py::object::from_owned")
    def __to_object(self) -> PythonObject:
        ...

    def to_python_object(var self) raises -> PythonObject:
        """The object, whose reference is taken over."""
        return self.__to_object()

    @rust("py::raw::is_not_null")
    def __bool__(self) -> Bool:
        ...

    @rust("py::raw::same")
    def __eq__(self, other: Self) -> Bool:
        ...


struct GILReleased(Movable):
    """Gives the GIL up within a `with` block. No Python object may be used meanwhile."""

    var _python: Python
    var _state: __Released

    def __init__(out self, python: Python):
        """For `with GILReleased(Python()):`."""
        self._python = python
        self._state = __Released()

    def __enter__(mut self):
        __release(self._state)

    def __exit__(mut self):
        __take_back(self._state)


struct GILAcquired(Movable):
    """Takes the GIL within a `with` block."""

    var _python: Python
    var _state: Int

    def __init__(out self, python: Python):
        """For `with GILAcquired(Python()):`."""
        self._python = python
        self._state = 0

    def __enter__(mut self):
        self._state = __acquire()

    def __exit__(mut self):
        __leave(self._state)


@rust("py::gil::Released")
struct __Released(Movable):
    """Whether the GIL is given up. Takes it back when it ends."""

    @rust("py::gil::Released::new")
    def __init__(out self):
        ...


@rust("py::gil::release")
def __release(mut state: __Released):
    ...


@rust("py::gil::take_back")
def __take_back(mut state: __Released):
    ...


@rust("py::gil::acquire")
def __acquire() -> Int:
    ...


@rust("py::gil::leave")
def __leave(state: Int):
    ...


@fieldwise_init
struct CPython(TrivialRegisterPassable):
    """What `Python().cpython()` returns: functions of the C API under their names."""

    @rust("py::raw::increment")
    @staticmethod
    def __increment(object: PyObjectPtr):
        ...

    @rust("py::raw::decrement")
    @staticmethod
    def __decrement(object: PyObjectPtr):
        ...

    @rust("py::raw::reference_count")
    @staticmethod
    def __reference_count(object: PyObjectPtr) -> Int:
        ...

    def Py_IncRef(self, object: PyObjectPtr):
        """Adds a reference."""
        Self.__increment(object)

    def Py_DecRef(self, object: PyObjectPtr):
        """Drops a reference."""
        Self.__decrement(object)

    def Py_NewRef(self, object: PyObjectPtr) -> PyObjectPtr:
        """The same object with one more reference."""
        Self.__increment(object)
        return object

    def _Py_REFCNT(self, object: PyObjectPtr) -> Int:
        """How many references there are."""
        return Self.__reference_count(object)

    def Py_Is(self, a: PyObjectPtr, b: PyObjectPtr) -> Bool:
        """Identity."""
        return a == b

    def Py_None(self) -> PyObjectPtr:
        """`None`, without a new reference."""
        return __none_pointer()

    def PyErr_Occurred(self) -> Bool:
        """Whether there is a current exception."""
        return __has_exception()

    def PyErr_Clear(self):
        """Drops the current exception."""
        __clear_exception()

    def get_error(self) -> Error:
        """The current exception as an error; it is no longer current then."""
        return __take_exception()

    def unsafe_get_error(self) -> Error:
        """The current exception as an error; it is no longer current then."""
        return __take_exception()

    def PyLong_FromSsize_t(self, value: Int) -> PyObjectPtr:
        """A new integer."""
        return __into_pointer(PythonObject(value))

    def PyLong_FromSize_t(self, value: UInt) -> PyObjectPtr:
        """A new integer."""
        return __into_pointer(PythonObject(value))

    def PyFloat_FromDouble(self, value: Float64) -> PyObjectPtr:
        """A new floating-point number."""
        return __into_pointer(PythonObject(value))

    def PyBool_FromLong(self, value: Int) -> PyObjectPtr:
        """A truth value."""
        return __into_pointer(PythonObject(value != 0))

    @rust("py::raw::as_ssize")
    def __as_ssize(self, object: PyObjectPtr) -> Int:
        ...

    @rust("py::raw::as_double")
    def __as_double(self, object: PyObjectPtr) -> Float64:
        ...

    def PyLong_AsSsize_t(self, object: PyObjectPtr) -> Int:
        """The value of an integer; -1 with an exception if it has none."""
        return self.__as_ssize(object)

    def PyFloat_AsDouble(self, object: PyObjectPtr) -> Float64:
        """The value of a number; -1 with an exception if it has none."""
        return self.__as_double(object)


@rust("py::raw::none")
def __none_pointer() -> PyObjectPtr:
    ...


@rust("py::raw::has_exception")
def __has_exception() -> Bool:
    ...


@rust("py::raw::clear_exception")
def __clear_exception():
    ...


@rust("py::raw::take_exception")
def __take_exception() -> Error:
    ...


@rust("py::object::into_pointer")
def __into_pointer(var object: PythonObject) -> PyObjectPtr:
    ...
