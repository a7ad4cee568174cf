"""Loops in several shapes."""

from std.algorithm.functional import map, parallelize, sync_parallelize, tile, unswitch, vectorize
