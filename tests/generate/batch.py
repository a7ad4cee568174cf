"""Modules of many programs: their text, how they are built and run, and what each program printed."""

import re
import subprocess
import sys
from pathlib import Path

from render import render

HEAD = """from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_{name}() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("{name}")
{functions}
        return m.finalize()
    except e:
        abort(String("cannot create module {name}: ", e))

"""

ENTRY = """
def s{seed}_run() raises -> PythonObject:
    print("## {seed}")
    try:
        s{seed}_main()
    except e:
        print(String("raised ", e))
    return PythonObject(0)

"""

#: Runs the programs of a module that are named; a fault of one is told and the next one runs.
DRIVE = """import sys
sys.path.insert(0, {folder!r})
import {name} as m
for seed in {seeds}:
    try:
        getattr(m, "s%d" % seed)()
    except BaseException as e:
        print("fault", type(e).__name__, e, flush=True)
    sys.stdout.flush()
"""


def module(name, programs):
    """The text of a module."""
    functions = "\n".join(f'        m.def_function[s{p.seed}_run]("s{p.seed}")' for p in programs)
    return HEAD.format(name=name, functions=functions) + "".join(render(p) + ENTRY.format(seed=p.seed) for p in programs)


class Outcome:
    """What happened to the programs of a module: `failed` is the build's complaint, `lines` what each printed, by seed."""

    def __init__(self, failed="", lines=None):
        self.failed = failed
        self.lines = lines or {}


def mojoxide(program, environment):
    """A build command of this compiler."""

    def command(source, output):
        words = [program, "build", "--dev", source, "-o", output, "--python", sys.executable, "--message-format", "short"]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, errors="replace")
        said = done.stdout + done.stderr
        if done.returncode == 0:
            return ""
        return "\n".join(line for line in said.splitlines() if ": warning[" not in line)[:8000] or "failed without a word"

    return command


def reference(program):
    """A build command of the reference; without optimisation, whose bugs are no part of the language."""

    def command(source, output):
        words = [program, "build", "-O0", source, "--emit", "shared-lib", "-o", output]
        done = subprocess.run(words, capture_output=True, text=True, errors="replace")
        if done.returncode == 0:
            return ""
        lines = (done.stdout + done.stderr).splitlines()
        at = [n for n, line in enumerate(lines) if "error:" in line]
        return "\n".join("\n".join(lines[n : n + 3]) for n in at[:5]) or f"status {done.returncode}"

    return command


def attempt(programs, build, folder, python=sys.executable, name="batch"):
    """Builds and runs programs as one module."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    source, output = folder / f"{name}.mojo", folder / f"{name}.so"
    source.write_text(module(name, programs))
    failed = build(str(source), str(output))
    if failed:
        return Outcome(failed=failed)
    seeds, found, status = [p.seed for p in programs], {}, 0
    while seeds:
        drive = DRIVE.format(folder=str(folder), name=name, seeds=seeds)
        done = subprocess.run([python, "-c", drive], capture_output=True, text=True, errors="replace", timeout=300)
        parts = re.split(r"^## (\d+)\n", done.stdout, flags=re.M)
        for seed, text in zip(parts[1::2], parts[2::2]):
            found[int(seed)] = text.splitlines()
        status = done.returncode
        if status == 0:
            break
        # The process died: the program that was running is to blame; the rest runs without it.
        last = int(parts[-2]) if len(parts) > 1 else seeds[0]
        found.setdefault(last, []).append(f"died with status {status}: {done.stderr[-300:]}")
        seeds = seeds[seeds.index(last) + 1 :]
    return Outcome(lines=found)
