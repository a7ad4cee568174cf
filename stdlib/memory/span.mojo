"""Views of runs of values."""

from std.builtin.span import Span
