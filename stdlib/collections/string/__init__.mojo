"""Texts."""

from std.builtin.codepoint import Codepoint, chr, ord
from std.builtin.convert import ascii, atof, atol
from std.builtin.string import StaticString, String, StringSlice, StringSpan
