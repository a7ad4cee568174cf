# an unknown type in a signature: mended
@fieldwise_init
struct Square(Movable):
    var side: Int


def area(s: Square) -> Int:
    return s.side * s.side
