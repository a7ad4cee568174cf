//! The programs: each shows one part of the mapping.

use super::maker::*;
use crate::mir::*;
use crate::types::{Passing, Signature, Ty, TyKind};

const ADD: &str = "rt::num::add";
const LT: &str = "rt::num::lt";

/// Locals, a loop, `if`, a call.
pub(super) fn arithmetic() -> Maker {
    let mut m = Maker::new(
        "def triangle(n: Int) -> Int:\n    var total = 0\n    var i = 0\n    while i < n:\n        i += 1\n        total += i\n    return total\n\ndef twice(type: Int) -> Int:\n    return triangle(type)\n",
    );
    let (int, bool) = (m.int(), m.bool());
    let triangle = m.function(1, "triangle", &[("n", int, Passing::Imm)], int, |f| {
        let n = f.arg(0);
        let zero = f.int(0);
        let total = f.at(2).var("total", int);
        f.init(&total, Rvalue::Use(zero.clone()));
        let i = f.at(3).var("i", int);
        f.init(&i, Rvalue::Use(zero));
        f.at(4);
        let body = f.block(|f| {
            let go_on = f.temp(bool, rust(LT, bool, vec![copy(&i), copy(&n)]));
            let then = f.block(|f| {
                let one = f.int(1);
                f.at(5).init(&i, rust(ADD, int, vec![copy(&i), one]));
                f.at(6).init(&total, rust(ADD, int, vec![copy(&total), copy(&i)]));
            });
            let otherwise = f.block(|f| {
                f.push(StmtKind::Break(LabelId(0)));
            });
            f.at(4).push(StmtKind::If(copy(&go_on), then, otherwise));
        });
        f.push(StmtKind::Loop(LabelId(0), body));
        f.at(7).push(StmtKind::Return(Some(copy(&total))));
    });
    m.function(9, "twice", &[("type", int, Passing::Imm)], int, |f| {
        let arg = f.arg(0);
        let call = f.call(triangle, vec![Arg::Value(copy(&arg))]);
        let result = f.at(10).temp(int, call);
        f.push(StmtKind::Return(Some(copy(&result))));
    });
    m
}

/// `out self`, built up field by field; a way out in between; a use as a whole at the end.
pub(super) fn constructor() -> Maker {
    let mut m = Maker::new(
        "struct Person:\n    def __init__(out self, var name: String, age: Int) raises:\n        self.age = age\n        check(age)\n        self.name = name^\n    def birthday(mut self):\n        self.age = self.age + 1\n    def __init__(out self):\n        self.name = \"?\"\n        self.age = 0\n        self.birthday()\n",
    );
    let (int, string) = (m.int(), m.string());
    let person = m.strukt("Person", &[("name", string), ("age", int)]);
    let check = m.function(1, "check", &[("age", int, Passing::Imm)], Ty::none(), |_| {});
    m.raises(check);
    let init =
        m.function(2, "Person.__init__", &[("name", string, Passing::Var), ("age", int, Passing::Imm)], person, |f| {
            let (name, age) = (f.arg(0), f.arg(1));
            let this = f.out("self");
            f.at(3).init(&field(&this, 1, int), Rvalue::Use(copy(&age)));
            let call = f.call(check, vec![Arg::Value(copy(&age))]);
            f.at(4).temp(Ty::none(), call);
            f.at(5).init(&field(&this, 0, string), Rvalue::Use(take(&name)));
        });
    m.raises(init);
    let birthday = m.function(6, "Person.birthday", &[("self", person, Passing::Mut)], Ty::none(), |f| {
        let age = field(&f.arg(0), 1, int);
        let one = f.int(1);
        f.at(7).init(&age, rust(ADD, int, vec![copy(&age), one]));
    });
    m.function(8, "Person.__init__", &[], person, |f| {
        let this = f.out("self");
        let text = Operand::Const(crate::types::Value::Str(grammar::Symbol::new("?")), string);
        f.at(9).init(&field(&this, 0, string), Rvalue::Use(text));
        let zero = f.int(0);
        f.at(10).init(&field(&this, 1, int), Rvalue::Use(zero));
        let call = f.call(birthday, vec![borrow(&this, true)]);
        f.at(11).temp(Ty::none(), call);
    });
    m
}

