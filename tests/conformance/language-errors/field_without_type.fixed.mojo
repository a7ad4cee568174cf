# a struct field without a type: mended
struct Pair(Movable):
    var a: Int
    var b: Int
