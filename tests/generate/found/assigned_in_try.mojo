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
struct Guard(Movable):
    var f0: Int

    def __enter__(self) -> Int:
        return self.f0

    def __exit__(self):
        print("exit", self.f0)


def assigned_in_try() raises:
    var v = Loud(1)
    with Guard(v.f0):
        v = Loud(v.f0 + 1)
        print("in with", v.f0)
    try:
        with Guard(v.f0):
            v = Loud(v.f0 + 1)
    finally:
        v = Loud(v.f0 + 1)
