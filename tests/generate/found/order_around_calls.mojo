struct Noisy(Copyable):
    var n: Int

    def __init__(out self, n: Int):
        self.n = n

    def __deinit__(deinit self):
        print("drop", self.n)


def value(noisy: Noisy) -> Int:
    return noisy.n


def sum_of(a: Int, b: Int) -> Int:
    print("both", a, b)
    return a + b


def may_raise(noisy: Noisy, fails: Bool) raises -> Noisy:
    if fails:
        raise Error("failed")
    return Noisy(noisy.n + 10)


def tried(fails: Bool):
    var a = Noisy(1)
    var b = Noisy(2)
    var c = Noisy(3)
    try:
        _ = may_raise(a, fails)
        print("used", b.n)
    except:
        print("caught", c.n)


def order_around_calls() raises:
    var a = Noisy(1)
    print(sum_of(a.n, value(Noisy(2))))
    tried(True)
    tried(False)
