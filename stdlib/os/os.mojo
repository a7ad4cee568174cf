"""The operating system."""

from std.os import *
