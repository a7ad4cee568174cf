"""Generates the same plausible module as Mojo and as hand-written Rust: functions and types of six kinds, and `edit`.

`edit` returns a constant, which is the line that the benchmark changes before each build.
"""

KINDS = ["poly", "scan", "collect", "hist", "rec", "steps"]

#: The constant that `edit` returns.
EDIT = 1000001

#: How many functions and types: about 35, 240 and 1,300 lines.
SIZES = {"hello": 1, "m200": 13, "m1000": 75}


def kinds(units):
    """The kind and number of each unit."""
    return [(KINDS[i % len(KINDS)], i) for i in range(units)]


MOJO = {
"poly": '''def poly_{i}(x_o: PythonObject, n_o: PythonObject) raises -> PythonObject:
    var x = Float64(py=x_o)
    var n = Int(py=n_o)
    var acc = 0.0
    for k in range(n):
        var t = x * Float64(k + {i}) + {i}.25
        if t > 1000.0:
            t = t - 500.0
        elif t < -1000.0:
            t = t + 500.0
        else:
            t = t * 0.5
        acc += t
    return PythonObject(acc)
''',
"scan": '''def scan_{i}(s_o: PythonObject) raises -> PythonObject:
    var s = String(py=s_o)
    var vowels = 0
    var digits = {i}
    for b in s.as_bytes():
        var c = Int(b)
        if c == 97 or c == 101 or c == 105 or c == 111 or c == 117:
            vowels += 1
        elif c >= 48 and c <= 57:
            digits += 1
    var out = String(vowels) + ":" + String(digits)
    return PythonObject(out)
''',
"collect": '''def collect_{i}(n_o: PythonObject) raises -> PythonObject:
    var n = Int(py=n_o)
    var xs = List[Int]()
    for k in range(n):
        xs.append((k * {m} + 11) % 1009)
    sort(xs)
    var total = 0
    for k in range(0, len(xs), 2):
        total += xs[k]
    if total < 0:
        raise Error("negative total in collect_{i}")
    return PythonObject(total)
''',
"hist": '''def hist_{i}(n_o: PythonObject) raises -> PythonObject:
    var n = Int(py=n_o)
    var d = Dict[Int, Int]()
    for k in range(n):
        var key = (k * k + {i}) % 97
        d[key] = d.get(key, 0) + 1
    var best = 0
    for e in d.items():
        if e.value > best:
            best = e.value
    return PythonObject(best)
''',
"rec": '''@fieldwise_init
struct Rec{i}(Movable, Writable):
    var name: String
    var count: Int
    var weight: Float64

    @staticmethod
    def py_init(out self: Rec{i}, args: PythonObject, kwargs: PythonObject) raises:
        if len(args) != 2:
            raise Error("Rec{i}() takes exactly 2 arguments")
        self = Self(String(py=args[0]), Int(py=args[1]), {i}.5)

    @staticmethod
    def label(p: Pointer[Self, MutUnsafeAnyOrigin]) raises -> PythonObject:
        return PythonObject(p[].name + "#" + String(p[].count))

    @staticmethod
    def bump(p: Pointer[Self, MutUnsafeAnyOrigin], n: PythonObject) raises -> PythonObject:
        p[].count += Int(py=n)
        p[].weight *= 1.5
        return PythonObject(p[].weight)
''',
"steps": '''def steps_impl_{i}(start: Int, limit: Int) -> Int:
    var v = start
    var n = 0
    while v != 1 and n < limit:
        if v % 2 == 0:
            v = v // 2
        else:
            v = 3 * v + 1
        n += 1
    return n


def steps_{i}(a: PythonObject, b: PythonObject) raises -> PythonObject:
    return PythonObject(steps_impl_{i}(Int(py=a), Int(py=b) + {i}))
''',
}


def mojo(units, name):
    """The module in Mojo."""
    out = ["from std.python import PythonObject", "from std.python.bindings import PythonModuleBuilder",
           "from std.os import abort", "", "",
           "def edit() raises -> PythonObject:", f"    return PythonObject({EDIT})", "", ""]
    reg = ['        m.def_function[edit]("edit")']
    for k, i in kinds(units):
        out.append(MOJO[k].format(i=i, m=i * 7 + 3) + "\n")
        if k == "rec":
            reg += [f'        _ = m.add_type[Rec{i}]("Rec{i}").def_py_init[Rec{i}.py_init]().def_method[Rec{i}.label]("label").def_method[Rec{i}.bump]("bump")']
        else:
            reg += [f'        m.def_function[{k}_{i}]("{k}_{i}")']
    out += ["@export", f'def PyInit_{name}() abi("C") -> PythonObject:', "    try:",
            f'        var m = PythonModuleBuilder("{name}")', *reg, "        return m.finalize()",
            "    except e:", f'        abort(String("{name}: ", e))', ""]
    return "\n".join(out)


