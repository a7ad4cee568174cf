"""Names of origins."""

from std.builtin.origins import *
