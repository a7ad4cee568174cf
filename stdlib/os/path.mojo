"""Paths as texts."""

comptime sep: StaticString = "/"


def join(path: String, *more: String) -> String:
    """The paths, one below the other; an absolute one starts over."""
    var result = path
    for part in more:
        if part.startswith("/") or not result:
            result = part
        elif result.endswith("/"):
            result += part
        else:
            result += "/"
            result += part
    return result


def split[P: PathLike](path: P) -> Tuple[String, String]:
    """The folder and the last part."""
    var text = path.__fspath__()
    var at = text.rfind("/") + 1
    var head = text[byte=:at]
    if head.strip("/").byte_length() > 0:
        head = head.rstrip("/")
    return (String(head), String(text[byte=at:]))


def basename[P: PathLike](path: P) -> String:
    """The last part."""
    var text = path.__fspath__()
    return String(text[byte = text.rfind("/") + 1 :])


def dirname[P: PathLike](path: P) -> String:
    """What stands before the last part."""
    return split(path)[0]


def split_extension[P: PathLike](path: P) -> Tuple[String, String]:
    """The path without its extension, and the extension with its dot."""
    var text = path.__fspath__()
    var start = text.rfind("/") + 1
    while start < text.byte_length() and text[byte=start] == ".":
        start += 1
    var dot = text.rfind(".")
    if dot <= start:
        return (text, String())
    return (String(text[byte=:dot]), String(text[byte=dot:]))


def is_absolute[P: PathLike](path: P) -> Bool:
    """Whether the path starts at the root."""
    return path.__fspath__().startswith("/")


@rust("rt::os::exists")
def __exists(path: StringSpan) -> Bool:
    ...


@rust("rt::os::lexists")
def __lexists(path: StringSpan) -> Bool:
    ...


@rust("rt::os::is_file")
def __is_file(path: StringSpan) -> Bool:
    ...


@rust("rt::os::is_dir")
def __is_dir(path: StringSpan) -> Bool:
    ...


@rust("rt::os::is_link")
def __is_link(path: StringSpan) -> Bool:
    ...


@rust("rt::os::realpath")
def __realpath(path: StringSpan) raises -> String:
    ...


@rust("rt::os::home")
def __home() -> String:
    ...


def exists[P: PathLike](path: P) -> Bool:
    """Whether there is a file or folder."""
    return __exists(path.__fspath__())


def lexists[P: PathLike](path: P) -> Bool:
    """Whether there is a file, folder or link."""
    return __lexists(path.__fspath__())


def isfile[P: PathLike](path: P) -> Bool:
    """Whether there is a file."""
    return __is_file(path.__fspath__())


def isdir[P: PathLike](path: P) -> Bool:
    """Whether there is a folder."""
    return __is_dir(path.__fspath__())


def islink[P: PathLike](path: P) -> Bool:
    """Whether there is a symbolic link."""
    return __is_link(path.__fspath__())


def getsize[P: PathLike](path: P) raises -> Int:
    """The size of a file in bytes."""
    from std.os import stat

    return stat(path).size()


def realpath[P: PathLike](path: P) raises -> String:
    """The path from the root, without links."""
    return __realpath(path.__fspath__())


def expanduser[P: PathLike](path: P) raises -> String:
    """With the user's folder in place of `~`."""
    var text = path.__fspath__()
    if text == "~" or text.startswith("~/"):
        return __home() + text[byte=1:]
    return text
