"""Mistakes in code that nobody calls: found by `check` and by `build`, once each."""

import re

import pytest

from conftest import no_mess
from modules import module

#: Name: the source, and the codes and lines of its errors.
MISTAKES = {
    "function": ("def f() -> Int:\n    return missing\n", [("E0401", 2)]),
    "function_ownership": ("def f(var s: String) -> String:\n    var t = s^\n    _ = t\n    return s^\n", [("E0611", 4)]),
    "method": ("@fieldwise_init\nstruct S:\n    var n: Int\n\n    def f(self) -> Int:\n        return self.m\n", [("E0402", 6)]),
    "field": ("struct S:\n    var n: Missing\n", [("E0401", 2)]),
    "generic": ("def f[T: Copyable](x: T) -> Int:\n    return x.size\n", [("E0402", 2)]),
    "generic_ownership": ("def f[T: Copyable & Deinitable](var x: T) -> T:\n    var y = x^\n    _ = y\n    return x^\n", [("E0611", 4)]),
    "generic_method": ("struct S[T: Copyable & Deinitable]:\n    var x: Self.T\n\n    def f(self) -> Int:\n        return self.y\n", [("E0402", 5)]),
    "default_of_trait": ("trait A:\n    def f(self) -> Int:\n        return self.g()\n", [("E0402", 3)]),
    "requirement": ("trait A:\n    def f(self) -> Int: ...\n\nstruct S[T: AnyType](A):\n    pass\n", [("E0505", 4)]),
    "nested": ("def f():\n    def g[n: Int](x: Int) -> Int:\n        return n + missing\n", [("E0401", 3)]),
    "instances": (
        "def f[T: AnyType](x: T) -> Int:\n    return x.size\n\ndef g() -> Int:\n    return f(1) + f(True) + f(2.0)\n",
        [("E0402", 2)],
    ),
}


def errors(done):
    """Code and line of each error of the short form."""
    found = re.findall(r"^[^:\n]+:(\d+):\d+: error\[(E\d+)\]", done.stdout + done.stderr, re.M)
    return [(code, int(line)) for line, code in found]


@pytest.mark.parametrize("name", MISTAKES)
def test_check(mojoxide, tmp_path, name):
    source, wanted = MISTAKES[name]
    (tmp_path / "case.mojo").write_text(source)
    done = mojoxide("check", "case.mojo", "--message-format", "short", cwd=tmp_path)
    no_mess(done)
    assert (errors(done), done.returncode) == (wanted, 1)


@pytest.mark.parametrize("name", MISTAKES)
def test_build(mojoxide, tmp_path, name):
    source, wanted = MISTAKES[name]
    exported = module("case")
    before = exported.count("\n") + 1
    (tmp_path / "case.mojo").write_text(exported + "\n" + source)
    done = mojoxide("build", "case.mojo", "--emit", "rust", "--message-format", "short", cwd=tmp_path)
    no_mess(done)
    assert (errors(done), done.returncode) == ([(code, before + line) for code, line in wanted], 1)


def test_what_nobody_calls_is_not_built(mojoxide, tmp_path):
    source = module("case") + "\n\ndef unused_one() -> Int:\n    return 7\n\ndef unused_two[T: Sized](x: T) -> Int:\n    return len(x)\n"
    (tmp_path / "case.mojo").write_text(source)
    done = mojoxide("build", "case.mojo", "--emit", "rust=all", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "answer" in done.stdout and "unused" not in done.stdout
