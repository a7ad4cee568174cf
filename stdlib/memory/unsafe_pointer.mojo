"""Addresses."""

from std.builtin.pointer import OpaquePointer, UnsafePointer
from std.memory.alloc import alloc
