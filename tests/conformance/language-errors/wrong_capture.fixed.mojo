# a nested function that changes a variable captured by imm: mended
def run() -> Int:
    var total = 0

    def add(x: Int) {mut total}:
        total += x

    add(3)
    return total
