"""What all types are."""

from std.builtin.traits import AnyType, Deinitable
