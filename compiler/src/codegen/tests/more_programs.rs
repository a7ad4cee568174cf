//! More programs: the rarer parts of the mapping.

use grammar::Symbol;

use super::maker::*;
use crate::hir::{EntryKind, InstanceId};
use crate::mir::*;
use crate::types::{DType, Passing, Ty, TyKind, Value};

const ADD: &str = "rt::num::add";

fn text(m: &mut Maker, text: &str) -> Operand {
    Operand::Const(Value::Str(Symbol::new(text)), m.string())
}

/// A `finally`, with a loop around it that it may leave, and one over parts of a value that is built up.
pub(super) fn finally() -> Maker {
    let mut m = Maker::new(
        "def step(mut log: String, n: Int) raises:\n    pass\ndef run(n: Int) raises:\n    var log = \"\"\n    var k = n\n    while True:\n        try:\n            k += 1\n            step(log, k)\n            break\n        finally:\n            step(log, k)\nstruct Log:\n    def __init__(out self) raises:\n        self.text = \"\"\n        try:\n            step(self.text, 1)\n        finally:\n            step(self.text, 2)\n        self.n = 3\n",
    );
    let (int, string) = (m.int(), m.string());
    let step = m.function(1, "step", &[("log", string, Passing::Mut), ("n", int, Passing::Imm)], Ty::none(), |_| {});
    m.raises(step);
    let run = m.declare(3, "run", &[("n", int, Passing::Imm)], Ty::none());
    m.raises(run);
    m.define(run, |f| {
        let n = f.arg(0);
        let log = f.at(4).var("log", string);
        let empty = text(f.maker, "");
        f.init(&log, Rvalue::Use(empty));
        let k = f.at(5).var("k", int);
        f.init(&k, Rvalue::Use(copy(&n)));
        let finally = |f: &mut Fun<'_>| {
            let call = f.call(step, vec![borrow(&log, true), Arg::Value(copy(&k))]);
            f.at(12).temp(Ty::none(), call);
        };
        let repeated = f.block(|f| {
            let body = f.block(|f| {
                let error = f.maker.error();
                let e = f.local("", error, LocalKind::Temp);
                let tried = f.block(|f| {
                    let one = f.int(1);
                    f.at(8).init(&k, rust(ADD, int, vec![copy(&k), one]));
                    let call = f.call(step, vec![borrow(&log, true), Arg::Value(copy(&k))]);
                    f.at(9).temp(Ty::none(), call);
                });
                let handler = f.block(|f| {
                    finally(f);
                    f.push(StmtKind::Drop(log.clone()));
                    f.push(StmtKind::Raise(take(&e)));
                });
                f.at(7).push(StmtKind::Try { body: tried, error: Some((e.local, error)), handler });
            });
            let cleanup = f.block(finally);
            f.at(7).push(StmtKind::OnFault { body, cleanup });
            finally(f);
            f.push(StmtKind::Break(LabelId(0)));
        });
        f.at(6).push(StmtKind::Loop(LabelId(0), repeated));
        f.at(12).push(StmtKind::Drop(log.clone()));
    });
    let log = m.strukt("Log", &[("text", string), ("n", int)]);
    let init = m.declare(14, "Log.__init__", &[], log);
    m.raises(init);
    m.define(init, |f| {
        let this = f.out("self");
        let (part, number) = (field(&this, 0, string), field(&this, 1, int));
        let empty = text(f.maker, "");
        f.at(15).init(&part, Rvalue::Use(empty));
        let finally = |f: &mut Fun<'_>| {
            let two = f.int(2);
            let call = f.call(step, vec![borrow(&part, true), Arg::Value(two)]);
            f.at(19).temp(Ty::none(), call);
        };
        let body = f.block(|f| {
            let one = f.int(1);
            let call = f.call(step, vec![borrow(&part, true), Arg::Value(one)]);
            f.at(17).temp(Ty::none(), call);
        });
        let cleanup = f.block(finally);
        f.at(16).push(StmtKind::OnFault { body, cleanup });
        finally(f);
        let three = f.int(3);
        f.at(20).init(&number, Rvalue::Use(three));
    });
    m
}

