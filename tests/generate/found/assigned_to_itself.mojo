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


struct Two(ImplicitlyCopyable):
    var f0: Int
    var f1: String

    def __init__(out self, f0: Int, f1: String):
        self.f0 = f0
        self.f1 = f1

    def __init__(out self, *, copy: Self):
        self.f0 = copy.f0 + 100
        self.f1 = copy.f1
        print("copy two", copy.f0)

    def __deinit__(deinit self):
        print("drop two", self.f0)


def assigned_to_itself() raises:
    var v = Two(1, "a")
    try:
        if v.f0 > 0:
            raise Error("thrown")
    except e:
        v.f1 = String("b", e)
    v = v
