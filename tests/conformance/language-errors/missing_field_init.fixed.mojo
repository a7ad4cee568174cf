# a constructor that leaves a field uninitialised: mended
struct Pair(Movable):
    var a: Int
    var b: Int

    def __init__(out self, a: Int):
        self.a = a
        self.b = 0