/// What is destroyed where a `try` catches an error.
pub(super) fn caught() -> Maker {
    let mut m = Maker::new(
        "def step(mut log: String, n: Int) raises:\n    pass\ndef run(n: Int):\n    try:\n        var log = \"\"\n        step(log, n)\n    except:\n        pass\n",
    );
    let (int, string, error) = (m.int(), m.string(), m.error());
    let step = m.function(1, "step", &[("log", string, Passing::Mut), ("n", int, Passing::Imm)], Ty::none(), |_| {});
    m.raises(step);
    m.function(3, "run", &[("n", int, Passing::Imm)], Ty::none(), |f| {
        let n = f.arg(0);
        let e = f.local("", error, LocalKind::Temp);
        let log = f.local("log", string, LocalKind::Var { mutable: true });
        let body = f.block(|f| {
            f.at(5).push(StmtKind::Declare(log.local));
            let empty = text(f.maker, "");
            f.init(&log, Rvalue::Use(empty));
            let Rvalue::Call(mut call) = f.call(step, vec![borrow(&log, true), Arg::Value(copy(&n))]) else { return };
            call.cleanup = vec![log.clone()];
            f.at(6).temp(Ty::none(), Rvalue::Call(call));
            f.push(StmtKind::Drop(log.clone()));
        });
        let handler = f.block(|f| {
            f.at(7).push(StmtKind::Drop(e.clone()));
        });
        f.at(4).push(StmtKind::Try { body, error: Some((e.local, error)), handler });
    });
    m
}

/// A value that is built up on two ways, with a use as a whole in between.
pub(super) fn slot() -> Maker {
    let mut m = Maker::new(
        "def make(c: Bool) -> Pair:\n    if c:\n        self.a = \"a\"\n        self.b = 1\n        look(self)\n    else:\n        self.a = \"b\"\n        self.b = 2\n    self.b = 3\n",
    );
    let (int, string, bool) = (m.int(), m.string(), m.bool());
    let pair = m.strukt("Pair", &[("a", string), ("b", int)]);
    let look = m.function(1, "look", &[("p", pair, Passing::Imm)], Ty::none(), |_| {});
    m.function(1, "make", &[("c", bool, Passing::Imm)], pair, |f| {
        let c = f.arg(0);
        let this = f.out("self");
        let (a, b) = (field(&this, 0, string), field(&this, 1, int));
        let then = f.block(|f| {
            let (value, one) = (text(f.maker, "a"), f.int(1));
            f.at(3).init(&a, Rvalue::Use(value));
            f.at(4).init(&b, Rvalue::Use(one));
            let call = f.call(look, vec![borrow(&this, false)]);
            f.at(5).temp(Ty::none(), call);
        });
        let otherwise = f.block(|f| {
            let (value, two) = (text(f.maker, "b"), f.int(2));
            f.at(7).init(&a, Rvalue::Use(value));
            f.at(8).init(&b, Rvalue::Use(two));
        });
        f.at(2).push(StmtKind::If(copy(&c), then, otherwise));
        let three = f.int(3);
        f.at(9).push(StmtKind::Replace(b.clone(), three));
    });
    m
}

/// Constants of every kind.
pub(super) fn constants() -> Maker {
    let mut m = Maker::new("def constants():\n    pass\n");
    let int8 = m.simd(DType::Int8, 1);
    let wide = m.simd(DType::UInt128, 1);
    let single = m.simd(DType::Float32, 1);
    let double = m.simd(DType::Float64, 1);
    let half = m.simd(DType::Float16, 1);
    let lanes = m.simd(DType::Int32, 4);
    let int = m.int();
    let bool = m.bool();
    let pair = Ty::new(TyKind::Tuple(vec![int, bool]));
    let values = vec![
        (Value::int(200), int8),
        (Value::int(-1), wide),
        (Value::Float(0.1_f64.to_bits()), single),
        (Value::Float((-0.0_f64).to_bits()), double),
        (Value::Float(f64::INFINITY.to_bits()), double),
        (Value::Float(f64::NAN.to_bits()), double),
        (Value::int(3), double),
        (Value::Float(1.5_f64.to_bits()), half),
        (Value::int(7), lanes),
        (Value::Aggregate(lanes, (1..5).map(Value::int).collect()), lanes),
        (Value::Tuple(vec![Value::int(1), Value::Bool(true)]), pair),
    ];
    m.function(1, "constants", &[], Ty::none(), |f| {
        for (i, (value, ty)) in values.into_iter().enumerate() {
            let x = f.at(2).var(&format!("x{i}"), ty);
            f.init(&x, Rvalue::Use(Operand::Const(value, ty)));
        }
    });
    m
}

/// Calls that never return, one of which may raise.
pub(super) fn never() -> Maker {
    let mut m = Maker::new(
        "def stop() -> Never:\n    while True:\n        pass\ndef fail() raises -> Never:\n    raise Error(\"x\")\ndef f(c: Bool) raises -> Int:\n    if c:\n        stop()\n    fail()\n",
    );
    let (int, bool, error) = (m.int(), m.bool(), m.error());
    let stop = m.function(1, "stop", &[], Ty::never(), |f| {
        f.at(2).push(StmtKind::Loop(LabelId(0), Vec::new()));
    });
    let fail = m.declare(4, "fail", &[], Ty::never());
    m.raises(fail);
    m.define(fail, |f| {
        let value = text(f.maker, "x");
        let e = f.at(5).temp(error, rust_with("rt::error::Error::new", Passing::Var, error, vec![value]));
        f.push(StmtKind::Raise(take(&e)));
    });
    let g = m.declare(6, "f", &[("c", bool, Passing::Imm)], int);
    m.raises(g);
    m.define(g, |f| {
        let c = f.arg(0);
        let then = f.block(|f| {
            let call = f.call(stop, Vec::new());
            f.at(8).temp(Ty::never(), call);
        });
        f.at(7).push(StmtKind::If(copy(&c), then, Vec::new()));
        let call = f.call(fail, Vec::new());
        f.at(9).temp(Ty::never(), call);
    });
    m
}

