# the result of a call is ignored: mended
def half(n: Int) -> Int:
    return n // 2


def run(n: Int) -> Int:
    _ = half(n)
    return n
