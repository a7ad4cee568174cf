"""Prints the project's measurements: `python benches/run.py [check] [scale] [build] [import] [call]`.

check   `mojoxide check` of a module of 1,300 lines: whole process, cold, prelude included
scale   `mojoxide check` of packages of 10,000 and 20,000 lines, and `check` and `build --emit rust` of one thing very often
build   from an edit to the `.so`, against hand-written Rust of the same module built with cargo, in the same run
import  a script that imports a built module, against one that imports an empty `.py`
call    a bound function of one argument, against the same function in C with METH_O

All times are the least of several runs, in turns where two things are compared: other work on the machine only adds.
"""

import importlib.util
import itertools
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import timeit
from pathlib import Path

import modules
import scale

ROOT = Path(__file__).resolve().parent
MOJOXIDE = shutil.which("mojoxide", path=os.path.dirname(sys.executable)) or shutil.which("mojoxide")
COUNTER = itertools.count(2_000_000)


def seconds(command, **options):
    """The wall time of a process that must succeed."""
    start = time.perf_counter()
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    taken = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{command} ended with status {done.returncode}\n{done.stdout[-3000:]}")
    return taken


def in_turns(rounds, **contenders):
    """The least time of each contender, which are called in turns."""
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(rounds):
        for name, run in contenders.items():
            best[name] = min(best[name], run())
    return best


def line(what, value, unit, limit=None):
    """Prints one measurement."""
    verdict = "" if limit is None else f"   (limit {limit:g}{': met' if value <= limit else ': MISSED'})"
    print(f"{what:<58} {value:8.2f} {unit}{verdict}", flush=True)


def bench_check(folder):
    """The front end alone."""
    source = folder / "m1000.mojo"
    source.write_text(modules.mojo(modules.SIZES["m1000"], "m1000"))
    best = in_turns(20, check=lambda: seconds([MOJOXIDE, "check", source]))
    line("check, m1000", best["check"] * 1000, "ms", 40)


def measured(command, rounds=3):
    """The least wall time of a process in seconds, its memory in megabytes, and its status."""
    best = None
    for _ in range(rounds):
        start = time.perf_counter()
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken = time.perf_counter() - start
        if best is None or taken < best[0]:
            best = taken, usage.ru_maxrss / 1024, process.returncode
    return best


def row(what, half, full, limits=("", "")):
    """Prints how time and memory grow from one size to its double."""
    for status in (half[2], full[2]):
        if status != 0:
            sys.exit(f"{what} ended with status {status}")
    growth, (time_limit, memory_limit) = full[0] / half[0], limits
    met = (not time_limit or half[0] * 1000 <= time_limit) and (not memory_limit or half[1] <= memory_limit)
    met = met and (not time_limit or growth <= 2.2)
    verdict = f"   (limits {time_limit} ms, {memory_limit} MB, x2.2{': met' if met else ': MISSED'})" if time_limit else ""
    times = f"{half[0] * 1000:9.1f} ms {full[0] * 1000:9.1f} ms   x{growth:4.2f}"
    print(f"{what:<40} {times} {half[1]:7.0f} MB {full[1]:7.0f} MB{verdict}", flush=True)


def bench_scale(folder):
    """How the front end, and all phases before rustc, grow with their input."""
    print(f"{'':<40} {'time':>12} {'of double':>12} {'growth':>7} {'memory':>9} {'of double':>10}")
    for name, shape in scale.SHAPES.items():
        results = []
        for lines in (10_000, 20_000):
            package = folder / f"{name}{lines}"
            package.mkdir()
            for file, text in shape(lines).items():
                (package / file).write_text(text)
            results.append(measured([MOJOXIDE, "check", package]))
        row(f"check, package of 10,000 lines, {name}", *results, limits=(250, 300))
    for make, n in scale.EXTREMES.items():
        sources = []
        for count in (n, 2 * n):
            source = folder / f"{make.__name__}{count}.mojo"
            source.write_text(make(count))
            sources.append(source)
        row(f"check, {make.__name__} x {n}", *(measured([MOJOXIDE, "check", source]) for source in sources))
        row("  build --emit rust", *(measured([MOJOXIDE, "build", "--emit", "rust=all", source]) for source in sources))


def edited(text, old):
    """The text with another constant in it, so that nothing is reused."""
    assert old in text
    return text.replace(old, str(next(COUNTER)))


