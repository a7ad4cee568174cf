# a string literal that is not closed: mended
def run() -> String:
    var s = "hello"
    return s
