# an import of a module that does not exist: mended
from std.math import sqrt


def run() -> Float64:
    return sqrt(2.0)
