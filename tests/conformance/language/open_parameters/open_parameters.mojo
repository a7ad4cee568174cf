# types that leave parameters open: in arguments, aliases and variables
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_open_parameters() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("open_parameters")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module open_parameters: ", e))


def add_all(v: SIMD) -> Scalar[v.dtype]:
    return v.reduce_add()


def size(v: SIMD) -> Int:
    return v.length


def lst(l: List[_]) -> Int:
    return len(l)


def lanes(v: SIMD[DType.float32, _]) -> Int:
    return len(v)


def dt(v: Scalar) -> String:
    return String(v.dtype)


def same[d: DType](a: Scalar[d], b: Scalar[d]) -> Scalar[d]:
    return a + b


def arr(a: Array[Int, _]) -> Int:
    return a[0] + len(a)


def sp(a: Span[Int, _]) -> Int:
    return a[len(a) - 1]


def part_1() raises:
    print(add_all(SIMD[DType.int32, 4](1, 2, 3, 4)), size(SIMD[DType.int8, 8](0)), lst([1, 2]), lanes(SIMD[DType.float32, 2](1, 2)))
    print(dt(UInt8(1)), dt(2.5), same(UInt8(250), 10), same(1.5, 2), arr([3, 4, 5]), sp([1, 2, 9]))
    var l: List[String] = ["a"]
    print(lst(l))


struct Stack[T: Copyable & Deinitable, cap: Int = 4](Movable):
    var items: List[Self.T]
    def __init__(out self):
        self.items = []

    def push(mut self, var x: Self.T) raises:
        if len(self.items) == Self.cap:
            raise Error("full ", Self.cap)
        self.items.append(x^)

    def pop(mut self) -> Self.T:
        return self.items.pop()

    def map[U: Copyable & Deinitable, F: def(Self.T) -> U](self, f: F) -> Stack[U, Self.cap]:
        var r = Stack[U, Self.cap]()
        for x in self.items:
            try:
                r.push(f(x))
            except:
                pass
        return r^


def first[T: Copyable, //, n: Int](xs: Array[T, n]) -> T:
    return xs[0].copy()


def dup[T: ImplicitlyCopyable](x: T) -> Tuple[T, T]:
    return (x, x)


def kwp[a: Int, *, b: Int = 5, c: Int](x: Int) -> Int:
    return a * 100 + b * 10 + c + x


def addn[n: Int](x: Int) -> Int:
    return x + n


def pick[T: Writable, U: Writable, //, first: Bool](a: T, b: U) -> String:
    comptime if first:
        return String(a)
    else:
        return String(b)


comptime Stack2[T: Copyable & Deinitable] = Stack[T, 2]
comptime IntStack = Stack[Int, _]


def part_2() raises:
    var s = Stack[Int]()
    for i in range(4):
        s.push(i)
    try:
        s.push(9)
    except e:
        print(e)

    def sq(x: Int) -> String:
        return String(x * x)
    var t = s.map(sq)
    print(t.pop(), t.pop(), s.pop())
    print(first([5, 6]), dup(3)[1], dup(String("a"))[0])
    print(kwp[1, c=2](3), kwp[1, b=7, c=2](x=3))
    print(addn[n=4](5), pick[True](1, "x"), pick[False](1, "x"))
    var u = Stack2[String]()
    u.push("a")
    print(u.pop(), Stack2[String].cap)
    var v = IntStack[7]()
    print(v.cap)


def run() raises -> PythonObject:
    part_1()
    part_2()
    return None
