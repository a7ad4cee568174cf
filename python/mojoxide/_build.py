"""Has the compiler build a module into a cache folder. Imported only when something must be built."""

import os
import shlex
import subprocess
import sys
import tempfile
from contextlib import contextmanager

from mojoxide import _cache

#: How often a build starts anew because a file was changed while it ran.
_ATTEMPTS = 3


def build(name, source, compiler):
    """Builds a module and returns its path.

    Raises ImportError with the compiler's diagnostics as its text.
    """
    if compiler is None:
        raise ImportError(
            f"cannot build {source}: the compiler `mojoxide` was not found\n"
            "help: install it with `pip install mojoxide`, or name it in the environment variable MOJOXIDE",
            name=name,
            path=source,
        )
    folder = _writable(source)
    if folder is None:
        raise ImportError(
            f"cannot build {source}: neither {_cache.beside(source)} nor the cache folder can be written\n"
            "help: set the environment variable MOJOXIDE_CACHE_DIR to a folder that can be written",
            name=name,
            path=source,
        )
    with _lock(os.path.join(folder, "." + _cache.stem(source) + ".lock")):
        # Another process may have built it while this one waited.
        found = _cache.valid(folder, source, compiler)
        if found is not None:
            return found
        for _ in range(_ATTEMPTS):
            found = _attempt(name, source, compiler, folder)
            if found is not None:
                return found
    raise ImportError(f"cannot build {source}: its files are changed all the time", name=name, path=source)


def _attempt(name, source, compiler, folder):
    """One build. None when a file was changed while it ran."""
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as work:
        module = os.path.join(work, "module")
        files = os.path.join(work, "files")
        command = [compiler, "build", source, "--emit", "so", "--output", module, "--depfile", files]
        if sys.executable:
            command += ["--python", sys.executable]
        command += shlex.split(os.environ.get("MOJOXIDE_FLAGS", ""))
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        except OSError as error:
            raise ImportError(f"cannot run the compiler {compiler}: {error}", name=name, path=source) from None
        said = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode != 0:
            said = said or f"the compiler {compiler} ended with status {done.returncode}"
            raise ImportError(said, name=name, path=source)
        if said and sys.stderr is not None:
            print(said, file=sys.stderr)
        read, absent = _files(files, source)
        if read is None:
            return None
        compiled_by = _cache.identity(compiler)
        hexdigest = _cache.digest(source, read, absent, compiled_by)
        if hexdigest is None:
            return None
        artifact = os.path.join(folder, _cache.artifact_name(source, hexdigest))
        os.replace(module, artifact)
        lines = [f"hash {hexdigest}", f"compiler {compiled_by}"]
        lines += [f"read {path}" for path in read] + [f"absent {path}" for path in absent]
        listing = os.path.join(work, "list")
        with open(listing, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write("\n".join(lines) + "\n")
        os.replace(listing, os.path.join(folder, _cache.list_name(source)))
    _remove_stale(folder, source)
    return artifact


def _files(path, source):
    """The files that the compiler read, and those that it looked for in vain; (None, None) if one has changed since."""
    read, absent = [], []
    below = os.path.dirname(source) + os.sep
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        for line in file:
            kind, _, rest = line.rstrip("\n").partition(" ")
            if kind == "absent":
                absent.append(rest[len(below) :] if rest.startswith(below) else rest)
                continue
            stamp, _, name = rest.partition(" ")
            if _cache.identity(name) != stamp:
                return None, None
            read.append(name[len(below) :] if name.startswith(below) else name)
    return read, absent


def _remove_stale(folder, source):
    """Removes the modules of this source that no list names any more."""
    start = _cache.stem(source) + "."
    names = [name for name in os.listdir(folder) if name.startswith(start)]
    listings = [_cache.read_listing(os.path.join(folder, name)) for name in names if name.endswith(".files")]
    kept = {_cache.artifact_name(source, listing["hash"]) for listing in listings if listing is not None}
    for name in names:
        if name.startswith(start + "hash-") and name not in kept:
            try:
                os.remove(os.path.join(folder, name))
            except OSError:
                pass  # in use on a system that then keeps it; the next build tries again


def _writable(source):
    """The folder beside the source if it can be written, else the fallback, else None."""
    for folder in (_cache.beside(source), _cache.fallback(source)):
        if folder is None:
            continue
        try:
            os.makedirs(folder, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return None


@contextmanager
def _lock(path):
    """Holds an exclusive lock while the body runs; the system releases it when the process dies."""
    with open(path, "ab") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
