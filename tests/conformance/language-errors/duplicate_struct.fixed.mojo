# two structs with the same name: mended
@fieldwise_init
struct Point(Movable):
    var x: Int


@fieldwise_init
struct Other(Movable):
    var y: Int
