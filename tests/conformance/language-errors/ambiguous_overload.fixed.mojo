# a call that two overloads match equally well: mended
struct A(Movable):
    @implicit
    def __init__(out self, n: Int):
        pass


struct B(Movable):
    @implicit
    def __init__(out self, n: Int):
        pass


def f(a: A) -> Int:
    return 1


def f(b: B) -> Int:
    return 2


def run(n: Int) -> Int:
    return f(A(n))
