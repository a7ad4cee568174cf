"""The operating system."""

from std.os.path import sep
from std.pathlib import Path


@rust("rt::check::abort")
def abort(message: StringSpan) -> Never:
    """Ends the call from Python with a `RuntimeError`, or the process if there is no such call."""
    ...


def abort[T: Writable](message: T) -> Never:
    """Ends the call from Python with a `RuntimeError`, or the process if there is no such call."""
    abort(StringSpan(String(message)))


def abort() -> Never:
    """Ends the call from Python with a `RuntimeError`, or the process if there is no such call."""
    abort(StringSpan(""))


@rust("rt::os::getenv")
def getenv(name: StringSpan, default: StringSpan = "") -> String:
    """A variable of the environment, or `default`."""
    ...


@rust("rt::os::setenv")
def setenv(name: StringSpan, value: StringSpan, overwrite: Bool = True) -> Bool:
    """Sets a variable of the environment; whether that worked."""
    ...


@rust("rt::os::unsetenv")
def unsetenv(name: StringSpan) -> Bool:
    """Removes a variable of the environment; whether that worked."""
    ...


def listdir[P: PathLike](path: P) raises -> List[String]:
    """The names in a folder."""
    var names = __folder_names(path.__fspath__())
    var result = List[String]()
    for name in names.split("\0"):
        if name:
            result.append(String(name))
    return result^


def listdir() raises -> List[String]:
    """The names in the current folder."""
    return listdir(String("."))


@rust("rt::os::folder_names")
def __folder_names(path: StringSpan) raises -> String:
    """The names in a folder, each followed by a zero byte."""
    ...


@rust("rt::os::mkdir")
def __mkdir(path: StringSpan, mode: Int) raises:
    ...


@rust("rt::os::makedirs")
def __makedirs(path: StringSpan, exist_ok: Bool) raises:
    ...


@rust("rt::os::rmdir")
def __rmdir(path: StringSpan) raises:
    ...


@rust("rt::os::remove")
def __remove(path: StringSpan) raises:
    ...


@rust("rt::os::symlink")
def __symlink(source: StringSpan, link: StringSpan) raises:
    ...


@rust("rt::os::link")
def __link(source: StringSpan, link: StringSpan) raises:
    ...


@rust("rt::os::rename")
def __rename(source: StringSpan, target: StringSpan) raises:
    ...


@rust("rt::os::chdir")
def __chdir(path: StringSpan) raises:
    ...


def mkdir[P: PathLike](path: P, mode: Int = 0o777) raises:
    """Makes a folder."""
    __mkdir(path.__fspath__(), mode)


def makedirs[P: PathLike](path: P, mode: Int = 0o777, exist_ok: Bool = False) raises:
    """Makes a folder and those it lies in."""
    __makedirs(path.__fspath__(), exist_ok)


def rmdir[P: PathLike](path: P) raises:
    """Removes an empty folder."""
    __rmdir(path.__fspath__())


def remove[P: PathLike](path: P) raises:
    """Removes a file."""
    __remove(path.__fspath__())


def unlink[P: PathLike](path: P) raises:
    """Removes a file."""
    __remove(path.__fspath__())


def symlink[P: PathLike, Q: PathLike](source: P, link: Q) raises:
    """Makes a symbolic link to `source`."""
    __symlink(source.__fspath__(), link.__fspath__())


def link[P: PathLike, Q: PathLike](source: P, link: Q) raises:
    """Makes another name for `source`."""
    __link(source.__fspath__(), link.__fspath__())


def rename[P: PathLike, Q: PathLike](source: P, target: Q) raises:
    """Gives a file another name."""
    __rename(source.__fspath__(), target.__fspath__())


def chdir[P: PathLike](path: P) raises:
    """Makes a folder the current one."""
    __chdir(path.__fspath__())


@rust("rt::os::getuid")
def getuid() -> Int:
    """The number of the user."""
    ...


@rust("rt::os::isatty")
def isatty(descriptor: Int) -> Bool:
    """Whether an open file is a terminal."""
    ...


@rust("rt::os::Stat")
struct stat_result(Copyable, Movable):
    """What the system knows about a file."""

    @rust("rt::os::Stat::size")
    def size(self) -> Int:
        """The size in bytes."""
        ...

    @rust("rt::os::Stat::mode")
    def mode(self) -> Int:
        """The kind of file and its permissions."""
        ...

    @rust("rt::os::Stat::modified")
    def modified(self) -> Float64:
        """When the contents changed last, in seconds since 1970."""
        ...


@rust("rt::os::stat")
def __stat(path: StringSpan, follow: Bool) raises -> stat_result:
    ...


def stat[P: PathLike](path: P) raises -> stat_result:
    """What the system knows about a file."""
    return __stat(path.__fspath__(), True)


def lstat[P: PathLike](path: P) raises -> stat_result:
    """What the system knows about a file or link."""
    return __stat(path.__fspath__(), False)