/// An error of the user's own type.
pub(super) fn typed_errors() -> Maker {
    let mut m = Maker::new(
        "struct Odd:\n    var n: Int\ndef check(n: Int) raises Odd -> Int:\n    raise Odd(n)\ndef f(n: Int) -> Int:\n    try:\n        return check(n)\n    except e:\n        return e.n\n",
    );
    let int = m.int();
    let odd = m.strukt("Odd", &[("n", int)]);
    let check = m.declare(3, "check", &[("n", int, Passing::Imm)], int);
    m.program.functions[check.0 as usize].raises = Some(odd);
    m.define(check, |f| {
        let n = f.arg(0);
        let e = f.at(4).temp(odd, Rvalue::Construct(odd, vec![copy(&n)]));
        f.push(StmtKind::Raise(take(&e)));
    });
    m.function(5, "f", &[("n", int, Passing::Imm)], int, |f| {
        let n = f.arg(0);
        let e = f.local("e", odd, LocalKind::Var { mutable: false });
        let body = f.block(|f| {
            let call = f.call(check, vec![Arg::Value(copy(&n))]);
            let value = f.at(7).temp(int, call);
            f.push(StmtKind::Return(Some(copy(&value))));
        });
        let handler = f.block(|f| {
            let value = f.at(9).temp(int, Rvalue::Use(copy(&field(&e, 0, int))));
            f.push(StmtKind::Drop(e.clone()));
            f.push(StmtKind::Return(Some(copy(&value))));
        });
        f.at(6).push(StmtKind::Try { body, error: Some((e.local, odd)), handler });
    });
    m
}

/// An `elif` chain that would nest too deep.
pub(super) fn long_chain() -> Maker {
    chain(20)
}

/// `if n == 0: return 0`, `elif n == 1: …`, … as the parser nests it.
pub(super) fn chain(length: i64) -> Maker {
    let mut m = Maker::new("def f(n: Int) -> Int:\n    if n < 0: …\n    return x\n");
    let (int, bool) = (m.int(), m.bool());
    m.function(1, "f", &[("n", int, Passing::Imm)], int, |f| {
        let n = f.arg(0);
        let minus = f.int(-1);
        let x = f.at(2).var("x", int);
        f.init(&x, Rvalue::Use(minus));
        let mut otherwise = Vec::new();
        for i in (0..length).rev() {
            let number = f.int(i);
            otherwise = f.block(|f| {
                let same = f.at(2).temp(bool, rust("rt::num::lt", bool, vec![copy(&n), number.clone()]));
                let then = f.block(|f| {
                    f.at(2).init(&x, Rvalue::Use(number));
                });
                f.push(StmtKind::If(copy(&same), then, otherwise));
            });
        }
        for statement in otherwise {
            f.push(statement.kind);
        }
        f.at(3).push(StmtKind::Return(Some(copy(&x))));
    });
    m
}

/// Library instances: by type, tracked and inlined; a fault-free user's file beside them.
pub(super) fn library() -> Maker {
    let mut m = Maker::new("def f(n: Int) -> Int:\n    return Box[Int](n).get()\n");
    let int = m.int();
    let boxed = m.strukt("Box[Int]", &[("value", int)]);
    m.edit(boxed).user = false;
    let get = m.function(1, "Box[Int].get", &[("self", boxed, Passing::Imm)], int, |f| {
        let this = f.arg(0);
        f.push(StmtKind::Return(Some(copy(&field(&this, 0, int)))));
    });
    let set = m.function(
        1,
        "Box[Int].set",
        &[("self", boxed, Passing::Mut), ("value", int, Passing::Imm)],
        Ty::none(),
        |f| {
            let (this, value) = (f.arg(0), f.arg(1));
            f.init(&field(&this, 0, int), Rvalue::Use(copy(&value)));
        },
    );
    for id in [get, set] {
        m.program.functions[id.0 as usize].user = false;
    }
    m.function(1, "f", &[("n", int, Passing::Imm)], int, |f| {
        let n = f.arg(0);
        let b = f.at(2).temp(boxed, Rvalue::Construct(boxed, vec![copy(&n)]));
        let call = f.call(get, vec![borrow(&b, false)]);
        let value = f.temp(int, call);
        f.push(StmtKind::Drop(b));
        f.push(StmtKind::Return(Some(copy(&value))));
    });
    m
}

