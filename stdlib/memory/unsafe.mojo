"""Bits."""

from std.memory import bitcast
