# a function returning the wrong type: mended
def label(n: Int) -> String:
    return String(n)
