# Entries under computed names, and an entry of every kind.
from std.os import abort
from std.python import Python, PythonObject
from std.python.bindings import PythonModuleBuilder


def one() raises -> PythonObject:
    return PythonObject(1)


def same(value: PythonObject) raises -> PythonObject:
    return value


def pair(a: PythonObject, b: PythonObject) raises -> PythonObject:
    return Python.tuple(a, b)


def keywords(a: PythonObject, kwargs: OwnedKwargsDict[PythonObject]) raises -> PythonObject:
    return kwargs["b"]


def variadic(py_self: PythonObject, args: PythonObject) raises -> PythonObject:
    return args[0]


struct Counter(Movable, Writable):
    var count: Int
    var last: PythonObject

    def __init__(out self, last: PythonObject):
        self.count = 0
        self.last = last

    @staticmethod
    def py_init(out self: Counter, args: PythonObject, kwargs: PythonObject) raises:
        self = Self(args[0])

    @staticmethod
    def add(self_ptr: UnsafePointer[Self, MutAnyOrigin], value: PythonObject) raises -> PythonObject:
        self_ptr[].count += 1
        self_ptr[].last = value
        return self_ptr[].last

    @staticmethod
    def echo(value: PythonObject) raises -> PythonObject:
        return value

    def write_to(self, mut writer: Some[Writer]):
        writer.write("Counter(", self.count, ")")


@export
def PyInit_design_bindings() -> PythonObject:
    try:
        var m = PythonModuleBuilder("design_bindings")
        for i in range(3):
            m.def_function[one](String("one_", i))
        var names: List[String] = ["first", "second"]
        for name in names:
            m.def_function[same](name, docstring="The value.")
        m.def_function[same]("same")
        m.def_function[same]("also_same")
        m.def_function[pair]("pair")
        m.def_function[keywords]("keywords")
        m.def_py_function[variadic]("variadic")
        _ = (
            m.add_type[Counter]("Counter")
            .def_py_init[Counter.py_init]()
            .def_method[Counter.add]("add")
            .def_method[Counter.add](String("add_", len(names)))
            .def_staticmethod[Counter.echo]("echo")
        )
        return m.finalize()
    except e:
        abort(String("error creating the module: ", e))
