"""Owners of a value elsewhere."""

from std.memory.owned import OwnedPointer
