"""Conditions outside of loops."""

from std.algorithm.functional import unswitch
