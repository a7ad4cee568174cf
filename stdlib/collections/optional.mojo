"""Values that may be missing."""

from std.builtin.optional import Optional
