# a negative constant index: mended
@export
def run() abi("C") -> Int:
    var l: List[Int] = [1, 2]
    return l[len(l) - 1]
