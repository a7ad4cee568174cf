//! What is reported of a text: mistakes, older spellings, and what to write instead.

#[path = "support/snapshot.rs"]
mod snapshot;
mod support;

use snapshot::snapshots;

fn assert_error(name: &str, source: &str) {
    let reported = support::render(source);
    assert!(!reported.is_empty(), "{name} is clean");
    support::check_tree(source);
    snapshot::assert("syntax", name, "DIAGNOSTICS", source, &reported);
}

/// An older spelling is a warning; applied, its fix leaves a text that is clean and means the same.
fn assert_old(name: &str, source: &str) {
    let reported = support::render(source);
    assert!(reported.lines().all(|l| l.starts_with(' ') || l.contains(" W0201 ")), "{reported}");
    let fixed = support::fixed(source);
    assert_eq!(support::render(&fixed), "", "after the fix:\n{fixed}");
    assert_eq!(support::dump(source), support::dump(&fixed), "after the fix:\n{fixed}");
    let gap = if fixed.ends_with('\n') { "" } else { "\n" };
    snapshot::assert("syntax", name, "DIAGNOSTICS", source, &format!("{reported}\n----- FIXED\n{fixed}{gap}"));
}

snapshots! { assert_old:
    old_alias "alias N = 1\nstruct S:\n    alias T: AnyType = Int\ndef f():\n    alias M = N\n";
    old_borrowed "def f(borrowed x: Int, borrowed self: Int): pass";
    old_except_type "def f():\n    try: pass\n    except Error as e: pass\n    try: pass\n    except Error: pass\n";
    old_fn "fn f() -> Int: return 1\nstruct S:\n    fn g(self): pass\ndef h(f: fn (Int) -> Int): pass\n";
    old_inout "def f(inout x: Int): pass\nstruct S:\n    def __init__(inout self, x: Int): pass\n    def g(inout self): pass\n";
    old_keywords "def f(**kwargs: Int): pass";
    old_let "def f():\n    let x = 1\n    let y: Int = 2\n    let z, (w, _) = v\n";
    old_owned "def f(owned x: Int): pass\nstruct S:\n    def __del__(owned self): pass\n";
    old_parameter "def f():\n    @parameter\n    if n:\n        pass\n    @parameter\n    for i in range(3): pass\n    @parameter\n    def g(): pass\n";
    old_read "def f(read x: Int):\n    def g() {read x, read}: pass\n";
    old_tuple_types "def f(x: (Int, Int)) -> (Int, (String, Bool)):\n    var y: (Int,) = z\n    var g: def((Int, Int)) -> (Int, Int) = h\n";
    old_where "def f[n: Int where n > 0, m: Int](x: Int): pass\nstruct S[n: Int where n > 0]: pass\n";
}

snapshots! { assert_error:
    argument_order "def f():\n    g(a=1, 2)\n    g(a=1, a=2)\n";
    assigned_to_what_is_no_place "def f():\n    1 = x\n    f() + 1 = x\n    \"a\" += x\n    None = x\n    a, 1 = x\n    (a < b) = x\n    {a} = x\n    x: Int = y = z\n";
    await_is_not_there "def f():\n    x = await g()\n";
    block_on_the_same_line "def f():\n    if a: if b: pass\n    pass; while a: pass\n";
    chain_with_a_type "def f():\n    var a: Int = var b = 3\n";
    class_with_a_body "class A(B):\n    x = 1\n    def f(self): pass\n";
    comprehensions "def f():\n    a = (x for x in y)\n    g(x for x in y)\n    b = [x for x y]\n    c = [x for x in y if]\n";
    decorators "def f():\n    @a\n    x = 1\n    @b\n    while x: pass\n    @c\n    if x: pass\n@d def g(): pass\n@e\n";
    dict_entries "def f():\n    a = {b: 1, c}\n    d = {e: }\n";
    else_if "def f():\n    if a: pass\n    else if b: pass\n    else: pass\n";
    except_of_a_type "def f():\n    try:\n        g()\n    except ValueError as e:\n        pass\n";
    f_strings "def f():\n    a = f\"{x:.2f}\"\n    b = F'y' + rf\"{z}\"\n";
    fields "struct S:\n    var a\n    var b, c: Int\n    var d: Int = 1\n    e: Int\n    f = 2\n    ref g: Int\n";
    for_without_in "def f():\n    for x range(3):\n        pass\n    for x of y:\n        pass\n";
    function_effects "def f() thin: pass\ndef g() raises raises: pass\ndef h() raises abi(\"C\"): pass\ndef i(f: def() escaping): pass\n";
    function_headers "def: pass\ndef f: pass\ndef g(: pass\ndef h() -> : pass\ndef i() Int: pass\ndef (x: Int): pass\n";
    header_keeps_its_block "def f(x Int):\n    var a = 1\nstruct S(A B):\n    var x: Int\ndef g():\n    if x y:\n        return 1\n";
    if_with_assignment "def f():\n    if a = 1: pass\n    while a = 1: pass\n";
    imports "import\nimport a.\nimport a as\nfrom a import\nfrom import b\nfrom a import (b, c\nfrom . b import c\nimport a, \n";
    lambda_without_types "def f():\n    a = lambda x, y: x + y\n    b = lambda (x): x\n";
    loops "def f():\n    break\n    def g():\n        continue\n    while x:\n        def h(): break\n    else:\n        continue\n";
    nested_types "def f():\n    struct A: pass\nstruct B:\n    trait C: pass\n";
    orphans "def f():\n    else: pass\n    elif x: pass\n    except: pass\n    finally: pass\n    case 1: pass\n";
    orphan_behind_a_failed_header "def f():\n    fi x:\n        pass\n    else:\n        pass\n    trie:\n        pass\n    except e:\n        pass\n";
    print_statement "def f():\n    print \"a\"\n    print x\n";
    python_statements "def f():\n    del x\n    global x\n    nonlocal x\n    yield x\n    async def g(): pass\n";
    starred "def f():\n    a = [*b]\n    *a, b = c\n    d = {**e}\n";
    statements_at_file_scope "var a = 1\nvar b: Int\nc = 2\nprint(d)\nfor x in y: pass\nif x: pass\ncomptime assert True\n";
    t_strings "def f():\n    a = t\"{}\"\n    b = t\"{x!r}\"\n    c = t\"{x y}\"\n    d = \"a\" t\"b\"\n";
    ternary_without_else "def f():\n    a = b if c\n    return d if e\n";
    traits "trait T[n: Int]:\n    var x: Int\n    x = 1\n    comptime Y\n";
    tries "def f():\n    try: pass\n    try: pass\n    else: pass\n    finally: pass\n    try: pass\n    except a, b: pass\n";
    two_mistakes_in_one_statement "def f():\n    g(a b, c d)\n    h(a b)\n";
    typed_parameters "def f[n](): pass\ndef g[*n](): pass\ndef h[n: Int = 1, m: Int](): pass\ndef i[//, n: Int](): pass\ndef j[*, n: Int, /](): pass\n";
    variables_without_type_or_value "def f():\n    var x\n    ref y\n    ref z: Int\n    comptime N\n    comptime M: Int\n";
    walrus_with_var "def f():\n    if var x := 1: pass\n";
}
