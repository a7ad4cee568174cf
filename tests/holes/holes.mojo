from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder
from std.os import abort

struct D(Movable):
    var s: List[String]
    def __init__(out self, s: String):
        self.s = [s, s + "a longer text that is on the heap", s]
    def __deinit__(deinit self):
        print("-", self.s[0])

struct B(Movable, Defaultable):
    var a: D
    var t: String
    def __init__(out self):
        self.a = D("x")
        self.t = String("some longer text, so that it is on the heap: ") + String(len(self.a.s))
    def swap_in(mut self, n: List[Int]) -> Int:
        var old = self.a^
        var k = n[7]
        self.a = D("y")
        return k
    def text(mut self, n: List[Int]) -> Int:
        var old = self.t^
        var k = n[old.byte_length()]
        self.t = String("y")
        return k
    def loops(mut self, n: List[Int]) -> Int:
        var sum = 0
        for i in range(5):
            var old = self.a^
            sum += n[i]
            self.a = D("l" + String(i))
            print(old.s[1])
        return sum
    def later(mut self, n: List[Int]) -> Int:
        var old = self.a^
        self.a = D("filled")
        print(old.s[1])
        return n[9]
    def raises_out(mut self, n: Int) raises -> Int:
        var old = self.a^
        try:
            check(n)
        except e:
            self.a = D("after an error")
            print(old.s[1], e)
            return 0
        self.a = old^
        return 1

struct Own(Movable):
    var b: B
    var c: D
    def __init__(out self):
        self.b = B()
        self.c = D("c")
    def __deinit__(deinit self):
        print("- own")

def check(n: Int) raises:
    if n > 1:
        raise Error("too many")

def t_fault() raises:
    var b = B()
    var l: List[Int] = [1]
    print(b.swap_in(l))
    print(b.a.s[0])

def t_text() raises:
    var b = B()
    var l: List[Int] = [1]
    print(b.text(l))
    print(b.t)

def t_loop() raises:
    var b = B()
    var l: List[Int] = [1, 2]
    print(b.loops(l))
    print(b.a.s[0])

def t_later() raises:
    var b = B()
    var l: List[Int] = [1, 2]
    print(b.later(l))

def t_raise() raises:
    var b = B()
    print(b.raises_out(0), b.raises_out(5), b.a.s[0])

def t_own() raises:
    var o = Own()
    var l: List[Int] = [1]
    var c = o.c^
    print(l[len(c.s)])
    o.c = D("new")

def t_nested() raises:
    var o = Own()
    var l: List[Int] = [1]
    inner(o, l)

def inner(mut o: Own, l: List[Int]):
    var c = o.b.a^
    print(l[len(c.s)])
    o.b.a = D("new")

def t_list() raises:
    var bs = List[B]()
    bs.append(B())
    bs.append(B())
    var l: List[Int] = [1]
    print(bs[1].swap_in(l))

def take(var d: D, l: List[Int]) -> D:
    print(l[5])
    return d^

def t_given() raises:
    var b = B()
    var l: List[Int] = [1]
    given(b, l)

def given(mut b: B, l: List[Int]):
    b.a = take(b.a^, l)

struct Kept(Movable, Defaultable, Writable):
    var b: B
    def __init__(out self):
        self.b = B()
    def write_to(self, mut writer: Some[Writer]):
        writer.write("kept")
    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write("kept")
    @staticmethod
    def swap_in(self_ptr: UnsafePointer[mut=True, Self, MutAnyOrigin], i: PythonObject) raises -> PythonObject:
        var l: List[Int] = [1]
        return PythonObject(self_ptr[].b.swap_in(l))
    @staticmethod
    def name(self_ptr: UnsafePointer[mut=True, Self, MutAnyOrigin]) raises -> PythonObject:
        return PythonObject(self_ptr[].b.a.s[0])

@export
def PyInit_holes() -> PythonObject:
    try:
        var m = PythonModuleBuilder("holes")
        m.def_function[t_fault]("t_fault")
        m.def_function[t_text]("t_text")
        m.def_function[t_loop]("t_loop")
        m.def_function[t_later]("t_later")
        m.def_function[t_raise]("t_raise")
        m.def_function[t_own]("t_own")
        m.def_function[t_nested]("t_nested")
        m.def_function[t_list]("t_list")
        m.def_function[t_given]("t_given")
        _ = m.add_type[Kept]("Kept").def_init_defaultable[Kept]().def_method[Kept.swap_in]("swap_in").def_method[Kept.name]("name")
        return m.finalize()
    except e:
        abort(String(e))
