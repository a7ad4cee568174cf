# the removed keyword alias: mended
comptime LIMIT = 10


def run() -> Int:
    return LIMIT
