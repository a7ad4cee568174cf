"""Figures: parameters, traits, constants and functions for Python. Each marked line has one mistake."""

from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder

comptime LIMIT = 100
comptime HALF: Int = "50"  # E0510
comptime WIDTH = HEIGHT + 1
comptime HEIGHT = WIDTH - 1  # E0571


trait Figure:
    comptime SIDES: Int

    def area(self) -> Float64:
        ...

    def name(self) -> String:
        return "figure " + self.area()  # E0515


@fieldwise_init
struct Square(Copyable, Figure, Writable):
    comptime SIDES = 4

    var side: Float64

    def area(self) -> Float64:
        return self.side * self.side


@fieldwise_init
struct Line(Copyable):
    var length: Float64


struct Pair[T: Copyable & Deinitable](Copyable):
    var first: T  # E0405
    var second: Self.T

    def __init__(out self, first: Self.T, second: Self.T):
        self.first = first.copy()
        self.second = second.copy()

    def swapped(self) -> Self:
        return Pair(self.second.copy(), 3)  # E0510


def larger[F: Figure](a: F, b: F) -> Float64:
    if a.area() > b.perimeter():  # E0402
        return a.area()
    return b.area()


def corners[F: Figure]() -> Int:
    return F.SIDES


def first_of[T: Copyable & Defaultable](values: List[T]) -> T:
    return values  # E0510


def halves[n: Int]() -> Int where n % 2 == 0:
    return n // 2


def squares[n: Int]() -> Int:
    comptime assert n > 0, "a positive number is needed"  # E0708
    var sum = 0
    comptime for i in range(n):
        sum += i * i
    return sum


def uses(n: Int) -> Int:
    var lines = corners[Line]()  # E0501
    var odd = halves[7]()  # E0527
    var many = squares[n]()  # E0573
    var few = squares[-1]()
    return lines + odd + many + few + LIMIT


def unknown() -> Int:
    var sizes = Pair[Int, Int](1, 2)  # E0504
    return sizes.first


def inferred() -> Int:
    return corners()  # E0524


def text() -> String:
    var figures: List[Figure] = []  # E0502
    return String(len(figures))


def wide() -> Float64:
    var vector = SIMD[DType.float64, 4](1, 2, 3, 4)
    return vector[7] + vector.breadth  # E0402


def shape(figure: Some[Figure]) -> String:
    return figure.name() + figure  # E0515


def applied[F: def(Int) -> Int](f: F) -> Int:
    return f("three")  # E0510


def tripled(x: Int) -> Int:
    return applied(lambda (y: String) -> Int: 3)  # E0501


@export
def PyInit_figures() -> PythonObject:
    try:
        var module = PythonModuleBuilder("figures")
        module.def_function[shape]("shape")  # E0542
        return module.finalise()  # E0402
    except e:
        return PythonObject(None)
