# a lambda without parentheses and types around its arguments: mended
def run() -> Int:
    var f = lambda(x: Int) -> Int: x + 1
    return f(2)
