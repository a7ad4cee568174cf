"""Whatever the input, the compiler says what is wrong and ends: no panic, no rustc output, no endless loop."""

import pytest

from conftest import no_mess
from modules import module

def write(path, text):
    """A source file; bytes are written as they are."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def nested(depth):
    return "def f() -> Int:\n    return " + "(" * depth + "1" + ")" * depth + "\n"


def elifs(count):
    parts = ["def f(x: Int) -> Int:\n    if x == 0:\n        return 0\n"]
    parts += [f"    elif x == {i}:\n        return {i}\n" for i in range(1, count)]
    return "".join(parts) + "    return -1\n"


BAD = {
    "invalid_utf8": (b"def f():\n    print('\xff\xfe')\n", "E0809"),
    "nul_byte": (b"def f():\n    pass\x00\n", "E0101"),
    "brackets_5mb": ("(" * 5_000_000, None),
    "closers_5mb": (")" * 5_000_000, None),
    "mixed_brackets_5mb": ("([{" * 1_700_000, None),
    "parentheses_10000": (nested(10_000), "E0901"),
    "sum_60000": ("def f() -> Int:\n    return " + " + ".join(["1"] * 60_000) + "\n", "E0901"),
    "elifs_5000": (elifs(5_000), "E0901"),
    "tabs_and_spaces": ("def f():\n    if True:\n\tpass\n", "E0109"),
    "unclosed_string": ("def f():\n    print('x\n", "E0102"),
    "unclosed_triple": ('def f():\n    """x\n', "E0102"),
    "only_indent": ("        \n    x\n  y\n", None),
    "long_line": ("def f() -> Int:\n    return " + "x" * 1_000_000 + "\n", None),
    "random": (bytes(range(256)) * 400, "E0809"),
    "carriage_returns": ("def f():\r    pass\r", None),
    "unicode": ("def f():\n    var größe = 1\n    🔥\n", "E0101"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("task", ["check", "build"])
def test_bad_source(mojoxide, tmp_path, name, task):
    text, code = BAD[name]
    source = write(tmp_path / "m.mojo", text)
    done = mojoxide(task, source, timeout=60)
    no_mess(done)
    if code:
        assert done.returncode == 1
        assert code in done.stdout + done.stderr
    assert len(done.stdout + done.stderr) < 1_000_000


@pytest.mark.parametrize("form", ["tokens", "layout", "ast"])
@pytest.mark.parametrize("name", BAD)
def test_forms_of_bad_source(mojoxide, tmp_path, name, form):
    source = write(tmp_path / "m.mojo", BAD[name][0])
    no_mess(mojoxide("build", source, "--emit", form, timeout=60))


def test_empty_file(mojoxide, tmp_path):
    source = write(tmp_path / "m.mojo", "")
    done = mojoxide("check", source)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_folder(mojoxide, tmp_path):
    done = mojoxide("build", tmp_path)
    no_mess(done)
    assert done.returncode == 2
    assert "is a folder" in done.stderr


def test_missing_file(mojoxide, tmp_path):
    for task in ("check", "build", "run"):
        done = mojoxide(task, tmp_path / "none.mojo")
        no_mess(done)
        assert done.returncode == 2
        assert "there is no such file" in done.stdout + done.stderr


def test_name_that_cannot_be_imported(mojoxide, tmp_path):
    source = write(tmp_path / "my-module.mojo", module("my_module"))
    done = mojoxide("build", source)
    no_mess(done)
    assert done.returncode == 2
    assert "E0807" in done.stderr


def test_wrong_usage(mojoxide):
    for args in ([], ["frobnicate"], ["check"], ["build"], ["build", "x.mojo", "--emit", "fog"], ["check", "--bogus", "x"]):
        done = mojoxide(*args)
        no_mess(done)
        assert done.returncode == 2, args
