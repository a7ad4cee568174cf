# a del statement: mended
def run() -> Int:
    var l: List[Int] = [1, 2]
    _ = l.pop(0)
    return len(l)
