//! Captures of nested functions, displays, and definitions that no call can tell apart.

use super::check;

#[test]
fn captures() {
    check(
        "
def f(n: Int) -> Int:
    var total = 0
    var words: List[String] = [\"a\"]

    def add(x: Int) {mut total, imm n}:
        total += x * n
        if x > 3:
            add(x - 1)

    def all(x: Int) {imm} -> Int:
        return total + n + x

    def missing(x: Int) -> Int:
        return x + total + n  # E0421

    def wrong(x: Int) {imm total}:
        total += x  # E0550

    def immutable(x: Int) {mut n} -> Int:  # E0424
        return n + x

    def unknown(x: Int) {imm nobody, imm f} -> Int:  # E0422 E0422
        return x

    def twice(x: Int) {imm total, mut total} -> Int:  # E0423
        return x + total

    def copies(x: Int) {var words}:  # E0424
        words.append(\"b\")

    def fact(i: Int) -> Int:
        return 1 if i < 2 else i * fact(i - 1)

    def generic[w: Int](i: Int) {mut total}:
        total += w * i

    def outer(a: Int) {mut total} -> Int:
        def inner(b: Int) {mut total} -> Int:
            total += b
            return total

        return inner(a)

    @parameter  # W0201
    def old(i: Int):
        total += i

    var lam = lambda (z: Int) -> Int: z + total
    add(3)
    old(3)
    generic[3](4)
    return all(1) + fact(4) + lam(3) + outer(2) + missing(1) + twice(2)


def call[F: def(Int) -> Int](f: F, x: Int) -> Int:
    return f(x)


def use(n: Int) -> Int:
    def add(x: Int) {imm n} -> Int:
        return x + n

    def plain(x: Int) -> Int:
        return x + 1

    return call(add, 3) + call(plain, 3) + call(lambda (x: Int) -> Int: x * n, 3)
",
    );
}

#[test]
fn displays_and_comprehensions() {
    check(
        "
def takes(l: List[Int]):
    pass


def f(n: Int) -> List[Int]:
    var grown = [1, 2]
    grown.append(3)
    var passed = [1]
    takes(passed)
    var longer = [1]
    longer = [1, 2]
    var empty = []
    empty.append(3)
    var fixed: Array[Int, 2] = [1, 2]
    var kept = [1, 2]
    fixed = kept^
    var squares = [x * x for x in range(n) if x > 1]
    squares.append(4)
    var floats: List[Float64] = [1 for x in range(n)]
    var table = {x: [y for y in range(x)] for x in range(n)}
    var unknown = [x for x in nobody]  # E0401
    var returned = [1]
    return returned^
",
    );
}

#[test]
fn definitions_that_no_call_can_tell_apart() {
    check(
        "
def f(a: Int) -> Int:
    return a


def f(b: Int) -> Int:  # E0301
    return b


def f(b: Int, *, c: Int) -> Int:
    return b + c


def f(b: Int, *, d: Int) -> Int:
    return b + d


struct Box[T: Copyable & Deinitable](Movable):
    var value: T  # E0405

    def __init__(out self, var value: Self.T):
        self.value = value^

    def get(self) -> Int:
        return 1

    def get(self, n: Int) -> Int:
        return n

    def get(self) -> Int:  # E0301
        return 2


struct S(Copyable):
    var n: Int

    def __copyinit__(out self, other: Self):  # W0302
        self.n = other.n


def g(s: S) -> Int:
    return s.copy().n
",
    );
}
