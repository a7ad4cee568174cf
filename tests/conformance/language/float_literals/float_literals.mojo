# float literals are exact until they become a number of a type
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_float_literals() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("float_literals")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module: ", e))


def run() raises -> PythonObject:
    var out = String()
    work(out)
    return PythonObject(out)

comptime Z = 0.1 + 0.2
comptime W: Float64 = 0.1 + 0.2

def half(x: Float64 = 1.0 / 3.0) -> Float64:
    return x * 3.0 / 2.0

def work(mut out: String) raises:
    out.write(0.1 + 0.2, " ", Z, " ", W, "\n")
    var a = 0.1
    out.write(a + 0.2, " ", 3 * 0.1, " ", 1.1 * 1.1, "\n")
    out.write(1 / 3, " ", 7 / 2 * 2, " ", 1e308 * 10, " ", 1e-400 * 1e400, "\n")
    comptime q = 1.0 / 3.0 * 3.0
    out.write(q, " ", 10.0 // 3.0, " ", 7.5 % 2.0, " ", -7.5 // 2.0, " ", 2.0 ** 3.0, "\n")
    out.write(0.1 + 0.2 == 0.3, " ", 1.0 < 1.0000000000000000000001, " ", half(), "\n")
    var f: Float32 = 1.0 / 3.0
    out.write(f, " ", -0.0, " ", Float32(0.1) + 0.2, "\n")
