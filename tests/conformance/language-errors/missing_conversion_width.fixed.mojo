# mixing integers of different widths: mended
def add(a: Int32, b: Int64) -> Int64:
    return Int64(a) + b
