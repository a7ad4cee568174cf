struct Loud(ImplicitlyCopyable):
    var f0: Int

    def __init__(out self, f0: Int):
        self.f0 = f0
        print("make", f0)

    def __init__(out self, *, copy: Self):
        self.f0 = copy.f0 + 100
        print("copy", copy.f0)

    def __deinit__(deinit self):
        print("drop", self.f0)


@fieldwise_init
struct Plain(Copyable):
    var f0: Int
    var f1: Bool

    def __deinit__(deinit self):
        print("drop plain", self.f0)


def read_for_fields() raises:
    var a = Loud(1)
    var b = Plain(a.f0, True)
    var c = Loud(6)
    var d = Loud(4)
    var e = Plain(c.f0, c.f0 < d.f0)
