# a float literal where an Int is needed: mended
@export
def run() abi("C") -> Int:
    var n: Int = 2
    return n
