# operators of user types beside literals, reflected and in place
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_operators_user() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("operators_user")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module operators_user: ", e))


@fieldwise_init
struct V(ImplicitlyCopyable, Writable):
    var x: Int
    var y: Int
    @implicit
    def __init__(out self, n: Int):
        self.x = n
        self.y = n

    def __add__(self, o: Self) -> Self:
        return Self(self.x + o.x, self.y + o.y)

    def __radd__(self, o: Int) -> Self:
        return Self(self.x + o * 100, self.y + o * 100)

    def __iadd__(mut self, o: Self):
        self.x += o.x
        self.y += o.y

    def __sub__(self, o: Self) -> Self:
        return Self(self.x - o.x, self.y - o.y)

    def __rsub__(self, o: Self) -> Self:
        return Self(o.x - self.x, o.y - self.y)

    def __mul__(self, k: Int) -> Self:
        return Self(self.x * k, self.y * k)

    def __mul__(self, o: Self) -> Int:
        return self.x * o.x + self.y * o.y

    def __rmul__(self, k: Int) -> Self:
        return self * k

    def __imul__(mut self, k: Int):
        self = self * k

    def __matmul__(self, o: Self) -> Int:
        return self.x * o.y - self.y * o.x

    def __neg__(self) -> Self:
        return Self(-self.x, -self.y)

    def __pos__(self) -> Self:
        return self

    def __invert__(self) -> Self:
        return Self(self.y, self.x)

    def __pow__(self, k: Int) -> Int:
        return self.x ** k + self.y ** k

    def __floordiv__(self, k: Int) -> Self:
        return Self(self.x // k, self.y // k)

    def __mod__(self, k: Int) -> Self:
        return Self(self.x % k, self.y % k)

    def __truediv__(self, k: Int) -> Self:
        return Self(self.x * 1000 // k, self.y * 1000 // k)

    def __and__(self, o: Self) -> Self:
        return Self(self.x & o.x, self.y & o.y)

    def __or__(self, o: Self) -> Self:
        return Self(self.x | o.x, self.y | o.y)

    def __xor__(self, o: Self) -> Self:
        return Self(self.x ^ o.x, self.y ^ o.y)

    def __lshift__(self, k: Int) -> Self:
        return Self(self.x << k, self.y << k)

    def __rshift__(self, k: Int) -> Self:
        return Self(self.x >> k, self.y >> k)

    def __eq__(self, o: Self) -> Bool:
        return self.x == o.x and self.y == o.y

    def __lt__(self, o: Self) -> Bool:
        return self.x < o.x

    def __abs__(self) -> Int:
        return abs(self.x) + abs(self.y)

    def write_to(self, mut w: Some[Writer]):
        w.write("<", self.x, ",", self.y, ">")


def part_1() raises:
    var a = V(1, 2)
    var b = V(3, 5)
    print(a + b, a - b, a * 3, a * b, a @ b, -a, +a, ~a)
    print(5 + a, 7 - a, 3 * a)
    print(a + 1, a - 1)
    print(a ** 3, b // 2, b % 2, b / 2, a & b, a | b, a ^ b, a << 2, b >> 1)
    a += b
    print(a)
    a += 10
    print(a)
    a *= 2
    print(a, a == b, a < b, a == a)
    var l: List[V] = [V(1, 1), 2, b]
    l[1] += 5
    l[0] *= 7
    print(l[0], l[1], l[2])


@fieldwise_init
struct Fx(ImplicitlyCopyable, Writable, Comparable):
    var raw: Int
    @implicit
    def __init__(out self, x: Float64):
        self.raw = Int(x * 100)

    def __add__(self, o: Self) -> Self:
        return Self(self.raw + o.raw)

    def __radd__(self, o: Self) -> Self:
        return o + self

    def __rsub__(self, o: Float64) -> Self:
        return Self(o) + Self(-self.raw)

    def __sub__(self, o: Self) -> Self:
        return Self(self.raw - o.raw)

    def __mul__(self, o: Float64) -> Self:
        return Self(Int(Float64(self.raw) * o))

    def __rmul__(self, o: Float64) -> Self:
        return self * o

    def __isub__(mut self, o: Self):
        self.raw -= o.raw

    def __lt__(self, o: Self) -> Bool:
        return self.raw < o.raw

    def __eq__(self, o: Self) -> Bool:
        return self.raw == o.raw

    def write_to(self, mut w: Some[Writer]):
        w.write(self.raw // 100, ".", self.raw % 100)


def part_2() raises:
    var a = Fx(1.25)
    print(a + 1.5, 1.5 + a, 2.5 - a, a * 2, 3 * a, 0.5 * a)
    a -= 0.25
    print(a, a < 2.0, a == 1.0, a >= 1.0, a != 1.0, a > 0.5)
    var l: List[Fx] = [a, 2.5]
    print(l[1] + l[0], max(l[0], l[1]))


struct Mat[dtype: DType, rows: Int, cols: Int](Copyable, Writable, Equatable):
    comptime Elem = Scalar[Self.dtype]
    var data: List[Self.Elem]
    def __init__(out self, fill: Self.Elem = 0):
        self.data = List[Self.Elem](length=Self.rows * Self.cols, fill=fill)

    @staticmethod
    def identity() -> Self where Self.rows == Self.cols:
        var m = Self()
        for i in range(Self.rows):
            m[i, i] = 1
        return m^

    def __getitem__(self, i: Int, j: Int) -> Self.Elem:
        return self.data[i * Self.cols + j]

    def __setitem__(mut self, i: Int, j: Int, v: Self.Elem):
        self.data[i * Self.cols + j] = v

    def __matmul__[k: Int](self, o: Mat[Self.dtype, Self.cols, k]) -> Mat[Self.dtype, Self.rows, k]:
        var r = Mat[Self.dtype, Self.rows, k]()
        for i in range(Self.rows):
            for j in range(k):
                var s: Self.Elem = 0
                for m in range(Self.cols):
                    s += self[i, m] * o[m, j]
                r[i, j] = s
        return r^

    def __add__(self, o: Self) -> Self:
        var r = self.copy()
        for i in range(len(r.data)):
            r.data[i] += o.data[i]
        return r^

    def __mul__(self, k: Self.Elem) -> Self:
        var r = self.copy()
        for ref x in r.data:
            x *= k
        return r^

    def __rmul__(self, k: Self.Elem) -> Self:
        return self * k

    def map[f: def(Self.Elem) thin -> Self.Elem](self) -> Self:
        var r = self.copy()
        for i in range(len(r.data)):
            r.data[i] = f(r.data[i])
        return r^

    def T(self) -> Mat[Self.dtype, Self.cols, Self.rows]:
        var r = Mat[Self.dtype, Self.cols, Self.rows]()
        for i in range(Self.rows):
            for j in range(Self.cols):
                r[j, i] = self[i, j]
        return r^

    def write_to(self, mut w: Some[Writer]):
        for i in range(Self.rows):
            w.write("[")
            for j in range(Self.cols):
                if j:
                    w.write(" ")
                w.write(self[i, j])
            w.write("]")


def sq(x: Float32) -> Float32:
    return x * x


def part_3() raises:
    var a = Mat[DType.float32, 2, 3](2)
    a[0, 1] = 5
    var b = Mat[DType.float32, 3, 2](1.5)
    print(a @ b)
    print(a.T())
    print(2 * a + a * 0.5)
    print(a.map[sq]())
    var i = Mat[DType.int, 3, 3].identity()
    print(i, i == Mat[DType.int, 3, 3].identity(), i != Mat[DType.int, 3, 3]())
    print(i @ i == i)


def run() raises -> PythonObject:
    part_1()
    part_2()
    part_3()
    return None
