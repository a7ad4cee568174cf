# Every kind of fault. `run` has a local with a destructor, an `except` that must not see the fault, and a `finally`.
from std.memory import alloc
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@fieldwise_init
struct Loud(Movable):
    var name: String

    def __deinit__(deinit self):
        print("destroy", self.name)


@fieldwise_init
struct Faulty(Movable):
    var name: String

    def __deinit__(deinit self):
        print("destroy", self.name)
        abort("from a destructor")


def index(n: Int) -> Int:
    var l: List[Int] = [1, 2, 3]
    return l[n]  # line: index


def divide(n: Int) -> Int:
    return 7 // n  # line: divide


def modulo(n: Int) -> Int:
    return 7 % n  # line: modulo


def give_up():
    abort("no way on")  # line: abort


def empty() -> Int:
    var o = Optional[Int]()
    return o.value()  # line: value


def absurd(n: Int) -> Int:
    var l = List[Int](capacity=n)  # line: memory
    l.append(1)
    return len(l)


def deep(n: Int) -> Int:  # line: recursion
    var l: List[Int] = [n]
    return deep(n + 1) + l[0]


def even(n: Int) -> Bool:  # line: mutual
    return odd(n + 1)


def odd(n: Int) -> Bool:  # line: mutual
    return not even(n + 1)


def through(f: def(Int) thin -> Int, n: Int) -> Int:
    return f(n)


def around(n: Int) -> Int:  # line: pointer
    return through(around, n + 1) + 1


struct Chain(Movable):
    var next: List[Self]

    def __init__(out self):
        self.next = []

    def grow(mut self, n: Int):  # line: chain
        self.next.append(Chain())
        self.next[0].grow(n + 1)


def twice(n: Int) -> Int:
    var faulty = Faulty("faulty")
    var r = 7 // n  # line: twice
    print("unreachable", faulty.name)
    return r


def run(kind: PythonObject) raises -> PythonObject:
    var what = String(py=kind)
    var loud = Loud("loud")
    var result = 0
    try:
        if what == "index":
            result = index(3)
        elif what == "divide":
            result = divide(0)
        elif what == "modulo":
            result = modulo(0)
        elif what == "abort":
            give_up()
        elif what == "value":
            result = empty()
        elif what == "memory":
            result = absurd(1 << 60)
        elif what == "recursion":
            result = deep(0)
        elif what == "mutual":
            result = Int(even(0))
        elif what == "pointer":
            result = through(around, 0)
        elif what == "chain":
            var chain = Chain()
            chain.grow(0)
        elif what == "twice":
            result = twice(0)
        elif what == "error":
            raise Error("an error")
    except e:
        print("except", e)
    finally:
        print("finally")
    print("result", result, loud.name)
    return PythonObject(result)


@export
def PyInit_design_faults() -> PythonObject:
    try:
        var m = PythonModuleBuilder("design_faults")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("error creating the module: ", e))
