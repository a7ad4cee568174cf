"""Owners that share a value."""

from std.memory.arc import ArcPointer
