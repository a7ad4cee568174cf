"""The threads that work is spread over."""

from std.runtime import parallelism_level
