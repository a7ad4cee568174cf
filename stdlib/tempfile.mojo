"""Files and folders that go away."""

from std.io.file import FileHandle
from std.os import makedirs, remove
from std.random import Random
from std.time import monotonic


@rust("rt::os::temporary_folder")
def __temporary_folder() -> String:
    ...


@rust("rt::os::remove_tree")
def __remove_tree(path: StringSpan) raises:
    ...


def gettempdir() -> Optional[String]:
    """The folder for such files."""
    return __temporary_folder()


def __fresh_name(suffix: StringSpan, prefix: StringSpan, folder: Optional[String]) -> String:
    var random = Random(seed=monotonic())
    var name = String(prefix)
    for _ in range(8):
        name += chr(97 + Int(random.next_ui64() % 26))
    return String(folder.or_else(__temporary_folder()), "/", name, suffix)


def mkdtemp(suffix: String = "", prefix: String = "tmp", dir: Optional[String] = None) raises -> String:
    """Makes a folder that nobody else has."""
    var path = __fresh_name(suffix, prefix, dir)
    makedirs(path)
    return path


struct TemporaryDirectory(Movable):
    """`with TemporaryDirectory() as path: …`; the folder goes at the end."""

    var name: String

    def __init__(out self, suffix: String = "", prefix: String = "tmp", dir: Optional[String] = None) raises:
        """Makes the folder."""
        self.name = mkdtemp(suffix, prefix, dir)

    def __enter__(self) -> String:
        """The path."""
        return self.name

    def __exit__(self) raises:
        """Removes the folder and all in it."""
        __remove_tree(self.name)


struct NamedTemporaryFile(Movable):
    """`with NamedTemporaryFile() as file: …`; the file goes at the end."""

    var name: String
    var _file: FileHandle

    def __init__(
        out self, mode: String = "w", suffix: String = "", prefix: String = "tmp", dir: Optional[String] = None
    ) raises:
        """Makes the file."""
        self.name = __fresh_name(suffix, prefix, dir)
        self._file = FileHandle(self.name, mode)

    def read(mut self, size: Int = -1) raises -> String:
        """The text from here to the end, or `size` bytes of it."""
        return self._file.read(size)

    def write[*Ts: Writable](mut self, *args: *Ts):
        """Writes the text of each argument."""
        comptime for i in range(args.__len__()):
            args[i].write_to(self._file)

    def seek(mut self, offset: Int, whence: Int = 0) raises -> Int:
        """Goes to a byte."""
        return self._file.seek(offset, whence)

    def close(mut self) raises:
        """Closes and removes the file."""
        self._file.close()
        remove(self.name)
