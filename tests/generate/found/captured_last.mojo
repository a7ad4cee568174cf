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


def captured_last() raises:
    var v = Loud(1)

    def g() {var v} -> Int:
        return v.f0

    print(g())
    v = Loud(2)
    print(v.f0)
