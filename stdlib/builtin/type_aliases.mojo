"""Names of origins and of a byte."""

from std.builtin.origins import *
from std.builtin.simd import Byte
