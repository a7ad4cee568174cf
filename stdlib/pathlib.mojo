"""Paths as objects."""

from std.io.file import FileHandle, open
from std.os import path as __path
from std.os import listdir as __listdir
from std.os.path import __home


@rust("rt::os::cwd")
def __cwd() raises -> String:
    ...


def cwd() raises -> Path:
    """The current folder."""
    return Path(__cwd())


struct Path(Boolable, Equatable, Hashable, ImplicitlyCopyable, PathLike, Writable):
    """A path in the file system."""

    var path: String

    def __init__(out self) raises:
        """The current folder."""
        self.path = __cwd()

    @implicit
    def __init__(out self, path: String):
        """A path by its text."""
        self.path = path

    @implicit
    def __init__(out self, path: StringSpan):
        """A path by its text."""
        self.path = String(path)

    @staticmethod
    def home() -> Path:
        """The user's folder."""
        return Path(__home())

    def __fspath__(self) -> String:
        return self.path

    def __bool__(self) -> Bool:
        return self.path.byte_length() > 0

    def __truediv__(self, part: StringSpan) -> Path:
        return Path(__path.join(self.path, String(part)))

    def __truediv__(self, part: Path) -> Path:
        return Path(__path.join(self.path, part.path))

    def __itruediv__(mut self, part: StringSpan):
        self = self / part

    def joinpath(self, *parts: String) -> Path:
        """The paths, one below the other."""
        var result = self.path
        for part in parts:
            result = __path.join(result, part)
        return Path(result)

    def exists(self) -> Bool:
        """Whether there is a file or folder."""
        return __path.exists(self)

    def is_file(self) -> Bool:
        """Whether there is a file."""
        return __path.isfile(self)

    def is_dir(self) -> Bool:
        """Whether there is a folder."""
        return __path.isdir(self)

    def name(self) -> String:
        """The last part."""
        return __path.basename(self)

    def suffix(self) -> String:
        """The extension with its dot."""
        return __path.split_extension(self)[1]

    def parts(self) -> List[String]:
        """The parts."""
        var result = List[String]()
        if self.path.startswith("/"):
            result.append(String("/"))
        for part in self.path.split("/"):
            if part:
                result.append(String(part))
        return result^

    def expanduser(self) raises -> Path:
        """With the user's folder in place of `~`."""
        return Path(__path.expanduser(self))

    def read_text(self) raises -> String:
        """The contents as a text."""
        var file = open(self.path, "r")
        return file.read()

    def read_bytes(self) raises -> List[Byte]:
        """The contents as bytes."""
        var file = open(self.path, "r")
        return file.read_bytes()

    def write_text[T: Writable](self, value: T) raises:
        """Replaces the contents by the text of a value."""
        var file = open(self.path, "w")
        file.write(value)

    def write_bytes(self, data: Span[Byte, _]) raises:
        """Replaces the contents by bytes."""
        var file = open(self.path, "w")
        file.write_bytes(data)

    def listdir(self) raises -> List[Path]:
        """What is in the folder."""
        var result = List[Path]()
        for name in __listdir(self.path):
            result.append(Path(name))
        return result^

    def __eq__(self, other: Self) -> Bool:
        return self.path == other.path

    def __eq__(self, other: StringSpan) -> Bool:
        return self.path == other

    def __hash__[H: Hasher](self, mut hasher: H):
        hasher.update(self.path)

    def write_to(self, mut writer: Some[Writer]):
        writer.write_string(self.path)

    def write_repr_to(self, mut writer: Some[Writer]):
        writer.write("Path(", repr(self.path), ")")
