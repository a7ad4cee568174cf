"""Arrays of a fixed length."""

from std.builtin.array import Array, InlineArray
