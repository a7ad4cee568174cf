# a where clause that the call does not meet: mended
def half[n: Int]() -> Int where n > 2:
    return n // 2


def run() -> Int:
    return half[3]()
