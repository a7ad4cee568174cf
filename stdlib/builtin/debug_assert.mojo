"""Checks while developing."""

from std.builtin.error import debug_assert
