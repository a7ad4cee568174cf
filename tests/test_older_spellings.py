"""Older spellings: accepted with a warning whose edit makes today's text, or refused with an edit that is offered."""

import json
import re

import pytest

#: What is accepted: the older text, and what the certain edits make of it. Equal where nothing is said.
ACCEPTED = {
    "fn": ("fn f(x: Int) -> Int:\n    return x\n", "def f(x: Int) -> Int:\n    return x\n"),
    "let": ("def f() -> Int:\n    let x = 3\n    return x\n", "def f() -> Int:\n    var x = 3\n    return x\n"),
    "no var": ("def f() -> Int:\n    x = 3\n    return x\n", "def f() -> Int:\n    var x = 3\n    return x\n"),
    "no var with a type": (
        "def f() -> Int:\n    x: Int = 3\n    return x\n",
        "def f() -> Int:\n    var x: Int = 3\n    return x\n",
    ),
    "two without var": (
        "def f() -> Int:\n    var a = b = 3\n    return a + b\n",
        "def f() -> Int:\n    var a = var b = 3\n    return a + b\n",
    ),
    "walrus": (
        "def f(x: Int) -> Int:\n    if (n := x + 1) > 0:\n        return n\n    return 0\n",
        "def f(x: Int) -> Int:\n    var n: Int\n    if (n := x + 1) > 0:\n        return n\n    return 0\n",
    ),
    "alias": (
        "alias N = 3\ndef f() -> Int:\n    alias M = 4\n    return N + M\n",
        "comptime N = 3\ndef f() -> Int:\n    comptime M = 4\n    return N + M\n",
    ),
    "parameter if": (
        "def f[n: Int]() -> Int:\n    @parameter\n    if n > 3:\n        return 1\n    return 2\n",
        "def f[n: Int]() -> Int:\n    comptime if n > 3:\n        return 1\n    return 2\n",
    ),
    "parameter for": (
        "def f() -> Int:\n    var s = 0\n    @parameter\n    for i in range(3):\n        s += i\n    return s\n",
        "def f() -> Int:\n    var s = 0\n    comptime for i in range(3):\n        s += i\n    return s\n",
    ),
    "owned": ("def f(owned x: String) -> String:\n    return x\n", "def f(var x: String) -> String:\n    return x\n"),
    "inout": ("def f(inout x: Int):\n    x += 1\n", "def f(mut x: Int):\n    x += 1\n"),
    "borrowed": ("def f(borrowed x: Int) -> Int:\n    return x\n", "def f(x: Int) -> Int:\n    return x\n"),
    "read": ("def f(read x: Int) -> Int:\n    return x\n", "def f(imm x: Int) -> Int:\n    return x\n"),
    "tuple of types": (
        "def f() -> (Int, Int):\n    return (1, 2)\n",
        "def f() -> Tuple[Int, Int]:\n    return (1, 2)\n",
    ),
    "kwargs": (
        "def f(**kwargs: Int) -> Int:\n    return len(kwargs)\n",
        "def f(var **kwargs: Int) -> Int:\n    return len(kwargs)\n",
    ),
    "condition in brackets": (
        "def f[n: Int where n > 0]() -> Int:\n    return n\n",
        "def f[n: Int]() -> Int where n > 0:\n    return n\n",
    ),
    "destructor": (
        "struct S:\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        "    fn __del__(owned self):\n        print(self.x)\n",
        "struct S:\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        "    def __deinit__(deinit self):\n        print(self.x)\n",
    ),
    "destructor with deinit": (
        "struct S:\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        "    def __del__(deinit self):\n        print(self.x)\n",
        "struct S:\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        "    def __deinit__(deinit self):\n        print(self.x)\n",
    ),
    "take": (
        "struct S(Movable):\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        "    def __init__(out self, *, deinit take: Self):\n        self.x = take.x\n",
        "struct S(Movable):\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        "    def __init__(out self, *, deinit move: Self):\n        self.x = move.x\n",
    ),
    "copyinit": (
        "struct S(Copyable):\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        "    def __copyinit__(out self, other: Self):\n        self.x = other.x\n",
        "struct S(Copyable):\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        "    def __init__(out self, *, copy: Self):\n        self.x = copy.x\n",
    ),
    "value": (
        "@value\nstruct S:\n    var x: Int\ndef f(s: S) -> S:\n    return s.copy()\n",
        "@fieldwise_init\nstruct S(Copyable, Movable):\n    var x: Int\ndef f(s: S) -> S:\n    return s.copy()\n",
    ),
    "value with traits": (
        "@value\nstruct S[n: Int](Movable, Writable):\n    var x: Int\n",
        "@fieldwise_init\nstruct S[n: Int](Movable, Writable, Copyable):\n    var x: Int\n",
    ),
    "register_passable trivial": (
        '@register_passable("trivial")\nstruct S:\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n'
        "def f(s: S) -> S:\n    return s\n",
        "struct S(TrivialRegisterPassable):\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        "def f(s: S) -> S:\n    return s\n",
    ),
    "register_passable": (
        "@register_passable\nstruct S[n: Int]:\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n",
        "struct S[n: Int](RegisterPassable):\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n",
    ),
    "except as": (
        'def g() raises:\n    raise Error("x")\ndef f():\n    try:\n        g()\n    except Error as e:\n        print(e)\n',
        'def g() raises:\n    raise Error("x")\ndef f():\n    try:\n        g()\n    except e:\n        print(e)\n',
    ),
    "no std": (
        "from collections import Deque\ndef f() -> Int:\n    return len(Deque[Int]())\n",
        "from std.collections import Deque\ndef f() -> Int:\n    return len(Deque[Int]())\n",
    ),
    "Int of an object": (
        "from std.python import PythonObject\ndef f(o: PythonObject) raises -> Int:\n    return Int(o)\n",
        "from std.python import PythonObject\ndef f(o: PythonObject) raises -> Int:\n    return Int(py=o)\n",
    ),
    **{
        f"trait {older}": (
            f"def f[T: {older}](x: T):\n    pass\n",
            f"def f[T: {today}](x: T):\n    pass\n",
        )
        for older, today in {
            "CollectionElement": "Copyable & Deinitable",
            "EqualityComparable": "Equatable",
            "ExplicitlyCopyable": "Copyable",
            "ImplicitlyBoolable": "Boolable",
            "ImplicitlyDeletable": "Deinitable",
            "ImplicitlyDestructible": "Deinitable",
        }.items()
    },
    "sizes": (
        "from std.sys import simdwidthof, sizeof\n"
        "def f() -> Int:\n    return simdwidthof[DType.float32]() + sizeof[Int]()\n",
        "from std.sys import simd_width_of as simdwidthof, size_of as sizeof\n"
        "def f() -> Int:\n    return simdwidthof[DType.float32]() + sizeof[Int]()\n",
    ),
}

