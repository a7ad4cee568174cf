# a variable declared twice in the same scope: mended
def run() -> Int:
    var n = 1
    n += 2
    return n
