"""Arithmetic that needs no import."""

from std.builtin.numbers import abs, divmod, max, min, pow, round
from std.builtin.traits import Absable, DivModable, Powable, Roundable
