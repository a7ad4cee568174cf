"""Programs with one mistake each: the mistake is found where it is, alone, and the mended program is clean."""

import re

import pytest

from conftest import ROOT

CASES = sorted(path.name[: -len(".expected.txt")] for path in (ROOT / "tests/conformance/language-errors").glob("*.expected.txt"))
FOLDER = ROOT / "tests/conformance/language-errors"

#: These are warnings: the program is built.
WARNINGS = {"match_unreachable", "unreachable", "unused_result", "unused_variable"}

#: Older spellings, which are accepted with a warning that mends them.
OLDER = {"old_alias", "old_copyinit", "old_fn_keyword", "old_inout", "old_let", "read_convention"}

#: The record names the line in which something goes wrong later; ours is the line to mend.
BETTER_LINE = {"old_copyinit": 5}


def diagnostics(text):
    """Severity and line of each diagnostic of the short form."""
    return [(kind, int(line)) for line, kind in re.findall(r"^[^:\n]+:(\d+):\d+: (error|warning)\[", text, re.M)]


def recorded_lines(name):
    """The lines of the file that the record names."""
    text = (FOLDER / f"{name}.expected.txt").read_text()
    lines = {int(line) for line in re.findall(rf"^{name}\.mojo:(\d+):", text, re.M)}
    return lines | ({BETTER_LINE[name]} if name in BETTER_LINE else set())


def test_there_are_cases():
    assert CASES


@pytest.mark.parametrize("name", CASES)
def test_mistake(mojoxide, name):
    done = mojoxide("check", f"{name}.mojo", "--message-format", "short", cwd=FOLDER)
    found = diagnostics(done.stdout + done.stderr)
    kind = "warning" if name in WARNINGS | OLDER else "error"
    assert [kind for kind, _ in found] == [kind], done.stdout + done.stderr
    assert found[0][1] in recorded_lines(name), done.stdout + done.stderr
    assert done.returncode == (1 if kind == "error" else 0)


@pytest.mark.parametrize("name", CASES)
def test_mended(mojoxide, name):
    done = mojoxide("check", f"{name}.fixed.mojo", "--message-format", "short", cwd=FOLDER)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
