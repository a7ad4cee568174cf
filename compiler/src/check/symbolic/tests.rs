//! Generic definitions: what is accepted, and what is reported though nobody uses them.

mod traits;

use std::path::{Path, PathBuf};

use crate::check::Facts;
use crate::cx::{Cx, NoFiles};
use crate::definitions::FunctionId;
use crate::embed::library;
use crate::pipeline::{self, Goal, Input};

/// Checks a source and compares what is reported in it with what the comments at the ends of its lines announce
/// (`# W0601 E0402`).
#[track_caller]
fn check(source: &str) {
    let input = Input {
        path: Path::new("main.mojo"),
        module: "main",
        output: None,
        bytes: source.as_bytes(),
        include: &[],
        files: &NoFiles,
    };
    let outcome = pipeline::run(&input, Goal::Check);
    let (mut found, mut texts) = (Vec::new(), String::new());
    for diagnostic in outcome.diagnostics.into_sorted() {
        let file = outcome.sources.file(diagnostic.span.file);
        let line = file.text[..diagnostic.span.start as usize].matches('\n').count() + 1;
        texts.push_str(&format!("{}:{line}: {} {}\n", file.path, diagnostic.code, diagnostic.message));
        found.push((line, diagnostic.code.to_string()));
    }
    let mut wanted: Vec<(usize, String)> = Vec::new();
    for (index, line) in source.lines().enumerate() {
        let Some((_, comment)) = line.rsplit_once("# ") else { continue };
        wanted.extend(comment.split_whitespace().map(|code| (index + 1, code.to_string())));
    }
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted, "\n{texts}");
}

/// The modules of the library, as they are imported.
fn modules(folder: &Path, prefix: &str, all: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let full = format!("{prefix}.{name}");
        if path.is_dir() {
            modules(&path, &full, all);
        } else if name == "__init__" {
            all.push(prefix.to_string());
        } else {
            all.push(full);
        }
    }
}

/// The library is generic code that many programs use: nothing is to be said about any of it.
#[test]
fn the_library_is_clean() {
    let files = NoFiles;
    let mut cx = Cx::new(&files, library);
    cx.load_prelude();
    cx.load_root(Path::new("main.mojo"), "main", String::new());
    let mut all = Vec::new();
    modules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../stdlib"), "std", &mut all);
    assert!(all.len() > 50, "{all:?}");
    cx.check_library(&all);
    let functions = cx.defs.functions.len();
    for index in 0..functions {
        cx.check_generic(FunctionId(index as u32));
    }
    let program = std::mem::take(&mut cx.tables.program);
    let checked = program.symbolic.len();
    let mut diagnostics = std::mem::take(&mut cx.diagnostics);
    {
        let facts = Facts::new(&mut cx, &program);
        crate::lower::lower_all(&program, &facts, &|_| true, true, &mut diagnostics);
    }
    let mut texts = String::new();
    for diagnostic in diagnostics.into_sorted() {
        let file = cx.sources.file(diagnostic.span.file);
        let line = file.text[..diagnostic.span.start as usize].matches('\n').count() + 1;
        texts.push_str(&format!("{}:{line}: {} {}\n", file.path, diagnostic.code, diagnostic.message));
    }
    assert!(texts.is_empty(), "\n{texts}");
    assert!(checked > 500, "{checked} definitions");
}

#[test]
fn names_members_and_operators() {
    check(
        r#"
def f[T: Copyable & Deinitable](x: T, y: T) -> Int:
    print(nothing)  # E0401
    var a = x.foo()  # E0402
    if x == y:  # E0515
        return x.bar  # E0402
    return a + x[0]  # E0534

def g[T: Sized & Writable](x: T) -> Int:
    print(x)
    return len(x)

def h[n: Int](x: Int) -> Int:
    return x + n + missing  # E0401
"#,
    );
}

#[test]
fn types_and_arguments() {
    check(
        r#"
def f[T: AnyType](x: T, n: Int) -> Int:
    var s: String = 3  # E0510
    f(x, 1, 2)  # E0525
    f(x, m=3)  # E0526
    print(x)  # E0501
    return s  # E0510

def g[T: Copyable](l: List[T]) -> T:
    return l  # E0510

def h[n: Int](a: Array[Int, n]) -> Array[Int, 4]:
    return a.copy()  # E0510

def k[dt: DType](a: Scalar[dt]) -> Float64:
    return a  # E0510
"#,
    );
}

#[test]
fn copies_without_being_asked_for() {
    check(
        r#"
def copied[T: Movable & Deinitable](x: T) -> T:
    return x  # E0530

def immutable[T: Copyable & Deinitable](x: T, var y: T):
    x = y^  # E0550

def fine[T: ImplicitlyCopyable & Deinitable](x: T) -> T:
    var y = x
    return y
"#,
    );
}

