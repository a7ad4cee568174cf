"""Modules and classes for Python."""

from std.python._cpython import PyObjectPtr, PyType_Slot
from std.python.conversions import ConvertibleFromPython
from std.python.python_object import PythonClass, PythonObject, __python_class


@rust("py::entry::Entry")
struct PythonEntry(TrivialRegisterPassable):
    """What CPython calls, and what is known of it."""

    pass


@builtin("python_entry")
def __python_entry[f: AnyFunction, name: StaticString, kind: StaticString]() -> PythonEntry:
    """The entry of a function under a name."""
    ...


struct PythonModuleBuilder(Movable):
    """Collects what a Python module has."""

    var module: PythonObject
    """The module, to which everything is added by `finalize`."""

    var _builder: __ModuleBuilder

    def __init__(out self, name: StringSpan) raises:
        """A builder for the module that Python is importing, or for a new one if there is none."""
        self._builder = __module_builder(name)
        self.module = __module_of(self._builder)

    def __init__(out self, module: PythonObject):
        """A builder that adds to a module."""
        self._builder = __builder_of(module)
        self.module = module

    def def_function[text: StaticString, //, f: AnyFunction](
        mut self, name: StringLiteral[text], docstring: StringSpan = ""
    ):
        """Adds a function that takes and returns Python objects."""
        __add_function(self._builder, __python_entry[f, text, "function"](), text, docstring)

    def def_function[f: AnyFunction](mut self, name: StringSpan, docstring: StringSpan = ""):
        """Adds a function under a name that is only known at run time."""
        __add_function(self._builder, __python_entry[f, "", "function"](), name, docstring)

    def def_py_function[text: StaticString, //, f: AnyFunction](
        mut self, name: StringLiteral[text], docstring: StringSpan = ""
    ):
        """Adds a function that takes itself and the arguments as a tuple, and maybe the keywords as a dictionary."""
        __add_function(self._builder, __python_entry[f, text, "py_function"](), text, docstring)

    def def_py_function[f: AnyFunction](mut self, name: StringSpan, docstring: StringSpan = ""):
        """Adds a function under a name that is only known at run time."""
        __add_function(self._builder, __python_entry[f, "", "py_function"](), name, docstring)

    def def_py_c_function[F: AnyFunction](mut self, f: F, name: StringSpan, docstring: StringSpan = ""):
        """Adds a function that takes and returns addresses of Python objects."""
        __add_function(self._builder, __python_entry[F, "", "py_function"](), name, docstring)

    def add_type[T: Writable](mut self, type_name: StringSpan) -> ref [self] PythonTypeBuilder:
        """Adds a class whose objects hold values of `T`."""
        return __add_type(
            self._builder,
            __python_class[T](),
            type_name,
            __python_entry[__repr_of[T], "__repr__", "method"](),
            __python_entry[__text_of[T], "__str__", "method"](),
        )

    def finalize(mut self) raises -> PythonObject:
        """The module, complete."""
        return __finalize(self._builder)


@rust("py::module::TypeBuilder")
struct PythonTypeBuilder(Movable):
    """Collects what a Python class has."""

    @staticmethod
    def bind[T: Writable](type_name: StringSpan) -> PythonTypeBuilder:
        """A builder of a class that belongs to no module yet."""
        return __type_builder(
            __python_class[T](),
            type_name,
            __python_entry[__repr_of[T], "__repr__", "method"](),
            __python_entry[__text_of[T], "__str__", "method"](),
        )

    def finalize(mut self, module: PythonObject) raises:
        """Makes the class and adds it to a module."""
        __finalize_type(self, module)

    def def_py_init[f: AnyFunction](mut self) raises -> ref [self] Self:
        """`f(args, kwargs)` makes the value of a new object."""
        __set_init(self, __python_entry[f, "__init__", "init"]())
        return self

    def def_init_defaultable[T: Defaultable & Movable](mut self) raises -> ref [self] Self:
        """New objects hold the default value."""
        __set_init(self, __python_entry[__default_value[T], "__init__", "init"]())
        return self

    def def_method[text: StaticString, //, f: AnyFunction](
        mut self, name: StringLiteral[text], docstring: StringSpan = ""
    ) -> ref [self] Self:
        """Adds a method. Its first argument is the object, or a pointer to the value inside."""
        __add_method(self, __python_entry[f, text, "method"](), text, docstring, False)
        return self

    def def_method[f: AnyFunction](mut self, name: StringSpan, docstring: StringSpan = "") -> ref [self] Self:
        """Adds a method under a name that is only known at run time."""
        __add_method(self, __python_entry[f, "", "method"](), name, docstring, False)
        return self

    def def_staticmethod[text: StaticString, //, f: AnyFunction](
        mut self, name: StringLiteral[text], docstring: StringSpan = ""
    ) -> ref [self] Self:
        """Adds a function to the class."""
        __add_method(self, __python_entry[f, text, "staticmethod"](), text, docstring, True)
        return self

    def def_staticmethod[f: AnyFunction](mut self, name: StringSpan, docstring: StringSpan = "") -> ref [self] Self:
        """Adds a function to the class under a name that is only known at run time."""
        __add_method(self, __python_entry[f, "", "staticmethod"](), name, docstring, True)
        return self

    def def_py_method[text: StaticString, //, f: AnyFunction, static_method: Bool = False](
        mut self, name: StringLiteral[text], docstring: StringSpan = ""
    ) -> ref [self] Self:
        """Adds a method that takes the object and the arguments as a tuple, and maybe the keywords as a dictionary."""
        comptime if static_method:
            __add_method(self, __python_entry[f, text, "py_staticmethod"](), text, docstring, True)
        else:
            __add_method(self, __python_entry[f, text, "py_method"](), text, docstring, False)
        return self

    def def_py_method[f: AnyFunction, static_method: Bool = False](
        mut self, name: StringSpan, docstring: StringSpan = ""
    ) -> ref [self] Self:
        """Adds a method under a name that is only known at run time."""
        comptime if static_method:
            __add_method(self, __python_entry[f, "", "py_staticmethod"](), name, docstring, True)
        else:
            __add_method(self, __python_entry[f, "", "py_method"](), name, docstring, False)
        return self

    def def_py_c_method[F: AnyFunction, //, static_method: Bool = False](
        mut self, f: F, name: StringSpan, docstring: StringSpan = ""
    ) -> ref [self] Self:
        """Adds a method that takes and returns addresses of Python objects."""
        comptime if static_method:
            __add_method(self, __python_entry[F, "", "py_staticmethod"](), name, docstring, True)
        else:
            __add_method(self, __python_entry[F, "", "py_method"](), name, docstring, False)
        return self

    def _insert_slot(mut self, slot: PyType_Slot):
        """Adds a function under a number of CPython's `typeslots.h`; the last one of a number counts."""
        if slot.pfunc:
            __insert_slot(self, slot.slot, slot.pfunc.value())


