"""Exchange."""

from std.builtin.numbers import swap
