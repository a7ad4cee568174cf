"""`mojoxide check` of several files at once, and the table of `--timings`."""

import re

CLEAN = "def one() -> Int:\n    return 1\n"


def write(folder, **files):
    """Writes the files of a package and returns its folder."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.mojo").write_text(text)
    return folder


def found(done):
    """File, line and code of each diagnostic."""
    lines = re.findall(r"^(?:.*/)?(\w+)\.mojo:(\d+):\d+: \w+\[(\w+)\]", done.stdout, re.MULTILINE)
    return [(name, int(line), code) for name, line, code in lines]


def test_shared_files_are_checked_once(mojoxide, tmp_path):
    shared = "def same[T: Copyable & Movable](x: T) -> Int:\n    return missing\n"
    user = "from .shared import same\n\ndef use() -> Int:\n    return same(1)\n"
    package = write(tmp_path / "package", __init__="", shared=shared, a=user, b=user)
    done = mojoxide("check", "--message-format", "short", package)
    assert done.returncode == 1
    assert found(done) == [("shared", 2, "E0401")]


def test_a_mistake_does_not_hide_those_of_other_files(mojoxide, tmp_path):
    moved = "def f() -> String:\n    var a = String(\"a\")\n    var b = a^\n    return a + b\n"
    package = write(
        tmp_path / "package",
        syntax="def f(:\n    pass\n",
        types="def f() -> Int:\n    return True\n",
        ownership=moved,
        above="from .types import f\n\ndef g() -> String:\n    var a = String(\"a\")\n    var b = a^\n    return a + b + String(f())\n",
    )
    done = mojoxide("check", "--message-format", "short", package)
    assert done.returncode == 1
    assert {(name, code[:3]) for name, _, code in found(done)} == {
        ("syntax", "E01"),
        ("types", "E05"),
        ("ownership", "E06"),
        ("above", "E06"),
    }


def test_unreadable_files_do_not_stop_the_others(mojoxide, tmp_path):
    package = write(tmp_path / "package", clean=CLEAN, wrong="def f() -> Int:\n    return True\n")
    (package / "bytes.mojo").write_bytes(b"def f():\n    \xff\n")
    done = mojoxide("check", "--message-format", "short", package, tmp_path / "missing.mojo")
    assert done.returncode == 2
    assert [code for _, _, code in found(done)] == ["E0802", "E0809", "E0510"]


def test_timings(mojoxide, tmp_path):
    package = write(tmp_path / "package", a=CLEAN, b=CLEAN)
    done = mojoxide("check", "--timings", package)
    assert (done.returncode, done.stdout) == (0, "")
    rows = [line.split() for line in done.stderr.splitlines()]
    assert [row[0] for row in rows] == ["parse", "check", "lower", "total"]
    assert all(float(row[1]) >= 0 and row[2] == "ms" for row in rows)
    assert "2 files" in done.stderr and "2 instances, 2 of them the user's" in done.stderr
    done = mojoxide("build", "--timings", "--emit", "rust", package / "a.mojo")
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["parse", "check", "lower", "codegen", "total"]
