"""What names a file."""

from std.builtin.traits import PathLike
