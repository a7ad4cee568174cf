"""Lengths."""

from std.builtin.numbers import len
from std.builtin.traits import Sized, SizedRaising
