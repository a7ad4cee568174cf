//! The tree of every form, by feature.

#[path = "support/snapshot.rs"]
mod snapshot;
mod support;

use snapshot::snapshots;

fn assert_ast(name: &str, source: &str) {
    assert_eq!(support::render(source), "", "{name}");
    support::check_tree(source);
    snapshot::assert("ast", name, "AST", source, &support::dump(source));
}

/// Statements in a function.
fn assert_body(name: &str, source: &str) {
    let text = format!("def f():\n{}", source.lines().map(|l| format!("    {l}\n")).collect::<String>());
    assert_eq!(support::render(&text), "", "{name}");
    support::check_tree(&text);
    let dump: String = support::dump(&text).lines().skip(1).map(|l| format!("{}\n", &l[2..])).collect();
    snapshot::assert("ast", name, "AST", source, &dump);
}

snapshots! { assert_body:
    assignments "a = 1\na = b = c\na, b = b, a\n(a, b) = c\na.b[0].c, d = e\n_ = f\na: Int = 1\n";
    assignments_with_operators "a += 1; a -= 1; a *= 1; a /= 1; a //= 1; a %= 1; a **= 1\na @= 1; a &= 1; a |= 1; a ^= 1; a <<= 1; a >>= 1\n";
    assertions "assert a\nassert a, \"b\"\ncomptime assert a, \"b\"\n";
    attributes "a.b.c\na.match.None\n.member\na\n    .b()\n    .c[1]\n";
    calls "f()\nf(a, b=1, *c, **d)\nf(a)(b)[c](d)\nf[Int, n=2](x)\nf(a,)\n";
    captures "def g() {}: pass\ndef h() raises {imm, mut a, var b, var c^, d^, e, ref f} -> Int: pass\n";
    comparisons "a < b <= c != d\na in b\na not in b\na is b is not c\nnot a == b\n";
    comprehensions "[x for x in y]\n[x + z for x, z in y if x if z for w in z]\n{x for x in y}\n{k: v for k, v in y}\n";
    comptime_statements "comptime N = 1\ncomptime if N > 1: pass\nelif N: pass\nelse: pass\ncomptime for i in range(N): pass\ncomptime(N + 1)\n";
    conditional_expressions "a if b else c if d else e\n(a if b else c) if d else e\nlambda (): a if b else c\n";
    declarations "var a = 1\nvar b: Int\nvar c, (d, _), = e\nvar (f, g): T = h\nref i = j\nvar k = var l = ref m = 2\nvar n, o = p = q\n";
    displays "[]\n[1, 2,]\n()\n(1,)\n(1)\n(1, 2)\n{}\n{1, 2}\n{1: 2, 3: 4,}\n{a=1, b=2}\n";
    for_loops "for i in a: pass\nelse: pass\nfor a, (b, _) in c: pass\nfor ref x in y: pass\nfor var x in y: pass\nfor i in 1, 2: pass\n";
    function_types "var g: def(Int, mut x: String, *y: Int) raises E -> Int\nvar h: def[T: AnyType](T) thin abi(\"C\")\nvar i: def(def() -> Int) -> ref[x] Int\n";
    if_statements "if a: pass\nelif b:\n    pass\nelse: pass\nif a:\n    if b: pass\n    else: pass\n";
    lambdas "lambda (mut x: Int, y: Int = 2) raises {imm} -> Int: x + y\nlambda: 1\nlambda (): lambda (): 2\n";
    literals "0; 1_000; 0xFF; 0o17; 0b11; 123456789012345678901234567890\n1.5; .5; 2.; 1e-3\n\"a\" 'b' r\"\\c\"\nTrue; False; None; ...; Self; _\n";
    match_statements "match a, b:\n    case 1 | -2.5 | \"x\" \"y\" | None | True: pass\n    case x if x > 1: pass\n    case (1 | 2) as y, _: pass\n    case A.B | .C: pass\n";
    match_structures "match a:\n    case (): pass\n    case (x): pass\n    case (x,): pass\n    case (x, (y, _)): pass\n    case []: pass\n    case [x, 1, *rest]: pass\n    case [*_]: pass\n    case P(): pass\n    case g.P[Int](x=0 | 1, y=(z, _)): pass\n";
    nested_functions "def g(x: Int) -> Int:\n    \"\"\"Inner.\"\"\"\n    return x\n@__parameter\ndef h(): pass\n";
    one_line_suites "if a: b; c;\nwhile a: break\nfor x in y: continue\ntry: a\nexcept: b\nwith a: pass\n";
    powers "-a ** -b ** c\na.b ** c[0]\n(-a) ** b\n- -~+a\n";
    precedence "a | b ^ c & d << e + f * g\na * b + c << d & e ^ f | g\na - b - c\na / b * c % d // e @ f\na << b >> c\na + b == c | d\n";
    precedence_of_logic "a or b and not c or d\nnot a in b\n(x := a or b)\nf(y := 1)\n";
    raising "raise\nraise \"a\"\nraise Error(\"a\", b)\nreturn\nreturn a\nreturn a, b^\n";
    slices "a[1]\na[1, 2]\na[:]\na[1:]\na[:2]\na[1:2:3]\na[::3]\na[byte=1:2, x=3]\na[*b]\na[_, ...]\n";
    soft_keywords "var mut = 1\nmut = out + raises\nalias = let\nlet.x = read(owned=1)\n";
    statements_on_one_line "a; b; pass; ...;\n";
    t_strings "t\"a{b}c{d + 1}\"\nt\"{{}}\"\nt\"a\" t\"{b}\"\nt\"{t\"{a}\"}{\"b\"}\"\nrt\"\\d{a}\"\n";
    transfers "a^\na^.b()\nf(a^, b^, *c^, **d^)\na ^ b\na ^ b^\na^[0]\nreturn a^\n";
    try_statements "try: a\nexcept: b\ntry:\n    a\nexcept e:\n    b\nelse:\n    c\nfinally:\n    d\ntry: a\nfinally: b\n";
    while_loops "while a:\n    b\nelse:\n    c\n";
    with_statements "with a: pass\nwith a as b, c, d(1) as e: pass\n";
    imports_in_functions "import a.b as c\nfrom .d import e\n";
}

