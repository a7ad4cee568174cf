# a value returned from a function without a result type: mended
def note(n: Int) -> Int:
    return n + 1
