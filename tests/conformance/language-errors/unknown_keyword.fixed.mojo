# a keyword argument that does not exist: mended
def add(a: Int, b: Int = 0) -> Int:
    return a + b


def run() -> Int:
    return add(1, b=2)