# ---- What every class has ----


def __repr_of[T: Writable](value: Pointer[T, MutAnyOrigin]) raises -> PythonObject:
    var text = String()
    value[].write_repr_to(text)
    return PythonObject(text)


def __text_of[T: Writable](value: Pointer[T, MutAnyOrigin]) raises -> PythonObject:
    var text = String()
    value[].write_to(text)
    return PythonObject(text)


def __default_value[T: Defaultable & Movable](args: PythonObject, kwargs: PythonObject) raises -> T:
    if len(args) > 0 or (kwargs and len(kwargs) > 0):
        raise Error("unexpected arguments passed to default initializer function of wrapped Mojo type")
    return T()


# ---- Arguments of raw functions ----


def check_arguments_arity(arity: Int, args: PythonObject) raises:
    """Raises unless the tuple has `arity` elements."""
    check_arguments_arity(arity, args, "<mojo function>")


@rust("py::entry::check_arity")
def check_arguments_arity(arity: Int, args: PythonObject, func_name: StringSpan) raises:
    """Raises unless the tuple has `arity` elements."""
    ...


def check_and_get_arg[T: AnyType](
    func_name: StringSpan, args: PythonObject, index: Int
) raises -> Pointer[T, MutAnyOrigin]:
    """The value inside of an argument; raises if it is of another type."""
    return args[index].downcast_value_ptr[T]()


def check_and_get_or_convert_arg[T: ConvertibleFromPython](
    func_name: StringSpan, args: PythonObject, index: Int
) raises -> T:
    """The value of an argument; raises if it has none."""
    return T(py=args[index])


def lookup_py_type_object[T: AnyType]() raises -> PythonObject:
    """The Python class of a type; raises if it is not bound."""
    return __type_object(__python_class[T]())


@fieldwise_init
struct ExceptionType(TrivialRegisterPassable):
    """A class of exceptions."""

    comptime Exception = ExceptionType("Exception")
    comptime TypeError = ExceptionType("TypeError")
    comptime ValueError = ExceptionType("ValueError")

    var _name: StaticString


def raise_python_exception(error: Error, exc_type: ExceptionType = ExceptionType.Exception) -> PyObjectPtr:
    """Makes an error the current exception; the result is null, which C functions return then."""
    return __set_exception(error, exc_type._name)


def _set_python_error(error: Error, exc_type: ExceptionType = ExceptionType.Exception):
    """Makes an error the current exception."""
    _ = __set_exception(error, exc_type._name)


# ---- The runtime's builders ----


@rust("py::module::ModuleBuilder")
struct __ModuleBuilder(Movable):
    """Collects what a module has."""

    pass


@rust("py::module::builder")
def __module_builder(name: StringSpan) raises -> __ModuleBuilder:
    ...


@rust("py::module::builder_of")
def __builder_of(var module: PythonObject) -> __ModuleBuilder:
    ...


@rust("py::module::module_of")
def __module_of(builder: __ModuleBuilder) -> PythonObject:
    ...


@rust("py::module::add_function")
def __add_function(mut builder: __ModuleBuilder, entry: PythonEntry, name: StringSpan, docstring: StringSpan):
    ...


@rust("py::module::add_type")
def __add_type(
    mut builder: __ModuleBuilder, python_class: PythonClass, name: StringSpan, repr: PythonEntry, str: PythonEntry
) -> ref [builder] PythonTypeBuilder:
    ...


@rust("py::module::type_builder")
def __type_builder(
    python_class: PythonClass, name: StringSpan, repr: PythonEntry, str: PythonEntry
) -> PythonTypeBuilder:
    ...


@rust("py::module::add_method")
def __add_method(
    mut builder: PythonTypeBuilder, entry: PythonEntry, name: StringSpan, docstring: StringSpan, is_static: Bool
):
    ...


@rust("py::module::insert_slot")
def __insert_slot(mut builder: PythonTypeBuilder, slot: Int32, function: Pointer[NoneType, MutUntrackedOrigin]):
    ...


@rust("py::module::set_init")
def __set_init(mut builder: PythonTypeBuilder, entry: PythonEntry):
    ...


@rust("py::module::finalize")
def __finalize(mut builder: __ModuleBuilder) raises -> PythonObject:
    ...


@rust("py::module::finalize_type")
def __finalize_type(mut builder: PythonTypeBuilder, module: PythonObject) raises:
    ...


@rust("py::class::type_object")
def __type_object(python_class: PythonClass) raises -> PythonObject:
    ...


@rust("py::raw::set_exception")
def __set_exception(var error: Error, name: StringSpan) -> PyObjectPtr:
    ...
