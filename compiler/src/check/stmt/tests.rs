//! Statements against the real library: a source says beside each line which diagnostics it gives (`# W0401 E0550`).

mod definitions;

use std::path::Path;

use crate::check::Goal;
use crate::cx::{Cx, NoFiles};
use crate::embed::library;

/// The codes per line that a comment at its end announces.
fn announced(source: &str) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    for (index, line) in source.lines().enumerate() {
        let Some((_, comment)) = line.rsplit_once("# ") else { continue };
        all.extend(comment.split_whitespace().map(|code| (index + 1, code.to_string())));
    }
    all
}

/// Checks a source and compares what is reported in it with what its comments announce.
#[track_caller]
fn check(source: &str) {
    let files = NoFiles;
    let mut cx = Cx::new(&files, library);
    cx.load_prelude();
    let root = cx.load_root(Path::new("main.mojo"), "main", source.to_string());
    cx.check_program(&[root], Goal::Check);
    let mut found = Vec::new();
    let mut texts = String::new();
    for diagnostic in cx.diagnostics.clone().into_sorted() {
        let file = cx.sources.file(diagnostic.span.file);
        if file.path.starts_with("std/") {
            continue;
        }
        let line = file.text[..diagnostic.span.start as usize].matches('\n').count() + 1;
        texts.push_str(&format!("{line}: {} {}\n", diagnostic.code, diagnostic.message));
        found.push((line, diagnostic.code.to_string()));
    }
    let mut wanted = announced(source);
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted, "\n{texts}");
}

#[test]
fn declarations_and_scopes() {
    check(
        "
def f(n: Int) -> Int:
    var a = 1
    var a = 2  # E0420
    var n = 3  # E0420
    if n > 2:
        var a = 3
        a += 1
    var b: Int
    b = a
    var c, (d, e) = 1, (2, 3.0)
    b, a = a, b
    var x = var y = 4
    return a + b + c + d + x + y


def g(t: Tuple[Int, String]) -> Int:
    var a, b, c = t  # E0553
    var d, e = t
    var f, g = 1, 2, 3  # E0553
    var h, i = 4  # E0553
    return a + d + f + h
",
    );
}

#[test]
fn assignments_that_declare() {
    check(
        "
def f(n: Int) -> Int:
    x = 1  # W0401
    y: Int = 2  # W0401
    a, b = x, y  # W0401
    if n > 3:
        z = 4  # W0401
        a += z
    if n > 4:
        z = 5  # W0401
        a += z
    return a + b


def g(n: Int) -> Int:
    if n > 3:
        z = 4
    return z  # E0425
",
    );
}

