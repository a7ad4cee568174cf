"""Slices."""

from std.builtin.slice import Slice, StridedSlice
