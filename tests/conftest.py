"""Fixtures: the compiler under test, a cache folder that all tests share, and ways to build and to run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: No test may wait longer for one process.
TIMEOUT = 300


class Compiler:
    """Runs the command line as a user would."""

    def __init__(self, program, environment):
        self.program = program
        self.environment = environment

    def __call__(self, *args, cwd=None, input=None, env=None, timeout=TIMEOUT):
        """Runs `mojoxide ARGS…`; `env` changes variables, None removes one. Output is text, whatever its bytes are."""
        return subprocess.run(
            [self.program, *map(str, args)],
            cwd=cwd,
            input=input,
            stdin=subprocess.DEVNULL if input is None else None,
            env=self.variables(env),
            timeout=timeout,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )

    def variables(self, changes=None):
        """The environment of a process, with changes."""
        environment = dict(self.environment)
        for name, value in (changes or {}).items():
            if value is None:
                environment.pop(name, None)
            else:
                environment[name] = str(value)
        return environment

    def build(self, source, output=None, *args):
        """Builds a module that must build without a word."""
        output = output or Path(source).with_suffix(".so")
        done = self("build", source, "-o", output, "--python", sys.executable, *args)
        assert done.returncode == 0, done.stderr
        return output

    def python(self, *args, cwd=None, env=None, timeout=TIMEOUT):
        """Runs `python ARGS…`."""
        return subprocess.run(
            [sys.executable, *map(str, args)],
            cwd=cwd,
            env=self.variables(env),
            timeout=timeout,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )


@pytest.fixture(scope="session")
def cache(tmp_path_factory, worker_id):
    """The cache folder of all tests of this run: the runtime is built into it once."""
    folder = tmp_path_factory.getbasetemp()
    return (folder if worker_id == "master" else folder.parent) / "mojoxide-cache"


@pytest.fixture(scope="session")
def mojoxide(cache):
    """The compiler that is installed beside the Python that runs the tests."""
    program = shutil.which("mojoxide", path=os.path.dirname(sys.executable)) or shutil.which("mojoxide")
    assert program, "the compiler is not installed: run `python3 x.py setup`"
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MOJOXIDE", "PYTHON", "PYTEST", "COV_")) and name != "NO_COLOR"
    }
    environment.update(MOJOXIDE_CACHE_DIR=str(cache), MOJOXIDE_TEST="1", PYTHONUNBUFFERED="1")
    return Compiler(program, environment)


def no_mess(done):
    """Nothing of what must never be seen: a panic, a traceback of the compiler, pages of rustc."""
    said = done.stdout + done.stderr
    for mark in ("panicked at", "RUST_BACKTRACE", "stack backtrace", "error[E0999]", " --> src/", "overflowed its stack"):
        assert mark not in said, said[-3000:]
    assert done.returncode in (0, 1, 2), (done.returncode, said[-3000:])
