def untyped(a: Int, b: Int) -> Int:
    return b


def order(b: Int, a: Int = 1, *, c: Int = 2, d: Int) -> Int: return a
def stars(*a: Int, b: Int): pass
def twice(a: Int, b: Int): pass
def nothing(a: Int, *, b: Int): pass
def slash(a: Int, /): pass
def outs(out a: Int, mut b: Int): pass
def both(out a: Int): pass
def default(mut a: Int): pass
def behind(b: Int, var **a: Int): pass
def colon(a: Int, b: Int): pass
def comma(a: Int, b: Int): pass
def arrow(a: Int) -> Int: pass
def parameters[T: AnyType, m: Int, n: Int = 1](a: T): pass
def effects() raises: pass
def no_list() -> Int: pass
