"""The runtime against a real interpreter: calls, reference counts, errors, tracebacks, faults."""

import os
import pathlib
import shutil
import subprocess
import sys
import traceback

import pytest

ROOT = pathlib.Path(__file__).parents[1]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    environment = {**os.environ, "PYO3_PYTHON": sys.executable, "PYO3_BUILD_EXTENSION_MODULE": "1"}
    subprocess.run(["cargo", "build", "--quiet"], cwd=ROOT, check=True, env=environment)
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    folder = tmp_path_factory.mktemp("modules")
    shutil.copy(target / "debug" / "libsample.so", folder / "sample.so")
    return folder


@pytest.fixture(scope="session")
def m(folder):
    sys.path.insert(0, str(folder))
    import sample

    return sample


def places(error):
    return [(frame.name, frame.lineno) for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".mojo")]


def test_calls(m):
    assert m.factorial(5) == 120
    assert m.factorial("6") == 720
    assert m.factorial.__doc__ == "Compute n!" and m.same.__doc__ is None
    assert m.factorial.__module__ == "sample"
    assert m.nothing() is None
    assert m.pick([1, 2, 3], 1) == 2
    assert m.keywords(1, b=2, c=3) == (1, {"b": 2, "c": 3})
    assert m.keywords(1) == (1, {})
    assert m.args(1, 2, 3) == 3
    # The form without keywords ignores them.
    assert m.args(1, k=2) == 1
    assert m.args_kwargs(1) == ((1,), True)
    assert m.args_kwargs(1, a=2) == ((1,), False)
    assert m.apply(lambda x, y: (x, y), 1, 2) == (1, 2)
    assert m.method("a,b,c") == ["a", "b,c"]
    assert m.total(range(101)) == 5050
    assert m.total(i * 1.5 for i in range(3)) == 4.5


def test_wrong_counts(m):
    def message(function, *args, **kwargs):
        with pytest.raises(TypeError) as caught:
            function(*args, **kwargs)
        return str(caught.value)

    assert message(m.pick, 1) == "pick() missing 1 required positional argument: 'index'"
    assert message(m.apply) == "apply() missing 3 required positional arguments: 'f', 'x', and 'y'"
    assert message(m.pick, 1, 2, 3) == "pick() takes 2 positional arguments but 3 were given"
    assert message(m.nothing, 1) == "nothing() takes 0 positional arguments but 1 was given"
    assert message(m.Person("a", 1).add, 1) == "Person.add() missing 1 required positional argument: 'b'"
    assert "takes no keyword arguments" in message(m.pick, 1, index=2)


def test_errors_keep_their_way(m):
    with pytest.raises(Exception) as caught:
        m.fail("bad")
    assert type(caught.value) is Exception and str(caught.value) == "bad"
    assert places(caught.value) == [("pick", 24), ("factorial", 15)]


def test_python_exceptions_stay_what_they_are(m):
    class Odd(Exception):
        pass

    odd = Odd("kept")

    def inner(x, y):
        raise odd

    with pytest.raises(Odd) as caught:
        m.apply(inner, 1, 2)
    assert caught.value is odd
    names = [frame.name for frame in traceback.extract_tb(odd.__traceback__)]
    assert names[-2:] == ["pick", "inner"]
    with pytest.raises(OverflowError, match="too large to convert to C ssize_t"):
        m.factorial(10**30)
    with pytest.raises(ValueError, match="invalid literal"):
        m.factorial("x")
    assert places(pytest.raises(ValueError, m.factorial, "x").value) == [("factorial", 12)]
    with pytest.raises(KeyboardInterrupt):
        m.apply(lambda x, y: (_ for _ in ()).throw(KeyboardInterrupt()), 1, 2)


def test_faults(m, capfd):
    with pytest.raises(IndexError, match="index 3 is out of bounds") as caught:
        m.pick([1, 2, 3], 3)
    assert places(caught.value) == [("pick", 21)]
    with pytest.raises(RuntimeError, match="negative") as caught:
        m.factorial(-1)
    assert places(caught.value) == [("factorial", 13)]
    with pytest.raises(SystemError, match="internal error"):
        m.panics()

    class Odd:
        def __bool__(self):
            raise LookupError("no truth")

    with pytest.raises(LookupError, match="no truth"):
        m.truth(Odd())
    assert m.truth([1]) is True and m.truth(0) is False
    assert capfd.readouterr().err == ""


