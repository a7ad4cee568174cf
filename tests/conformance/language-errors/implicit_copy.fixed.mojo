# an implicit copy of a List: mended
def run() -> Int:
    var a: List[Int] = [1, 2]
    var b = a.copy()
    b.append(3)
    return len(a) + len(b)
