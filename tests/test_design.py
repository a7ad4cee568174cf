"""What the design promises: generic library types run users' code, no legal program meets Rust's borrow checker, faults are
exceptions, entries are bound under any name, and calls leak nothing."""

import pytest

from conftest import ROOT

SOURCES = ROOT / "tests" / "design"


@pytest.fixture(scope="session")
def run(mojoxide, tmp_path_factory):
    """Runs Python text in a process of its own, with a module of `design/` as `m`. Gives its output, after it ended well."""
    folder = tmp_path_factory.mktemp("design")

    def run(module, text):
        if not (folder / f"{module}.so").exists():
            mojoxide.build(SOURCES / f"{module}.mojo", folder / f"{module}.so")
        done = mojoxide.python("-c", f"import {module} as m\n{text}", cwd=folder)
        assert done.returncode == 0, (done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        assert done.stderr == ""
        return done.stdout

    return run


def without_moves(said):
    return [line for line in said.splitlines() if not line.startswith("move ")]


def test_list_runs_the_constructors_and_destructors_of_its_elements(run):
    said = run("design_language", "m.in_list()").splitlines()
    assert said[:6] == ["move a", "move b", "grow", "move a", "move b", "move c"]
    assert [line for line in said[6:] if not line.startswith("move ")] == [
        *["copy of the list", "copy a", "copy b", "copy c"],
        *["pop", "destroy a", "destroy b", "<c>", "destroy c"],
        *["search", "compare a b", "compare b b", "destroy b", "destroy a", "destroy b", "destroy c", "True", "end"],
    ]


def test_dict_asks_its_keys(run):
    assert without_moves(run("design_language", "m.in_dict()")) == [
        *["insert", "hash k"],
        *["replace", "hash k", "compare k k", "destroy k"],
        *["find", "hash k", "compare k k", "destroy k", "2 1", "destroy k", "end"],
    ]


def test_optional_owns_its_value(run):
    assert without_moves(run("design_language", "m.in_optional()")) == [
        *["value <o>", "copy of the optional", "copy o", "destroy o"],
        *["take", "<o> False", "destroy o", "end"],
    ]


def test_legal_programs_meet_no_borrow_checker(run):
    said = run("design_language", "print(m.legal())").split()
    assert said == ["1005", "[10,", "5]", "3", "3", "111", "101", "1"]


CATCH = """
import traceback
try:
    print("returned", m.run({kind!r}))
except Exception as e:
    print(type(e).__name__, e, sep=": ")
    print(traceback.format_exc())
print("alive", m.run("none"))
"""


@pytest.mark.parametrize(
    ("kind", "exception", "mark"),
    [
        ("index", "IndexError: index 3 is out of bounds", "index"),
        ("divide", "ZeroDivisionError: ", "divide"),
        ("modulo", "ZeroDivisionError: ", "modulo"),
        ("abort", "RuntimeError: no way on", "abort"),
        ("value", "ValueError: ", "value"),
        ("memory", "MemoryError", "memory"),
        ("recursion", "RecursionError: ", "recursion"),
        ("mutual", "RecursionError: ", "mutual"),
        ("pointer", "RecursionError: ", "pointer"),
        ("chain", "RecursionError: ", "chain"),
        ("twice", "ZeroDivisionError: ", "twice"),
    ],
)
def test_faults_are_exceptions(run, kind, exception, mark):
    said = run("design_faults", "import sys" + CATCH.format(kind=kind))
    before, _, after = said.partition(exception)
    expected = ["finally", "destroy loud"]
    assert before.splitlines() == (["destroy faulty"] if kind == "twice" else []) + expected, said
    assert f"# line: {mark}" in line_of(after), said
    assert said.splitlines()[-4:] == ["finally", "result 0 loud", "destroy loud", "alive 0"]


def line_of(traceback):
    """The source line that the innermost frame of `design_faults.mojo` names."""
    frames = [line for line in traceback.splitlines() if 'design_faults.mojo", line ' in line]
    assert frames, traceback
    number = int(frames[-1].split(", line ")[1].split(",")[0])
    return (SOURCES / "design_faults.mojo").read_text(encoding="utf-8").splitlines()[number - 1]


def test_errors_are_seen_by_except(run):
    said = run("design_faults", "print(m.run('error'))")
    assert said.splitlines() == ["except an error", "finally", "result 0 loud", "destroy loud", "0"]


def test_names_may_be_computed(run):
    said = run(
        "design_bindings",
        "print(m.one_0(), m.one_1(), m.one_2(), m.one_2.__name__)\n"
        "print(m.first(3), m.second(4), m.second.__name__, m.second.__doc__)\n"
        "print(m.same(5), m.also_same(6), m.same.__name__, m.also_same.__name__)\n"
        "c = m.Counter(0)\n"
        "print(c.add(7), c.add_2(8), c)\n",
    )
    assert said.splitlines() == ["1 1 1 one_2", "3 4 second The value.", "5 6 same also_same", "7 8 Counter(2)"]


LEAKS = """
import gc, resource, sys
x = object()
c = m.Counter(x)
calls = {
    "no argument": lambda: m.one_0(),
    "one argument": lambda: m.same(x),
    "two arguments": lambda: m.pair(x, x),
    "keywords": lambda: m.keywords(x, b=x),
    "py_function": lambda: m.variadic(x, x),
    "py_init": lambda: m.Counter(x),
    "method": lambda: c.add(x),
    "static method": lambda: m.Counter.echo(x),
    "wrong arguments": lambda: refused(),
}
def refused():
    try:
        m.same(x, x)
    except TypeError:
        return
    print("not refused")
def state():
    gc.collect()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return sys.getrefcount(x), sys.getallocatedblocks(), peak if sys.platform == "darwin" else peak << 10
def repeat(call, n):
    for _ in range(n):
        call()
for name, call in calls.items():
    repeat(call, 1000)
    references, blocks, peak = state()
    repeat(call, 1_000_000 if name != "wrong arguments" else 100_000)
    new_references, new_blocks, new_peak = state()
    if new_references != references or new_blocks - blocks > 100 or new_peak - peak > 4 << 20:
        print(name, new_references - references, new_blocks - blocks, new_peak - peak)
"""


def test_a_million_calls_leak_nothing(run):
    pytest.importorskip("resource")
    assert run("design_bindings", LEAKS) == ""
