"""Which built module belongs to a source file, and whether it is still right.

Beside `<stem>.hash-<hex>.so` lies `<stem>.<abi>.files`, written by the build:

    hash 0123456789abcdef
    compiler <size>:<time of change>
    read <path>
    absent <path>

`read` names the files that the module was built from, `absent` places where a file would have changed what an import
means. Paths below the source's folder are relative to it, so that a project can be moved.
"""

import sys
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import source_hash
from os import environ, fsencode, pathsep, stat
from os.path import abspath, basename, dirname, exists, expanduser, isabs, isfile, join

#: Changes whenever the meaning of the files below `__mojocache__` does.
_FORMAT = "1"

#: `cpython-311-x86_64-linux-gnu`: modules of different interpreters lie side by side.
ABI = EXTENSION_SUFFIXES[0].strip(".").rpartition(".")[0] or "abi"


def artifact(name, source):
    """The path of the up-to-date extension module of a source file, built if there is none.

    Raises ImportError with the compiler's diagnostics as its text.
    """
    compiler = find_compiler()
    for folder in (beside(source), fallback(source)):
        if folder is not None:
            found = valid(folder, source, compiler)
            if found is not None:
                return found
    from mojoxide import _build

    return _build.build(name, source, compiler)


def valid(folder, source, compiler):
    """The module in a cache folder if it is up to date, else None."""
    listing = read_listing(join(folder, list_name(source)))
    if listing is None:
        return None
    # Without a compiler nothing can be rebuilt, and a module that was built by some compiler is better than none.
    built_by = listing["compiler"] if compiler is None else identity(compiler)
    if built_by != listing["compiler"]:
        return None
    if digest(source, listing["read"], listing["absent"], built_by) != listing["hash"]:
        return None
    found = join(folder, artifact_name(source, listing["hash"]))
    return found if isfile(found) else None


def beside(source):
    """The cache folder beside a source file."""
    return join(dirname(source), "__mojocache__")


def fallback(source):
    """The cache folder of a source file whose own folder cannot be written; None without a home."""
    root = environ.get("MOJOXIDE_CACHE_DIR")
    if not root:
        caches = environ.get("XDG_CACHE_HOME")
        if not caches or not isabs(caches):
            home = expanduser("~")
            if not isabs(home):
                return None
            caches = join(home, "Library/Caches" if sys.platform == "darwin" else ".cache")
        root = join(caches, "mojoxide")
    folder = dirname(abspath(source))
    return join(root, "imports", basename(folder) + "-" + source_hash(fsencode(folder)).hex())


def stem(source):
    """The first part of the names of a source's files: the module's name, `__init__` for a package."""
    return basename(source)[: -len(".mojo")]


def list_name(source):
    """The name of the list of files of a module."""
    return stem(source) + "." + ABI + ".files"


def artifact_name(source, hexdigest):
    """The name of a built module."""
    return stem(source) + ".hash-" + hexdigest + (".pyd" if sys.platform == "win32" else ".so")


def read_listing(path):
    """The list of files as a dict, or None when there is none or it makes no sense."""
    listing = {"read": [], "absent": []}
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            for line in file:
                key, _, value = line.rstrip("\n").partition(" ")
                if key in ("read", "absent"):
                    listing[key].append(value)
                else:
                    listing[key] = value
    except (OSError, ValueError):
        return None
    return listing if "hash" in listing and "compiler" in listing else None


def digest(source, read, absent, compiler):
    """The hash over files, compiler and options in 16 hexadecimal digits; None when the files are not as they were."""
    folder = dirname(source)
    parts = [_FORMAT, compiler, environ.get("MOJOXIDE_FLAGS", ""), ABI, processor()]
    content = [fsencode("\0".join(parts))]
    try:
        for path in read:
            with open(join(folder, path), "rb") as file:
                data = file.read()
            content.append(b"%s\0%d\0%s" % (fsencode(path), len(data), data))
    except OSError:
        return None
    if any(exists(join(folder, path)) for path in absent):
        return None
    content.append(fsencode("\0".join(absent)))
    # 64 bits of SipHash, which Python itself tells changed sources by.
    return source_hash(b"\0".join(content)).hex()


def processor():
    """What tells this machine's processor from another that shares the folder: modules are built for the host."""
    try:
        with open("/proc/cpuinfo", "rb") as file:
            lines = file.read(8192).split(b"\n\n")[0].split(b"\n")
    except OSError:
        return ""
    wanted = [line for line in lines if line.startswith((b"model name", b"flags", b"Features"))]
    return source_hash(b"\n".join(wanted)).hex()


def find_compiler():
    """The path of the compiler, or None."""
    named = environ.get("MOJOXIDE")
    if named:
        return named
    name = "mojoxide.exe" if sys.platform == "win32" else "mojoxide"
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    own = dirname(dirname(abspath(__file__)))
    folders = [dirname(sys.executable or ""), join(sys.prefix, scripts), join(own, scripts)]
    folders.append(join(dirname(dirname(dirname(own))), scripts))
    folders.extend(environ.get("PATH", "").split(pathsep))
    for folder in folders:
        if folder and isfile(join(folder, name)):
            return join(folder, name)
    return None


def identity(compiler):
    """What changes when the compiler does."""
    try:
        data = stat(compiler)
    except OSError:
        return "missing"
    return "%d:%d" % (data.st_size, data.st_mtime_ns)
