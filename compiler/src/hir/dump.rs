//! The HIR as text, for `--emit` and snapshots.
//!
//! One statement a line. Values are `copy`, `move` or calls; `&` stands before what is passed by reference.

use std::collections::HashMap;
use std::fmt::Write;

use grammar::Symbol;

use super::{
    Arg, Body, Call, Callee, CaptureValue, Expr, ExprKind, LocalId, LocalKind, Place, PlaceKind, Stmt, StmtKind, Try,
};
use crate::program::{FunctionInstance, Program, TypeFacts};
use crate::types::{Passing, Value};

/// All instances of a program that have a body, each under its display.
pub fn program(program: &Program, facts: &dyn TypeFacts, library: bool) -> String {
    let mut out = String::new();
    for function in program.functions.iter().filter(|function| library || function.user) {
        let Some(body) = &function.body else { continue };
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&header(function, facts));
        out.push_str(&block(body, facts));
    }
    out
}

/// `f3 = def List[Int].append raises Error -> None`
fn header(function: &FunctionInstance, facts: &dyn TypeFacts) -> String {
    let mut text = format!("f{} = def {}", function.id.0, function.display);
    if let Some(error) = function.raises {
        let _ = write!(text, " raises {}", facts.display(error));
    }
    let reference = if function.returns_ref.is_some() { "ref " } else { "" };
    let _ = write!(text, " -> {reference}{} ", facts.display(function.result));
    text
}

/// The text of a body: its arguments, then its statements.
pub fn block(body: &Body, facts: &dyn TypeFacts) -> String {
    let names = Names::new(body.locals.iter().map(|local| local.name));
    let mut dump = Dump { body, facts, names, out: String::new(), depth: 1 };
    let args: Vec<String> = (0..body.arg_count as u32).map(|i| dump.declared(LocalId(i))).collect();
    let out = body.out.map(|out| format!(" -> {}", dump.declared(out))).unwrap_or_default();
    let _ = writeln!(dump.out, "({}){out}", args.join(", "));
    dump.stmts(&body.block);
    dump.out
}

/// What the locals of a body are called in a dump: by their names, with the number where a name is not unique.
pub struct Names(Vec<String>);

impl Names {
    pub fn new(names: impl Iterator<Item = Option<Symbol>>) -> Names {
        let names: Vec<Option<Symbol>> = names.collect();
        let mut counts: HashMap<Symbol, usize> = HashMap::new();
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
            StmtKind::Declare(local) => format!("var {}", self.declared(*local)),
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
            ExprKind::Block(stmts, result) => format!("{{ {}{} }}", self.inline(stmts), self.expr(result)),
            ExprKind::Function(id) => format!("f{}", id.0),
            ExprKind::Closure(id, captures) => {
                let captures: Vec<String> = captures
                    .iter()
                    .map(|capture| match capture {
                        CaptureValue::Value(expr) => self.expr(expr),
                        CaptureValue::Reference(place) => format!("&{}", self.place(place)),
                    })
                    .collect();
                format!("closure {} {{ {} }}", id.0, captures.join(", "))
            }
            ExprKind::PythonEntry(entry) => format!("python entry {}", entry.source_name),
            ExprKind::PythonClass(ty) => format!("python class {}", self.facts.display(*ty)),
            ExprKind::Unreachable => "unreachable".to_string(),
            ExprKind::Error => "error".to_string(),
        }
    }

    /// Statements inside of an expression, in one line.
    fn inline(&self, stmts: &[Stmt]) -> String {
        let names = Names(self.names.0.clone());
        let mut dump = Dump { body: self.body, facts: self.facts, names, out: String::new(), depth: 0 };
        dump.stmts(stmts);
        dump.out.lines().map(|line| format!("{}; ", line.trim_start())).collect()
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
            PlaceKind::Deref(pointer) => format!("({})[]", self.expr(pointer)),
            PlaceKind::Element(base, index) => format!("{}[{}]", self.place(base), self.expr(index)),
            PlaceKind::Temporary(expr) => format!("({})", self.expr(expr)),
            PlaceKind::After(before, place) => format!("{{ {}; {} }}", self.expr(before), self.place(place)),
            PlaceKind::If(condition, a, b) => {
                format!("({} if {} else {})", self.place(a), self.expr(condition), self.place(b))
            }
        }
    }

    fn call(&self, call: &Call) -> String {
        let callee = match &call.callee {
            Callee::Instance(id) => format!("f{}", id.0),
            Callee::Rust { path, .. } => path.to_string(),
            Callee::Pointer(expr) => format!("({})", self.expr(expr)),
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
