# a method that the type lacks: mended
def run() -> Int:
    var l: List[Int] = [1, 2]
    l.append(3)
    return len(l)
