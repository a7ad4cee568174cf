"""Input and output."""

from std.builtin.output import FileDescriptor, input, print, stderr, stdin, stdout
from std.io.file import FileHandle, open