#: What means the same today: no word about it.
SILENT = {
    "keyword arguments": "from std.collections import OwnedKwargsDict\n"
    "def f(var **kwargs: Int) -> Int:\n    var own: OwnedKwargsDict[Int] = kwargs^\n    return len(own)\n",
    "array": "def f() -> Int:\n    var a = InlineArray[Int, 3](fill=0)\n    return a[0]\n",
    "pointers": "def f(p: UnsafePointer[Int], q: UnsafePointer[mut=True, Int], r: UnsafePointer[Int, MutAnyOrigin]) -> Int:\n"
    "    return p[] + q[3] + (r + 1)[] + p.load()\n",
    "origins": "def f(p: Pointer[Int, MutableAnyOrigin], s: StringSlice[StaticConstantOrigin]) -> Int:\n    return p[]\n",
    "memory": "from std.memory import memcpy, memset_zero\ndef f():\n    var p = UnsafePointer[Int].alloc(3)\n"
    "    p.init_pointee_copy(3)\n    memcpy(p + 1, p, 1)\n    memset_zero(p, 3)\n    p.destroy_pointee()\n    p.free()\n",
    "a list by its use": "def f() -> Int:\n    var l = [1, 2]\n    l.append(3)\n    return len(l)\n",
    "other paths": "from std.hashlib import hash\nfrom std.memory import Span\nfrom std.collections.inline_array import InlineArray\n"
    "from std.memory.unsafe_pointer import UnsafePointer\nfrom std.builtin.value import Defaultable\n"
    "def f(s: Span[Int, _]) -> Int:\n    return len(s)\n",
    "objects": "from std.python import PythonObject\ndef f(o: PythonObject) raises -> String:\n"
    "    if Bool(o):\n        return String(o)\n    return String()\n",
}

