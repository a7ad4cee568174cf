"""Order."""

from std.builtin.traits import Comparable, Equatable
