# the removed keyword let: mended
def run() -> Int:
    var n = 3
    return n
