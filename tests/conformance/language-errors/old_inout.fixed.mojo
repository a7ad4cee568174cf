# the removed convention inout: mended
def bump(mut n: Int):
    n += 1
