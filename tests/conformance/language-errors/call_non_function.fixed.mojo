# calling a value that is not callable: mended
def run() -> Int:
    var n = 3
    return n * 4
