def declarations():
    var a = 1
    var b: Int = 2
    var c: Int
    var d, e = 1, 2
    var (f, g) = (1, 2)
    var h, (i, j), = 1, (2, 3)
    var k = var l = 3
    ref r = a
    ref (s, t) = pair
    var _ = 3
    a = b = 4
    a, b = b, a
    (a, b) = (b, a)
    x.y[0].z, w = 1, 2
    _ = a
    implicit: Int = 3
    a += 1; b -= 2; c *= 3; d /= 4; e //= 5
    a %= 1; b **= 2; c @= 3; d &= 4; e |= 5; f ^= 6; g <<= 7; h >>= 8;


def flow(n: Int) raises:
    if n > 1: pass
    elif n < 1: return
    else: raise Error("x")
    if n:
        pass
    elif n == 2:
        pass
    else:
        pass
    while n < 3:
        if n: break
        continue
    else:
        pass
    for i in range(3): print(i); print(2)
    else: print(3)
    for a, (b, c) in pairs: pass
    for ref item in items: item += 1
    for var item in items: item += 1
    for i in 1, 2, 3: pass
    try:
        raise "text"
    except e:
        raise e
    else:
        pass
    finally:
        raise
    try: pass
    finally: pass
    try: pass
    except: pass
    with open("a", "r") as f, lock: pass
    with a as b: print(b)
    assert n > 3, "message"
    assert n
    comptime assert n > 3, "message"
    comptime if n > 3: pass
    elif n: pass
    else: pass
    comptime for i in range(3): print(i)
    comptime N = 3
    import std.math as m
    from std.os import abort
    ...
    "a string"
    return


def matching(n: Int) -> Int:
    match n:
        case 1: return 1
        case -2 | -2.5: return 2
        case None | True | "text" "more": return 3
        case x if x > 3: return 4
        case (1 | 2) as y: return 5
        case Color.Red | .Blue: return 6
        case (a, (b, _)): return 7
        case a, b: return 8
        case (a,): return 9
        case (): return 9
        case []: return 10
        case [a, 1, *rest]: return 11
        case [*_]: return 12
        case Point(x=0 | 1, y=v): return 13
        case geo.Box[Int](): return 14
        case _:
            return 15
    match a, b:
        case _: pass


def closures():
    def inner() {}: pass
    def captured(x: Int) raises {imm, mut total, var a, var b^, c, d^, ref e} -> Int:
        return total
    @__parameter
    def legacy(): pass
    return inner


def continued(x: Int) -> Int:
    var w = x +
        2
    var chained = builder
        .first[Int]("a")
        .match(3)
    var text = "a"
        "b"
    print
        (w)
    print(
1,
  2
)
    var total = (1
    + 2)
    if x > 1
        and w < 3
        or chained:
        return
            3
    var joined = 1 + \
2
    var f = lambda (a: Int) -> Int:
        a + 1
    var choice = x
        if x > 1
        else w
    # comment at any column
# here too
    return x
