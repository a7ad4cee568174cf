"""Files."""


@rust("rt::os::File")
struct FileHandle(Movable, Writer):
    """An open file."""

    @rust("rt::os::File::open")
    def __init__(out self, path: StringSpan, mode: StringSpan) raises:
        """Opens a file: `r`, `w`, `a` or `rw`."""
        ...

    @rust("rt::os::File::read")
    def read(mut self, size: Int = -1) raises -> String:
        """The text from here to the end, or `size` bytes of it."""
        ...

    @rust("rt::os::File::read_into")
    def __read_into(mut self, to: Pointer[Byte, _], length: Int) raises -> Int:
        ...

    def read_bytes(mut self, size: Int = -1) raises -> List[Byte]:
        """The bytes from here to the end, or `size` of them."""
        var result = List[Byte]()
        while size < 0 or len(result) < size:
            var wanted = 65536 if size < 0 else size - len(result)
            var before = len(result)
            result.resize(before + wanted, 0)
            var count = self.__read_into(result.unsafe_ptr().unsafe_offset(before), wanted)
            result.shrink(before + count)
            if count == 0:
                break
        return result^

    @rust("rt::os::File::write_or_fault")
    def write_string(mut self, string: StringSpan):
        """Writes a text; a failure is a fault."""
        ...

    @rust("rt::os::File::write_raw")
    def __write_raw(mut self, data: Pointer[Byte, _], length: Int) raises:
        ...

    def write_bytes(mut self, data: Span[Byte, _]) raises:
        """Writes bytes."""
        self.__write_raw(data.unsafe_ptr(), len(data))

    @rust("rt::os::File::seek")
    def seek(mut self, offset: Int, whence: Int = 0) raises -> Int:
        """Goes to a byte counted from the start (0), from here (1) or from the end (2); where that is."""
        ...

    @rust("rt::os::File::close")
    def close(mut self):
        """Closes the file."""
        ...

    def __enter__(var self) -> Self:
        """The file, which is closed at the end of its use."""
        return self^


def open[P: PathLike](path: P, mode: StringSpan) raises -> FileHandle:
    """Opens a file: `r`, `w`, `a` or `rw`."""
    return FileHandle(path.__fspath__(), mode)