def test_objects_with_values(m):
    p = m.Person("Sarah", 32)
    assert repr(p) == "Person(name='Sarah', age=Int(32))" and str(p) == "Sarah"
    assert p.get_name() == "Sarah"
    p.set_age(33)
    assert m.age_of(p) == 33 and p.add(1, 2) == 36
    assert m.Person.pick([7], 0) == 7 and m.Person.pick.__doc__ == "A static one."
    assert repr(m.make("Bo", 5)) == "Person(name='Bo', age=Int(5))"
    assert repr(m.Person) == "<class 'Person'>" and not hasattr(m.Person, "__module__")
    with pytest.raises(ValueError, match="takes exactly 2 arguments") as caught:
        m.Person(1)
    assert places(caught.value) == [("Person.py_init", 44)]
    with pytest.raises(TypeError, match="No initializer registered for this type. Use def_py_init"):
        m.Counter()
    with pytest.raises(TypeError, match="not an acceptable base type"):
        type("Sub", (m.Person,), {})
    with pytest.raises(TypeError, match="^expected Mojo 'sample.Person' type value, got 'int'"):
        m.age_of(5)
    with pytest.raises(Exception, match="No Python type object registered for Mojo type with name: SIMD"):
        m.unregistered()
    assert repr(m.wide(9)) == "Wide(9)" and repr(m.Wide(1, 2)) == "Wide(2)"


def test_objects_without_values(m):
    raw = m.Person.__new__(m.Person, 3)
    assert repr(raw) == str(raw) == "<uninitialized sample.Person>"
    with pytest.raises(TypeError, match="expected Mojo 'sample.Person' type value, got 'Person'"):
        raw.get_name()
    with pytest.raises(TypeError, match="expected Mojo 'sample.Person' type value, got 'Person'"):
        raw.set_age(1)
    raw.__init__("x", 1)
    assert raw.get_name() == "x"
    raw.__init__("y", 1)
    assert raw.get_name() == "y"


def test_values_end_once(m):
    before = m.alive()
    kept = [m.Person("a", i) for i in range(100)] + [m.make("b", i) for i in range(100)]
    assert m.alive() == before + 200
    kept[0].__init__("again", 1)
    assert m.alive() == before + 200
    del kept
    assert m.alive() == before


def calls(m):
    marker = object()
    items = [marker]

    def failing(f, *args):
        try:
            f(*args)
        except Exception:
            pass

    person = m.Person("a", 1)
    fresh = lambda x, y: x
    return marker, [
        lambda: m.same(marker),
        lambda: m.pick(items, 0),
        lambda: m.keywords(marker, k=marker),
        lambda: m.args(marker, marker),
        lambda: m.args_kwargs(marker, k=marker),
        lambda: m.apply(fresh, marker, marker),
        lambda: m.method("a,b"),
        lambda: m.total([1, 2]),
        lambda: m.Person("a", 1),
        lambda: person.get_name(),
        lambda: person.set_age(4),
        lambda: repr(person),
        lambda: m.make("x", 1),
        lambda: failing(m.fail, marker),
        lambda: failing(m.pick, items, 9),
        lambda: failing(m.factorial, marker),
        lambda: failing(m.pick, marker),
        lambda: failing(m.Person, marker),
        lambda: failing(m.age_of, marker),
        lambda: failing(m.apply, fresh, marker),
    ]


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_reference_counts(m):
    marker, functions = calls(m)
    watched = [marker, None, m.Person, m.pick, Exception]
    for function in functions:
        function()
        before = [sys.getrefcount(value) for value in watched]
        blocks = sys.getallocatedblocks()
        for _ in range(1000):
            function()
        after = [sys.getrefcount(value) for value in watched]
        assert all(abs(a - b) < 20 for a, b in zip(before, after)), function
        assert abs(sys.getallocatedblocks() - blocks) < 200, function


def test_memory_stays(m):
    _, functions = calls(m)
    for function in functions:
        for _ in range(10_000):
            function()
        before = resident()
        for _ in range(100_000):
            function()
        assert resident() - before < 1 << 20, function


def run(folder, code, **environment):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


def test_import(folder):
    assert run(folder, "import sample; print(sample.__name__, sample.Person('a', 1))") == (0, "sample a\n", "")
    code, _, error = run(folder, "import sample", SAMPLE_TWICE="1")
    assert code == 1
    text = "cannot build: Error building multiple Python type objects bound to Mojo type with id: sample.Person"
    assert f"ImportError: {text}" in error and "PyInit_sample" in error


def test_import_again(folder):
    program = """
import sys, sample
old = sample.Person("a", 1)
del sys.modules["sample"]
import sample as again
print(again is sample, again.age_of(old), again.age_of(again.Person("b", 2)), sample.age_of(again.make("c", 3)))
"""
    assert run(folder, program) == (0, "False 1 2 3\n", "")