/// Python entries of every shape, a class, the module's initialiser and a plain C function.
pub(super) fn entries() -> Maker {
    let mut m =
        Maker::new("def PyInit_demo() -> PythonObject:\n    pass\n@export\ndef triple(n: Int) -> Int:\n    return n\n");
    let object = m.bound("PythonObject", "py::object::Object", false);
    let int = m.int();
    let person = m.strukt("Person", &[("age", int)]);
    let pointer = m.pointer(person);
    let record = m.bound("PythonEntry", "py::entry::Entry", true);
    let class = m.bound("PythonClass", "py::class::ClassRef", true);
    let shapes: [(&str, EntryKind, bool, usize, bool); 9] = [
        ("none", EntryKind::Function, false, 0, false),
        ("one", EntryKind::Function, false, 1, false),
        ("two", EntryKind::StaticMethod, false, 2, false),
        ("named", EntryKind::Function, false, 1, true),
        ("get", EntryKind::Method, true, 0, false),
        ("set", EntryKind::Method, true, 2, false),
        ("add", EntryKind::Method, false, 1, false),
        ("packed", EntryKind::PyFunction, false, 2, false),
        ("packed_named", EntryKind::PyMethod, false, 3, true),
    ];
    let mut records = Vec::new();
    for (name, kind, by_pointer, count, keywords) in shapes {
        let packed = matches!(kind, EntryKind::PyFunction | EntryKind::PyMethod);
        let mut args = Vec::new();
        if kind == EntryKind::Method {
            args.push(("self", if by_pointer { pointer } else { object }, Passing::Imm));
        }
        args.extend((0..count).map(|i| (["a", "b", "c"][i], object, Passing::Imm)));
        if keywords && !packed {
            args.push(("kwargs", object, Passing::Imm));
        }
        let function = m.function(1, name, &args, Ty::none(), |_| {});
        m.raises(function);
        records.push(PythonEntry {
            function,
            kind,
            name: Some(Symbol::new(name)),
            source_name: Symbol::new(name),
            args: if packed { Vec::new() } else { (0..count).map(|i| Symbol::new(["a", "b", "c"][i])).collect() },
            receiver: by_pointer.then_some(person),
            keywords,
        });
    }
    let make =
        m.declare(1, "Person.__init__", &[("args", object, Passing::Imm), ("kwargs", object, Passing::Imm)], person);
    m.define(make, |f| {
        let this = f.out("self");
        let zero = f.int(0);
        f.init(&field(&this, 0, int), Rvalue::Use(zero));
    });
    records.push(PythonEntry {
        function: make,
        kind: EntryKind::Init,
        name: None,
        source_name: Symbol::new("Person.__init__"),
        args: Vec::new(),
        receiver: Some(person),
        keywords: false,
    });
    let init = m.function(1, "PyInit_demo", &[], object, |f| {
        for entry in records {
            let local = f.temp(record, Rvalue::PythonEntry(Box::new(entry)));
            let _ = local;
        }
        f.temp(class, Rvalue::PythonClass(person));
        let module = f.temp(object, rust("py::object::none", object, Vec::new()));
        f.push(StmtKind::Return(Some(take(&module))));
    });
    let triple = m.function(4, "triple", &[("n", int, Passing::Imm)], int, |f| {
        let n = f.arg(0);
        f.at(5).push(StmtKind::Return(Some(copy(&n))));
    });
    m.program.exports = vec![(init, Symbol::new("PyInit_demo")), (triple, Symbol::new("triple"))];
    m
}

/// Two functions that call each other check the stack; one that only calls them does not.
pub(super) fn recursion() -> Maker {
    let mut m = Maker::new(
        "def even(n: Int) -> Int:\n    return odd(n)\n\ndef odd(n: Int) -> Int:\n    return even(n)\n\ndef start() -> Int:\n    return even(3)\n",
    );
    let int = m.int();
    let odd = m.declare(4, "odd", &[("n", int, Passing::Imm)], int);
    let even = m.function(1, "even", &[("n", int, Passing::Imm)], int, |f| calls(f, odd, 2));
    m.define(odd, |f| calls(f, even, 5));
    m.function(7, "start", &[], int, |f| {
        let three = f.int(3);
        let call = f.call(even, vec![Arg::Value(three)]);
        let result = f.at(8).temp(int, call);
        f.push(StmtKind::Return(Some(copy(&result))));
    });
    m
}

/// `return id(n)`.
fn calls(f: &mut Fun<'_>, id: InstanceId, line: usize) {
    let n = f.arg(0);
    let call = f.call(id, vec![Arg::Value(copy(&n))]);
    let result = f.at(line).temp(n.ty, call);
    f.push(StmtKind::Return(Some(copy(&result))));
}
