# a nested function that uses an outer variable without a capture list: mended
def run() -> Int:
    var base = 10

    def add(x: Int) {imm base} -> Int:
        return x + base

    return add(1)
