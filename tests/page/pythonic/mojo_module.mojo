from std.python import Python, PythonObject
from std.python.bindings import PythonModuleBuilder
from std.os import abort

@export
def PyInit_mojo_module() -> PythonObject:
    try:
        var mb = PythonModuleBuilder("mojo_module")
        mb.def_function[foo]("foo")
        return mb.finalize()
    except e:
        abort("error creating Mojo module")

def foo(x_arg: PythonObject, y: PythonObject, z: PythonObject) raises -> PythonObject:
    var x = x_arg
    x[y] = Python.int(z)
    x = y + z
    return x
