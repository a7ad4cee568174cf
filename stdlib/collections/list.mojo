"""Lists."""

from std.builtin.list import List
