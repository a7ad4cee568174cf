"""Functions of C and of CPython's own interface, called from the language, and handed to it."""

import pytest

C_CALLS = '''
from std.ffi import c_int, c_size_t, external_call
from std.os import abort
from std.python import Python, PythonObject
from std.python._cpython import PyObjectPtr
from std.python.bindings import PythonModuleBuilder
from std.sys import size_of


struct Record:
    """Laid out as C does it."""

    var a: Int8
    var b: Int
    var c: Int8


struct Parts(Defaultable):
    var where: Optional[Pointer[UInt8, MutUntrackedOrigin]]
    var list: List[Int]
    var inner: Inner

    def __init__(out self):
        self.where = {}
        self.list = {}
        self.inner = {}


@fieldwise_init
struct Inner(Copyable):
    var x: Int

    def __init__(out self):
        self.x = 3


def of(inner: Inner) -> Int:
    return inner.x


def c(argument: PythonObject) raises -> PythonObject:
    var numbers: List[Int] = [3, 1, 2]
    var copies = List[Int](length=3, fill=0)
    _ = external_call["memcpy", Pointer[Int, MutAnyOrigin]](
        copies.unsafe_ptr(), numbers.unsafe_ptr(), c_size_t(3 * size_of[Int]())
    )
    var found = external_call["getenv", Optional[Pointer[UInt8, MutAnyOrigin]]]("NOBODY SETS THIS".unsafe_ptr())
    var text = String(
        external_call["labs", Int](-7),
        external_call["abs", c_int](c_int(-5)),
        external_call["pow", Float64](2.0, 3.0),
        copies,
        found is None,
        sep=" ",
    )
    external_call["srand", NoneType](UInt32(3))
    return PythonObject(text)


def sizes(argument: PythonObject) raises -> PythonObject:
    return Python.list(
        size_of[Record](),
        size_of[Optional[Pointer[Int, MutAnyOrigin]]](),
        size_of[Optional[Int]](),
        size_of[Optional[Int8]](),
    )


def optional(argument: PythonObject) raises -> PythonObject:
    var x = 5
    var some: Optional[Pointer[Int, MutAnyOrigin]] = Pointer(to=x)
    some.value()[] += 1
    var taken = some.take()
    comptime known = Optional[Int](4).value() + 1
    return PythonObject(String(x, taken[], Bool(some), some is None, known, sep=" "))


def initializers(argument: PythonObject) raises -> PythonObject:
    var parts = Parts()
    return PythonObject(String(parts.where is None, len(parts.list), parts.inner.x, of({}), sep=" "))


def raw(argument: PythonObject) raises -> PythonObject:
    ref cpython = Python().cpython()
    var tuple = cpython.PyTuple_New(2)
    _ = cpython.PyTuple_SetItem(tuple, 0, cpython.PyLong_FromSsize_t(4))
    var list = cpython.PyList_New(1)
    _ = cpython.PyList_SetItem(list, 0, cpython.PyUnicode_DecodeUTF8("ä"))
    _ = cpython.PyTuple_SetItem(tuple, 1, list)
    return PythonObject(from_owned=tuple)


def kinds(argument: PythonObject) raises -> PythonObject:
    ref cpython = Python().cpython()
    var object = argument.unsafe_ptr()
    return Python.list(
        Int(cpython.PyLong_Check(object)),
        Int(cpython.PyFloat_CheckExact(object)),
        Int(cpython.PyBool_Check(object)),
        Int(cpython.PyObject_HasAttrString(object, "real")),
        cpython.PyLong_AsSsize_t(cpython.PyLong_FromSsize_t(7)),
        cpython.PyFloat_AsDouble(cpython.PyFloat_FromDouble(1.5)),
    )


def fails(argument: PythonObject) raises -> PythonObject:
    ref cpython = Python().cpython()
    cpython.PyErr_SetString(
        cpython.get_error_global("PyExc_LookupError"), "not there".as_c_string_slice().unsafe_ptr()
    )
    raise cpython.get_error()


def late(argument: PythonObject) raises -> PythonObject:
    ref cpython = Python().cpython()
    var length = cpython.lib.call["PyObject_Length", Int](argument.unsafe_ptr())
    return PythonObject(length)


def no_such(argument: PythonObject) raises -> PythonObject:
    return PythonObject(Python().cpython().lib.call["PyNobody_HasThis", Int]())


def view(argument: PythonObject) raises -> PythonObject:
    var text = Python.as_string_slice(argument)
    return PythonObject(text.byte_length())


@export
def PyInit_c_calls() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("c_calls")
        m.def_function[c]("c")
        m.def_function[sizes]("sizes")
        m.def_function[optional]("optional")
        m.def_function[initializers]("initializers")
        m.def_function[raw]("raw")
        m.def_function[kinds]("kinds")
        m.def_function[fails]("fails")
        m.def_function[late]("late")
        m.def_function[no_such]("no_such")
        m.def_function[view]("view")
        return m.finalize()
    except e:
        abort(String("failed: ", e))
'''

