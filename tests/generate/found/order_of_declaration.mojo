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


def order_of_declaration() raises:
    var a = Loud(1)
    var b = Loud(2)
    a = Loud(3)
    print(a.f0, b.f0)
    var c = Loud(4)
    var d = Loud(5)
    c = d.copy()
    var e: Loud
    var f = Loud(6)
    e = f.copy()
    while True:
        var g = Loud(7)
        f = Loud(8)
        print(f.f0, g.f0)
        break
