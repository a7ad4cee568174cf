"""The threads that work is spread over."""

from std.sys.info import num_logical_cores


def initialize_runtime():
    """Makes ready for work on several threads; there is nothing to do."""
    pass


def parallelism_level() -> Int:
    """How many threads work at once."""
    return num_logical_cores()