/// Ownership is looked at once there are no other mistakes.
#[test]
fn moves_and_initialisation() {
    check(
        r#"
def moved[T: Copyable & Deinitable](var x: T) -> T:
    var y = x^
    _ = y
    return x^  # E0611

def uninitialised[T: Copyable & Deinitable](x: T, c: Bool) -> T:
    var y: T
    if c:
        y = x.copy()
    return y^  # E0612

def everywhere[T: Movable & Deinitable](var x: T, c: Bool) -> T:
    var y: T
    if c:
        y = x^
    else:
        y = x^
    return y^

def arms[n: Int](x: Int) -> Int:
    var y: Int
    comptime if n == 0:
        y = x
    else:
        y = 2
    return y

def alias[T: Copyable & Deinitable](mut a: List[T], x: T):
    both(a, a)  # E0615

def both[T: Copyable & Deinitable](mut a: List[T], b: List[T]):
    a = b.copy()

struct Half[T: Copyable & Deinitable]:
    var a: Self.T
    var b: Self.T

    def __init__(out self, var a: Self.T):  # E0613
        self.a = a^

struct Empty[T: AnyType]:
    def __init__(out self):
        pass

def used() -> Int:
    _ = moved(1)
    _ = moved(String("a"))
    return 0
"#,
    );
}

#[test]
fn paths_without_a_result() {
    check(
        r#"
def f[T: AnyType](x: T) -> Int:  # E0701
    print(1)

def g[n: Int](x: Int) -> Int:  # E0701
    comptime if n == 0:
        return 1
    comptime if n != 0:
        return 2

def h[n: Int](x: Int) -> Int:
    comptime if n == 0:
        return 1
    else:
        return 2

def k[T: AnyType](x: Int) -> Int:
    while True:
        if x > 3:
            return 1
"#,
    );
}

#[test]
fn methods_of_generic_structs() {
    check(
        r#"
struct Stack[T: Copyable & Deinitable, n: Int = 8](Copyable, Movable, Sized):
    comptime HALF = Self.n // 2
    var items: List[Self.T]

    def __init__(out self):
        self.items = []

    def __len__(self) -> Int:
        return len(self.items)

    def push(self, var x: Self.T):
        self.items.append(x^)  # E0529

    def top(self) -> Self.T:
        return self.items[len(self.items) - 1]  # E0530

    def half(self) -> Int:
        return Self.HALF + Self.QUARTER  # E0402

    def twice(self) -> Stack[Self.T, Self.n * 2]:
        var out = Stack[Self.T, Self.n * 2]()
        for x in self.items:
            out.items.append(x.copy())
        return out^

    def bare(self) -> Int:
        return n  # E0405

    def show(self) -> String where conforms_to(Self.T, Writable):
        return String(self.items[0])

    def hidden(self) -> String:
        return String(self.items[0])  # E0522
"#,
    );
}

#[test]
fn names_in_bounds() {
    check(
        r#"
def f[T: Missing](x: T) -> Int:  # E0401
    return x.anything()

struct S[T: Missing]:  # E0401
    var x: Self.T

    def m(self):
        self.x.anything()

def g(x: Some[Missing]):  # E0401
    x.anything()
"#,
    );
}

#[test]
fn default_values() {
    check(
        r#"
def f(x: Int = "a", y: String = "b"):  # E0510
    pass

def g[T: AnyType](x: Int = missing):  # E0401
    pass

def h(x: List[Int] = [], y: Optional[Int] = None):
    pass
"#,
    );
}

#[test]
fn once_however_many_instances() {
    check(
        r#"
def show[T: Copyable & Deinitable](x: T) -> Int:
    return x.size()  # E0402

def first[T: Copyable & Deinitable](x: T) -> Int:
    return show(x)

def use() -> Int:
    return show(1) + show("a") + show(2.0) + first(True)
"#,
    );
}

#[test]
fn warnings_come_from_the_definition() {
    check(
        r#"
def f[n: Int](x: Int) -> Int:
    var y = x + 1
    comptime if n > 0:
        return y
    else:
        return 0

def g[T: AnyType](x: Int) -> Int:
    var y = x  # W0601
    x + 1  # W0701
    return 3

def use() -> Int:
    return f[0](1) + f[1](2) + g[Int](1) + g[String](2)
"#,
    );
}

#[test]
fn branches_that_the_arguments_choose() {
    check(
        r#"
def f[T: Copyable & Deinitable](x: T) -> Int:
    comptime if conforms_to(T, Writable):
        print(x)
        return 1
    elif conforms_to(T, Sized) and conforms_to(T, Boolable):
        if x:
            return len(x)
        return x.foo()  # E0402
    elif T == Int:
        return rebind[Int](x) + 1
    else:
        comptime assert False, "no"
    return 2

def g[n: Int](x: Tuple[Int, String]) -> Int:
    comptime if n == 0:
        return x.foo()  # E0402
    comptime for i in range(n):
        print(x[i])
    return x[n]
"#,
    );
}

#[test]
fn functions_as_parameters() {
    check(
        r#"
def apply[F: def(Int) -> Int](f: F, n: Int) -> Int:
    return f(n) + f(n, 3)  # E0525

def apply2[f: def(Int) -> Int](n: Int) -> String:
    return f(n)  # E0510

def apply3[f: def(Int) raises -> Int](n: Int) -> Int:
    return f(n)  # E0711

def twice[f: def(Int) -> Int](n: Int) -> Int:
    return apply2[f](n).byte_length() + f(f(n))

def vectors[F: def[w: Int](i: Int) -> None](f: F):
    f[4](0)

def passed[T: Copyable & Deinitable, U: Copyable & Deinitable](xs: List[T], f: Some[def(T) -> U]) -> List[U]:
    var out = List[U]()
    for x in xs:
        out.append(f(x))
    return out^
"#,
    );
}

