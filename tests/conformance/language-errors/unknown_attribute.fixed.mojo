# a field that the struct lacks: mended
@fieldwise_init
struct Point(Copyable, Movable):
    var x: Int
    var y: Int


def run() -> Int:
    var p = Point(1, 2)
    return p.x + p.y
