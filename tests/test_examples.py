"""The examples do what they are there for."""

import shutil
import struct
import subprocess
import sys

import pytest

from conftest import ROOT, TIMEOUT


@pytest.fixture
def example(mojoxide, tmp_path):
    """Runs an example in a copy of its folder."""

    def run(name, *args):
        folder = tmp_path / name
        shutil.copytree(ROOT / "examples" / name, folder, ignore=shutil.ignore_patterns("__mojocache__", "*.so"))
        done = mojoxide.python("main.py", *args, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return folder, done.stdout

    return run


def test_factorial(example):
    assert example("factorial")[1] == "120\n"


def test_person(example):
    assert example("person")[1] == (
        "Person(name=Sarah, age=32)\n"
        "Sarah turns 33\n"
        "valid ages: [0, 32, 130]\n"
        "refused: Person() takes exactly 2 arguments\n"
    )


def test_mandelbrot(example):
    folder, said = example("mandelbrot", "60", "out.png")
    assert "Mojo:" in said and "Python:" in said
    data = (folder / "out.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (60, 50)


#: What each comparison with Python is given, so that it is over soon.
COMPARISONS = {
    "word_count": [],
    "csv_scan": ["2000"],
    "bm25": [],
    "nearest": ["500"],
    "cron": [],
    "edges": ["64", "pictures"],
}


@pytest.fixture(scope="module")
def built(mojoxide, tmp_path_factory):
    """A folder with the modules of all comparisons, built side by side, and their drivers."""
    folder = tmp_path_factory.mktemp("examples")
    builds = []
    for name in COMPARISONS:
        place = folder / name
        shutil.copytree(ROOT / "examples" / name, place, ignore=shutil.ignore_patterns("__mojocache__", "*.so"))
        program = [mojoxide.program, "build", f"{name}.mojo", "--dev", "--python", sys.executable]
        builds.append(subprocess.Popen(program, cwd=place, env=mojoxide.variables(), stderr=subprocess.PIPE, text=True))
    for build in builds:
        _, said = build.communicate(timeout=TIMEOUT)
        assert (build.returncode, said) == (0, "")
    return folder


@pytest.mark.parametrize("name", COMPARISONS)
def test_agrees_with_python(mojoxide, built, name):
    """The driver asserts that Mojo and Python have the same answer."""
    done = mojoxide.python("main.py", *COMPARISONS[name], cwd=built / name)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "Mojo:" in done.stdout and "Python:" in done.stdout


def test_cron_says_what_is_wrong(mojoxide, built):
    code = """
import cron
for wrong in ("* * *", "61 * * * *", "*/0 * * * *", "x * * * *", "5-1 * * * *"):
    try:
        cron.Schedule(wrong, 0)
    except Exception as error:
        print(error)
"""
    done = mojoxide.python("-c", code, cwd=built / "cron")
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert len(said) == 5
    assert said[:2] == ["a cron expression has 5 fields, not 3", "'61' is not within 0 to 59"]


def test_csv_says_what_is_wrong(mojoxide, built):
    code = """
import csv_scan, pathlib
for text, column in (("", "a"), ("a,b\\n1,2\\n", "c"), ('a,b\\n"1,2\\n', "b"), ("a,b\\n1\\n", "b"), ("a,b\\n1,x\\n", "b")):
    pathlib.Path("wrong.csv").write_text(text)
    try:
        print(csv_scan.totals("wrong.csv", "a", column))
    except Exception as error:
        print(type(error).__name__, error)
"""
    done = mojoxide.python("-c", code, cwd=built / "csv_scan")
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert said[:3] == [
        "Exception the file has no header",
        "Exception there is no column 'c'",
        "Exception a quote at byte 4 is not closed",
    ]
    assert len(said) == 5 and said[3].startswith("IndexError")


def test_edges_writes_pictures(mojoxide, built):
    done = mojoxide.python("main.py", "48", "small", cwd=built / "edges")
    assert done.returncode == 0, done.stderr
    for name in ("before.png", "after.png"):
        data = (built / "edges" / "small" / name).read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", data[16:24]) == (48, 36)
