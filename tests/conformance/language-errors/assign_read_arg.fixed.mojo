# assigning to an argument that is not mut: mended
def bump(mut n: Int) -> Int:
    n += 1
    return n
