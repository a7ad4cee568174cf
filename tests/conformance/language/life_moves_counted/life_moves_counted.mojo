# where the user's move constructor runs
from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_life_moves_counted() abi("C") -> PythonObject:
    try:
        var m = PythonModuleBuilder("life_moves_counted")
        m.def_function[run]("run")
        return m.finalize()
    except e:
        abort(String("cannot create module life_moves_counted: ", e))


struct N(Copyable, Movable):
    var s: String
    def __init__(out self, s: String):
        self.s = s
        print("+", s)
    def __init__(out self, *, copy: Self):
        self.s = copy.s + "'"
        print("copy", copy.s)
    def __init__(out self, *, deinit move: Self):
        self.s = move.s
        print("move", move.s)
    def __deinit__(deinit self):
        print("-", self.s)
    def cons(deinit self):
        print("cons", self.s)
    def var_m(var self) -> Self:
        return self^

@fieldwise_init
struct Box(Movable):
    var a: N

struct Box2(Movable):
    var a: N
    def __init__(out self, var a: N):
        self.a = a^
    def take(deinit self) -> N:
        return self.a^
    def swap_in(mut self, var n: N) -> N:
        var old = self.a^
        self.a = n^
        return old^

def use(n: N):
    print("use", n.s)

def eat(var n: N):
    print("eat", n.s)

def eat_on(var n: N):
    eat(n^)

def local_ret() -> N:
    var n = N("a")
    return n^

def local_ret_used() -> N:
    var n = N("a")
    use(n)
    return n^

def local_ret_branch(c: Bool) -> N:
    var n = N("a")
    if c:
        return n^
    var m = N("b")
    return m^

def local_ret_raise(c: Bool) raises -> N:
    var n = N("a")
    if c:
        raise Error("x")
    return n^

def out_ret(out r: N):
    r = N("a")

def out_ret2(out r: N):
    var n = N("a")
    r = n^

def arg_ret(var n: N) -> N:
    return n^

def two(c: Bool) -> N:
    if c:
        return N("a")
    else:
        return N("b")

def opt() -> Optional[N]:
    var n = N("a")
    return n^

def opt2() -> Optional[N]:
    return N("a")

def lst() -> List[N]:
    var l = List[N]()
    l.append(N("a"))
    return l^

def tup() -> Tuple[N, Int]:
    return (N("a"), 1)

def tup2() -> Tuple[N, Int]:
    var n = N("a")
    return (n^, 1)

def check_local_ret() raises:
    var a = local_ret()
    print(1)
    use(a)

def check_local_ret_used() raises:
    var a = local_ret_used()
    print(1)
    use(a)

def check_local_ret_branch() raises:
    var a = local_ret_branch(True)
    print(1)
    use(a)
    a = local_ret_branch(False)
    print(2)
    use(a)

def check_local_ret_raise() raises:
    var a = local_ret_raise(False)
    print(1)
    use(a)

def check_out_ret() raises:
    var a = out_ret()
    print(1)
    use(a)

def check_out_ret2() raises:
    var a = out_ret2()
    print(1)
    use(a)

def check_arg_ret() raises:
    var a = arg_ret(N("a"))
    print(1)
    use(a)
    var b = arg_ret(a^)
    print(1)
    use(b)

def check_two() raises:
    var a = two(True)
    print(1)
    use(a)

def check_opt() raises:
    var a = opt()
    print(1)
    use(a.value())
    print(2)
    var b = opt2()
    print(3)
    use(b.value())

def check_lst() raises:
    var a = lst()
    print(1)
    use(a[0])

def check_tup() raises:
    var a = tup()
    print(1)
    use(a[0])
    print(2)
    var b = tup2()
    print(3)
    use(b[0])

def check_box() raises:
    var b = Box(N("a"))
    print(1)
    use(b.a)
    print(2)
    var n = N("b")
    var c = Box(n^)
    print(3)
    use(c.a)

def check_box2() raises:
    var b = Box2(N("a"))
    print(1)
    use(b.a)
    print(2)
    var n = N("b")
    var c = Box2(n^)
    print(3)
    use(c.a)
    var x = c.swap_in(N("c"))
    print(4)
    use(x)
    var y = c^.take()
    print(5)
    use(y)

def check_eat() raises:
    eat(N("a"))
    var n = N("b")
    eat(n^)
    print(1)
    eat_on(N("c"))
    var m = N("d")
    eat_on(m^)

def check_cons() raises:
    N("a").cons()
    var n = N("b")
    n^.cons()
    var m = N("c").var_m()
    print(1)
    use(m)
    var o = m^.var_m()
    print(2)
    use(o)

def check_var() raises:
    var a = N("a")
    var b = a^
    print(1)
    use(b)
    a = b^
    print(2)
    use(a)
    var c: N
    c = a^
    print(3)
    use(c)

def check_list_comp() raises:
    var l = [N(String(i)) for i in range(3)]
    print(1)
    use(l[0])

struct I(ImplicitlyCopyable, Movable):
    var s: String
    def __init__(out self, s: String):
        self.s = s
        print("+", s)
    def __init__(out self, *, copy: Self):
        self.s = copy.s + "'"
        print("copy", copy.s)
    def __init__(out self, *, deinit move: Self):
        self.s = move.s
        print("move", move.s)
    def __deinit__(deinit self):
        print("-", self.s)

def use_i(n: I):
    print("use", n.s)

def eat_i(var n: I):
    print("eat", n.s)

def arg_copy(n: I) -> I:
    return n

def arg_copy2(var n: I) -> I:
    return n

def local_copy() -> I:
    var n = I("l")
    return n

def check_ret() raises:
    var a = I("a")
    var b = arg_copy(a)
    print(1)
    var c = arg_copy2(a)
    print(2)
    var d = arg_copy2(I("z"))
    print(3)
    var e = local_copy()
    print(4)
    use_i(b)
    use_i(c)
    use_i(d)
    use_i(e)

def check_last() raises:
    var a = I("a")
    var b = a
    use_i(b)
    print(1)
    var c = I("c")
    eat_i(c)
    print(2)
    var d = I("d")
    var l = List[I]()
    l.append(d)
    print(3)
    use_i(l[0])


def run() raises -> PythonObject:
    print("-- local_ret")
    check_local_ret()
    print("-- local_ret_used")
    check_local_ret_used()
    print("-- local_ret_branch")
    check_local_ret_branch()
    print("-- local_ret_raise")
    check_local_ret_raise()
    print("-- out_ret")
    check_out_ret()
    print("-- out_ret2")
    check_out_ret2()
    print("-- arg_ret")
    check_arg_ret()
    print("-- two")
    check_two()
    print("-- opt")
    check_opt()
    print("-- lst")
    check_lst()
    print("-- tup")
    check_tup()
    print("-- box")
    check_box()
    print("-- box2")
    check_box2()
    print("-- eat")
    check_eat()
    print("-- cons")
    check_cons()
    print("-- var")
    check_var()
    print("-- list_comp")
    check_list_comp()
    print("-- ret")
    check_ret()
    print("-- last")
    check_last()
    return PythonObject("done")