/// A destructor, a copy constructor, a move constructor, and a value taken apart.
pub(super) fn destructor() -> Maker {
    let mut m = Maker::new(
        "struct Handle:\n    def __deinit__(deinit self):\n        release(self.id)\n    def __init__(out self, *, copy: Self):\n        self.id = copy.id\n        self.name = copy.name\n    def __init__(out self, *, deinit move: Self):\n        self.id = move.id\n        self.name = move.name^\n    def close(deinit self) -> String:\n        return self.name^\ndef use(var h: Handle) -> Int:\n    var c = h\n    var d = h^\n    return c.id\n",
    );
    let (int, string) = (m.int(), m.string());
    let handle = m.strukt("Handle", &[("id", int), ("name", string)]);
    let release = m.function(1, "release", &[("id", int, Passing::Imm)], Ty::none(), |_| {});
    let deinit = m.function(2, "Handle.__deinit__", &[("self", handle, Passing::Deinit)], Ty::none(), |f| {
        let this = f.arg(0);
        let call = f.call(release, vec![Arg::Value(copy(&field(&this, 0, int)))]);
        f.at(3).temp(Ty::none(), call);
        f.push(StmtKind::Drop(field(&this, 1, string)));
    });
    m.edit(handle).deinit = Some(deinit);
    let copy_init = m.function(4, "Handle.__init__", &[("copy", handle, Passing::Imm)], handle, |f| {
        let (this, other) = (f.out("self"), f.arg(0));
        f.at(5).init(&field(&this, 0, int), Rvalue::Use(copy(&field(&other, 0, int))));
        f.at(6).init(&field(&this, 1, string), Rvalue::Use(copy(&field(&other, 1, string))));
    });
    let move_init = m.function(7, "Handle.__init__", &[("move", handle, Passing::Deinit)], handle, |f| {
        let (this, other) = (f.out("self"), f.arg(0));
        f.at(8).init(&field(&this, 0, int), Rvalue::Use(copy(&field(&other, 0, int))));
        f.at(9).init(&field(&this, 1, string), Rvalue::Use(take(&field(&other, 1, string))));
    });
    m.edit(handle).copy = Some(copy_init);
    m.edit(handle).move_ = Some(move_init);
    m.function(10, "Handle.close", &[("self", handle, Passing::Deinit)], string, |f| {
        let this = f.arg(0);
        f.at(11).push(StmtKind::Return(Some(take(&field(&this, 1, string)))));
    });
    m.function(12, "use", &[("h", handle, Passing::Var)], int, |f| {
        let h = f.arg(0);
        let c = f.at(13).var("c", handle);
        f.init(&c, Rvalue::Use(copy(&h)));
        let d = f.at(14).var("d", handle);
        f.init(&d, Rvalue::Use(take(&h)));
        f.push(StmtKind::Drop(d));
        let id = f.at(15).temp(int, Rvalue::Use(copy(&field(&c, 0, int))));
        f.push(StmtKind::Drop(c));
        f.push(StmtKind::Return(Some(copy(&id))));
    });
    m
}

/// Raising, passing on, and `try` within `try`.
pub(super) fn errors() -> Maker {
    let mut m = Maker::new(
        "def half(n: Int) raises -> Int:\n    if n < 0:\n        raise Error(\"negative\")\n    return n\ndef both(n: Int) raises -> Int:\n    return half(n)\ndef safe(n: Int) -> Int:\n    try:\n        return half(n)\n    except e:\n        try:\n            return half(0)\n        except:\n            return -1\n",
    );
    let (int, bool, error, string) = (m.int(), m.bool(), m.error(), m.string());
    let half = m.function(1, "half", &[("n", int, Passing::Imm)], int, |f| {
        let n = f.arg(0);
        let zero = f.int(0);
        let negative = f.at(2).temp(bool, rust(LT, bool, vec![copy(&n), zero]));
        let then = f.block(|f| {
            let text = Operand::Const(crate::types::Value::Str(grammar::Symbol::new("negative")), string);
            let value = f.at(3).temp(error, rust_with("rt::error::Error::new", Passing::Var, error, vec![text]));
            f.push(StmtKind::Raise(take(&value)));
        });
        f.at(2).push(StmtKind::If(copy(&negative), then, Vec::new()));
        f.at(4).push(StmtKind::Return(Some(copy(&n))));
    });
    m.raises(half);
    let both = m.declare(5, "both", &[("n", int, Passing::Imm)], int);
    m.raises(both);
    m.define(both, |f| {
        let n = f.arg(0);
        let call = f.call(half, vec![Arg::Value(copy(&n))]);
        let value = f.at(6).temp(int, call);
        f.push(StmtKind::Return(Some(copy(&value))));
    });
    m.function(7, "safe", &[("n", int, Passing::Imm)], int, |f| {
        let n = f.arg(0);
        let (e, e2) = (f.local("e", error, LocalKind::Var { mutable: false }), f.local("", error, LocalKind::Temp));
        let body = f.block(|f| {
            let call = f.call(half, vec![Arg::Value(copy(&n))]);
            let value = f.at(9).temp(int, call);
            f.push(StmtKind::Return(Some(copy(&value))));
        });
        let handler = f.block(|f| {
            f.push(StmtKind::Drop(e.clone()));
            let body = f.block(|f| {
                let zero = f.int(0);
                let call = f.call(half, vec![Arg::Value(zero)]);
                let value = f.at(12).temp(int, call);
                f.push(StmtKind::Return(Some(copy(&value))));
            });
            let handler = f.block(|f| {
                f.push(StmtKind::Drop(e2.clone()));
                let minus = f.int(-1);
                f.at(14).push(StmtKind::Return(Some(minus)));
            });
            f.at(11).push(StmtKind::Try { body, error: Some((e2.local, error)), handler });
        });
        f.at(8).push(StmtKind::Try { body, error: Some((e.local, error)), handler });
    });
    m
}

