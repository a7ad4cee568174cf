"""Every form of a definition."""

from std.python import PythonObject
from std.os import abort, getenv as env
from std.math import (sqrt, sin as sine,)
from std.memory import *
import std.time, std.random as rnd
from . import sibling
from .. import parent as p
from ...far.away import thing
from .near import other

comptime LIMIT = 10
comptime Typed: Int = 3
comptime Half[n: Int] = n // 2
comptime Bounded[T: AnyType]: AnyType where conforms_to(T, Copyable) = List[T]


def plain():
    pass


def full[
    T: Copyable & Movable, n: Int = 1, //, p: Int, /, q: Int = 2, *, r: Int, s: Bool = False
](
    imm a: Int,
    mut b: List[T],
    var c: T,
    /,
    ref d: T,
    ref[origin_of(b)] e: T,
    f: Int = 3,
    *,
    g: Int,
    h: String = "x",
    var **rest: PythonObject,
) raises Error -> Tuple[Int, T] where n > 0 and p > 1:
    """Does everything."""
    return a, c^


def variadics[*Ts: Writable](*xs: *Ts, sep: String = " ") -> Int: return len(xs)
def numbers(var *xs: Int, y: Int = 0): ...
def effects(x: Int) abi("C") -> Int: return x
def reference(ref x: List[Int]) -> ref[x] Int: return x[0]
def result(out value: Int): value = 3
def types(f: def(Int, mut String) raises -> Int, g: def(x: Int, *y: Int) thin, h: def() -> ref[x] Int): pass
def nested(f: def(def(Int) -> Int) -> List[Int], g: def[T: AnyType](T) capturing[_] -> None): pass


@export("exported")
def PyInit_module() abi("C") -> PythonObject:
    try:
        return PythonObject(None)
    except e:
        abort(String("failed: ", e))


@fieldwise_init
@align(8)
struct Point[T: AnyType](Copyable, Movable & Writable where conforms_to(T, Writable), not Deinitable) where True:
    """A point."""

    var x: Self.T
    """The first coordinate."""
    var y: Self.T; var z: Int
    comptime Zero = 0
    comptime Element: AnyType = Self.T

    @staticmethod
    def make(x: Self.T) -> Self:
        return Self(x, x)

    @implicit
    def __init__(out self, x: Self.T):
        self.x = x

    def __init__(out self, *, copy: Self):
        self.x = copy.x

    def __init__(out self, *, deinit move: Self):
        self.x = move.x^

    def __deinit__(deinit self): pass
    def ref_self[o: Origin](ref[o] self) -> ref[self.x] Self.T: return self.x
    def None(self): pass
    def match(mut self): ...

    comptime if True:
        def extra(self): pass


struct Empty: pass


trait Shape(Copyable, Movable & Writable):
    """A shape."""

    comptime Unit: AnyType
    comptime Made[n: Int]: Copyable
    comptime Sides = 4

    def area(self) -> Float64: ...

    @staticmethod
    def name() -> String:
        return "shape"


comptime if LIMIT > 3:
    def chosen(): pass
else:
    def chosen(): pass
