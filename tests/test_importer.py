"""The import hook: what is found, when it is built, and what goes wrong in which way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from modules import helper, module

HOOK = "import mojoxide.importer\n"


@pytest.fixture
def project(mojoxide, tmp_path):
    """A folder with modules, and a Python that runs in it."""
    return Project(mojoxide, tmp_path / "project")


class Project:
    def __init__(self, mojoxide, folder):
        self.mojoxide = mojoxide
        self.folder = folder
        folder.mkdir()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def python(self, code, **options):
        return self.mojoxide.python("-c", HOOK + code, cwd=self.folder, **options)

    def prints(self, code, expected, **options):
        done = self.python(code, **options)
        assert (done.stdout, done.stderr, done.returncode) == (expected, "", 0)

    def built(self, folder="__mojocache__"):
        return sorted(path.name for path in (self.folder / folder).glob("*.so"))


def test_builds_once_and_again_after_an_edit(project):
    project.write("m.mojo", module("m", "41"))
    project.prints("import m; print(m.answer())", "41\n")
    [first] = project.built()
    assert first.startswith("m.hash-") and len(first) == len("m.hash-0123456789abcdef.so")
    stamp = (project.folder / "__mojocache__" / first).stat().st_mtime_ns
    project.prints("import m; print(m.answer())", "41\n")
    assert project.built() == [first]
    assert (project.folder / "__mojocache__" / first).stat().st_mtime_ns == stamp
    project.write("m.mojo", module("m", "42"))
    project.prints("import m; print(m.answer())", "42\n")
    [second] = project.built()
    assert second != first


def test_the_page_s_own_import_works(project):
    project.write("m.mojo", module("m", "5"))
    done = project.mojoxide.python("-c", "import mojo.importer, m; print(m.answer())", cwd=project.folder)
    assert (done.stdout, done.stderr) == ("5\n", "")


def test_follows_imports_and_nothing_else(project):
    project.write("m.mojo", module("m", "one() + 1", "from helper import one"))
    project.write("helper.mojo", helper("one", 1))
    project.write("other.mojo", helper("other", 1))
    project.prints("import m; print(m.answer())", "2\n")
    [first] = project.built()
    stamp = (project.folder / "__mojocache__" / first).stat().st_mtime_ns
    project.write("other.mojo", helper("other", 2))
    project.prints("import m; print(m.answer())", "2\n")
    assert (project.folder / "__mojocache__" / first).stat().st_mtime_ns == stamp
    project.write("helper.mojo", helper("one", 10))
    project.prints("import m; print(m.answer())", "11\n")
    assert len(project.built()) == 1


def test_a_new_file_that_an_import_would_find_first_counts(project):
    project.write("m.mojo", module("m", "one()", "from helper import one"))
    project.write("helper.mojo", helper("one", 1))
    project.prints("import m; print(m.answer())", "1\n")
    project.write("helper/__init__.mojo", helper("one", 2))
    project.prints("import m; print(m.answer())", "2\n")


def test_a_cached_import_starts_no_process(project):
    project.write("m.mojo", module("m", "1"))
    project.prints("import m", "")
    watch = (
        "import sys\n"
        "def hook(event, args):\n"
        "    if event.startswith(('subprocess', 'os.exec', 'os.posix_spawn', 'os.fork', 'os.system')): print(event)\n"
        "sys.addaudithook(hook)\n"
        "import m\n"
        "print('subprocess' in sys.modules, m.answer())\n"
    )
    project.prints(watch, "False 1\n")


def test_a_moved_project_is_not_built_again(project, tmp_path):
    project.write("m.mojo", module("m", "one()", "from helper import one"))
    project.write("helper.mojo", helper("one", 1))
    project.prints("import m", "")
    moved = tmp_path / "elsewhere"
    project.folder.rename(moved)
    project.folder = moved
    [built] = project.built()
    stamp = (moved / "__mojocache__" / built).stat().st_mtime_ns
    project.prints("import m; print(m.answer())", "1\n")
    assert (moved / "__mojocache__" / built).stat().st_mtime_ns == stamp


def test_a_mistake_is_an_import_error_with_the_diagnostic(project):
    project.write("m.mojo", module("m", "nothing_of_that_name"))
    code = (
        "try:\n    import m\n"
        "except ImportError as error:\n    print(type(error).__name__, error.name, error.path)\n    print(error)\n"
    )
    done = project.python(code)
    assert done.stderr == ""
    first, rest = done.stdout.split("\n", 1)
    assert first == f"ImportError m {project.folder / 'm.mojo'}"
    assert rest.startswith("error[E")
    assert "nothing_of_that_name" in rest and "m.mojo:" in rest
    assert project.built() == []


def test_python_modules_come_first(project, tmp_path):
    project.write("both.py", "value = 'python'\n")
    project.write("both.mojo", "this is no Mojo (")
    project.prints("import both; print(both.value)", "python\n")
    later = tmp_path / "later"
    later.mkdir()
    (later / "third.py").write_text("value = 'later'\n")
    project.write("third.mojo", "this is no Mojo (")
    project.prints("import third; print(third.value)", "later\n", env={"PYTHONPATH": later})


def test_a_folder_is_no_obstacle(project):
    project.write("pk/__init__.mojo", module("pk", "1"))
    project.write("pk/sub.mojo", module("sub", "2"))
    project.write("pk/plain.py", "value = 3\n")
    project.prints(
        "import pk, pk.sub, pk.plain; print(pk.answer(), pk.sub.answer(), pk.plain.value, len(pk.__path__))", "1 2 3 1\n"
    )
    assert [name.split(".")[0] for name in project.built("pk/__mojocache__")] == ["__init__", "sub"]


def test_modules_in_python_packages(project):
    project.write("outer/__init__.py", "")
    project.write("outer/inner.mojo", module("inner", "6"))
    project.prints("from outer.inner import answer; print(answer())", "6\n")


def test_missing_modules_stay_missing(project):
    done = project.python("import nothing_at_all")
    assert "ModuleNotFoundError: No module named 'nothing_at_all'" in done.stderr


def test_a_folder_that_cannot_be_written(project, cache):
    project.write("m.mojo", module("m", "7"))
    project.write("__mojocache__", "a file where the folder should be")
    project.prints("import m; print(m.answer(), '__mojocache__' in m.__file__)", "7 False\n")
    assert list((cache / "imports").glob("project-*/m.hash-*.so"))


def test_no_folder_that_can_be_written(project):
    project.write("m.mojo", module("m", "7"))
    done = project.python("import m", env={"MOJOXIDE_CACHE_DIR": "/proc/nowhere"})
    assert "ImportError: error[E0805]: cannot write `/proc/nowhere`" in done.stderr


def test_no_compiler(project):
    project.write("m.mojo", module("m", "7"))
    done = project.python("import m", env={"MOJOXIDE": project.folder / "none"})
    assert "ImportError: cannot run the compiler" in done.stderr


def test_what_is_built_needs_no_compiler(project):
    project.write("m.mojo", module("m", "7"))
    project.prints("import m", "")
    # Without a compiler the hook cannot tell whether there is a newer one: the sources decide.
    code = "import mojoxide._cache as c; c.find_compiler = lambda: None\nimport m; print(m.answer())"
    project.prints(code, "7\n")
    project.write("m.mojo", module("m", "8"))
    done = project.python(code)
    assert "the compiler `mojoxide` was not found" in done.stderr


def start(project, code):
    return subprocess.Popen(
        [sys.executable, "-c", HOOK + code],
        cwd=project.folder,
        env=project.mojoxide.variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_two_processes_at_once(project):
    project.write("m.mojo", module("m", "9"))
    processes = [start(project, "import m; print(m.answer())") for _ in range(4)]
    assert [process.communicate(timeout=120) for process in processes] == [("9\n", "")] * 4
    assert len(project.built()) == 1


@pytest.mark.parametrize("delay", [0.05, 0.1, 0.15, 0.2, 0.3])
def test_after_a_killed_build_the_next_one_works(project, delay):
    project.write("m.mojo", module("m", "10"))
    process = start(project, "import m")
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    project.prints("import m; print(m.answer())", "10\n")
    assert len(project.built()) == 1


def test_options_count(project):
    project.write("m.mojo", module("m", "11"))
    project.prints("import m", "")
    first = project.built()
    project.prints("import m; print(m.answer())", "11\n", env={"MOJOXIDE_FLAGS": "--dev"})
    assert project.built() != first


def test_run_has_the_hook_in_place(mojoxide, tmp_path):
    (tmp_path / "m.mojo").write_text(module("m", "12"))
    script = tmp_path / "script.py"
    script.write_text("import sys, m\nprint(m.answer(), sys.argv[1:], __name__)\nsys.exit(3)\n")
    done = mojoxide("run", "--python", sys.executable, script, "a", "--b", "-c")
    assert (done.stdout, done.returncode) == ("12 ['a', '--b', '-c'] __main__\n", 3), done.stderr


def test_the_compatibility_module_leaves_other_packages_alone(mojoxide, tmp_path):
    packages = Path(mojoxide.python("-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])").stdout.strip())
    assert not (packages / "mojo").exists()
    other = tmp_path / "mojo"
    other.mkdir()
    (other / "__init__.py").write_text("name = 'another'\n")
    (other / "importer.py").write_text("name = 'another importer'\n")
    done = mojoxide.python("-c", "import mojo.importer; print(mojo.importer.name)", env={"PYTHONPATH": tmp_path})
    assert done.stdout == "another importer\n"
