# a named result that is assigned or returned
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_out_result() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("out_result")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module out_result: ", e))


def mk(n: Int, out r: String):
    r = String(n)
    if n > 5:
        return
    r += "!"


def mk2(n: Int, out r: List[Int]):
    if n == 0:
        return [0]
    r = []
    for i in range(n):
        r.append(i)


struct S(Copyable):
    var x: Int
    def __init__(out self, x: Int):
        self.x = x

    def twin(self, out other: Self):
        other = Self(self.x * 2)

    @staticmethod
    def of(n: Int, out s: S):
        return S(n + 1)


def part_1() raises:
    print(mk(3), mk(9), mk2(0), mk2(3), S(4).twin().x, S.of(3).x)


def run() raises -> PythonObject:
    part_1()
    return None
