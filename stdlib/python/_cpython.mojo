"""The C API for programs that ask for it."""

from std.memory.alloc import unsafe_alloc
from std.ffi import c_char, c_double, c_int, c_long, c_size_t, c_ssize_t, c_ulong, external_call
from std.python.conversions import ConvertibleFromPython, ConvertibleToPython
from std.python.python import Python
from std.python.python_object import PythonObject

comptime Py_ssize_t = Int
comptime Py_hash_t = Int

comptime Py_single_input: c_int = 256
comptime Py_file_input: c_int = 257
comptime Py_eval_input: c_int = 258

comptime Py_TPFLAGS_DEFAULT = 0
comptime Py_TPFLAGS_LONG_SUBCLASS = c_ulong(1 << 24)
comptime Py_TPFLAGS_LIST_SUBCLASS = c_ulong(1 << 25)
comptime Py_TPFLAGS_TUPLE_SUBCLASS = c_ulong(1 << 26)
comptime Py_TPFLAGS_BYTES_SUBCLASS = c_ulong(1 << 27)
comptime Py_TPFLAGS_UNICODE_SUBCLASS = c_ulong(1 << 28)
comptime Py_TPFLAGS_DICT_SUBCLASS = c_ulong(1 << 29)
comptime Py_TPFLAGS_BASE_EXC_SUBCLASS = c_ulong(1 << 30)
comptime Py_TPFLAGS_TYPE_SUBCLASS = c_ulong(1 << 31)

comptime METH_VARARGS = 0x01
comptime METH_KEYWORDS = 0x02
comptime METH_STATIC = 0x20
comptime METH_FASTCALL = 0x80

comptime Py_tp_dealloc = 52
comptime Py_tp_init = 60
comptime Py_tp_methods = 64
comptime Py_tp_new = 65
comptime Py_tp_repr = 66

comptime _CPointer[T: AnyType, origin: Origin] = Optional[Pointer[T, origin]]
"""An address as C has it: null is no pointer."""

comptime PyCFunction = def(PyObjectPtr, PyObjectPtr) thin abi("C") -> PyObjectPtr
comptime PyCFunctionWithKeywords = def(PyObjectPtr, PyObjectPtr, PyObjectPtr) thin abi("C") -> PyObjectPtr
comptime PyCFunctionFast = def(PyObjectPtr, _CPointer[PyObjectPtr, MutAnyOrigin], Py_ssize_t) thin abi("C") -> PyObjectPtr
comptime destructor = def(PyObjectPtr) thin abi("C") -> None
comptime reprfunc = def(PyObjectPtr) thin abi("C") -> PyObjectPtr
comptime PyCapsule_Destructor = destructor
comptime Typed_initproc = def(PyObjectPtr, PyObjectPtr, PyObjectPtr) thin abi("C") -> c_int
comptime Typed_newfunc = def(PyTypeObjectPtr, PyObjectPtr, PyObjectPtr) thin abi("C") -> PyObjectPtr


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


struct PyThreadState:
    """What CPython knows of a thread. Only its address is of use."""

    pass


struct PyTypeObject:
    """A class as CPython has it. Only its address is of use."""

    pass


comptime PyTypeObjectPtr = _CPointer[PyTypeObject, MutUntrackedOrigin]


@fieldwise_init
struct PyObject(ImplicitlyCopyable):
    """The start of every object."""

    var object_ref_count: Py_ssize_t
    var object_type: PyTypeObjectPtr


@fieldwise_init
struct PyGILState_STATE(TrivialRegisterPassable):
    """Whether a thread had the GIL."""

    comptime PyGILState_LOCKED = c_int(0)
    comptime PyGILState_UNLOCKED = c_int(1)

    var current_state: c_int


@rust("rt::mem::function_address")
def _fn_ptr_as_opaque[F: AnyType](function: F) -> OpaquePointer[MutUntrackedOrigin]:
    """The address of a function, from a pointer to it."""
    ...


