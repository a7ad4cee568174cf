"""Code points."""

from std.builtin.codepoint import Codepoint
