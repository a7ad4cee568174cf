"""Texts of the source."""

from std.builtin.string import StringLiteral
