"""Loops in steps of several numbers."""

from std.algorithm.functional import vectorize
