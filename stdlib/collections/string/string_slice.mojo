"""Views of texts."""

from std.builtin.string import StaticString, StringSlice, StringSpan
