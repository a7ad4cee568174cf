# a reference that one of two sides gives, a copy of an entered one, and what an assertion evaluates
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_references_chosen() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("references_chosen")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module references_chosen: ", e))


struct Level:
    var x: Int
    def __init__(out self):
        self.x = 0
    def __enter__(mut self) -> ref [self.x] Int:
        print("enter")
        return self.x
    def __exit__(mut self):
        print("exit", self.x)

@fieldwise_init
struct Noisy(Movable):
    var s: String
    def __deinit__(deinit self):
        print("drop", self.s)
    def size(self) -> Int:
        print("size", self.s)
        return self.s.byte_length()

def text() -> String:
    print("message")
    return "m"

def pick(ref a: Int, ref b: Int, first: Bool) -> ref [a, b] Int:
    return a if first else b

def reference_entered() raises:
    with Level() as x:
        x += 1
        print(x)

def assertions() raises:
    assert Noisy("four").size() == 4, text()
    print("after")

def picked() raises:
    var a = 1
    var b = 2
    pick(a, b, False) = 9
    pick(a, b, True) += 5
    print(a, b)
    ref c = pick(a, b, True)
    c *= 2
    print(a)
    ref d = a if b > 3 else b
    d += 100
    print(a, b)


def run() raises -> PythonObject:
    print("-- reference_entered")
    reference_entered()
    print("-- assertions")
    assertions()
    print("-- picked")
    picked()
    return PythonObject("done")
