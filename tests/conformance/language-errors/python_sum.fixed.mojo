# the built-in sum, which the language lacks: mended
def run() -> Int:
    var l: List[Int] = [1, 2]
    var total = 0
    for n in l:
        total += n
    return total
