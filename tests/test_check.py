"""`mojoxide check` of several files at once, and the table of `--timings`."""

import json
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


def test_what_an_unused_import_reaches_is_checked(mojoxide, tmp_path):
    package = write(tmp_path / "package", __init__="from .a import f\n", a="from .b import g\n\ndef f() -> Int:\n    return 1\n",
                    b="def g() -> Int:\n    return True\n")
    root = tmp_path / "root.mojo"
    root.write_text("from package import f\n")
    done = mojoxide("check", "--message-format", "short", root)
    assert found(done) == [("b", 2, "E0510")]


def test_imports_start_at_the_folder(mojoxide, tmp_path):
    inner = tmp_path / "top" / "inner"
    inner.mkdir(parents=True)
    (inner / "__init__.mojo").write_text("")
    (inner / "a.mojo").write_text(CLEAN)
    (inner / "b.mojo").write_text("from inner.a import one\n\ndef two() -> Int:\n    return one() + one()\n")
    for folder in [tmp_path / "top", inner]:
        done = mojoxide("check", "--message-format", "short", folder)
        assert (done.returncode, done.stdout) == (0, "")
    done = mojoxide("check", "--message-format", "short", "inner", cwd=tmp_path / "top")
    assert (done.returncode, done.stdout) == (0, "")


def test_an_imported_file_that_is_no_text(mojoxide, tmp_path):
    (tmp_path / "bytes.mojo").write_bytes(b"def one() -> Int:\n    return 1  # \xff\n")
    (tmp_path / "a.mojo").write_text("from bytes import one\n\ndef two() -> Int:\n    return one() + 1\n")
    done = mojoxide("check", "--message-format", "short", tmp_path / "a.mojo")
    assert (done.returncode, found(done)) == (1, [("bytes", 2, "E0809")])
    done = mojoxide("check", "--message-format", "short", tmp_path)
    assert (done.returncode, found(done)) == (1, [("bytes", 2, "E0809")])


OLDER = "from collections import Set\n\nfn f(owned x: Int) -> Int:\n    let y = x + 1\n    return y\n"
MENDED = "from std.collections import Set\n\ndef f(var x: Int) -> Int:\n    var y = x + 1\n    return y\n"


def test_fix_applies_what_keeps_the_meaning(mojoxide, tmp_path):
    file = tmp_path / "a.mojo"
    file.write_bytes(b"\xef\xbb\xbf" + OLDER.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    done = mojoxide("check", "--fix", "--message-format", "short", file)
    assert (done.returncode, done.stdout) == (0, "")
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["fixed[W0301]"] + ["fixed[W0201]"] * 3
    assert file.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()
    assert file.stat().st_mode & 0o777 == 0o640


def test_other_fixes_are_asked_for(mojoxide, tmp_path):
    file = tmp_path / "a.mojo"
    text = "def f() -> Int:\n    raise Error(\"no\")\n"
    file.write_text(text)
    done = mojoxide("check", "--fix", "--message-format", "short", file)
    assert (done.returncode, file.read_text()) == (1, text)
    done = mojoxide("check", "--fix", "--unsafe-fixes", "--message-format", "short", file)
    assert (done.returncode, done.stdout) == (0, "")
    assert file.read_text() == text.replace("()", "() raises", 1)


def test_the_mended_standard_input_is_the_result(mojoxide):
    done = mojoxide("check", "-", "--fix", input=OLDER)
    assert (done.returncode, done.stdout) == (0, MENDED)


def test_formats_of_tools(mojoxide, tmp_path):
    (tmp_path / "a.mojo").write_text("def f() -> Int:\n    return True\n")
    done = mojoxide("check", "a.mojo", "--message-format", "github", cwd=tmp_path)
    assert done.stdout.startswith("::error file=a.mojo,line=2,endLine=2,col=12,endColumn=16,title=mojoxide (E0510)::")
    done = mojoxide("check", "a.mojo", "missing.mojo", "--message-format", "sarif", cwd=tmp_path)
    log = json.loads(done.stdout)
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["E0802", "E0510"]


def test_a_package_imports_its_own_modules(mojoxide, tmp_path):
    package = write(tmp_path / "package", __init__="from . import a\n", a=CLEAN)
    root = tmp_path / "root.mojo"
    root.write_text("import package\nfrom package import a\n\ndef two() -> Int:\n    return package.a.one() + a.one()\n")
    done = mojoxide("check", "--message-format", "short", package, root)
    assert (done.returncode, done.stdout) == (0, "")
