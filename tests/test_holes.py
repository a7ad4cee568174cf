"""A fault while a value is moved out of where it has to be put back: nothing is destroyed twice."""

from pathlib import Path

import pytest

SOURCE = Path(__file__).parent / "holes" / "holes.mojo"

CASES = {
    "t_fault": ["- x", "IndexError"],
    "t_text": ["IndexError"],
    "t_loop": ["xa longer text that is on the heap", "- x", "l0a longer text that is on the heap", "- l0", "- l1", "IndexError"],
    "t_later": ["xa longer text that is on the heap", "- x", "- filled", "IndexError"],
    "t_raise": ["xa longer text that is on the heap too many", "- x", "1 0 after an error", "- after an error"],
    "t_own": ["- c", "IndexError"],
    "t_nested": ["- x", "IndexError"],
    "t_given": ["- x", "IndexError"],
}


def lines(mojoxide, folder, statement):
    program = f"import holes\ntry:\n    {statement}\nexcept IndexError: print('IndexError', flush=True)\n"
    return mojoxide.python("-c", program, cwd=folder)


@pytest.fixture(scope="module")
def folder(mojoxide, tmp_path_factory):
    folder = tmp_path_factory.mktemp("holes")
    mojoxide.build(SOURCE, folder / "holes.so")
    return folder


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_destroyed_twice(mojoxide, folder, name):
    assert lines(mojoxide, folder, f"holes.{name}()").stdout.split("\n")[:-1] == CASES[name]


def test_an_object_with_a_hole_has_no_value_any_more(mojoxide, folder):
    statement = "k = holes.Kept(); print(k.name(), flush=True); k.swap_in(1)"
    after = "\nprint(repr(k))\ntry: k.name()\nexcept TypeError: print('TypeError')"
    program = f"import holes\ntry:\n    {statement}\nexcept IndexError: print('IndexError', flush=True)\n{after}"
    done = mojoxide.python("-c", program, cwd=folder)
    assert done.stdout.split("\n")[:-1] == ["x", "- x", "IndexError", "<uninitialized holes.Kept>", "TypeError"]
