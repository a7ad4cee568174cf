# values of many kinds at compile time: lists, texts, structs, optional values, as parameters and at run time
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_comptime_values() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("comptime_values")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module comptime_values: ", e))


def primes(n: Int) -> List[Int]:
    var r: List[Int] = []
    for i in range(2, n):
        var ok = True
        for p in r:
            if i % p == 0:
                ok = False
                break
        if ok:
            r.append(i)
    return r^


def fib(n: Int) -> Int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def joined(a: String, n: Int) -> String:
    var s = String()
    for i in range(n):
        if i > 0:
            s += "-"
        s += a
    return s


@fieldwise_init
struct Cfg(ImplicitlyCopyable):
    var a: Int
    var b: Float64
    def total(self) -> Float64:
        return Float64(self.a) + self.b


comptime P = primes(30)
comptime N = len(P)
comptime F = fib(15)
comptime C = Cfg(3, 0.5)
comptime T = C.total()
comptime J = joined("ab", 3)
comptime tab[n: Int] = n * n + 1


def use[c: Cfg]() -> Float64:
    return c.total() * 2


def sized[n: Int]() -> Array[Int, n]:
    var a = Array[Int, n](fill=0)
    comptime for i in range(n):
        comptime k = i * i
        a[i] = k
    return a^


def check[n: Int]() -> String:
    comptime assert n > 0, "positive"
    comptime if n > 10:
        return "big"
    elif n > 5:
        return "mid"
    else:
        return "small"


def part_1() raises:
    var p = materialize[P]()
    print(p, N, F, T, materialize[J](), tab[4], tab[tab[2]])
    print(use[C](), use[Cfg(1, 1)](), sized[4](), check[3](), check[7](), check[11]())
    comptime for q in [2, 3, 5]:
        print(q * q, end=" ")
    print()
    comptime for i in range(len(P)):
        comptime v = P[i]
        print(v, end=" ")
    print()
    print(comptime(fib(20)))
    var x = comptime(N * 2)
    print(x)


@fieldwise_init
struct Mode(ImplicitlyCopyable, Equatable):
    var v: Int
    comptime FAST = Mode(1)
    comptime SLOW = Mode(2)


def go[m: Mode]() -> String:
    comptime if m == Mode.FAST:
        return "fast"
    else:
        return "slow"


def msg[s: StaticString, n: Int = 2]() -> String:
    return String(s) * n


def flag[f: Bool]() -> Int:
    return 1 if f else 0


def fl[x: Float64]() -> Float64:
    return x * 2


def dt[d: DType]() -> Scalar[d]:
    return Scalar[d](3) / 2


def u8[n: UInt8]() -> UInt8:
    return n + 250


def tup[t: Tuple[Int, Int]]() -> Int:
    return t[0] * t[1]


def lst[xs: List[Int]]() -> Int:
    var s = 0
    for x in materialize[xs]():
        s += x
    return s


def st[s: String]() -> Int:
    return s.byte_length()


def opt[o: Optional[Int] = None]() -> Int:
    comptime if o:
        return o.value()
    return -1


def many[*xs: Int]() -> Int:
    var s = 0
    comptime for x in xs:
        s += x
    return s


def dflt[a: Int, b: Int = a * 2]() -> Int:
    return b


def part_2() raises:
    print(go[Mode.FAST](), go[Mode(2)](), msg["ab"](), msg["q", 3](), flag[True](), flag[1 > 2](), fl[1.5]())
    print(dt[DType.int32](), dt[DType.float64](), dt[DType.float32](), u8[10]())
    print(tup[(3, 4)](), lst[[1, 2, 3]](), st["hello"](), opt(), opt[Optional(4)](), many[1, 2, 3](), many(), dflt[4](), dflt[4, 1]())


def run() raises -> PythonObject:
    part_1()
    part_2()
    return None
