#!/usr/bin/env python3
"""The project's tasks: `python3 x.py demo`, `test`, `setup`, `bench`. Everything that they need is made here first.

Needs Python 3.9 or newer, a Rust toolchain, a C linker, and the package registries. Nothing is installed outside of
the folders `.venv` and `target`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
JOBS = "2"


def run(*command, cwd=ROOT, **env):
    """Runs a command, shows it, and stops everything if it fails."""
    words = [str(word) for word in command]
    print("$", " ".join(words), flush=True)
    path = str(BIN) + os.pathsep + os.environ.get("PATH", "")
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), **env}
    status = subprocess.run(words, cwd=cwd, env=environment).returncode
    if status != 0:
        sys.exit(f"x.py: `{' '.join(words)}` ended with status {status}")


def need():
    """Looks for what cannot be installed from here."""
    if sys.version_info < (3, 9):
        sys.exit(f"x.py: Python 3.9 or newer is needed, this is {sys.version.split()[0]}")
    for program, hint in [("cargo", "a Rust toolchain: rustup.rs"), ("rustc", "a Rust toolchain: rustup.rs"), ("cc", "a C compiler")]:
        if shutil.which(program) is None:
            sys.exit(f"x.py: `{program}` is not on the search path; install {hint}")


def environment(requirements=None):
    """Makes the virtual environment, and installs what a task needs besides."""
    if not PYTHON.exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)])
        if made.returncode != 0:
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit("x.py: cannot make a virtual environment; Debian and Ubuntu need the package `python3-venv`")
    wanted = ["maturin>=1.9,<2", "hatchling"]
    if requirements is not None:
        wanted += ["-r", requirements]
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted)


def install():
    """Builds the compiler and installs both distributions into the virtual environment."""
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-build-isolation", "--no-deps"]
    run(*pip, "--force-reinstall", ROOT / "python", ROOT / "python/compat")


def setup():
    """Everything that the tests need."""
    need()
    environment(ROOT / "tests/requirements.txt")
    install()


def demo():
    """Builds everything and calls the Person example from Python."""
    need()
    environment()
    install()
    run(PYTHON, "main.py", cwd=ROOT / "examples/person")


def test(extra):
    """Runs every check of the project; `extra` goes to pytest."""
    started = time.monotonic()
    setup()
    run("cargo", "fmt", "--all", "--check")
    run("cargo", "clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings")
    run("cargo", "test", "--locked", "--workspace", INSTA_UPDATE="no")
    runtime = ROOT / "runtime"
    python = {"PYO3_PYTHON": str(PYTHON)}
    run("cargo", "fmt", "--all", "--check", cwd=runtime)
    run("cargo", "clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings", cwd=runtime, **python)
    run("cargo", "test", "--locked", "--workspace", cwd=runtime, **python)
    run(PYTHON, "-m", "pytest", "-n", JOBS, "tests", "runtime/sample/tests", *extra)
    print(f"x.py: all checks passed in {time.monotonic() - started:.0f} s")


def bench(extra):
    """Prints the measurements; `extra` names some of them."""
    setup()
    run(PYTHON, ROOT / "benches/run.py", *extra)


def main():
    """Reads the task from the command line."""
    parser = argparse.ArgumentParser(prog="x.py", description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=["demo", "test", "setup", "bench"])
    task, extra = parser.parse_known_args()
    if task.task in ("test", "bench"):
        {"test": test, "bench": bench}[task.task](extra)
    elif extra:
        parser.error(f"unknown arguments: {' '.join(extra)}")
    else:
        {"demo": demo, "setup": setup}[task.task]()


if __name__ == "__main__":
    main()
