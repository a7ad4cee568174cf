# two functions with the same signature: mended
def f(a: Int) -> Int:
    return a


def g(b: Int) -> Int:
    return b + 1
