"""Loops over numbers."""

from std.algorithm.functional import map
