"""Identity."""

from std.builtin.traits import Identifiable
