"""Standard input and output."""


@fieldwise_init
struct FileDescriptor(TrivialRegisterPassable, Writer):
    """An open file, by its number."""

    var value: Int

    def write_string(mut self, string: StringSpan):
        """Writes a text at once."""
        __write_to_descriptor(self.value, string)


comptime stdin = FileDescriptor(0)
comptime stdout = FileDescriptor(1)
comptime stderr = FileDescriptor(2)


def print[*Ts: Writable](
    *values: *Ts, sep: StringSpan = " ", end: StringSpan = "\n", flush: Bool = False, file: FileDescriptor = FileDescriptor(1)
):
    """Writes the values with `sep` between them and `end` after them."""
    var text = String()
    comptime for i in range(values.__len__()):
        comptime if i > 0:
            text.write_string(sep)
        values[i].write_to(text)
    text.write_string(end)
    __write_to_descriptor(file.value, text)


@rust("rt::io::write_to_descriptor")
def __write_to_descriptor(descriptor: Int, text: StringSpan):
    ...


def input(prompt: StringSpan = "") raises -> String:
    """A line of standard input without its end; raises at the end of the input."""
    __write_to_descriptor(1, prompt)
    return __read_line()


@rust("rt::io::read_line")
def __read_line() raises -> String:
    ...
