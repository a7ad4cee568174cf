# a field that is written again after the value died; moves into arguments, fields and variables
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_life_field_refilled() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("life_field_refilled")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module: ", e))


def run() raises -> PythonObject:
    var out = String()
    work(out)
    return PythonObject(out)

struct B(Movable):
    var n: Int
    def __init__(out self, n: Int):
        self.n = n
    def __init__(out self, *, deinit move: Self):
        print("move", move.n)
        self.n = move.n
    def __deinit__(deinit self):
        print("free", self.n)
    def eat(deinit self) -> Int:
        return self.n
    def take(var self) -> Int:
        return self.n

def var_arg(var b: B) -> Int:
    return b.n

struct H(Movable):
    var b: B
    def __init__(out self, var b: B):
        self.b = b^

def work(mut out: String) raises:
    var a = B(1)
    print("eat")
    print(a^.eat())
    var b = B(2)
    print("take")
    print(b^.take())
    var c = B(3)
    print("var_arg")
    print(var_arg(c^))
    var d = B(4)
    print("assign")
    var e = d^
    print(e.n)
    print("H")
    var h = H(e^)
    print(h.b.n)
    var f = B(5)
    print("field")
    h.b = f^
    print(h.b.n)
    for k in range(2):
        print(h.b.n)
        h.b = B(7 + k)
    print("end")