@fieldwise_init
struct PyType_Slot(ImplicitlyCopyable):
    """What a class has under a number of CPython's `typeslots.h`."""

    var slot: c_int
    var pfunc: _CPointer[NoneType, MutUntrackedOrigin]

    @staticmethod
    def tp_dealloc(func: destructor) -> Self:
        """How objects end."""
        return Self(Py_tp_dealloc, _fn_ptr_as_opaque(func))

    @staticmethod
    def tp_init(func: Typed_initproc) -> Self:
        """How objects begin."""
        return Self(Py_tp_init, _fn_ptr_as_opaque(func))

    @staticmethod
    def tp_new(func: Typed_newfunc) -> Self:
        """How objects are made."""
        return Self(Py_tp_new, _fn_ptr_as_opaque(func))

    @staticmethod
    def tp_repr(func: reprfunc) -> Self:
        """What `repr` shows."""
        return Self(Py_tp_repr, _fn_ptr_as_opaque(func))

    @staticmethod
    def null() -> Self:
        """The end of a list of slots."""
        return Self(0, None)


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


struct CPython(TrivialRegisterPassable):
    """What `Python().cpython()` returns: functions of the C API under their names."""

    var lib: __Library

    def __init__(out self):
        """The C API of the interpreter that runs this module."""
        self.lib = __Library()

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

    def Py_Is(self, x: PyObjectPtr, y: PyObjectPtr) -> c_int:
        """Whether two addresses are those of one object."""
        return c_int(1) if x == y else c_int(0)

    def Py_TYPE(self, obj: PyObjectPtr) -> PyTypeObjectPtr:
        """The class of an object, without a new reference."""
        return __type_of(obj)

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

    def PyLong_AsSsize_t(self, object: PyObjectPtr) -> Int:
        """The value of an integer; -1 with an exception if it has none."""
        return external_call["PyLong_AsSsize_t", Int](object)

    def PyFloat_AsDouble(self, object: PyObjectPtr) -> Float64:
        """The value of a number; -1 with an exception if it has none."""
        return external_call["PyFloat_AsDouble", Float64](object)

    def PyRun_SimpleString(self, var command: String) -> c_int:
        """Runs statements; -1 if an exception left them, which is printed."""
        return external_call["PyRun_SimpleString", c_int](command.as_c_string_slice().unsafe_ptr())

    def PyRun_String(self, var str: String, start: c_int, globals: PyObjectPtr, locals: PyObjectPtr) -> PyObjectPtr:
        """Runs a text; null with an exception if one left it."""
        return external_call["PyRun_String", PyObjectPtr](str.as_c_string_slice().unsafe_ptr(), start, globals, locals)

    def Py_CompileString(self, var str: String, var filename: String, start: c_int) -> PyObjectPtr:
        """The code of a text."""
        return external_call["Py_CompileString", PyObjectPtr](str.as_c_string_slice().unsafe_ptr(), filename.as_c_string_slice().unsafe_ptr(), start)

    def PyEval_EvalCode(self, co: PyObjectPtr, globals: PyObjectPtr, locals: PyObjectPtr) -> PyObjectPtr:
        """Runs code."""
        return external_call["PyEval_EvalCode", PyObjectPtr](co, globals, locals)

    def PyErr_SetNone(self, type: PyObjectPtr):
        """Makes an exception without a value the current one."""
        external_call["PyErr_SetNone", NoneType](type)

    def PyGILState_Check(self) -> c_int:
        """Not zero if this thread has the GIL."""
        return external_call["PyGILState_Check", c_int]()

    def PyImport_ImportModule(self, var name: String) -> PyObjectPtr:
        """A module by its name."""
        return external_call["PyImport_ImportModule", PyObjectPtr](name.as_c_string_slice().unsafe_ptr())

    def PyImport_AddModule(self, var name: String) -> PyObjectPtr:
        """A module by its name, made if there is none; without a new reference."""
        return external_call["PyImport_AddModule", PyObjectPtr](name.as_c_string_slice().unsafe_ptr())

    def PyObject_HasAttrString(self, obj: PyObjectPtr, var name: String) -> c_int:
        """1 if the object has the attribute."""
        return external_call["PyObject_HasAttrString", c_int](obj, name.as_c_string_slice().unsafe_ptr())

    def PyObject_GetAttrString(self, obj: PyObjectPtr, var name: String) -> PyObjectPtr:
        """`obj.name`"""
        return external_call["PyObject_GetAttrString", PyObjectPtr](obj, name.as_c_string_slice().unsafe_ptr())

    def PyObject_SetAttrString(self, obj: PyObjectPtr, var name: String, value: PyObjectPtr) -> c_int:
        """`obj.name = value`"""
        return external_call["PyObject_SetAttrString", c_int](obj, name.as_c_string_slice().unsafe_ptr(), value)

    def PyObject_Str(self, obj: PyObjectPtr) -> PyObjectPtr:
        """`str(obj)`"""
        return external_call["PyObject_Str", PyObjectPtr](obj)

    def PyObject_Hash(self, obj: PyObjectPtr) -> Py_hash_t:
        """`hash(obj)`; -1 with an exception if it has none."""
        return external_call["PyObject_Hash", Py_hash_t](obj)

    def PyObject_IsTrue(self, obj: PyObjectPtr) -> c_int:
        """1 or 0 as `bool(obj)`; -1 with an exception."""
        return external_call["PyObject_IsTrue", c_int](obj)

    def PyObject_Type(self, obj: PyObjectPtr) -> PyObjectPtr:
        """The class of an object."""
        return external_call["PyObject_Type", PyObjectPtr](obj)

    def PyObject_Length(self, obj: PyObjectPtr) -> Py_ssize_t:
        """`len(obj)`; -1 with an exception if it has none."""
        return external_call["PyObject_Length", Py_ssize_t](obj)

    def PyObject_GetItem(self, obj: PyObjectPtr, key: PyObjectPtr) -> PyObjectPtr:
        """`obj[key]`"""
        return external_call["PyObject_GetItem", PyObjectPtr](obj, key)

    def PyObject_SetItem(self, obj: PyObjectPtr, key: PyObjectPtr, value: PyObjectPtr) -> c_int:
        """`obj[key] = value`"""
        return external_call["PyObject_SetItem", c_int](obj, key, value)

    def PyObject_GetIter(self, obj: PyObjectPtr) -> PyObjectPtr:
        """`iter(obj)`"""
        return external_call["PyObject_GetIter", PyObjectPtr](obj)

    def PyObject_Call(self, callable: PyObjectPtr, args: PyObjectPtr, kwargs: PyObjectPtr) -> PyObjectPtr:
        """A call with a tuple and a dictionary, which may be null."""
        return external_call["PyObject_Call", PyObjectPtr](callable, args, kwargs)

    def PyObject_CallObject(self, callable: PyObjectPtr, args: PyObjectPtr) -> PyObjectPtr:
        """A call with a tuple, which may be null."""
        return external_call["PyObject_CallObject", PyObjectPtr](callable, args)

    def PyNumber_Long(self, obj: PyObjectPtr) -> PyObjectPtr:
        """`int(obj)`"""
        return external_call["PyNumber_Long", PyObjectPtr](obj)

    def PyNumber_Float(self, obj: PyObjectPtr) -> PyObjectPtr:
        """`float(obj)`"""
        return external_call["PyNumber_Float", PyObjectPtr](obj)

    def PyIter_Check(self, obj: PyObjectPtr) -> c_int:
        """1 if `next` works on the object."""
        return external_call["PyIter_Check", c_int](obj)

    def PyIter_Next(self, obj: PyObjectPtr) -> PyObjectPtr:
        """The next element; null at the end, or with an exception."""
        return external_call["PyIter_Next", PyObjectPtr](obj)

    def PyType_GetFlags(self, type: PyTypeObjectPtr) -> c_ulong:
        """The flags of a class."""
        return external_call["PyType_GetFlags", c_ulong](type)

    def PyType_IsSubtype(self, a: PyTypeObjectPtr, b: PyTypeObjectPtr) -> c_int:
        """1 if a class is derived from another."""
        return external_call["PyType_IsSubtype", c_int](a, b)

    def PyType_GenericAlloc(self, type: PyTypeObjectPtr, nitems: Py_ssize_t) -> PyObjectPtr:
        """A new object of a class."""
        return external_call["PyType_GenericAlloc", PyObjectPtr](type, nitems)

    def PyType_GetName(self, type: PyTypeObjectPtr) -> PyObjectPtr:
        """The name of a class."""
        return external_call["PyType_GetName", PyObjectPtr](type)

    def PyTuple_New(self, length: Py_ssize_t) -> PyObjectPtr:
        """A tuple whose elements are still null."""
        return external_call["PyTuple_New", PyObjectPtr](length)

    def PyTuple_GetItem(self, tuple: PyObjectPtr, pos: Py_ssize_t) -> PyObjectPtr:
        """An element, without a new reference."""
        return external_call["PyTuple_GetItem", PyObjectPtr](tuple, pos)

    def PyTuple_SetItem(self, tuple: PyObjectPtr, pos: Py_ssize_t, value: PyObjectPtr) -> c_int:
        """Sets an element of a new tuple; takes the reference over."""
        return external_call["PyTuple_SetItem", c_int](tuple, pos, value)

    def PyList_New(self, length: Py_ssize_t) -> PyObjectPtr:
        """A list whose elements are still null."""
        return external_call["PyList_New", PyObjectPtr](length)

    def PyList_GetItem(self, list: PyObjectPtr, index: Py_ssize_t) -> PyObjectPtr:
        """An element, without a new reference."""
        return external_call["PyList_GetItem", PyObjectPtr](list, index)

    def PyList_SetItem(self, list: PyObjectPtr, index: Py_ssize_t, value: PyObjectPtr) -> c_int:
        """Sets an element; takes the reference over."""
        return external_call["PyList_SetItem", c_int](list, index, value)

    def PyDict_New(self) -> PyObjectPtr:
        """An empty dictionary."""
        return external_call["PyDict_New", PyObjectPtr]()

    def PyDict_SetItem(self, dict: PyObjectPtr, key: PyObjectPtr, value: PyObjectPtr) -> c_int:
        """`dict[key] = value`"""
        return external_call["PyDict_SetItem", c_int](dict, key, value)

    def PyDict_GetItemWithError(self, dict: PyObjectPtr, key: PyObjectPtr) -> PyObjectPtr:
        """The value of a key, without a new reference; null if there is none."""
        return external_call["PyDict_GetItemWithError", PyObjectPtr](dict, key)

    def PyDict_Next(self, dict: PyObjectPtr, pos: _CPointer[Py_ssize_t, MutAnyOrigin], key: _CPointer[PyObjectPtr, MutAnyOrigin], value: _CPointer[PyObjectPtr, MutAnyOrigin]) -> c_int:
        """Steps through a dictionary; 0 at its end."""
        return external_call["PyDict_Next", c_int](dict, pos, key, value)

    def PySet_New(self, iterable: PyObjectPtr) -> PyObjectPtr:
        """A set of the elements; empty if `iterable` is null."""
        return external_call["PySet_New", PyObjectPtr](iterable)

    def PySet_Add(self, set: PyObjectPtr, key: PyObjectPtr) -> c_int:
        """Adds an element."""
        return external_call["PySet_Add", c_int](set, key)

    def PyModule_GetDict(self, module: PyObjectPtr) -> PyObjectPtr:
        """The names of a module, without a new reference."""
        return external_call["PyModule_GetDict", PyObjectPtr](module)

    def PyModule_AddObjectRef(self, module: PyObjectPtr, name: _CPointer[c_char, ImmutAnyOrigin], value: PyObjectPtr) -> c_int:
        """Adds a value to a module."""
        return external_call["PyModule_AddObjectRef", c_int](module, name, value)

    def PySlice_New(self, start: PyObjectPtr, stop: PyObjectPtr, step: PyObjectPtr) -> PyObjectPtr:
        """`slice(start, stop, step)`"""
        return external_call["PySlice_New", PyObjectPtr](start, stop, step)

    def PyObject_Free(self, ptr: _CPointer[NoneType, MutUntrackedOrigin]):
        """Gives memory of CPython back."""
        external_call["PyObject_Free", NoneType](ptr)

    def PyErr_SetString(self, type: PyObjectPtr, message: _CPointer[c_char, ImmutAnyOrigin]):
        """Makes an exception with a text the current one."""
        external_call["PyErr_SetString", NoneType](type, message)

    def PyErr_GetRaisedException(self) -> PyObjectPtr:
        """The current exception, which is no longer current then; null if there is none."""
        return __raised()

    def PyErr_Fetch(self) -> PyObjectPtr:
        """The current exception, which is no longer current then; null if there is none."""
        return __raised()

    def get_error_global(self, global_name: StringSpan) -> PyObjectPtr:
        """A class of exceptions: `PyExc_ValueError`. Null if there is none of that name."""
        return __global(global_name)

    def PyEval_SaveThread(self) -> _CPointer[PyThreadState, MutUntrackedOrigin]:
        """Gives the GIL up until `PyEval_RestoreThread`."""
        return __save_thread().unsafe_bitcast[PyThreadState]()

    def PyEval_RestoreThread(self, state: _CPointer[PyThreadState, MutUntrackedOrigin]):
        """Takes the GIL back."""
        if state:
            __restore_thread(state.value().unsafe_bitcast[NoneType]())

    def PyGILState_Ensure(self) -> PyGILState_STATE:
        """Takes the GIL if this thread lacks it."""
        return PyGILState_STATE(external_call["PyGILState_Ensure", c_int]())

    def PyGILState_Release(self, state: PyGILState_STATE):
        """Ends what `PyGILState_Ensure` began."""
        external_call["PyGILState_Release", NoneType](state.current_state)

    def PyObject_TypeCheck(self, obj: PyObjectPtr, type: PyTypeObjectPtr) -> c_int:
        """Not zero if the object is of the class or one that is derived from it."""
        return self.PyType_IsSubtype(self.Py_TYPE(obj), type)

    def PyType_HasFeature(self, type: PyTypeObjectPtr, feature: c_ulong) -> c_int:
        """1 if a class has a flag."""
        return c_int(1) if self.PyType_GetFlags(type) & feature != 0 else c_int(0)

    def PyLong_Type(self) -> PyTypeObjectPtr:
        """The class `int`."""
        return __variable("PyLong_Type").unsafe_bitcast[PyTypeObject]()

    def PyLong_Check(self, obj: PyObjectPtr) -> c_int:
        """1 for an `int` or an object of a class derived from it."""
        return self.PyType_HasFeature(self.Py_TYPE(obj), Py_TPFLAGS_LONG_SUBCLASS)

    def PyLong_CheckExact(self, obj: PyObjectPtr) -> c_int:
        """1 for an `int` itself."""
        return c_int(1) if self.Py_TYPE(obj) == self.PyLong_Type() else c_int(0)

    def PyBool_Type(self) -> PyTypeObjectPtr:
        """The class `bool`."""
        return __variable("PyBool_Type").unsafe_bitcast[PyTypeObject]()

    def PyBool_Check(self, obj: PyObjectPtr) -> c_int:
        """1 for `True` and `False`."""
        return c_int(1) if self.Py_TYPE(obj) == self.PyBool_Type() else c_int(0)

    def PyFloat_Type(self) -> PyTypeObjectPtr:
        """The class `float`."""
        return __variable("PyFloat_Type").unsafe_bitcast[PyTypeObject]()

    def PyFloat_Check(self, obj: PyObjectPtr) -> c_int:
        """Not zero for a `float` or an object of a class derived from it."""
        return self.PyObject_TypeCheck(obj, self.PyFloat_Type())

    def PyFloat_CheckExact(self, obj: PyObjectPtr) -> c_int:
        """1 for a `float` itself."""
        return c_int(1) if self.Py_TYPE(obj) == self.PyFloat_Type() else c_int(0)

    def PyDict_Type(self) -> PyTypeObjectPtr:
        """The class `dict`."""
        return __variable("PyDict_Type").unsafe_bitcast[PyTypeObject]()

    def PyUnicode_DecodeUTF8(self, s: StringSpan) -> PyObjectPtr:
        """A new text."""
        return external_call["PyUnicode_DecodeUTF8", PyObjectPtr](
            s.unsafe_ptr(), s.byte_length(), _CPointer[c_char, MutAnyOrigin]()
        )

    def PyUnicode_AsUTF8AndSize(self, obj: PyObjectPtr) -> Optional[StringSpan[ImmutAnyOrigin]]:
        """A view of a text of Python's, which must outlive it. None with an exception if it has no UTF-8."""
        var length = 0
        var bytes = external_call["PyUnicode_AsUTF8AndSize", _CPointer[Byte, MutAnyOrigin]](obj, Pointer(to=length))
        if not bytes:
            return None
        return StringSpan[ImmutAnyOrigin](ptr=bytes.value(), length=length)

    def PyModule_Create(self, name: StaticString) -> PyObjectPtr:
        """A new module."""
        var text = String(name)
        return external_call["PyModule_New", PyObjectPtr](text.as_c_string_slice().unsafe_ptr())

    def PyCapsule_New(
        self, pointer: OpaquePointer[MutUntrackedOrigin], var name: String, destructor: PyCapsule_Destructor
    ) -> PyObjectPtr:
        """An object that holds an address. The name lives as long as the process."""
        var text = unsafe_alloc[c_char](name.byte_length() + 1)
        external_call["strcpy", NoneType](text, name.as_c_string_slice().unsafe_ptr())
        return external_call["PyCapsule_New", PyObjectPtr](pointer, text, _fn_ptr_as_opaque(destructor))

    def PyCapsule_GetPointer(self, capsule: PyObjectPtr, var name: String) raises -> OpaquePointer[MutUntrackedOrigin]:
        """The address that an object holds."""
        var address = external_call["PyCapsule_GetPointer", _CPointer[NoneType, MutUntrackedOrigin]](
            capsule, name.as_c_string_slice().unsafe_ptr()
        )
        if not address:
            raise self.get_error()
        return address.value()


struct __Library(TrivialRegisterPassable):
    """The library of the interpreter."""

    def __init__(out self):
        pass

    @staticmethod
    @builtin("late_external_call")
    def call[name: StaticString, Result: AnyType, *Ts: AnyType](*args: *Ts) -> Result:
        """Calls a function of it, which need not be there in other versions of Python: it is looked up now."""
        ...


@rust("py::raw::type_of")
def __type_address(object: PyObjectPtr) -> Pointer[NoneType, MutUntrackedOrigin]:
    ...


def __type_of(object: PyObjectPtr) -> PyTypeObjectPtr:
    return __type_address(object).unsafe_bitcast[PyTypeObject]()


@rust("py::raw::raised")
def __raised() -> PyObjectPtr:
    ...


@rust("py::raw::global")
def __global(name: StringSpan) -> PyObjectPtr:
    ...


@rust("py::raw::variable")
def __variable(name: StringSpan) -> Pointer[NoneType, MutUntrackedOrigin]:
    ...


@rust("py::gil::save_thread")
def __save_thread() -> Pointer[NoneType, MutUntrackedOrigin]:
    ...


@rust("py::gil::restore_thread")
def __restore_thread(state: Pointer[NoneType, MutUntrackedOrigin]):
    ...


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
