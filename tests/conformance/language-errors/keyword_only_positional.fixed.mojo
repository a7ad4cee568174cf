# a keyword-only argument passed by position: mended
def window(start: Int, *, size: Int) -> Int:
    return start + size


def run() -> Int:
    return window(1, size=2)
