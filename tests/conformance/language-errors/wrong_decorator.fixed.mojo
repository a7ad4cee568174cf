# an unknown decorator: mended
@fieldwise_init
struct Point(Movable):
    var x: Int
