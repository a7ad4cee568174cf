"""One value under another, equal type."""

from std.builtin.reflect import rebind
