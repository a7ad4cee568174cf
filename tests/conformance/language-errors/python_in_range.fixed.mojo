# membership of a range: mended
def run(x: Int) -> Bool:
    return 0 <= x < 10
