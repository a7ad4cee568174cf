//! The HIR as text, for `--emit` and snapshots.
//!
//! One statement a line. Values are `copy`, `move` or calls; `&` stands before what is passed by reference.

use std::fmt::Write;

use grammar::Symbol;
use rustc_hash::FxHashMap;

use super::{
    Arg, Body, Call, Callee, CaptureValue, Expr, ExprKind, InstanceId, LocalId, LocalKind, Place, PlaceKind, Stmt,
    StmtKind, Try,
};
use crate::program::{ArgKind, FunctionInstance, Program, TypeFacts};
use crate::types::{ClosureId, Passing, Value};

/// All instances of a program that have a body, each under its header.
pub fn program(program: &Program, facts: &dyn TypeFacts, library: bool) -> String {
    let functions = Functions::new(program);
    let mut out = String::new();
    for function in program.functions.iter().filter(|function| library || function.user) {
        let Some(body) = &function.body else { continue };
        if !out.is_empty() {
            out.push('\n');
        }
        let names = Names::new(body.locals.iter().map(|local| local.name));
        let mut dump = Dump { body, facts, functions: &functions, names, out: String::new(), depth: 1 };
        dump.stmts(&body.block);
        let slot = body.out.map(|out| dump.names.local(out));
        out.push_str(&header(function, slot, &functions, facts));
        out.push_str(&dump.out);
    }
    out
}

/// `def List[Int].append(mut self: List[Int], var value: Int) -> None`, and a line break. `slot` is the name of the
/// result where it is built up in place.
pub fn header(
    function: &FunctionInstance,
    slot: Option<String>,
    functions: &Functions,
    facts: &dyn TypeFacts,
) -> String {
    let args = function.args.iter().map(|arg| {
        let stars = match arg.kind {
            ArgKind::Plain => "",
            ArgKind::Variadic | ArgKind::Pack => "*",
            ArgKind::Keywords => "**",
        };
        // A variadic argument's type is shown with its star.
        let ty = facts.display(arg.ty);
        let ty = if arg.kind == ArgKind::Variadic { ty.trim_start_matches('*') } else { &ty };
        format!("{}{stars}{}: {ty}", passing(arg.passing), arg.name)
    });
    let args: Vec<String> = args.collect();
    let mut text = format!("def {}({})", functions.name(function.id), args.join(", "));
    if let Some(error) = function.raises {
        let _ = write!(text, " raises {}", facts.display(error));
    }
    let reference = match function.returns_ref {
        Some(true) => "mut ref ",
        Some(false) => "ref ",
        None => "",
    };
    let slot = slot.map(|name| format!("out {name}: ")).unwrap_or_default();
    let _ = writeln!(text, " -> {reference}{slot}{}", facts.display(function.result));
    text
}

/// What functions are called in a dump: as a listing shows them, with a number where several are shown alike.
pub struct Functions {
    names: Vec<String>,
    closures: Vec<InstanceId>,
}

impl Functions {
    pub fn new(program: &Program) -> Functions {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        let names = program.functions.iter().map(|function| {
            let count = counts.entry(&function.display).or_default();
            *count += 1;
            if *count == 1 { function.display.clone() } else { format!("{}#{count}", function.display) }
        });
        Functions {
            names: names.collect(),
            closures: program.closures.iter().map(|closure| closure.function).collect(),
        }
    }

    pub fn name(&self, function: InstanceId) -> &str {
        self.names.get(function.0 as usize).map_or("?", String::as_str)
    }

    /// The name of a closure's function.
    pub fn closure(&self, closure: ClosureId) -> String {
        self.closures
            .get(closure.0 as usize)
            .map_or_else(|| closure.0.to_string(), |function| self.name(*function).to_string())
    }
}

/// The path of a bound function, with what its parameters are.
pub fn bound(path: &str, generics: &[(Symbol, Value)], facts: &dyn TypeFacts) -> String {
    generics.iter().fold(path.to_string(), |path, (name, of)| {
        let of = of.as_type().map_or_else(|| value(of), |ty| facts.display(ty));
        path.replace(&format!("{{{name}}}"), &of)
    })
}

/// What the locals of a body are called in a dump: by their names, with the number where a name is not unique.
#[derive(Clone)]
pub struct Names(Vec<String>);

impl Names {
    pub fn new(names: impl Iterator<Item = Option<Symbol>>) -> Names {
        let names: Vec<Option<Symbol>> = names.collect();
        let mut counts: FxHashMap<Symbol, usize> = FxHashMap::default();
        for name in names.iter().flatten() {
            *counts.entry(*name).or_default() += 1;
        }
        let texts = names.iter().enumerate().map(|(i, name)| match name {
            Some(name) if counts[name] == 1 => name.to_string(),
            Some(name) => format!("{name}#{i}"),
            None => format!("t{i}"),
        });
        Names(texts.collect())
    }