/// `ref` arguments, results and bindings; a pointer.
pub(super) fn references() -> Maker {
    let mut m = Maker::new(
        "def first(ref p: Pair) -> ref Int:\n    return p.a\ndef bump(mut n: Int):\n    n = n + 1\ndef main(q: Pair):\n    var p = Pair(1, 2)\n    ref r = first(p)\n    bump(r)\n    bump(first(p))\n    r = first(q)\n    ptr[] = r\n",
    );
    let int = m.int();
    let pair = m.strukt("Pair", &[("a", int), ("b", int)]);
    let pointer = m.pointer(int);
    let first = m.declare(1, "first", &[("p", pair, Passing::Ref)], int);
    m.program.functions[first.0 as usize].returns_ref = Some(true);
    m.define(first, |f| {
        let p = f.arg(0);
        f.at(2).push(StmtKind::ReturnRef(field(&p, 0, int)));
    });
    let bump = m.function(3, "bump", &[("n", int, Passing::Mut)], Ty::none(), |f| {
        let n = f.arg(0);
        let one = f.int(1);
        f.at(4).init(&n, rust(ADD, int, vec![copy(&n), one]));
    });
    m.function(5, "main", &[("q", pair, Passing::Imm), ("ptr", pointer, Passing::Imm)], Ty::none(), |f| {
        let (q, ptr) = (f.arg(0), f.arg(1));
        let (one, two) = (f.int(1), f.int(2));
        let p = f.at(6).var("p", pair);
        f.init(&p, Rvalue::Construct(pair, vec![one, two]));
        let r = f.local("r", int, LocalKind::Ref { mutable: true });
        f.at(7).push(StmtKind::Declare(r.local));
        let call = f.call(first, vec![borrow(&p, true)]);
        f.init(&r, call);
        let call = f.call(bump, vec![borrow(&r, true)]);
        f.at(8).temp(Ty::none(), call);
        let t = f.local("", int, LocalKind::Ref { mutable: true });
        f.at(9).push(StmtKind::Declare(t.local));
        let call = f.call(first, vec![borrow(&p, true)]);
        f.init(&t, call);
        let call = f.call(bump, vec![borrow(&t, true)]);
        f.temp(Ty::none(), call);
        let s = f.local("", int, LocalKind::Ref { mutable: false });
        f.at(10).push(StmtKind::Declare(s.local));
        let call = f.call(first, vec![borrow(&q, false)]);
        f.init(&s, call);
        f.push(StmtKind::Replace(r.clone(), copy(&s)));
        f.at(11).push(StmtKind::Replace(project(&ptr, Projection::Deref, int), copy(&r)));
        f.push(StmtKind::Drop(p));
    });
    m
}

