# the removed convention read: mended
def half(n: Int) -> Int:
    return n // 2
