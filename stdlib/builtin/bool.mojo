"""Truth values."""

from std.builtin.boolean import *
from std.builtin.traits import Boolable