snapshots! { assert_ast:
    argument_conventions "def f(a: Int, imm b: Int, mut c: Int, var d: Int, out e: Int, ref g: Int, ref[x, y] h: Int): pass\nstruct S:\n    def g(deinit self): pass\n";
    argument_markers "def f(a: Int, /, b: Int = 1, *, c: Int, var **d: Int): pass\ndef g(*a: Int, b: Int): pass\ndef h[*Ts: T](mut *a: *Ts): pass\n";
    comptime_declarations "comptime A = 1\ncomptime B: Int = 2\ncomptime C[n: Int, *, m: Int = 1]: T where n > m = D[n]\ncomptime if A:\n    def f(): pass\nelse:\n    comptime E = 3\n";
    continued_lines "def f(a: Int,\n      b: Int) -> Int:\n    var c = a\n        + b\n    if a\n        and b:\n        return\n            c\n    return (a\n+ b)\n";
    crlf "def f():\r\n    a = \"\"\"b\r\nc\"\"\"\r\n    return\r\n";
    decorators "@a\n@b.c(1, d=2)\ndef f(): pass\n@export(\"g\")\nstruct S:\n    @staticmethod\n    def h(): pass\n@t\ntrait T: pass\n";
    docstrings "\"\"\"Module.\"\"\"\ndef f():\n    \"\"\"Function.\"\"\"\nstruct S:\n    \"\"\"Struct.\"\"\"\n    var x: Int\n    \"\"\"Field.\"\"\"\ntrait T:\n    \"\"\"Trait.\"\"\"\n";
    function_effects "def f() raises: pass\ndef g() raises E.F[Int] -> Int: pass\ndef h() abi(\"C\") -> None: pass\ndef i() capturing[_] raises: pass\n";
    function_results "def f() -> Int: pass\ndef g() -> ref[x] List[Int]: pass\ndef h() -> ref S: pass\ndef i() -> def(Int) -> Int: pass\ndef j() -> A & B where x > 1: pass\n";
    imports "import a\nimport a.b as c, d\nfrom a.b import c, d as e\nfrom a import (b, c as d,)\nfrom a import *\nfrom . import a\nfrom .. import b\nfrom ... import c\nfrom ....a.b import d\nfrom .match import None\n";
    keywords_as_names "struct S:\n    def match(self): pass\n    def None(self): pass\n    def in(self): pass\ndef f(`class`: Int):\n    f(`class`=1)\n    a.if.else\n";
    names_in_backticks "def `a b`():\n    `x` = x\n";
    page_bindings "@export\ndef PyInit_mojo_module() -> PythonObject:\n    try:\n        var mb = PythonModuleBuilder(\"mojo_module\")\n        _ = mb.add_type[Person](\"Person\")\n            .def_method[Person.get_name](\"get_name\")\n            .def_method[Person.set_age](\"set_age\")\n        return mb.finalize()\n    except e:\n        abort(\"error creating Mojo module\")\n";
    page_factorial "from std.python import PythonObject\nfrom std import math\n\ndef factorial(py_obj: PythonObject) raises -> PythonObject:\n    # Raises an exception if `py_obj` is not convertible to a Mojo `Int`.\n    var n = Int(py=py_obj)\n\n    return math.factorial(n)\n";
    page_initializer "@fieldwise_init\nstruct Person(Movable, Writable):\n    var name: String\n    var age: Int\n\n    @staticmethod\n    def py_init(\n        out self: Person, args: PythonObject, kwargs: PythonObject\n    ) raises:\n        if len(args) != 2:\n            raise Error(\"Person() takes exactly 2 arguments\")\n        self = Self(String(args[0]), Int(args[1]))\n";
    page_keywords "def sum_kwargs(var **kwargs: PythonObject) raises -> PythonObject:\n    var total = 0\n    for entry in kwargs.items():\n        total += Int(entry.value)\n    return PythonObject(total)\n";
    page_methods "struct Person(Writable):\n    @staticmethod\n    def set_age(\n        self_ptr: UnsafePointer[mut=True, Self],\n        new_age: PythonObject,\n    ) raises:\n        self_ptr[].age = Int(new_age)\n\n    def write_to(self, mut writer: Some[Writer]):\n        t\"Person({self.name}, {self.age})\".write_to(writer)\n";
    page_static_method "def bind():\n    mb.add_type[Person](\"Person\")\n        .def_staticmethod[Person.is_valid_age](\"is_valid_age\")\n\ndef is_valid_age(age_obj: PythonObject) raises -> PythonObject:\n    return 0 <= Int(age_obj) <= 130\n";
    page_returns "def create_person() raises -> PythonObject:\n    var person = Person(\"Sarah\", 32)\n    return PythonObject(alloc=person^)\n";
    parameters "def f[a: Int, b: Int = 1, //, c: T, /, d: Int, *, e: Bool = True](): pass\ndef g[*a: Int, b: Int](): pass\nstruct S[T: A & B, n: Int = 1]: pass\n";
    structs "struct A: pass\nstruct B[n: Int](C, D & E where n > 1, not F,) where n > 2:\n    var x: Int\n    var y: Self.T; var z: Int\n    comptime N = 1\n    def __init__(out self): ...\n    comptime if N:\n        def f(self): pass\n";
    traits "trait A: pass\ntrait B(C, D & E,):\n    comptime T: AnyType\n    comptime U[n: Int]: C\n    comptime V = 1\n    def f(self) -> Int: ...\n    def g(self): pass\n";
}
