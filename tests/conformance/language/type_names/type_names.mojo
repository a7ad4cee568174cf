# types as text: inside other types with their module, numbers with their type
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_type_names() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("type_names")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module type_names: ", e))


@fieldwise_init
struct Box[T: Copyable & Deinitable](Copyable, Equatable where conforms_to(T, Equatable), Hashable where conforms_to(T, Hashable), Writable where conforms_to(T, Writable)):
    var v: Self.T
    def shown(self) -> String where conforms_to(Self.T, Writable):
        return String("[", self.v, "]")


@fieldwise_init
struct Pt(Copyable, Equatable, Hashable, Writable):
    var x: Int
    var y: String


@fieldwise_init
struct Opaque(Copyable):
    var a: Int


@fieldwise_init
struct Empty(Copyable, Equatable, Writable, Defaultable):
    pass


def part_1() raises:
    var p = Pt(1, "a")
    print(p, repr(p), p == Pt(1, "a"), p != Pt(1, "b"), hash(p) == hash(Pt(1, "a")))
    var b = Box(Pt(2, "z"))
    print(b, repr(b), b == Box(Pt(2, "z")), b.shown())
    print(Box(3), Box(String("s")).shown(), Box(3) == Box(4))
    var o = Box(Opaque(4))
    print(o.v.a)
    print(conforms_to(Box[Int], Writable), conforms_to(Box[Opaque], Writable), conforms_to(Box[Opaque], Copyable), conforms_to(Box[Opaque], Equatable))
    var d: Dict[Pt, Int] = {Pt(1, "k"): 5}
    print(d[Pt(1, "k")], Pt(1, "j") in d)
    print(Empty(), Empty() == Empty())
    var l = [Pt(1, "q"), Pt(2, "w")]
    print(l.__len__(), l[0] in [Pt(1, "q")])


def run() raises -> PythonObject:
    part_1()
    return None
