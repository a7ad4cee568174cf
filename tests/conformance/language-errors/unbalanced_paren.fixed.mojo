# a parenthesis that is not closed: mended
def run(n: Int) -> Int:
    var t = (n + 1)
    return t
