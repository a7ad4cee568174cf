"""Backwards."""

from std.builtin.iteration import reversed
