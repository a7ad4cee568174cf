"""The interpreter and its builtins."""

from std.python._cpython import CPython
from std.python.conversions import ConvertibleToPython
from std.python.python_object import PythonObject, __list, __tuple


struct Python(Defaultable, ImplicitlyCopyable, TrivialRegisterPassable):
    """What `Python.…` offers."""

    def __init__(out self):
        """The interpreter that runs this module."""
        pass

    def cpython(self) -> CPython:
        """The C API."""
        return CPython()

    @staticmethod
    @rust("py::system::import_module")
    def import_module(module: StringSpan) raises -> PythonObject:
        """A module by its full name."""
        ...

    @staticmethod
    @rust("py::system::add_to_path")
    def add_to_path(dir_path: StringSpan) raises:
        """Lets `import` look in another folder."""
        ...

    @staticmethod
    @rust("py::system::execute")
    def __execute(code: StringSpan) raises -> Bool:
        ...

    @staticmethod
    def eval(code: StringSpan) raises -> Bool:
        """Runs statements; whether no exception left them. An exception is printed."""
        return Self.__execute(code)

    @staticmethod
    def evaluate(expr: StringSpan, file: Bool = False, name: StringSpan = "__main__") raises -> PythonObject:
        """The value of an expression; or a new module in which the text of a file was run."""
        if file:
            return __evaluate_file(expr, name)
        return __evaluate(expr, name)

    @staticmethod
    @rust("py::system::create_module")
    def create_module(name: StringSpan) raises -> PythonObject:
        """A new module that nobody imports."""
        ...

    @staticmethod
    @rust("py::system::add_object")
    def add_object(module: PythonObject, name: StringSpan, value: PythonObject) raises:
        """Adds a value to a module."""
        ...

    @staticmethod
    def as_string_slice(str_obj: PythonObject) -> StringSpan[origin_of(str_obj)]:
        """A view of a Python text; a fault if the object is none."""
        return __utf8(str_obj)

    # ---- Containers ----

    @staticmethod
    @rust("py::build::list_of")
    def list(*values: PythonObject) raises -> PythonObject:
        """A list of the values."""
        ...

    @staticmethod
    def list[T: ConvertibleToPython & Copyable](values: Span[T, _]) raises -> PythonObject:
        """A list of the elements."""
        var objects = List[PythonObject](capacity=len(values))
        for value in values:
            objects.append(PythonObject(value.copy()))
        return __list(objects.unsafe_ptr(), len(objects))

    @staticmethod
    @rust("py::build::tuple_of")
    def tuple(*values: PythonObject) raises -> PythonObject:
        """A tuple of the values."""
        ...

    @staticmethod
    def tuple[T: ConvertibleToPython & Copyable](values: Span[T, _]) raises -> PythonObject:
        """A tuple of the elements."""
        var objects = List[PythonObject](capacity=len(values))
        for value in values:
            objects.append(PythonObject(value.copy()))
        return __tuple(objects.unsafe_ptr(), len(objects))

    @staticmethod
    @rust("py::build::dict_of_names")
    def dict(var **values: PythonObject) raises -> PythonObject:
        """A dictionary from names to values."""
        ...

    @staticmethod
    def dict[K: ConvertibleToPython & Copyable, V: ConvertibleToPython & Copyable](
        entries: Span[Tuple[K, V], _]
    ) raises -> PythonObject:
        """A dictionary of pairs."""
        var result = PythonObject.__empty_dict()
        for entry in entries:
            result[PythonObject(entry[0].copy())] = PythonObject(entry[1].copy())
        return result

    # ---- Builtins ----

    @staticmethod
    @rust("py::operator::str")
    def str(object: PythonObject) raises -> PythonObject:
        """`str(object)`"""
        ...

    @staticmethod
    @rust("py::operator::int")
    def int(object: PythonObject) raises -> PythonObject:
        """`int(object)`"""
        ...

    @staticmethod
    @rust("py::operator::float")
    def float(object: PythonObject) raises -> PythonObject:
        """`float(object)`"""
        ...

    @staticmethod
    @rust("py::object::type_of")
    def type(object: PythonObject) -> PythonObject:
        """`type(object)`"""
        ...

    @staticmethod
    @rust("py::object::none")
    def none() -> PythonObject:
        """`None`"""
        ...

    @staticmethod
    @rust("py::convert::to_bool")
    def is_true(object: PythonObject) raises -> Bool:
        """`bool(object)`"""
        ...

    @staticmethod
    @rust("py::system::builtin")
    def __static_getattr__(name: StringSpan) raises -> PythonObject:
        """Any other member is that of the module `builtins`: `Python.sorted(xs)`."""
        ...

    @staticmethod
    @rust("py::convert::to_int")
    def py_long_as_ssize_t(object: PythonObject) raises -> Int:
        """The value of an integer."""
        ...


@rust("py::system::evaluate")
def __evaluate(expression: StringSpan, name: StringSpan) raises -> PythonObject:
    ...


@rust("py::system::evaluate_file")
def __evaluate_file(text: StringSpan, name: StringSpan) raises -> PythonObject:
    ...


@rust("py::convert::view")
def __utf8[origin: Origin](text: PythonObject) -> StringSpan[origin]:
    ...
