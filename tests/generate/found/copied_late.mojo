struct Loud(ImplicitlyCopyable):
    var f0: Int
    def __deinit__(deinit self):
        print("drop", self.f0)
    def __init__(out self, *, copy: Self):
        self.f0 = (copy.f0 + 100)
        print("copy", copy.f0)
    def __init__(out self, af0: Int):
        self.f0 = af0
        print("make", self.f0)


@fieldwise_init
struct Pair(Copyable):
    var a: Loud
    var b: Loud


def say(x: Int) -> Int:
    print("says", x)
    return x


def take(var a: Loud, x: Int):
    print("takes", a.f0, x)


def at_last_use():
    var v = Loud(1)
    take(v, say(v.f0))
    print("end")


def used_later():
    var v = Loud(1)
    take(v, say(v.f0))
    print("end", v.f0)


def for_a_field():
    var v = Loud(1)
    var p = Pair(v, Loud(say(v.f0)))
    print("end", p.a.f0)


def for_a_field_and_later():
    var v = Loud(1)
    var p = Pair(v, Loud(say(2)))
    print("end", v.f0, p.a.f0)


def for_an_element():
    var v = Loud(1)
    var p = [v, Loud(say(2)), Loud(v.f0)]
    print("end", p[0].f0)


def copied_late() raises:
    at_last_use()
    used_later()
    for_a_field()
    for_a_field_and_later()
    for_an_element()