def bench_build(folder):
    """From an edit to the extension module."""
    person = (ROOT.parent / "examples/person/person_module.mojo").read_text(), (ROOT / "person.rs").read_text(), "130"
    sizes = {size: (modules.mojo(n, size), modules.rust(n, size), str(modules.EDIT)) for size, n in modules.SIZES.items()}
    for name, (mojo, rust, old), limit in [
        ("person_module", person, 2.0),
        ("hello", sizes["hello"], None),
        ("m200", sizes["m200"], None),
        ("m1000", sizes["m1000"], 1.5),
    ]:
        source = folder / f"{name}.mojo"
        crate = folder / f"plain-{name}"
        (crate / "src").mkdir(parents=True)
        (crate / "Cargo.toml").write_text(
            f'[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2024"\n[lib]\ncrate-type = ["cdylib"]\n'
            f'[dependencies]\nrt = {{ path = "{ROOT / "plain"}" }}\n[profile.release]\nopt-level = 3\nstrip = "symbols"\n[workspace]\n'
        )
        environment = {**os.environ, "CARGO_TARGET_DIR": str(folder / "plain-target"), "PYO3_PYTHON": sys.executable}
        build = [MOJOXIDE, "build", source, "--python", sys.executable, "-o", folder / f"{name}.so"]

        def ours(*options):
            source.write_text(edited(mojo, old))
            return seconds(build + list(options))

        def plain():
            (crate / "src/lib.rs").write_text(edited(rust, old))
            return seconds(["cargo", "build", "--release", "--quiet"], cwd=crate, env=environment)

        ours(), ours("--dev"), plain()
        best = in_turns(5, ours=ours, dev=lambda: ours("--dev"), plain=plain)
        line(f"edit to .so, {name}: hand-written Rust, cargo", best["plain"] * 1000, "ms")
        line(f"edit to .so, {name}: mojoxide build", best["ours"] * 1000, "ms")
        line(f"edit to .so, {name}: mojoxide build --dev", best["dev"] * 1000, "ms")
        line(f"edit to .so, {name}: build / hand-written", best["ours"] / best["plain"], "times", limit)


def bench_import(folder):
    """What a cached import costs."""
    (folder / "built.mojo").write_text(modules.mojo(modules.SIZES["hello"], "built"))
    (folder / "empty.py").write_text("")
    environment = {**os.environ, "PYTHONPATH": str(folder)}

    def python(code):
        return seconds([sys.executable, "-c", code], env=environment, cwd=folder)

    python("import mojoxide.importer, built")
    best = in_turns(20, mojo=lambda: python("import mojoxide.importer, built"), py=lambda: python("import empty"))
    line("import of an empty .py, whole process", best["py"] * 1000, "ms")
    line("cached import of a .mojo, whole process", best["mojo"] * 1000, "ms")
    line("difference", (best["mojo"] - best["py"]) * 1000, "ms", 30)


C_MODULE = """
#include <Python.h>
static PyObject *identity(PyObject *module, PyObject *x) { return Py_NewRef(x); }
static PyMethodDef methods[] = {{"identity", identity, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "calls_c", NULL, -1, methods};
PyMODINIT_FUNC PyInit_calls_c(void) { return PyModule_Create(&definition); }
"""

MOJO_MODULE = """
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder
from std.os import abort

@export
def PyInit_calls_mojo() -> PythonObject:
    try:
        var m = PythonModuleBuilder("calls_mojo")
        m.def_function[identity]("identity")
        return m.finalize()
    except e:
        abort(String("error creating the module:", e))

def identity(x: PythonObject) raises -> PythonObject:
    return x
"""


def load(name, path):
    """Imports an extension module from a path."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bench_call(folder):
    """A call from Python."""
    (folder / "calls_c.c").write_text(C_MODULE.replace("Py_NewRef(x)", "(Py_INCREF(x), x)"))
    include = sysconfig.get_paths()["include"]
    seconds(["cc", "-O3", "-shared", "-fPIC", f"-I{include}", folder / "calls_c.c", "-o", folder / "calls_c.so"])
    (folder / "calls_mojo.mojo").write_text(MOJO_MODULE)
    seconds([MOJOXIDE, "build", folder / "calls_mojo.mojo", "--python", sys.executable])
    c = load("calls_c", folder / "calls_c.so").identity
    mojo = load("calls_mojo", folder / "calls_mojo.so").identity
    number = 100_000

    def nanoseconds(function):
        timer = timeit.Timer("f(x)", globals={"f": function, "x": object()}, timer=time.thread_time)
        return timer.timeit(number) / number * 1e9

    best = in_turns(60, c=lambda: nanoseconds(c), mojo=lambda: nanoseconds(mojo))
    line("call of a function of one argument, C with METH_O", best["c"], "ns")
    line("call of a function of one argument, def_function", best["mojo"], "ns")
    line("ratio", best["mojo"] / best["c"], "times", 1.2)


def main():
    """Runs the measurements that are named, or all."""
    if MOJOXIDE is None:
        sys.exit("the compiler is not installed: run `python3 x.py setup`")
    known = {"check": bench_check, "scale": bench_scale, "build": bench_build, "import": bench_import, "call": bench_call}
    for name in sys.argv[1:] or known:
        if name not in known:
            sys.exit(f"unknown measurement {name}; known: {', '.join(known)}")
        with tempfile.TemporaryDirectory(prefix="mojoxide-bench-") as folder:
            known[name](Path(folder))


if __name__ == "__main__":
    main()