#[test]
fn nested_functions() {
    check(
        r#"
def outer[T: Copyable & Deinitable](x: T, n: Int) -> Int:
    var sum = 0

    def plain(y: T) -> Int:
        return y.foo()  # E0402

    def generic[U: Sized](y: U) -> Int:
        return len(y) + y.bar()  # E0402

    def closure(y: T) {mut sum, n}:
        sum += n + m  # E0401

    closure(x)
    return plain(x) + generic("a".bytes()) + sum

def concrete(n: Int) -> Int:
    def inner[w: Int](i: Int) -> Int:
        return w + i + missing  # E0401

    return n
"#,
    );
}

#[test]
fn values_of_parameters() {
    check(
        r#"
def cat[T: Copyable & Deinitable, n: Int, m: Int](a: Array[T, n], b: Array[T, m]) -> Array[T, n + m]:
    comptime total = n + m
    var out = Array[T, n + m](fill=a[0])
    for i in range(n):
        out[i] = a[i].copy()
    comptime for i in range(m):
        out[n + i] = b[i].copy()
    _ = total
    return out^

def vector[dt: DType, w: Int](a: SIMD[dt, w], b: SIMD[dt, w]) -> SIMD[dt, w]:
    var c = a * 2 + b
    c += 1
    var zero: Scalar[dt] = 0
    return max(c, a) + zero

def named[name: StaticString, *, loud: Bool = False]() -> String:
    comptime if loud:
        return String(name).upper()
    return String("<", name, ">")

def many[*Ts: Writable](*args: *Ts) -> String:
    var s = String()
    comptime for i in range(args.__len__()):
        s += String(args[i])
    return s
"#,
    );
}

#[test]
fn origins() {
    check(
        r#"
def first[T: Copyable & Deinitable, origin: Origin](s: Span[T, origin]) -> T:
    return s[0].copy()

def longest[is_mut: Bool, //, o: Origin[mut=is_mut]](a: StringSpan[o], b: StringSpan[o]) -> StringSpan[o]:
    return a if a.byte_length() > b.byte_length() else b

def read(s: Span[Byte, _], p: Pointer[Int, _]) -> Int:
    return len(s) + p[] + s.foo()  # E0402

struct View[T: Copyable & Deinitable, origin: Origin]:
    var p: Pointer[Self.T, Self.origin]

    def __init__(out self, ref [Self.origin] x: Self.T):
        self.p = Pointer(to=x)

    def get(self) -> Self.T:
        return self.p[].copy()
"#,
    );
}

#[test]
fn what_the_reference_library_does() {
    check(
        r#"
def width[dtype: DType]() -> Int:
    comptime if dtype == DType.float64:
        return 64
    elif dtype == DType.float32:
        return 32
    else:
        comptime assert False, "unsupported"

def reciprocal[dt: DType](x: Scalar[dt]) -> Scalar[dt]:
    return 1 / x + 2 * x - x / 3

def sized[*Ts: Writable](*args: *Ts, out result: Array[Int, args.__len__()]):
    result = {fill=0}

def same[n: Int](x: Array[Int, 3]) -> Int:
    comptime if n == 4:
        return rebind[Array[Int, 4]](x)[3]
    return 0

def handled[I: Iterator](mut it: I) raises StopIteration -> I.Element:
    try:
        return it.__next__()
    except e:
        raise e
"#,
    );
}

#[test]
fn overloads_of_a_program_are_not_told_apart_by_their_types_alone() {
    check(
        r#"
def one(x: Int) -> Int:
    return 1

def one(x: Int, y: Int = 2) -> Int:
    return 2

def two[T: AnyType](x: T) -> Int:
    return 1

def two[T: AnyType](x: List[T]) -> Int:
    return 2

def f():
    _ = one(1)  # E0523
    _ = one(1, 2)
    _ = two(List[Int]())  # E0523
    _ = two(3)
"#,
    );
}

#[test]
fn open_types_close_over_arguments_and_values() {
    check(
        r#"
def lanes(v: SIMD) -> Scalar[v.dtype]:
    return v[0]

def counted(l: List, d: Dict[String, _], a: Array[Int, ...]) -> Int:
    return len(l) + len(d) + a.length

def missing(d: Dict[String]) -> Int:  # E0504
    return len(d)

def nested(l: List[List]) -> Int:  # E0504
    return len(l)

def f(d: Dict[String, Int], a: Array[Int, 3]) -> Int:
    var x: List = [1, 2]
    var y: SIMD = UInt8(3)
    var z: List[_] = x.copy()
    x.append(3)
    z.append(Int(lanes(y)))
    return counted(x, d, a) + len(z)

def again[T: Copyable](l: List[T], n: Int) -> Int:
    return 0 if n == 0 else again(l, n - 1)
"#,
    );
}
