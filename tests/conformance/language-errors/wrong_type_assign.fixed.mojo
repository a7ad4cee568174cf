# a string assigned to an Int variable: mended
def run() -> Int:
    var n: Int = 3
    n = n * 11
    return n