RUST = {
    "poly": '''fn poly_{i}(x: f64, n: i64) -> f64 {{
    let mut acc = 0.0;
    for k in 0..n {{
        let mut t = x * (k + {i}) as f64 + {i}.25;
        if t > 1000.0 {{
            t -= 500.0;
        }} else if t < -1000.0 {{
            t += 500.0;
        }} else {{
            t *= 0.5;
        }}
        acc += t;
    }}
    acc
}}
''',
    "scan": '''fn scan_{i}(s: &str) -> String {{
    let mut vowels = 0i64;
    let mut digits = {i}i64;
    for &b in s.as_bytes() {{
        if b == 97 || b == 101 || b == 105 || b == 111 || b == 117 {{
            vowels += 1;
        }} else if b >= 48 && b <= 57 {{
            digits += 1;
        }}
    }}
    rt::concat_int(":", vowels, digits)
}}
''',
    "collect": '''fn collect_{i}(n: i64) -> Result<i64, rt::Error> {{
    let mut xs: Vec<i64> = Vec::new();
    for k in 0..n {{
        xs.push((k * {m} + 11) % 1009);
    }}
    rt::sort_ints(&mut xs);
    let total: i64 = xs.iter().step_by(2).sum();
    if total < 0 {{
        return Err(rt::Error::new("negative total in collect_{i}"));
    }}
    Ok(total)
}}
''',
    "hist": '''fn hist_{i}(n: i64) -> i64 {{
    let mut d: rt::DictIntInt = rt::DictIntInt::new();
    for k in 0..n {{
        let key = (k * k + {i}) % 97;
        d.add(key, 1);
    }}
    let mut best = 0;
    for v in d.values() {{
        if v > best {{
            best = v;
        }}
    }}
    best
}}
''',
    "rec": '''struct Rec{i} {{
    name: String,
    count: i64,
    weight: f64,
}}

impl Rec{i} {{
    fn new(name: String, count: i64) -> Self {{
        Rec{i} {{ name, count, weight: {i}.5 }}
    }}

    fn label(&self) -> String {{
        rt::concat_str_int(&self.name, "#", self.count)
    }}

    fn bump(&mut self, n: i64) -> f64 {{
        self.count += n;
        self.weight *= 1.5;
        self.weight
    }}
}}
''',
    "steps": '''fn steps_impl_{i}(start: i64, limit: i64) -> i64 {{
    let mut v = start;
    let mut n = 0;
    while v != 1 && n < limit {{
        if v % 2 == 0 {{
            v = v.div_euclid(2);
        }} else {{
            v = 3 * v + 1;
        }}
        n += 1;
    }}
    n
}}

fn steps_{i}(a: i64, b: i64) -> i64 {{
    steps_impl_{i}(a, b + {i})
}}
''',
}


def wrapper(name, count, body):
    """The C entry of a function of `count` arguments."""
    return (
        f'pub unsafe extern "C-unwind" fn {name}(s: Obj, a: *mut Obj, n: isize) -> Obj {{\n'
        f"    rt::ret((|| {{ let a = Args::new(a, n, {count})?; {body} }})())\n}}"
    )


def entries(kind, i):
    """The C entries of a unit: name, number of arguments, what they do."""
    return {
        "poly": [(f"poly_{i}", 2, f"rt::from_float(poly_{i}(a.float(0)?, a.int(1)?))")],
        "scan": [(f"scan_{i}", 1, f"rt::from_str(&scan_{i}(a.str(0)?))")],
        "collect": [(f"collect_{i}", 1, f"rt::from_int(collect_{i}(a.int(0)?)?)")],
        "hist": [(f"hist_{i}", 1, f"rt::from_int(hist_{i}(a.int(0)?))")],
        "steps": [(f"steps_{i}", 2, f"rt::from_int(steps_{i}(a.int(0)?, a.int(1)?))")],
        "rec": [
            (f"rec_new_{i}", 2, f"rt::alloc(s, Rec{i}::new(a.string(0)?, a.int(1)?))"),
            (f"rec_label_{i}", 0, f"rt::from_str(&rt::this::<Rec{i}>(s).label())"),
            (f"rec_bump_{i}", 1, f"rt::from_float(rt::this::<Rec{i}>(s).bump(a.int(0)?))"),
        ],
    }[kind]


def rust(units, name):
    """The module as a person would write it in Rust: one file over the crate `plain`."""
    out = ["#![allow(unused, non_snake_case, unsafe_op_in_unsafe_fn)]", "use rt::{Obj, Args};", ""]
    out += [f"pub fn edit() -> i64 {{\n    {EDIT}\n}}", wrapper("w_edit", 0, "rt::from_int(edit())")]
    functions, types = ['        rt::def(c"edit", w_edit),'], []
    for kind, i in kinds(units):
        out.append(RUST[kind].format(i=i, m=i * 7 + 3))
        out += [wrapper("w_" + entry, count, body) for entry, count, body in entries(kind, i)]
        if kind == "rec":
            methods = f'rt::def(c"label", w_rec_label_{i}), rt::def(c"bump", w_rec_bump_{i})'
            types.append(f'    rt::add_type::<Rec{i}>(m, c"{name}.Rec{i}", c"Rec{i}", w_rec_new_{i}, &[{methods}]);')
        else:
            functions.append(f'        rt::def(c"{kind}_{i}", w_{kind}_{i}),')
    out += ["", "#[unsafe(no_mangle)]", f'pub unsafe extern "C" fn PyInit_{name}() -> Obj {{']
    out += [f'    let m = rt::module(c"{name}", &[', *functions, "    ]);", *types, "    m", "}", ""]
    return "\n".join(out)