#[test]
fn immutable_targets() {
    check(
        "
struct P:
    var n: Int

    def __init__(out self, n: Int):
        self.n = n

    def set(self, n: Int):
        self.n = n  # E0550


def f(n: Int, mut m: Int, var k: Int) -> Int:
    n = 3  # E0550
    n += 3  # E0550
    m = 3
    k += 4
    f = 3  # E0551
    n = g = 4  # E0550 E0551
    for i in range(3):
        i += 1  # E0550
    for var i in range(3):
        i += 1
    return m + k


def g(l: List[Int], mut d: Dict[String, Int]) raises:
    l[0] = 3  # E0550
    d[\"a\"] = 3
    d[\"a\"] += 3
",
    );
}

#[test]
fn functions_as_values_and_assertions() {
    check(
        "
def twice(n: Int) -> Int:
    return n * 2


def f(n: Int) -> Int:
    var g = twice
    var h = lambda (x: Int) -> Int: g(x) + 1
    var limit = 3
    assert n > limit, \"too small\"
    assert n
    var g = 3  # E0420
    return h(g)
",
    );
}

#[test]
fn walrus() {
    check(
        "
def f(n: Int) -> Int:
    var k: Int
    if (k := n) > 3:
        return k
    while (m := n) > 4:  # W0402
        return m
    n := 3  # E0550
    return k
",
    );
}

#[test]
fn errors_and_where_they_go() {
    check(
        "
@fieldwise_init
struct Mine(Copyable, Writable):
    var n: Int


def raises_mine(n: Int) raises Mine -> Int:
    if n > 3:
        raise Mine(n)
    return n


def any_error(n: Int) raises -> Int:
    if n == 4:
        raise \"text\"
    return raises_mine(n) + Int(\"12\")


def caught(n: Int) -> Int:
    try:
        return any_error(n) + raises_mine(n)
    except e:
        return 0
    finally:
        print(n)


def typed(n: Int) -> Int:
    try:
        return raises_mine(n)
    except e:
        return e.n


def again(n: Int) raises -> Int:
    try:
        return any_error(n)
    except:
        raise


def silent(n: Int) -> Int:
    _ = any_error(1)  # E0711
    return any_error(n)


def other(n: Int) raises Mine -> Int:
    return any_error(n)  # E0702


def mistakes() raises:
    raise  # E0703
    raise Error  # E0704


def looks_typed() raises:
    try:
        raise \"a\"
    except Error:  # W0201
        pass
    try:
        raise \"a\"
    except Mine:  # W0703
        pass
",
    );
}

#[test]
fn results() {
    check(
        "
def nothing():
    return None


def value():
    return 3  # E0705


def missing() -> Int:
    return  # E0706


def no_reference(l: List[Int]) -> ref[l] Int:
    return 3 + 4  # E0707


def unused(n: Int) -> Int:
    unused(n)  # W0701
    n == 3  # W0701
    unused  # W0701
    _ = unused(n)
    nothing()
    return n
",
    );
}

#[test]
fn loops() {
    check(
        "
def f(var words: List[String], *xs: Int) -> Int:
    var t = 0
    for x in xs:
        t += x
    for ref w in words:
        w += \"x\"
    for w in words:
        w += \"x\"  # E0550
    for i, w in enumerate(words):
        t += i + w.byte_length()
    else:
        t = 0
    for x in 5:  # E0554
        t += x
    for x in (1, 2):  # E0554
        pass
    for a, b in range(3):  # E0553
        t += a
    while True:
        if t > 3:
            break
        t += 1
    comptime for i in range(3):
        comptime if i == 1:
            continue
        t += i
    comptime for n in t:  # E0573
        t += n
    return t


def endless() -> Int:
    while True:
        pass
",
    );
}

#[test]
fn matching() {
    check(
        "
@fieldwise_init
struct P(ImplicitlyCopyable):
    var x: Int
    var y: Int


def shapes(p: P) -> Int:
    match p:
        case P(x=0, y=k) | P(x=k, y=0) if k > 3:
            return k
        case P(x=1) as q:
            return q.y
        case P(x=1, y=2):  # W0702
            return 3
        case other:
            return other.x


def both(a: Bool, b: Bool) -> Int:
    match (a, b):
        case (True, _):
            return 1
        case (False, True):
            return 2
        case (_, False):
            return 3


def literals(n: Int, s: String, l: List[Int]) -> Int:
    match n:
        case 1 | 2:
            return 1
        case 2:  # W0702
            return 2
        case -1:
            return 3
        case k:
            k += 1  # E0550
    match s:
        case \"a\":
            return 1
        case 3:  # E0557
            return 2
    match l:
        case []:
            return 0
        case [a, b]:
            return a + b
        case (a, b):  # E0557
            return a
    match n:
        case P(x=1):  # E0557
            return 1
        case 1 | k:  # E0557
            return 1
    return 0


def missing(n: Int) -> Int:  # E0701
    match n:
        case 1:
            return 1
",
    );
}

#[test]
fn managers() {
    check(
        "
@fieldwise_init
struct Guard(ImplicitlyCopyable):
    var suppress: Bool

    def __enter__(self) -> Int:
        return 7

    def __exit__(self):
        pass

    def __exit__(self, error: Error) -> Bool:
        return self.suppress


def work() raises:
    raise \"no\"


def plain(n: Int) -> Int:
    with Guard(True) as k, Guard(False):
        return k + n


def failing():
    with Guard(True):  # E0711
        work()


def nothing(n: Int):
    with n as k:  # E0558
        _ = k + 1
",
    );
}

#[test]
fn one_mistake_gives_one_error() {
    check(
        "
@fieldwise_init
struct Point(Copyable, Movable):
    var x: Int


def repeat[n: Int]() -> Int:
    return n


def f(k: Int) -> Int:
    return repeat[k]()  # E0573


def g() -> Int:
    var d = Dict[Point, Int]()  # E0501
    return len(d)
",
    );
}

#[test]
fn several_errors_of_arguments_and_calls() {
    check(
        "
def key(n: Int) raises -> String:
    if n < 0:
        raise Error(\"negative\")
    return String(n)


def f(n: Int) raises -> Int:
    var d: Dict[String, Int] = {\"1\": 2}
    return d[key(n)] + d.pop(key(n + 1))
",
    );
}