SLOTS = '''
from std.ffi import c_int
from std.os import abort
from std.python import Python, PythonObject
from std.python._cpython import PyObjectPtr, PyType_Slot, Py_ssize_t, _fn_ptr_as_opaque
from std.python.bindings import PythonModuleBuilder, PythonTypeBuilder, _set_python_error, raise_python_exception


@fieldwise_init
struct Bag(Defaultable, Movable, Writable):
    var count: Int

    def __init__(out self):
        self.count = 3

    @staticmethod
    def length(pointer: Pointer[Self, MutAnyOrigin]) raises -> Int:
        if pointer[].count > 3:
            raise Error("too many")
        return pointer[].count


def length_slot[T: Deinitable, method: def(Pointer[T, MutAnyOrigin]) thin raises -> Int](
    object: PyObjectPtr
) abi("C") -> Py_ssize_t:
    try:
        return method(PythonObject(from_borrowed=object).downcast_value_ptr[T]())
    except e:
        _set_python_error(e)
        return -1


def negative(object: PyObjectPtr) abi("C") -> PyObjectPtr:
    try:
        var bag = PythonObject(from_borrowed=object).downcast_value_ptr[Bag]()
        bag[].count += 1
        return PythonObject(-bag[].count).steal_data()
    except e:
        return raise_python_exception(e)


comptime lenfunc = def(PyObjectPtr) thin abi("C") -> Py_ssize_t
comptime unaryfunc = def(PyObjectPtr) thin abi("C") -> PyObjectPtr


@export
def PyInit_slots() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("slots")
        ref type = m.add_type[Bag]("Bag").def_init_defaultable[Bag]()
        var length: lenfunc = length_slot[Bag, Bag.length]
        var minus: unaryfunc = negative
        type._insert_slot(PyType_Slot(c_int(45), _fn_ptr_as_opaque(length)))
        type._insert_slot(PyType_Slot(c_int(30), _fn_ptr_as_opaque(minus)))
        return m.finalize()
    except e:
        abort(String("failed: ", e))
'''


@pytest.fixture(scope="module")
def folder(mojoxide, tmp_path_factory):
    """A folder with the modules, built."""
    folder = tmp_path_factory.mktemp("c_interface")
    for name, text in {"c_calls": C_CALLS, "slots": SLOTS}.items():
        source = folder / f"{name}.mojo"
        source.write_text(text)
        mojoxide.build(source)
    return folder


@pytest.mark.parametrize(
    "call, expected",
    [
        ("c(0)", "7 5 8.0 [3, 1, 2] True"),
        ("sizes(0)", [24, 8, 16, 2]),
        ("optional(0)", "6 6 False True 5"),
        ("initializers(0)", "True 0 3 3"),
        ("raw(0)", (4, ["ä"])),
        ("kinds(True)", [1, 0, 1, 1, 7, 1.5]),
        ("kinds(1.5)", [0, 1, 0, 1, 7, 1.5]),
        ("kinds('')", [0, 0, 0, 0, 7, 1.5]),
        ("late([1, 2])", 2),
        ("view('äb')", 3),
    ],
)
def test_calls(mojoxide, folder, call, expected):
    done = mojoxide.python("-c", f"import c_calls; print(repr(c_calls.{call}))", cwd=folder)
    assert (done.stdout, done.stderr) == (f"{expected!r}\n", "")


@pytest.mark.parametrize(
    "call, expected",
    [
        ("fails(0)", "LookupError('not there')"),
        ("no_such(0)", "SystemError('this Python has no function `PyNobody_HasThis`')"),
        ("view(3)", "TypeError('bad argument type for built-in operation')"),
    ],
)
def test_failures(mojoxide, folder, call, expected):
    code = f"import c_calls\ntry: c_calls.{call}\nexcept BaseException as e: print(repr(e))"
    done = mojoxide.python("-c", code, cwd=folder)
    assert (done.stdout, done.stderr) == (expected + "\n", "")


def test_slots_of_a_class(mojoxide, folder):
    code = "import slots\nb = slots.Bag()\nprint(len(b), -b)\ntry: len(b)\nexcept Exception as e: print(repr(e))"
    done = mojoxide.python("-c", code, cwd=folder)
    assert (done.stdout, done.stderr) == ("3 -4\nException('too many')\n", "")


@pytest.mark.parametrize(
    "call, message",
    [
        ('external_call["abs", Int](String("x"))', "C has no type for `String`"),
        ('external_call["abs", Int]("x")', "C has no type for `String"),
        ('external_call["abs", List[Int]](1)', "`abs` cannot return a `List[Int]`: C has no type for it"),
        ('external_call["abs", Int](SIMD[DType.int32, 4](1))', "C has no type for `SIMD[DType.int32, 4]`"),
    ],
)
def test_what_c_does_not_have(mojoxide, tmp_path, call, message):
    source = tmp_path / "m.mojo"
    source.write_text("from std.ffi import external_call\n\n\ndef f():\n    _ = " + call + "\n")
    done = mojoxide("check", source, "--message-format", "short")
    assert done.returncode == 1
    [line] = [line for line in (done.stdout + done.stderr).splitlines() if "error[" in line]
    assert ":5:" in line and f"error[E0538]: {message}" in line
