"""Random programs, whose output an evaluation of their own foretells; and the mistakes that such programs found.

`tests/generate/run.py` runs more of them.
"""

import re
import sys

import pytest

from conftest import ROOT

FOLDER = ROOT / "tests/generate"
sys.path.insert(0, str(FOLDER))

import batch  # noqa: E402
import make_wide  # noqa: E402
import run  # noqa: E402

#: Programs of a module, and seeds of all modules.
BATCH = 100
SEEDS = [*range(0, 500, BATCH), make_wide.FIRST]
FOUND = sorted(path.stem for path in (FOLDER / "found").glob("*.mojo"))


def command(mojoxide):
    return batch.mojoxide(mojoxide.program, mojoxide.environment)


@pytest.mark.parametrize("first", SEEDS)
def test_programs(first, mojoxide, tmp_path):
    cases = run.programs(range(first, first + BATCH))
    assert len(cases) > BATCH * 0.9
    failed = run.failures(cases, command(mojoxide), tmp_path)
    shown = "\n".join(f"seed {seed}: {what}: {detail}" for seed, what, detail in failed)
    assert not failed, shown


def test_records():
    """The evaluation gives what the reference printed."""
    lines = (FOLDER / "records.txt").read_text().splitlines()
    recorded = {int(seed): marks for seed, marks in (line.split(" ", 1) for line in lines if not line.startswith("#"))}
    assert len(recorded) >= 200
    for program, printed in run.programs(sorted(recorded)):
        assert run.fingerprint(program, printed) == recorded[program.seed], f"seed {program.seed}"


def test_found(mojoxide, tmp_path):
    """Programs that were wrong once, in one module; each has a function of its name."""
    bound = "\n".join(f'        m.def_function[{name}]("{name}")' for name in FOUND)
    parts = []
    for name in FOUND:
        text = (FOLDER / f"found/{name}.mojo").read_text()
        # Names of one program must not meet those of another.
        for own in set(re.findall(r"^(?:struct|def|trait) (\w+)", text, re.M)) - {name}:
            text = re.sub(rf"\b{own}\b", f"{name}_{own}", text)
        parts.append(text)
    source = tmp_path / "found.mojo"
    source.write_text(batch.HEAD.format(name="found", functions=bound) + "\n\n".join(parts))
    mojoxide.build(source, None, "--dev")
    script = "import sys, found\nfor name in sys.argv[1:]:\n    print('##', name, flush=True)\n    getattr(found, name)()"
    done = mojoxide.python("-c", script, *FOUND, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    printed = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", done.stdout, re.M | re.S))
    assert printed == {name: (FOLDER / f"found/{name}.txt").read_text() for name in FOUND}
