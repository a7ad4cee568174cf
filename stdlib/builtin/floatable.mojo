"""What becomes a floating-point number."""

from std.builtin.traits import Floatable, FloatableRaising
