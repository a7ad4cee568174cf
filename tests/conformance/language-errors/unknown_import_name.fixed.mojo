# an import of a name that the module lacks: mended
from std.math import sqrt


def run() -> Float64:
    return sqrt(2.0)
