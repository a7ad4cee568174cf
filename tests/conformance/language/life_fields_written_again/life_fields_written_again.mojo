# fields that are written again one by one: the old ones die when nothing reads them any more
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_life_fields_written_again() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("life_fields_written_again")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module life_fields_written_again: ", e))


@fieldwise_init
struct D(Copyable, Movable):
    var s: String
    def __deinit__(deinit self):
        print("-", self.s)

struct H(Movable):
    var a: D
    var b: D
    var c: D
    def __init__(out self, p: String):
        self.a = D(p + "1")
        self.b = D(p + "2")
        self.c = D(p + "3")
    def r1(mut self):
        print("r1")
        self.a = D("na")
        print("mid")
        self.b = D("nb")
        print("end r1")
    def r2(mut self):
        print("r2", self.a.s)
        self.a = D("na")
        print("mid", self.b.s)
        self.b = D("nb")
        print("end r2")
    def r3(mut self, k: Int):
        print("r3")
        if k == 1:
            self.a = D("na")
        elif k == 2:
            print("two", self.a.s)
        print("end r3")
    def r4(mut self):
        print("r4")
        other()
        self.a = D("x")
        self.c = D("y")
        self.a = D("z")
        print("end r4")

def other():
    print("other")

def r2() raises:
    var h = H("h")
    h.r2()
    print("B")

def r3() raises:
    for k in range(3):
        var h = H(String(k))
        h.r3(k)
        print("B")

def local() raises:
    var g = H("g")
    print("0")
    print(g.b.s)
    print("1")
    g.a = D("new")
    print("2")
    print(g.a.s)
    print("end")

def local2() raises:
    var g = H("g")
    print("0")
    g.b = D("nb")
    print("1")
    print(g.b.s)
    print("2")
    print(g.a.s)
    print("end")

def local3() raises:
    var g = H("g")
    print(g.a.s)
    print("1")
    print(g.b.s)
    print("2")
    g.a = D("na")
    g.b = D("nb")
    g.c = D("nc")
    print("3")
    use(g)
    print("4")

def use(g: H):
    print("use", g.a.s)

def local4() raises:
    var g = H("g")
    use(g)
    print("1")
    g.a = D("na")
    print("2")
    g.b = D("nb")
    print("3")

def local5() raises:
    var g = H("g")
    use(g)
    print("1")
    g.a = D("na")
    print("2")
    g.b = D("nb")
    print("3")
    print(g.b.s)
    print("4")

def local6() raises:
    var g = H("g")
    for i in range(2):
        print("i", i)
        g.a = D(String("i", i))
        print("j")
    print(g.c.s)

def local7() raises:
    var d = D("d")
    print(1)
    for i in range(2):
        print("i", i)
        d = D(String("i", i))
        print("j")
    print(2)

def w1() raises:
    var g = H("g")
    g.a = D("na")
    print("0")
    print(g.b.s)
    print("1")
    print(g.a.s)
    print("2")
    g = H("k")
    print("3")
    print(g.a.s)
    print("4")

def w2() raises:
    for i in range(2):
        var g = H("g")
        g.a = D("na")
        print("0")
        print(g.b.s)
        print("1")

def w3() raises:
    var g = H("g")
    g.a = D("na")
    for i in range(2):
        print("0")
        print(g.b.s)
        print("1")
        g = H("q")
        g.b = D("nb")
        print("2")
    print(g.c.s)

def w4() raises:
    var g = H("g")
    for i in range(3):
        print("i", i)
        if i == 1:
            g.a = D("na")
            print("as")
        elif i == 2:
            print(g.a.s)
        print(g.b.s)
    print("end")

def w6() raises:
    var g = H("g")
    try:
        print(g.b.s)
        if g.b.s == "g2":
            raise Error("x")
        g.a = D("na")
    except e:
        print(e)
    print("1")
    print(g.c.s)
    print("2")

def w7() raises:
    var g = H("g")
    g.a.s = "changed"
    print("1")
    g.b = D("nb")
    print("2")
    print(g.a.s)
    print("3")

def w8() raises:
    var g = H("g")
    var x = g.a^
    print("1")
    print(g.b.s)
    g.a = D("nb")
    print("2", x.s)
    print(g.a.s)
    print("3")

def w9() raises:
    var g = H("g")
    g.a = D(g.a.s + "+")
    print("1")
    g.b = D(g.a.s + "+")
    print("2")
    g.c = D(g.a.s + "+")
    print("3")


def run() raises -> PythonObject:
    print("-- r2")
    r2()
    print("-- r3")
    r3()
    print("-- local")
    local()
    print("-- local2")
    local2()
    print("-- local3")
    local3()
    print("-- local4")
    local4()
    print("-- local5")
    local5()
    print("-- local6")
    local6()
    print("-- local7")
    local7()
    print("-- w1")
    w1()
    print("-- w2")
    w2()
    print("-- w3")
    w3()
    print("-- w4")
    w4()
    print("-- w6")
    w6()
    print("-- w7")
    w7()
    print("-- w8")
    w8()
    print("-- w9")
    w9()
    return PythonObject("done")
