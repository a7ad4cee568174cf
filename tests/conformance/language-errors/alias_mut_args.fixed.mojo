# the same variable passed to two mutable arguments: mended
def mix(mut a: Int, mut b: Int):
    a += b
    b += a


def run() -> Int:
    var n = 1
    var m = 2
    mix(n, m)
    return n + m
