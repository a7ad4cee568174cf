"""Texts of values."""

from std.builtin.traits import Writable, Writer
