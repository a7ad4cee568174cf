"""Generates large sources of several shapes, for the measurement of how time and memory grow with their size.

A shape is a function from a number of lines to the files of a package: names and texts. Each has the asked number of
lines, but for a unit.
"""

import modules

HEAD = ["from std.python import PythonObject", "from std.python.bindings import PythonModuleBuilder", ""]


def fill(lines, head, unit, per_file=500):
    """Files of units, each of which imports from the file before it."""
    files, done, index = {}, 0, 0
    while done < lines:
        name = f"part{len(files)}"
        out = list(head)
        if files:
            out.append(f"from .part{len(files) - 1} import mark{len(files) - 1}")
        before = f"mark{len(files) - 1}() + " if files else ""
        out += ["", f"def mark{len(files)}() -> Int:", f"    return {before}1", ""]
        while len(out) < min(per_file, lines - done):
            out += unit(index).splitlines() + [""]
            index += 1
        files[f"{name}.mojo"] = "\n".join(out) + "\n"
        done += len(out)
    return {"__init__.mojo": f"from .part{len(files) - 1} import mark{len(files) - 1}\n", **files}


def mixed(lines):
    """Functions and types of the kinds that the other measurements use."""
    kinds = modules.KINDS
    return fill(lines, HEAD, lambda i: modules.MOJO[kinds[i % len(kinds)]].format(i=i, m=i * 7 + 3))


TYPES = ["Int", "Float64", "String", "Bool", "List[Int]", "List[String]", "Dict[String, Int]", "UInt8", "Int32", "Float32"]


def overloads(lines):
    """Names with 50 overloads each, which are called with arguments of all the types."""

    def unit(i):
        out = []
        for n, (a, b) in enumerate([(a, b) for a in TYPES for b in TYPES[:5]]):
            out += [f"def pick{i}(a: {a}, b: {b}) -> Int:", f"    return {n}", ""]
        out += [f"def call{i}(a: Int, b: Float64, c: String, d: List[Int]) -> Int:", "    var n = 0"]
        out += [f"    n += pick{i}({x}, {y})" for x in "abcd" for y in "abcd"]
        return "\n".join(out + ["    return n"])

    return fill(lines, [], unit, 1000)


def generics(lines):
    """Generic structs and functions that call each other, instantiated with types that are deep."""

    def unit(i):
        deep = "Int"
        for _ in range(1 + i % 12):
            deep = f"Box{i}[{deep}]"
        return f"""\
@fieldwise_init
struct Box{i}[T: Copyable & Deinitable](Copyable, Movable):
    var item: Self.T
    var count: Int

    def get(self) -> Self.T:
        return self.item.copy()

    def wrap(self) -> Box{i}[Box{i}[Self.T]]:
        return Box{i}[Box{i}[Self.T]](Box{i}[Self.T](self.item.copy(), self.count), self.count + 1)


def first{i}[T: Copyable & Deinitable](items: List[T]) -> T:
    return second{i}(items, 0)


def second{i}[T: Copyable & Deinitable](items: List[T], n: Int) -> T:
    if n < len(items):
        return items[n].copy()
    return items[0].copy()


def use{i}(box: {deep}) -> Int:
    var items = List[{deep}]()
    items.append(box.copy())
    var one = first{i}(items)
    return one.count + one.wrap().count"""

    return fill(lines, [], unit)


SHAPES = {"mixed": mixed, "overloads": overloads, "generics": generics}


# ---------------------------------------------------------------- one thing, many times


def one_overloaded_name(n):
    """One name with `n` overloads, each called once."""
    structs = [f"@fieldwise_init\nstruct T{i}(Copyable, Movable):\n    var n: Int\n" for i in range(n)]
    functions = [f"def pick(a: T{i}) -> Int:\n    return a.n\n" for i in range(n)]
    calls = [f"    n += pick(T{i}({i}))" for i in range(n)]
    return "\n".join(structs + functions + ["def run() -> Int:", "    var n = 0", *calls, "    return n", ""])


def nested_type(n):
    """`List[List[…]]`, `n` deep."""
    deep = "List[" * n + "Int" + "]" * n
    return f"def f(x: {deep}) -> Int:\n    var y = x.copy()\n    y.append(x[0].copy())\n    return len(y)\n"


def generic_chain(n):
    """Generic functions that call each other in a chain."""
    out = ["def g0[T: Copyable & Deinitable](x: T) -> T:\n    return x.copy()\n"]
    out += [f"def g{i}[T: Copyable & Deinitable](x: T) -> T:\n    return g{i - 1}(x)\n" for i in range(1, n)]
    return "\n".join(out + [f"def run() -> Int:\n    return g{n - 1}(1) + g{n - 1}(String()).byte_length()\n"])


def growing_chain(n):
    """Generic functions in a chain whose argument's type is deeper at each step."""
    out = ["def g0[T: Copyable & Deinitable](x: T) -> Int:\n    return 1\n"]
    out += [f"def g{i}[T: Copyable & Deinitable](x: T) -> Int:\n    return g{i - 1}([x.copy()])\n" for i in range(1, n)]
    return "\n".join(out + [f"def run() -> Int:\n    return g{n - 1}(1)\n"])


def long_function(n):
    """One function of `n` statements."""
    out = ["def run(limit: Int) -> Int:", "    var n = 0"]
    for i in range(n // 4):
        out += [f"    var s{i} = String({i})", f"    if n > limit + {i}:", f"        n -= s{i}.byte_length()", f"    n += s{i}.byte_length() * 2"]
    return "\n".join(out + ["    return n", ""])


def many_structs(n):
    """`n` structs with a method each."""
    unit = "@fieldwise_init\nstruct S{i}(Copyable, Movable):\n    var a: Int\n    var b: String\n\n    def size(self) -> Int:\n        return self.a + self.b.byte_length()\n"
    return "\n".join(unit.format(i=i) for i in range(n))


def dict_display(n):
    """A display with `n` entries."""
    entries = "".join(f'        "key {i}": {i},\n' for i in range(n))
    return f"def run() -> Int:\n    var d: Dict[String, Int] = {{\n{entries}    }}\n    return len(d)\n"


def list_display(n):
    """A display with `n` elements."""
    return "def run() -> Int:\n    var d = [\n" + "".join(f"        {i},\n" for i in range(n)) + "    ]\n    return len(d)\n"


def branches(n):
    """Chains of 500 `elif` branches, `n` in all."""
    out = []
    for f in range(max(1, n // 500)):
        out += [f"def run{f}(x: Int) -> Int:", "    if x == 0:", "        return 0"]
        for i in range(1, min(n, 500)):
            out += [f"    elif x == {i}:", f"        return {i * 2}"]
        out += ["    return -1", ""]
    return "\n".join(out)


def many_functions(n):
    """`n` small functions, each of which calls the one before."""
    out = ["def f0(x: Int) -> Int:\n    return x\n"]
    out += [f"def f{i}(x: Int) -> Int:\n    return f{i - 1}(x) + {i}\n" for i in range(1, n)]
    return "\n".join(out)


#: What is repeated, and how often at half of its full size.
EXTREMES = {
    one_overloaded_name: 250,
    nested_type: 15,
    generic_chain: 100,
    growing_chain: 45,
    long_function: 5000,
    many_structs: 2500,
    dict_display: 10000,
    list_display: 10000,
    branches: 2500,
    many_functions: 3500,
}
