"""What values can do."""

from std.builtin.traits import Copyable, Defaultable, ImplicitlyCopyable, Movable
