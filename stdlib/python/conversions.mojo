"""Between Python objects and values."""

from std.python.python_object import PythonObject


trait ConvertibleFromPython:
    """Types with a value for some Python objects."""

    def __init__(out self, *, py: PythonObject) raises:
        """The value of a Python object; raises if it has none."""
        ...


trait ConvertibleToPython(Movable):
    """Types whose values have a Python object."""

    def to_python_object(var self) raises -> PythonObject:
        """The object of the value."""
        ...


trait __Native(ConvertibleToPython):
    """Types that `PythonObject` has a constructor of its own for."""

    pass


def __fill_keywords(from_python: PythonObject) raises -> Dict[String, PythonObject]:
    """The keyword arguments in a Python dictionary; a null object is an empty one."""
    var result = Dict[String, PythonObject]()
    var entries = __entries(from_python)
    while __next_entry(entries):
        result[String(py=__entry_key(entries))] = __entry_value(entries)
    return result^


@rust("py::build::Entries")
struct __Entries(TrivialRegisterPassable):
    """A place in a Python dictionary."""

    pass


@rust("py::build::entries")
def __entries(dict: PythonObject) raises -> __Entries:
    ...


@rust("py::build::next_entry")
def __next_entry(mut entries: __Entries) -> Bool:
    ...


@rust("py::build::entry_key")
def __entry_key(mut entries: __Entries) -> PythonObject:
    ...


@rust("py::build::entry_value")
def __entry_value(mut entries: __Entries) -> PythonObject:
    ...
