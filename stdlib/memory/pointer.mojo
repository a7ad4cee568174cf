"""Addresses."""

from std.builtin.pointer import OpaquePointer, OptionalPointer, Pointer
