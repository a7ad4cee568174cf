# the removed copy constructor spelling: mended
struct S(Copyable):
    var n: Int

    def __init__(out self, *, copy: Self):
        self.n = copy.n


def run(s: S) -> Int:
    var t = s.copy()
    return t.n
