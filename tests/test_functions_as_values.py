"""Functions given to functions: as arguments of parameters, by their types, and closures with what they captured."""

import pytest

MODULE = '''
from std.algorithm import parallelize, sync_parallelize, vectorize
from std.os import abort
from std.python import Python, PythonObject
from std.python.bindings import PythonModuleBuilder


def apply[f: def(Int) capturing [_] -> Int](n: Int) -> Int:
    var sum = 0
    for i in range(n):
        sum += f(i)
    return sum


def twice[f: def(Int) capturing [_] -> Int, g: def(Int) capturing [_] -> Int](n: Int) -> Int:
    return apply[f](n) * 100 + apply[g](n)


struct Applied[f: def(Int) thin -> Int]:
    @staticmethod
    def to(x: Int) -> Int:
        return Self.f(x)


def square(x: Int) -> Int:
    return x * x


def closures(argument: PythonObject) raises -> PythonObject:
    var start = Int(py=argument)
    var calls = 0

    @__parameter
    def shifted(x: Int) -> Int:
        calls += 1
        return x + start

    var factor = start

    def scaled(x: Int) {imm factor} -> Int:
        return x * factor

    var texts: List[String] = ["a", "b"]

    @__parameter
    def chosen(x: Int) -> Int:
        return texts[x % 2].byte_length()

    var plain = apply[square](4)
    var one = apply[shifted](4)
    var both = twice[shifted, scaled](3)
    return Python.list(plain, one, both, calls, apply[chosen](5), Applied[square].to(7))


def threads(argument: PythonObject) raises -> PythonObject:
    var count = Int(py=argument)
    var numbers = List[Int](length=count, fill=0)
    var pointer = numbers.unsafe_ptr()

    @__parameter
    def fill(i: Int):
        pointer[unsafe_offset=i] = i * i

    parallelize[fill](count, 2)
    var sum = 0
    for n in numbers:
        sum += n

    @__parameter
    def add(i: Int):
        pointer[unsafe_offset=i] += 1

    sync_parallelize[add](count)

    @__parameter
    def step[width: Int](i: Int):
        pointer[unsafe_offset=i] = width

    vectorize[step, 4](6)
    return Python.list(sum, numbers[count - 1], numbers[0], numbers[4], numbers[5])


struct Released:
    var name: StaticString

    def __init__(out self, name: StaticString):
        self.name = name

    def __enter__(self):
        print("enter", self.name)

    def __exit__(deinit self):
        print("exit", self.name)


def managers(argument: PythonObject) raises -> PythonObject:
    for i in range(3):
        with Released("a"):
            if i == 1:
                continue
            if i == 2:
                return i
            print("in")
    return 0


def ranges(argument: PythonObject) raises -> PythonObject:
    comptime end: UInt64 = 3
    var sum = 0
    for i in range(0, end):
        sum += i
    for i in range(end):
        sum += Int(i) * 10
    return sum


@export
def PyInit_functions() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("functions")
        m.def_function[closures]("closures")
        m.def_function[threads]("threads")
        m.def_function[managers]("managers")
        m.def_function[ranges]("ranges")
        return m.finalize()
    except e:
        abort(String("failed: ", e))
'''


@pytest.fixture(scope="module")
def folder(mojoxide, tmp_path_factory):
    """A folder with the module, built."""
    folder = tmp_path_factory.mktemp("functions")
    source = folder / "functions.mojo"
    source.write_text(MODULE)
    mojoxide.build(source)
    return folder


@pytest.mark.parametrize(
    "call, expected",
    [
        ("closures(10)", "[14, 46, 3330, 7, 5, 49]\n"),
        ("threads(100)", "[328350, 9802, 4, 1, 1]\n"),
        ("managers(0)", "enter a\nin\nexit a\nenter a\nexit a\nenter a\nexit a\n2\n"),
        ("ranges(0)", "33\n"),
    ],
)
def test_calls(mojoxide, folder, call, expected):
    done = mojoxide.python("-c", f"import functions; print(functions.{call})", cwd=folder)
    assert (done.stdout, done.stderr) == (expected, "")


OVERLOADS = '''
@fieldwise_init
struct B:
    var v: Int

    @staticmethod
    def plain(p: Pointer[Self, MutAnyOrigin]) -> Int:
        return p[].v

    @staticmethod
    def raising(p: Pointer[Self, MutAnyOrigin]) raises -> Int:
        return p[].v

    @staticmethod
    def value(p: Self) -> Int:
        return p.v

    @staticmethod
    def text(p: Self) -> String:
        return "x"


struct K[T: AnyType]:
    @staticmethod
    def add[m: def(Pointer[Self.T, MutAnyOrigin]) thin raises -> Int]():
        pass

    @staticmethod
    def add[m: def(Pointer[Self.T, MutAnyOrigin]) thin -> Int]():
        pass

    @staticmethod
    def add[m: def(Self.T) thin raises -> Int]():
        pass


def one[m: def(Int) thin -> Int, n: Int = 0]():
    pass


def number(x: Int) -> Int:
    return x


def f():
    STATEMENT
'''


@pytest.mark.parametrize(
    "statement, code",
    [
        ("K[B].add[B.raising]()", None),
        ("K[B].add[B.value]()", None),
        ("K[B].add[B.plain]()", "E0523"),
        ("K[B].add[B.text]()", "E0522"),
        ("one[number, 3]()", None),
        ("one[B.value]()", "E0510"),
        ('one[number, "x"]()', "E0510"),
        ("one[number, True]()", "E0510"),
    ],
)
def test_functions_have_the_types_of_their_parameters(mojoxide, tmp_path, statement, code):
    source = tmp_path / "m.mojo"
    text = OVERLOADS.replace("STATEMENT", statement)
    source.write_text(text)
    done = mojoxide("check", source, "--message-format", "short")
    line = text.splitlines().index(f"    {statement}") + 1
    errors = [it for it in (done.stdout + done.stderr).splitlines() if "error[" in it]
    assert len(errors) == (code is not None), errors
    assert code is None or f":{line}:" in errors[0] and f"error[{code}]" in errors[0]
