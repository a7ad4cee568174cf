"""The modules in README.md and the book are right, and do what the Python after them says."""

import re

import pytest

from conftest import ROOT

BLOCK = re.compile(r"^```(mojo|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page):
    """The blocks of a page: language and text. A block marked `fragment` is none."""
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def file_name(text):
    """The name that the first line of a module gives, if any."""
    named = re.match(r"# (\w+\.mojo)\n", text)
    return named and named[1]


def test_modules_are_right(mojoxide, tmp_path):
    for page in PAGES:
        for number, (language, text) in enumerate(blocks(page)):
            if language == "mojo":
                folder = tmp_path / f"{page.stem}{number}"
                folder.mkdir()
                (folder / (file_name(text) or "module.mojo")).write_text(text, encoding="utf-8")
    paths = sorted(tmp_path.rglob("*.mojo"))
    assert paths
    done = mojoxide("check", *paths)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_python_runs(mojoxide, tmp_path, page):
    built = False
    for language, text in blocks(page):
        if language == "mojo" and file_name(text):
            source = tmp_path / file_name(text)
            source.write_text(text, encoding="utf-8")
            built = True
        elif language == "python" and built:
            done = mojoxide.python("-c", text, cwd=tmp_path)
            assert done.returncode == 0, done.stderr
