# generic functions and structs that use themselves
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_generic_recursion() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("generic_recursion")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module generic_recursion: ", e))


trait Monoid(Copyable, Deinitable):
    @staticmethod
    def zero() -> Self: ...

    def plus(self, o: Self) -> Self: ...


@fieldwise_init
struct Sum(Monoid, Writable):
    var v: Int
    @staticmethod
    def zero() -> Self:
        return Self(0)

    def plus(self, o: Self) -> Self:
        return Self(self.v + o.v)


@fieldwise_init
struct Cat(Monoid, Writable):
    var s: String
    @staticmethod
    def zero() -> Self:
        return Self("")

    def plus(self, o: Self) -> Self:
        return Self(self.s + o.s)


@fieldwise_init
struct Both[A: Monoid, B: Monoid](Monoid):
    var a: Self.A
    var b: Self.B
    @staticmethod
    def zero() -> Self:
        return Self(Self.A.zero(), Self.B.zero())

    def plus(self, o: Self) -> Self:
        return Self(self.a.plus(o.a), self.b.plus(o.b))


def fold[M: Monoid](xs: List[M]) -> M:
    var acc = M.zero()
    for x in xs:
        acc = acc.plus(x)
    return acc^


def power[M: Monoid](x: M, n: Int) -> M:
    if n == 0:
        return M.zero()
    var h = power(x, n // 2)
    var r = h.plus(h)
    if n % 2:
        r = r.plus(x)
    return r^


def part_1() raises:
    print(fold([Sum(1), Sum(2), Sum(3)]).v, fold([Cat("a"), Cat("b")]).s)
    print(power(Sum(3), 5), power(Cat("xy"), 3))
    var b = fold([Both(Sum(1), Cat("p")), Both(Sum(4), Cat("q"))])
    print(b.a, b.b)
    print(power(Both(Sum(2), Cat("z")), 3).b)


trait Expr2(Copyable, Deinitable):
    def eval(self) -> Int: ...

    def show(self) -> String: ...


@fieldwise_init
struct Num(Expr2):
    var v: Int
    def eval(self) -> Int:
        return self.v

    def show(self) -> String:
        return String(self.v)


@fieldwise_init
struct Add2[L: Expr2, R: Expr2](Expr2):
    var l: Self.L
    var r: Self.R
    def eval(self) -> Int:
        return self.l.eval() + self.r.eval()

    def show(self) -> String:
        return String("(", self.l.show(), "+", self.r.show(), ")")


def rep[T: Expr2, n: Int](x: T) -> String:
    comptime if n == 0:
        return x.show()
    else:
        return rep[n=n - 1](Add2(x.copy(), Num(n)))


def gsum[T: Expr2](xs: List[T], i: Int = 0) -> Int:
    if i == len(xs):
        return 0
    return xs[i].eval() + gsum(xs, i + 1)


def count[*Ts: Expr2](*xs: *Ts) -> Int:
    var t = 0
    comptime for i in range(xs.__len__()):
        t += xs[i].eval()
    return t


def fact[n: Int]() -> Int:
    comptime if n <= 1:
        return 1
    else:
        return n * fact[n - 1]()


def part_2() raises:
    var e = Add2(Num(1), Add2(Num(2), Num(3)))
    print(e.eval(), e.show())
    print(rep[n=3](Num(9)))
    print(gsum([Num(1), Num(5)]), count(Num(1), e, Num(2)), fact[10]())


def run() raises -> PythonObject:
    part_1()
    part_2()
    return None