    pub fn local(&self, local: LocalId) -> String {
        self.0.get(local.0 as usize).cloned().unwrap_or_else(|| format!("t{}", local.0))
    }
}

/// The word of a convention, with a space behind it.
pub fn passing(passing: Passing) -> &'static str {
    match passing {
        Passing::Imm => "",
        Passing::Mut => "mut ",
        Passing::Var => "var ",
        Passing::Ref => "ref ",
        Passing::Deinit => "deinit ",
    }
}

/// A compile-time value as the source would write it, as far as it can.
pub fn value(value: &Value) -> String {
    match value {
        Value::Int(n) => n.to_string(),
        Value::Bool(true) => "True".to_string(),
        Value::Bool(false) => "False".to_string(),
        Value::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
        Value::Str(text) => format!("{:?}", text.as_str()),
        Value::DType(dtype) => format!("DType.{}", dtype.name()),
        Value::None => "None".to_string(),
        other => format!("{other:?}"),
    }
}

struct Dump<'a> {
    body: &'a Body,
    facts: &'a dyn TypeFacts,
    functions: &'a Functions,
    names: Names,
    out: String,
    depth: usize,
}

impl Dump<'_> {
    fn line(&mut self, text: &str) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn inner(&mut self, block: &[Stmt]) {
        self.depth += 1;
        self.stmts(block);
        self.depth -= 1;
    }

    fn stmts(&mut self, block: &[Stmt]) {
        for stmt in block {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let text = match &stmt.kind {
            StmtKind::Expr(expr) => self.expr(expr),
            StmtKind::Declare(local) => match self.body.locals.get(local.0 as usize).map(|local| local.kind) {
                Some(LocalKind::Ref { .. }) => format!("ref {}", self.declared(*local)),
                _ => format!("var {}", self.declared(*local)),
            },
            StmtKind::Let(local, expr) => format!("var {} = {}", self.declared(*local), self.expr(expr)),
            StmtKind::BindRef(local, place) => format!("ref {} = {}", self.declared(*local), self.place(place)),
            StmtKind::Assign(place, expr) => format!("{} = {}", self.place(place), self.expr(expr)),
            StmtKind::Break(label) => format!("break '{}", label.0),
            StmtKind::Continue(label) => format!("continue '{}", label.0),
            StmtKind::Return(None) => "return".to_string(),
            StmtKind::Return(Some(expr)) => format!("return {}", self.expr(expr)),
            StmtKind::ReturnRef(place) => format!("return &{}", self.place(place)),
            StmtKind::Raise(expr) => format!("raise {}", self.expr(expr)),
            StmtKind::If(condition, then, otherwise) => {
                let text = format!("if {}", self.expr(condition));
                self.line(&text);
                self.inner(then);
                if !otherwise.is_empty() {
                    self.line("else");
                    self.inner(otherwise);
                }
                return;
            }
            StmtKind::Loop(label, block) => return self.nested(&format!("loop '{}", label.0), block),
            StmtKind::Labelled(label, block) => return self.nested(&format!("block '{}", label.0), block),
            StmtKind::Block(block) => return self.nested("block", block),
            StmtKind::Try(try_) => return self.try_(try_),
        };
        self.line(&text);
    }

    fn nested(&mut self, head: &str, block: &[Stmt]) {
        self.line(head);
        self.inner(block);
    }

    fn try_(&mut self, try_: &Try) {
        self.nested("try", &try_.body);
        if let Some((local, handler)) = &try_.except {
            let head = format!("except {}", self.declared(*local));
            self.nested(&head, handler);
        }
        if !try_.otherwise.is_empty() {
            self.nested("else", &try_.otherwise);
        }
        if !try_.finally.is_empty() {
            self.nested("finally", &try_.finally);
        }
    }

    fn declared(&self, local: LocalId) -> String {
        let name = self.names.local(local);
        let Some(info) = self.body.locals.get(local.0 as usize) else { return name };
        let ty = self.facts.display(info.ty);
        match info.kind {
            LocalKind::Arg(how) => format!("{}{name}: {ty}", passing(how)),
            LocalKind::Out => format!("out {name}: {ty}"),
            LocalKind::Ref { mutable: true } => format!("mut {name}: {ty}"),
            LocalKind::Var { .. } | LocalKind::Ref { .. } => format!("{name}: {ty}"),
        }
    }

    fn exprs(&self, exprs: &[Expr]) -> String {
        exprs.iter().map(|expr| self.expr(expr)).collect::<Vec<_>>().join(", ")
    }

    fn expr(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Const(constant) => value(constant),
            ExprKind::Copy(place) => format!("copy {}", self.place(place)),
            ExprKind::Move(place) => format!("move {}", self.place(place)),
            ExprKind::Call(call) => self.call(call),
            ExprKind::Construct(fields) => format!("{} {{ {} }}", self.facts.display(expr.ty), self.exprs(fields)),
            ExprKind::Tuple(parts) => format!("({})", self.exprs(parts)),
            ExprKind::If(condition, a, b) => {
                format!("({} if {} else {})", self.expr(a), self.expr(condition), self.expr(b))
            }
            ExprKind::And(a, b) => format!("({} and {})", self.expr(a), self.expr(b)),
            ExprKind::Or(a, b) => format!("({} or {})", self.expr(a), self.expr(b)),
            ExprKind::Not(a) => format!("not {}", self.expr(a)),
            ExprKind::Block(stmts, result) => self.inline(stmts, |dump| dump.expr(result)),
            ExprKind::Function(id) => self.functions.name(*id).to_string(),
            ExprKind::Closure(id, captures) => {
                let captures: Vec<String> = captures
                    .iter()
                    .map(|capture| match capture {
                        CaptureValue::Value(expr) => self.expr(expr),
                        CaptureValue::Reference(place) => format!("&{}", self.place(place)),
                    })
                    .collect();
                format!("closure {} {{ {} }}", self.functions.closure(*id), captures.join(", "))
            }
            ExprKind::PythonEntry(entry) => format!("python entry {}", entry.source_name),
            ExprKind::PythonClass(ty) => format!("python class {}", self.facts.display(*ty)),
            ExprKind::Unreachable => "unreachable".to_string(),
            ExprKind::Error => "error".to_string(),
        }
    }

    /// Statements inside of an expression, and the result behind them.
    fn inline(&self, stmts: &[Stmt], result: impl FnOnce(&Dump<'_>) -> String) -> String {
        let mut dump = Dump { names: self.names.clone(), out: "{\n".to_string(), depth: self.depth + 1, ..*self };
        dump.stmts(stmts);
        let result = result(&dump);
        dump.line(&result);
        dump.depth -= 1;
        dump.line("}");
        dump.out.trim_end().to_string()
    }

    fn place(&self, place: &Place) -> String {
        match &place.kind {
            PlaceKind::Local(local) => self.names.local(*local),
            PlaceKind::Field(base, index) => {
                let fields = self.facts.fields(base.ty);
                match fields.get(*index) {
                    Some((name, _)) => format!("{}.{name}", self.place(base)),
                    None => format!("{}.{index}", self.place(base)),
                }
            }
            PlaceKind::RefCall(call) => self.call(call),
            PlaceKind::Deref(pointer) => match &pointer.kind {
                ExprKind::Copy(pointer) => format!("{}[]", self.place(pointer)),
                _ => format!("({})[]", self.expr(pointer)),
            },
            PlaceKind::Element(base, index) => format!("{}[{}]", self.place(base), self.expr(index)),
            PlaceKind::Temporary(expr) => format!("({})", self.expr(expr)),
            PlaceKind::After(before, place) => match &before.kind {
                ExprKind::Block(stmts, _) => self.inline(stmts, |dump| dump.place(place)),
                _ => format!("{{ {}; {} }}", self.expr(before), self.place(place)),
            },
            PlaceKind::If(condition, a, b) => {
                format!("({} if {} else {})", self.place(a), self.expr(condition), self.place(b))
            }
        }
    }

    fn call(&self, call: &Call) -> String {
        let callee = match &call.callee {
            Callee::Instance(id) => self.functions.name(*id).to_string(),
            Callee::Rust { path, generics, .. } => bound(path.as_str(), generics, self.facts),
            Callee::Pointer(expr) => format!("({})", self.expr(expr)),
            Callee::External(external) => format!("extern {}", external.name),
            Callee::Abstract { .. } => "abstract".to_string(),
        };
        let args: Vec<String> = call.args.iter().map(|arg| self.arg(arg)).collect();
        format!("{callee}({}){}", args.join(", "), if call.raises.is_some() { "?" } else { "" })
    }

    fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Value(expr) => self.expr(expr),
            Arg::Reference { place, mutable: true } => format!("&mut {}", self.place(place)),
            Arg::Reference { place, mutable: false } => format!("&{}", self.place(place)),
            Arg::Variadic(exprs) => format!("[{}]", self.exprs(exprs)),
            Arg::Pack(places) => {
                let places: Vec<String> = places.iter().map(|place| format!("&{}", self.place(place))).collect();
                format!("*({})", places.join(", "))
            }
            Arg::Keywords(pairs) => {
                let pairs: Vec<String> =
                    pairs.iter().map(|(name, expr)| format!("{name}={}", self.expr(expr))).collect();
                format!("**({})", pairs.join(", "))
            }
        }
    }
}
