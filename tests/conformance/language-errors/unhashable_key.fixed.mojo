# a dictionary whose key type is not hashable: mended
@fieldwise_init
struct Point(Copyable, Equatable, Hashable, Movable):
    var x: Int


def run() -> Int:
    var d = Dict[Point, Int]()
    return len(d)
