"""Integers."""

from std.builtin.numbers import index
from std.builtin.simd import Int, UInt
from std.builtin.traits import Indexer, Intable, IntableRaising
