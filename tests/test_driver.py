"""Building: caches, tools that are missing, and surroundings that would spoil a build."""

import os
import signal
import subprocess
import sys
import time
import venv

import pytest

from conftest import no_mess
from modules import helper, module


def call(mojoxide, folder, name="m"):
    """What the built module answers."""
    done = mojoxide.python("-c", f"import {name}; print({name}.answer())", cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "m.mojo"
    path.write_text(module("m", "1"))
    return path


@pytest.mark.parametrize("options", [[], ["--dev"], ["--release"], ["--target-cpu", "x86-64-v2"], ["--emit", "shared-lib"]])
def test_profiles(mojoxide, source, options):
    mojoxide.build(source, None, *options)
    assert call(mojoxide, source.parent) == "1"


def test_the_default_place_is_beside_the_file(mojoxide, source):
    done = mojoxide("build", "m.mojo", "--python", sys.executable, cwd=source.parent)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert call(mojoxide, source.parent) == "1"


def test_no_trace_of_the_build_machine(mojoxide, source, cache):
    built = mojoxide.build(source)
    data = built.read_bytes()
    for path in (str(cache), os.path.expanduser("~/.cargo")):
        assert path.encode() not in data


def test_two_virtual_environments_share_everything(mojoxide, tmp_path, source):
    own = tmp_path / "cache"
    env = {"MOJOXIDE_CACHE_DIR": own}
    states = []
    for name in ("one", "two", "one"):
        folder = tmp_path / name
        venv.create(folder, symlinks=True, with_pip=False)
        done = mojoxide("build", source, env={**env, "VIRTUAL_ENV": folder, "PATH": f"{folder}/bin:{os.environ['PATH']}"})
        assert done.returncode == 0, done.stderr
        [base] = own.glob("cpython*")
        libraries = sorted((base / "target").rglob("*.rlib"))
        states.append([(path.name, path.stat().st_mtime_ns) for path in [*libraries, base / "ready.json"]])
    assert states[0] == states[1] == states[2]


def test_a_build_of_the_same_text_is_not_repeated(mojoxide, source, cache):
    mojoxide.build(source)
    results = {path: path.stat().st_mtime_ns for path in cache.glob("cpython*/modules/m-*/out/m.so")}
    mojoxide.build(source)
    again = {path: path.stat().st_mtime_ns for path in cache.glob("cpython*/modules/m-*/out/m.so")}
    assert results and {path: again[path] for path in results} == results


HOSTILE = """
[build]
rustflags = ["-Cpanic=abort", "--cfg", "nonsense"]
target = "wasm32-unknown-unknown"
target-dir = "{elsewhere}"
rustc-wrapper = "/bin/false"
rustc = "/bin/false"
[profile.release]
panic = "abort"
opt-level = 0
[profile.mojoxide]
panic = "abort"
overflow-checks = true
[env]
PYO3_PYTHON = "/bin/false"
"""


@pytest.mark.parametrize("options", [[], ["--release"]])
def test_a_users_cargo_configuration_changes_nothing(mojoxide, tmp_path, source, options):
    home = tmp_path / "cargo"
    home.mkdir()
    registry = os.path.join(os.environ.get("CARGO_HOME") or os.path.expanduser("~/.cargo"), "registry")
    os.symlink(registry, home / "registry")
    elsewhere = tmp_path / "elsewhere"
    (home / "config.toml").write_text(HOSTILE.format(elsewhere=elsewhere))
    env = {
        "CARGO_HOME": home,
        "MOJOXIDE_CACHE_DIR": tmp_path / "cache",
        "RUSTFLAGS": "--nonsense",
        "CARGO_TARGET_DIR": elsewhere,
        "CARGO_BUILD_TARGET": "nowhere",
        "RUSTC_WRAPPER": "/bin/false",
        "PYO3_CONFIG_FILE": "/none",
        "PYO3_PYTHON": "/bin/false",
    }
    done = mojoxide("build", source, "--python", sys.executable, *options, env=env)
    assert done.returncode == 0, done.stderr
    assert call(mojoxide, source.parent) == "1"
    assert not elsewhere.exists()


def test_no_toolchain_on_the_search_path(mojoxide, tmp_path, source):
    env = {"PATH": tmp_path, "MOJOXIDE_CACHE_DIR": tmp_path / "cache"}
    done = mojoxide("build", source, "--python", sys.executable, env=env)
    no_mess(done)
    assert done.returncode == 2
    assert "error[E0801]: cannot find `rustc`" in done.stderr
    assert "help:" in done.stderr
    doctor = mojoxide("doctor", env=env)
    assert doctor.returncode == 2
    assert "E0801" in doctor.stdout


def test_a_toolchain_that_does_not_work(mojoxide, tmp_path, source):
    for name in ("rustc", "cargo"):
        (tmp_path / name).write_text("#!/bin/sh\necho out of order >&2\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    done = mojoxide("build", source, "--python", sys.executable, env={"PATH": tmp_path, "MOJOXIDE_CACHE_DIR": tmp_path / "c"})
    no_mess(done)
    assert "error[E0801]" in done.stderr and "out of order" in done.stderr


@pytest.mark.parametrize("wrong", ["/no/such/python", "/bin/true", "/etc/passwd", "no-such-name"])
def test_a_wrong_python(mojoxide, source, wrong):
    done = mojoxide("build", source, "--python", wrong)
    no_mess(done)
    assert done.returncode == 2
    assert "error[E0804]" in done.stderr


def test_an_unwritable_cache_folder(mojoxide, source):
    for folder in ("/proc/nowhere", "/dev/null/x"):
        done = mojoxide("build", source, "--python", sys.executable, env={"MOJOXIDE_CACHE_DIR": folder})
        no_mess(done)
        assert done.returncode == 2
        assert "error[E0805]" in done.stderr and "MOJOXIDE_CACHE_DIR" in done.stderr


def test_an_unwritable_result(mojoxide, source):
    done = mojoxide("build", source, "--python", sys.executable, "-o", "/proc/m.so")
    no_mess(done)
    assert done.returncode == 2
    assert "error[E0805]" in done.stderr


@pytest.mark.parametrize("delay", [0.02, 0.05, 0.1, 0.5, 1, 2])
def test_after_a_killed_build_the_next_one_works(mojoxide, tmp_path, source, delay):
    """The first build of all, killed at different points: the runtime's sources, cargo, rustc."""
    env = mojoxide.variables({"MOJOXIDE_CACHE_DIR": tmp_path / "cache"})
    command = [mojoxide.program, "build", str(source), "--python", sys.executable]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    assert call(mojoxide, source.parent) == "1"


def test_many_first_builds_at_once(mojoxide, tmp_path):
    env = mojoxide.variables({"MOJOXIDE_CACHE_DIR": tmp_path / "cache"})
    running = []
    for name in ("a", "b", "a", "b"):
        source = tmp_path / f"{name}.mojo"
        source.write_text(module(name, "3"))
        command = [mojoxide.program, "build", str(source), "--python", sys.executable]
        running.append(subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True))
    assert [process.communicate(timeout=300)[1] for process in running] == [""] * 4
    assert [call(mojoxide, tmp_path, name) for name in "ab"] == ["3", "3"]


def test_a_module_without_its_entry(mojoxide, tmp_path):
    source = tmp_path / "m.mojo"
    source.write_text(helper("one", 1))
    assert mojoxide("check", source).returncode == 0
    done = mojoxide("build", source, "--python", sys.executable)
    no_mess(done)
    assert done.returncode == 1
    assert "error[E0544]" in done.stderr and "PyInit_m" in done.stderr


def test_an_entry_of_another_name(mojoxide, tmp_path):
    source = tmp_path / "m.mojo"
    source.write_text(module("other"))
    done = mojoxide("build", source, "--python", sys.executable)
    no_mess(done)
    assert done.returncode == 1
    assert "error[E0545]" in done.stderr
    assert "m.mojo:7:5" in done.stderr
    assert "PyInit_m" in done.stderr


def test_an_output_of_another_name(mojoxide, tmp_path):
    source = tmp_path / "m.mojo"
    source.write_text(module("other"))
    done = mojoxide("build", source, "--python", sys.executable, "-o", tmp_path / "m.so")
    no_mess(done)
    assert done.returncode == 0 and "warning[W0542]" in done.stderr and "other.so" in done.stderr
    (tmp_path / "m.so").rename(tmp_path / "other.so")
    assert mojoxide.python("-c", "import other", cwd=tmp_path).returncode == 0


def test_clean_empties_its_own_folder_only(mojoxide, tmp_path, source):
    env = {"MOJOXIDE_CACHE_DIR": tmp_path / "cache"}
    assert mojoxide("clean", env=env).returncode == 0
    assert mojoxide("build", source, "--python", sys.executable, env=env).returncode == 0
    done = mojoxide("clean", env=env)
    assert done.returncode == 0 and not (tmp_path / "cache").exists()
    precious = tmp_path / "precious"
    precious.mkdir()
    done = mojoxide("clean", env={"MOJOXIDE_CACHE_DIR": precious})
    assert done.returncode == 2 and precious.exists()


def test_doctor(mojoxide, cache):
    done = mojoxide("doctor", "--python", sys.executable)
    assert done.returncode == 0, done.stdout
    for word in ("rustc", "cargo", "linker", "Python", str(cache)):
        assert word in done.stdout


def test_machine_code_stands_under_its_lines(mojoxide, source):
    loop = "\ndef total() raises -> Int:\n    var sum = 1\n    for x in Python.list(1, 2):\n        sum *= Int(py=x)\n    return sum - 1\n"
    source.write_text(module("m", "total()", "from std.python import Python") + loop)
    done = mojoxide("build", source, "--emit", "asm", "--python", sys.executable)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if "# m.mojo:" in line and "sum *= Int(py=x)" in line)
    assert lines[at + 1].startswith("    ") and not lines[at + 1].strip().startswith("#")
    assert ".cfi" not in done.stdout and ".loc" not in done.stdout
    # The module can still be built in the same place.
    mojoxide.build(source)
    assert call(mojoxide, source.parent) == "1"


