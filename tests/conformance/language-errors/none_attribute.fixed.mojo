# the result of a function that returns nothing is used: mended
def note(n: Int) -> Int:
    print(n)
    return n


def run() -> Int:
    return note(1) + 1
