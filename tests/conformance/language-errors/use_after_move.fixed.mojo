# a value used after it was transferred: mended
def consume(var l: List[Int]) -> Int:
    return len(l)


def run() -> Int:
    var l: List[Int] = [1, 2, 3]
    var n = consume(l.copy())
    return n + len(l)
