"""Loops on several threads."""

from std.algorithm.functional import parallelize, sync_parallelize
