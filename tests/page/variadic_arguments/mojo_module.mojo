from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder
from std.os import abort

@export
def PyInit_mojo_module() -> PythonObject:
    try:
        var b = PythonModuleBuilder("mojo_module")
        b.def_py_function[count_args]("count_args")
        b.def_py_function[sum_args]("sum_args")
        b.def_py_function[lookup]("lookup")
        return b.finalize()
    except e:
        abort("error creating Mojo module")

def count_args(py_self: PythonObject, args_tuple: PythonObject) raises -> PythonObject:
    return len(args_tuple)

def sum_args(py_self: PythonObject, args_tuple: PythonObject) raises -> PythonObject:
    var total = args_tuple[0]
    for i in range(1, len(args_tuple)):
        total += args_tuple[i]
    return total

def lookup(py_self: PythonObject, args_tuple: PythonObject) raises -> PythonObject:
    if len(args_tuple) != 2 and len(args_tuple) != 3:
        raise Error("lookup() expects 2 or 3 arguments")

    var collection = args_tuple[0]
    var key = args_tuple[1]

    try:
        return collection[key]
    except e:
        if len(args_tuple) == 3:
            return args_tuple[2]
        else:
            raise e
