"""Blocks of memory."""

from std.memory import memcmp, memcpy, memset, memset_zero
from std.memory import unsafe_memcmp, unsafe_memcpy, unsafe_memmove, unsafe_memset, unsafe_memset_zero
