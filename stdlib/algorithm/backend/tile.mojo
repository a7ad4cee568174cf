"""Loops in tiles."""

from std.algorithm.functional import tile