/// A closure over a variable by reference and one by value; a function pointer.
pub(super) fn closures() -> Maker {
    let mut m = Maker::new(
        "def outer(n: Int, f: def(Int) thin -> Int) -> Int:\n    var total = 0\n    def add(k: Int) {mut total, n}:\n        total = total + n + k\n    add(1)\n    add(total)\n    return f(total)\n",
    );
    let int = m.int();
    let add = m.declare(3, "outer.add", &[], Ty::none());
    let env = m.closure("outer.add", &[("total", int, Some(true)), ("n", int, None)], add);
    let arg = |name: &str, ty: Ty| crate::program::InstanceArg {
        name: grammar::Symbol::new(name),
        ty,
        passing: Passing::Imm,
        kind: crate::program::ArgKind::Plain,
    };
    m.program.functions[add.0 as usize].args = vec![arg("env", env), arg("k", int)];
    m.define(add, |f| {
        let (this, k) = (f.arg(0), f.arg(1));
        let total = project(&field(&this, 0, int), Projection::Deref, int);
        let sum = f.at(4).temp(int, rust(ADD, int, vec![copy(&total), copy(&field(&this, 1, int))]));
        f.init(&total, rust(ADD, int, vec![copy(&sum), copy(&k)]));
    });
    let signature = Signature { args: vec![(Passing::Imm, int)], result: int, raises: None, c: false };
    let pointer = Ty::new(TyKind::FunctionPointer(Box::new(signature)));
    m.function(1, "outer", &[("n", int, Passing::Imm), ("f", pointer, Passing::Imm)], int, |f| {
        let (n, function) = (f.arg(0), f.arg(1));
        let zero = f.int(0);
        let total = f.at(2).var("total", int);
        f.init(&total, Rvalue::Use(zero));
        let closure = f.at(3).var("add", env);
        let captures = vec![Capture::Reference(total.clone()), Capture::Value(copy(&n))];
        f.init(&closure, Rvalue::Closure(crate::types::ClosureId(0), captures));
        let one = f.int(1);
        for (line, k) in [(5, one), (6, copy(&total))] {
            let call = f.call(add, vec![borrow(&closure, false), Arg::Value(k)]);
            f.at(line).temp(Ty::none(), call);
        }
        let call = Rvalue::Call(Call {
            callee: Callee::Pointer(copy(&function)),
            args: vec![Arg::Value(copy(&total))],
            raises: None,
            result: int,
            returns_ref: false,
            cleanup: Vec::new(),
        });
        let result = f.at(7).temp(int, call);
        f.push(StmtKind::Return(Some(copy(&result))));
    });
    m
}

/// Arguments that lie in each other, variadics and packs.
pub(super) fn overlaps() -> Maker {
    let mut m = Maker::new(
        "def add_to(mut p: Pair, n: Int):\n    pass\ndef sum(*xs: Int) -> Int:\n    return xs[i]\ndef show(*args: *Ts):\n    pass\ndef main(mut q: Pair):\n    var p = Pair(1, 2)\n    add_to(p, p.a)\n    add_to(q, q.b)\n    _ = sum(p.a, 3)\n    show(p, q)\n",
    );
    let int = m.int();
    let pair = m.strukt("Pair", &[("a", int), ("b", int)]);
    let add_to = m.function(1, "add_to", &[("p", pair, Passing::Mut), ("n", int, Passing::Imm)], Ty::none(), |_| {});
    let run = Ty::new(TyKind::Variadic(int));
    let sum = m.function(3, "sum", &[("xs", run, Passing::Imm)], int, |f| {
        let xs = f.arg(0);
        let zero = f.int(0);
        let i = f.at(4).temp(int, Rvalue::Use(zero));
        f.push(StmtKind::Return(Some(copy(&project(&xs, Projection::Element(i.local), int)))));
    });
    let pack = Ty::new(TyKind::Pack(vec![pair, pair]));
    let show = m.function(5, "show", &[("args", pack, Passing::Imm)], Ty::none(), |f| {
        let args = f.arg(0);
        let a = field(&project(&args, Projection::PackElement(1), pair), 0, int);
        f.at(6).temp(int, Rvalue::Use(copy(&a)));
    });
    m.function(7, "main", &[("q", pair, Passing::Mut)], Ty::none(), |f| {
        let q = f.arg(0);
        let (one, two, three) = (f.int(1), f.int(2), f.int(3));
        let p = f.at(8).var("p", pair);
        f.init(&p, Rvalue::Construct(pair, vec![one, two]));
        for (line, place, index) in [(9, &p, 0), (10, &q, 1)] {
            let call = f.call(add_to, vec![borrow(place, true), Arg::Value(copy(&field(place, index, int)))]);
            f.at(line).temp(Ty::none(), call);
        }
        let call = f.call(sum, vec![Arg::Variadic(vec![copy(&field(&p, 0, int)), three])]);
        f.at(11).temp(int, call);
        let call = f.call(show, vec![Arg::Pack(vec![p.clone(), q.clone()])]);
        f.at(12).temp(Ty::none(), call);
        f.push(StmtKind::Drop(p));
    });
    m
}
