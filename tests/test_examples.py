"""The examples do what they are there for."""

import shutil
import struct

import pytest

from conftest import ROOT


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
