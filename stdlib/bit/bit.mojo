"""Bits of integers."""

from std.bit import *
