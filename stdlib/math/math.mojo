"""Mathematics."""

from std.math import *
