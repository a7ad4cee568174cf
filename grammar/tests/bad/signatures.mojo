def untyped(a, b: Int) -> Int:
    return b


def order(a: Int = 1, b: Int, *, c: Int = 2, d: Int) -> Int: return a
def stars(*a: Int, *b: Int): pass
def twice(a: Int, a: Int): pass
def nothing(a: Int, *): pass
def slash(/, a: Int): pass
def outs(out a: Int, out b: Int): pass
def both(out a: Int) -> Int: pass
def default(mut a: Int = 3): pass
def behind(var **a: Int, b: Int): pass
def colon(a Int, b: Int): pass
def comma(a: Int b: Int): pass
def arrow(a: Int) - > Int: pass
def parameters[T, n: Int = 1, m: Int](a: T): pass
def effects() raises raises thin: pass
def no_list -> Int: pass
