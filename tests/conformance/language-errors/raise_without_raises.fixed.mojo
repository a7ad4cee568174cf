# a raise statement in a function that does not raise: mended
def run(n: Int) raises -> Int:
    if n < 0:
        raise Error("negative")
    return n