#: What is refused: the text, the code, and what the offered edit makes of the line; None where there is none.
REFUSED = {
    "used after its block": (
        "def f() -> Int:\n    for i in range(3):\n        y = i\n    return y\n", "E0425", None),
    "untyped argument": ("def f(x) -> Int:\n    return 1\n", "E0203", "def f(x: PythonObject) -> Int:"),
    "missing raises": (
        'def g() raises:\n    raise Error("x")\ndef f():\n    g()\n', "E0711", "def f() raises:"),
    "escaping": ("def f(g: def(Int) escaping -> Int) -> Int:\n    return g(1)\n", "E0202", None),
    "self": (
        "struct S:\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        "    def set(self, v: Int):\n        self.x = v\n", "E0550", "    def set(mut self, v: Int):"),
    "variable of a module": ("var x = 3\n", "E0202", "comptime x = 3"),
    "f-string": ('def f(x: Int):\n    print(f"{x}")\n', "E0112", '    print(t"{x}")'),
    "format": ('def f(x: Float64):\n    print(t"{x:.2f}")\n', "E0112", '    print(t"{x}")'),
    "lambda": ("def f():\n    var g = lambda x: x + 1\n    _ = g(2)\n", "E0203", "    var g = lambda (x: Int) -> Int: x + 1"),
    "class": ("class C:\n    pass\n", "E0207", None),
    "str": ("def f(x: Int) -> String:\n    return str(x)\n", "E0401", "    return String(x)"),
    "int": ("def f(x: Float64) -> Int:\n    return int(x)\n", "E0401", "    return Int(x)"),
    "float": ("def f(x: Int) -> Float64:\n    return float(x)\n", "E0401", "    return Float64(x)"),
    "PyObject": ("def f(x: PyObject):\n    pass\n", "E0401", "def f(x: PythonObject):"),
    "StringRef": ("def f(x: StringRef):\n    pass\n", "E0401", "def f(x: StringSpan):"),
    "DynamicVector": ("def f():\n    _ = DynamicVector[Int]()\n", "E0401", "    _ = List[Int]()"),
    "elements of a list": (
        "def f() -> List[Int]:\n    return List[Int](1, 2, 3)\n", "E0522", "    return [1, 2, 3]"),
    "negative index": ("def f(l: List[Int]) -> Int:\n    return l[-1]\n", "E0536", "    return l[len(l) - 1]"),
    "size": ("def f(l: List[Int]) -> Int:\n    return l.size\n", "E0402", "    return len(l)"),
    "entries of a loop": (
        "def f(d: Dict[String, Int]) -> Int:\n    var s = 0\n    for e in d.items():\n        s += e[].value\n    return s\n",
        "E0534", "        s += e.value"),
    "elements of a loop": (
        "def f(l: List[Int]) -> Int:\n    var s = 0\n    for i in l:\n        s += i[]\n    return s\n",
        "E0534", "        s += i"),
    "length of a text": ("def f(s: String) -> Int:\n    return len(s)\n", "E0522", "    return s.byte_length()"),
    "index of a text": ("def f(s: String) -> String:\n    return String(s[0])\n", "E0537", "    return String(s[byte=0])"),
    "slice of a text": (
        "def f(s: String) -> String:\n    return String(s[0:2])\n", "E0537", "    return String(s[byte=0:2])"),
    "open": ('def f() raises -> String:\n    return open("x").read()\n', "E0525", '    return open("x", "r").read()'),
    "text of an error": (
        'def f():\n    try:\n        raise Error("x")\n    except e:\n        print(e.msg)\n', "E0402", "        print(String(e))"),
    "value of a number": ("def f(x: Int):\n    print(x.value)\n", "E0402", "    print(x)"),
    "Atomic": ("from std.os import Atomic\n", "E0303", "from std.atomic import Atomic"),
    "Int times a float": ("def f(i: Int) -> Float64:\n    return i * 1.5\n", "E0515", "    return Float64(i) * 1.5"),
    "two sizes of integers": (
        "def f(i: Int, j: Int32) -> Int32:\n    return j + i\n", "E0515", "    return j + Int32(i)"),
    "constrained": ('def f[n: Int]():\n    constrained[n > 0, "m"]()\n', "E0401", None),
}


def diagnostics(mojoxide, source):
    done = mojoxide("check", source, "--message-format", "json")
    return [json.loads(line) for line in (done.stdout + done.stderr).splitlines() if line.startswith("{")]


def applied(text, fixes):
    """The text with the edits of fixes; edits that overlap one before them are left out."""
    edits = sorted(
        {(edit["span"]["byte_start"], edit["span"]["byte_end"], edit["text"]) for fix in fixes for edit in fix["edits"]}
    )
    result, at = [], 0
    source = text.encode()
    for start, end, new in edits:
        if start < at:
            continue
        result += [source[at:start], new.encode()]
        at = end
    return b"".join([*result, source[at:]]).decode()


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(mojoxide, tmp_path, name):
    older, today = ACCEPTED[name]
    source = tmp_path / "m.mojo"
    source.write_text(older)
    found = diagnostics(mojoxide, source)
    assert found and {it["severity"] for it in found} == {"warning"}, found
    fixes = [fix for it in found for fix in it["fixes"] if fix["applicability"] == "safe"]
    assert applied(older, fixes) == today
    source.write_text(today)
    assert diagnostics(mojoxide, source) == []


@pytest.mark.parametrize("name", SILENT)
def test_silent(mojoxide, tmp_path, name):
    source = tmp_path / "m.mojo"
    source.write_text(SILENT[name])
    assert diagnostics(mojoxide, source) == []


@pytest.mark.parametrize("name", REFUSED)
def test_refused(mojoxide, tmp_path, name):
    older, code, line = REFUSED[name]
    source = tmp_path / "m.mojo"
    source.write_text(older)
    found = diagnostics(mojoxide, source)
    assert [(it["severity"], it["code"]) for it in found] == [("error", code)], found
    [it] = found
    assert it["helps"] or it["notes"] or it["fixes"] or it["label"], it
    if line is None:
        assert it["fixes"] == []
        return
    [fix] = it["fixes"]
    assert fix["applicability"] == "unsafe"
    assert line in applied(older, [fix]).splitlines(), applied(older, [fix])


@pytest.mark.parametrize("trait, method, call", [("Stringable", "__str__", "String"), ("Representable", "__repr__", "repr")])
def test_texts_by_older_methods(mojoxide, tmp_path, trait, method, call):
    """The method makes the text, as it did."""
    source = tmp_path / "m.mojo"
    source.write_text(
        "from std.os import abort\nfrom std.python import PythonObject\nfrom std.python.bindings import PythonModuleBuilder\n"
        f"struct S({trait}):\n    var x: Int\n    def __init__(out self):\n        self.x = 1\n"
        f'    def {method}(self) -> String:\n        return "number " + String(self.x)\n'
        f"def f() raises -> PythonObject:\n    return PythonObject({call}(S()))\n"
        '@export\ndef PyInit_m() abi("C") -> PythonObject:\n    try:\n        var m = PythonModuleBuilder("m")\n'
        '        m.def_function[f]("f")\n        return m.finalize()\n    except e:\n        abort(String(e))\n'
    )
    [it] = diagnostics(mojoxide, source)
    assert (it["severity"], it["code"]) == ("warning", "W0302")
    assert re.search("`Writable`", it["fixes"][0]["message"])
    assert mojoxide("build", source, "-o", tmp_path / "m.so").returncode == 0
    assert mojoxide.python("-c", "import m; print(m.f())", cwd=tmp_path).stdout == "number 1\n"
