# an argument of the wrong type: mended
def half(n: Int) -> Int:
    return n // 2


def run() -> Int:
    return half(10)
