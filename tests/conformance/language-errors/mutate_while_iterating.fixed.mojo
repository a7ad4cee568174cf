# a list appended to while a reference to an element is in use: mended
def run() -> Int:
    var l: List[Int] = [1, 2, 3]
    var first = l[0]
    l.append(4)
    return first
