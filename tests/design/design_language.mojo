# Generic library types over a struct that tells what happens to it, and programs that Rust's borrow checker would refuse.
from std.hash import Hasher
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


struct Told(Copyable, Equatable, Hashable, Movable, Writable):
    var name: String

    def __init__(out self, name: String):
        self.name = name

    def __init__(out self, *, copy: Self):
        print("copy", copy.name)
        self.name = copy.name

    def __init__(out self, *, deinit move: Self):
        print("move", move.name)
        self.name = move.name^

    def __deinit__(deinit self):
        print("destroy", self.name)

    def __eq__(self, other: Self) -> Bool:
        print("compare", self.name, other.name)
        return self.name == other.name

    def __hash__[H: Hasher](self, mut hasher: H):
        print("hash", self.name)
        hasher.update(self.name)

    def write_to(self, mut writer: Some[Writer]):
        writer.write("<", self.name, ">")


def in_list() raises:
    var l = List[Told](capacity=2)
    l.append(Told("a"))
    l.append(Told("b"))
    print("grow")
    l.append(Told("c"))
    print("copy of the list")
    var other = l.copy()
    print("pop")
    var last = other.pop()
    print(last)
    print("search")
    print(Told("b") in l)
    print("end")


def in_dict() raises:
    var d = Dict[Told, Int]()
    print("insert")
    d[Told("k")] = 1
    print("replace")
    d[Told("k")] = 2
    print("find")
    print(d[Told("k")], len(d))
    print("end")


def in_optional() raises:
    var o = Optional[Told](Told("o"))
    print("value", o.value())
    print("copy of the optional")
    var p = o.copy()
    print("take")
    var t = p.take()
    print(t, Bool(p))
    print("end")


struct Holder(Movable):
    var items: List[Int]
    var k: Int

    def __init__(out self):
        self.items = [10, 20]
        self.k = 5

    def at(mut self, i: Int) -> ref [self.items] Int:
        return self.items[i]


def mix(a: Int, b: Int) -> Int:
    return a * 100 + b


def legal() raises -> PythonObject:
    var s = String()
    var o = Holder()
    s.write(mix(o.at(0), o.k), "\n")
    o.at(1) = o.k
    s.write(o.items, "\n")

    var k = 1
    ref rk = k
    k += 1
    rk += 1
    s.write(k, " ", rk, "\n")

    var total = 0

    def add(n: Int) {mut total}:
        total += n

    add(1)
    total += 10
    add(100)
    s.write(total, "\n")

    var l: List[Int] = [1, 2]
    for x in l:
        if len(l) > 100:
            break
        l.append(x)
    s.write(len(l), " ", l[100], "\n")
    return PythonObject(s)


@export
def PyInit_design_language() -> PythonObject:
    try:
        var m = PythonModuleBuilder("design_language")
        m.def_function[in_list]("in_list")
        m.def_function[in_dict]("in_dict")
        m.def_function[in_optional]("in_optional")
        m.def_function[legal]("legal")
        return m.finalize()
    except e:
        abort(String("error creating the module: ", e))
