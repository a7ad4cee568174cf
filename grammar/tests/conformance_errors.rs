//! The conformance cases whose mistake the front end finds: one diagnostic each, on the line of the mistake.

#[path = "support/snapshot.rs"]
mod snapshot;
mod support;

use snapshot::snapshots;

fn assert_one(name: &str, source: &str) {
    assert_eq!(support::parse(source).1.len(), 1);
    snapshot::assert("syntax", &format!("conformance_{name}"), "DIAGNOSTICS", source, &support::render(source));
}

snapshots! { assert_one:
    break_outside_loop "# a break outside any loop\ndef run(n: Int) -> Int:\n    if n > 3:\n        break\n    return n\n";
    class_statement "# a class, which the language lacks\nclass Point:\n    var x: Int\n";
    field_without_type "# a struct field without a type\nstruct Pair(Movable):\n    var a\n    var b: Int\n";
    lambda_untyped "# a lambda without parentheses and types around its arguments\ndef run() -> Int:\n    var f = lambda x: x + 1\n    return f(2)\n";
    old_alias "# the removed keyword alias\nalias LIMIT = 10\n\n\ndef run() -> Int:\n    return LIMIT\n";
    old_fn_keyword "# the removed keyword fn\nfn add(a: Int, b: Int) -> Int:\n    return a + b\n";
    old_inout "# the removed convention inout\ndef bump(inout n: Int):\n    n += 1\n";
    old_let "# the removed keyword let\ndef run() -> Int:\n    let n = 3\n    return n\n";
    python_del "# a del statement\ndef run() -> Int:\n    var l: List[Int] = [1, 2]\n    del l[0]\n    return len(l)\n";
    python_fstring "# a Python f-string\ndef run(x: Int) -> String:\n    return f\"x is {x}\"\n";
    read_convention "# the removed convention read\ndef half(read n: Int) -> Int:\n    return n // 2\n";
    try_without_except "# a try block with neither except nor finally\ndef run(n: Int) -> Int:\n    try:\n        print(n)\n    return n\n";
    unbalanced_paren "# a parenthesis that is not closed\ndef run(n: Int) -> Int:\n    var t = (n + 1\n    return t\n";
    unterminated_string "# a string literal that is not closed\ndef run() -> String:\n    var s = \"hello\n    return s\n";
}
