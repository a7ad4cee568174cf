def literals():
    f(0, 00, 1_000, 0xFF_ff, 0o17, 0b1010, 1.0, .5, 2., 1e3, 2.5E-3, 1_0.0_1e+1_0)
    f("a", 'b', """c
d""", '''e''', r"\d", "\n\t\\\'\"\a\b\f\r\v\x41\101\u00e9\U0001F600", "a\
b")
    f(True, False, None, ..., Self, "adjacent" 'strings' r"\too")
    f(t"a{x}b", t'{x + 1}{{literal}}', t"{f("nested")}", t"{t"{x}"}", rt"\d{x}", t"a" t"{b}", t"""
    {x}
    """)
    f((), (1,), (1, 2), (1), [], [1], [1, 2,], {}, {1}, {1, 2,}, {1: 2}, {1: 2, 3: 4,}, {a=1, b=2})
    f([x for x in y], [x for x in y if x if z], [(x, y) for x, y in z for w in x], {x for x in y}, {x: y for x, y in z})


def operators():
    f(a or b and not c, not not a, a if b else c if d else e)
    f(a < b <= c > d >= e == f != g, a in b, a not in b, a is b, a is not b)
    f(a | b ^ c & d << e >> f + g - h * i / j // k % l @ m)
    f(-a, +a, ~a, - -a, -a ** -b ** c, a ** b.c, -x ** 2, x--1)
    f(a ^ b, a^, a^.b, a^ + b, (a^, b^), a ^ b^)
    f((n := 3), n := 4)
    f(comptime(a + b), .member, a.b.c, a.match.None.Self.def, `quoted name`, `class`)
    x^.eat()
    return x^


def calls():
    f(); f(a, b=1, *c, **d); f(a)(b)(c); f[Int](x); f[n=3](x); f(
        a,
        b=2,
    )
    f(x if y else z, *args, key=lambda (x: Int): x, **rest^)
    a[1]; a[1, 2]; a[:]; a[1:]; a[:2]; a[1:2]; a[1:2:3]; a[::2]; a[byte=1:2, x=3]; a[*Ts]; a[_]; a[...]; a[1:2, ::3,]
    a[i][j].k[l](m)[n]


def functions():
    f(lambda (x: Int) -> Int: x + 1)
    f(lambda (): 3, lambda: 3)
    f(lambda (mut x: Int, y: Int = 2) raises {imm} -> Int: x if x else y)
    f(def(Int) -> Int, def() raises)
    var callback: def(Int, x: String, *rest: Int) raises Error -> Tuple[Int, Int] = g
    f[def(Int) -> Int, Some[def[T: AnyType](T) -> None]]()


def soft_words(imm: Int, raises: Int):
    var mut = 1
    var out = mut + imm
    var alias = 2
    var let = alias
    var read = owned + borrowed + inout + deinit + where + thin + abi + capturing + escaping
    alias = let
    let.x = 3
    f(mut=1, out=2)
