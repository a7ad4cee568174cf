"""The conformance cases and the samples of the page: each is built, driven from Python, and its output compared."""

import re
import shutil

import pytest

from conftest import ROOT

TESTS = ROOT / "tests"
CASES = sorted(path.parent for pattern in ("conformance/*/*", "page/*") for path in TESTS.glob(pattern + "/drive.py"))

#: These need standard output on a pipe, buffered as Python does by itself.
BUFFERED = {"misc_print_order"}


def modules(case):
    """The source files of a case that Python imports."""
    return [path for path in sorted(case.glob("*.mojo")) if re.search(rf"\bPyInit_{path.stem}\b", path.read_text())]


def expected(case, what):
    """What must come out: ours where it differs on purpose, else the record."""
    ours = case / f"{what}.ours.txt"
    path = ours if ours.exists() else case / f"{what}.txt"
    return path.read_text() if path.exists() else None


def test_there_are_cases():
    assert CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case(case, mojoxide, tmp_path):
    work = tmp_path / "case"
    shutil.copytree(case, work)
    built = tmp_path / "modules"
    built.mkdir()
    sources = modules(work)
    assert sources, "no module to build"
    # The page's own way to say what is wanted.
    form = ["--emit", "shared-lib"] if case.parent.name == "page" else []
    for source in sources:
        mojoxide.build(source, built / f"{source.stem}.so", *form)
    env = {"PYTHONPATH": built, "PYTHONUNBUFFERED": None if case.name in BUFFERED else "1"}
    done = mojoxide.python("drive.py", cwd=work, env=env)
    # Tracebacks name the source files, which lie in another folder each time.
    assert done.stdout.replace(f"{work}/", "") == expected(case, "expected"), done.stderr
    status = expected(case, "expected_exit")
    assert done.returncode == (int(status.split()[0]) if status else 0), done.stderr


def test_differences_are_justified():
    listed = (ROOT / "tests/conformance/DIFFERENCES.md").read_text()
    for path in (ROOT / "tests/conformance").glob("*/*/*.ours.txt"):
        assert f"`{path.parent.name}`" in listed, f"{path} has no line in DIFFERENCES.md"
    for name in re.findall(r"^\| `(\w+)` \|", listed, re.M):
        assert list((ROOT / "tests/conformance").glob(f"*/{name}/*.ours.txt")), f"{name} is listed and does not differ"
