# a variable that is assigned and never used: mended
def run(n: Int) -> Int:
    var used = n * 2
    return used