@pytest.mark.parametrize("option", ["--release", "--dev"])
def test_machine_code_is_that_of_a_normal_build(mojoxide, source, option):
    done = mojoxide("build", source, "--emit", "asm", option)
    assert (done.returncode, done.stdout) == (2, "") and "without `--release`" in done.stderr


def test_llvm_ir(mojoxide, source, tmp_path):
    target = tmp_path / "m.ll"
    done = mojoxide("build", source, "--emit", "llvm-ir", "-o", target, "--python", sys.executable)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "@PyInit_m" in target.read_text()


def test_page_of_a_file(mojoxide, source, tmp_path):
    done = mojoxide("doc", source)
    assert (done.returncode, done.stderr) == (0, "")
    assert "# `m`" in done.stdout and "def answer() raises -> PythonObject\n" in done.stdout
    target = tmp_path / "m.md"
    assert mojoxide("doc", source, "-o", target).stdout == ""
    assert target.read_text() == done.stdout


def test_no_page_of_a_broken_or_missing_file(mojoxide, source):
    source.write_text("def f(:\n")
    done = mojoxide("doc", source)
    assert done.returncode == 1 and done.stdout == "" and "error" in done.stderr
    done = mojoxide("doc", source.parent / "none.mojo")
    assert done.returncode == 2 and "E0802" in done.stderr
    assert mojoxide("doc").returncode == 2


def test_pages_of_the_library(mojoxide, tmp_path):
    assert mojoxide("doc", "-o", tmp_path / "library").returncode == 0
    assert "](collections.deque.md)" in (tmp_path / "library" / "README.md").read_text()
    assert "### `append`" in (tmp_path / "library" / "collections.deque.md").read_text()
