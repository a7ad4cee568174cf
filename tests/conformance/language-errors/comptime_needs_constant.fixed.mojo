# a run-time value used as a compile-time parameter: mended
def repeat[n: Int]() -> Int:
    return n


def run() -> Int:
    comptime k = 3
    return repeat[k]()
