"""Texts that own their bytes."""

from std.builtin.codepoint import chr, ord
from std.builtin.convert import ascii, atof, atol
from std.builtin.string import String
