"""Heaps."""

from std.collections.heap import *
