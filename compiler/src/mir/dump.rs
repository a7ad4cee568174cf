//! The MIR as text, for `--emit` and snapshots.
//!
//! One statement a line. `move`, `copy` and `&` say how an operand is used; a local whose name is not unique carries its number.

use std::fmt::Write;

use super::{
    Arg, Block, Body, Call, Callee, Capture, LocalId, LocalKind, Operand, Place, Projection, Rvalue, Stmt, StmtKind,
};
use crate::hir::{
    self,
    dump::{Functions, Names, bound, passing, value},
};
use crate::program::{FunctionInstance, Program, TypeFacts};
use crate::types::{Ty, TyKind, Value};

/// The bodies of the user's functions, each under its header. `bodies` is indexed by `InstanceId`.
pub fn program(program: &Program, bodies: &[Option<Body>], facts: &dyn TypeFacts) -> String {
    let functions = Functions::new(program);
    let bodies = program.functions.iter().zip(bodies).filter(|(function, _)| function.user);
    let texts = bodies.filter_map(|(function, text)| Some(body(function, text.as_ref()?, &functions, facts)));
    texts.collect::<Vec<_>>().join("\n")
}

/// A body under its header.
pub fn body(function: &FunctionInstance, body: &Body, functions: &Functions, facts: &dyn TypeFacts) -> String {
    let names = Names::new(body.locals.iter().map(|local| local.name));
    let slot = body.out.map(|out| names.local(out));
    let out = hir::dump::header(function, slot, functions, facts);
    let mut dump = Dump { body, facts, functions, names, out, depth: 1 };
    dump.block(&body.block);
    dump.out
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

    fn block(&mut self, block: &Block) {
        let mut stmts = block.iter().peekable();
        while let Some(stmt) = stmts.next() {
            match (&stmt.kind, stmts.peek().map(|next| &next.kind)) {
                (StmtKind::Declare(local), Some(StmtKind::Init(place, value)))
                    if place.local == *local && place.projections.is_empty() =>
                {
                    let value = self.rvalue(value);
                    match self.is_effect(*local) {
                        true => self.line(&value),
                        false => self.line(&format!("let {} = {value}", self.local_with_type(*local))),
                    }
                    stmts.next();
                }
                (StmtKind::Declare(local), Some(StmtKind::BindRef(bound, place))) if bound == local => {
                    let text = format!("let {} = &{}", self.local_with_type(*local), self.place(place));
                    self.line(&text);
                    stmts.next();
                }
                _ => self.stmt(stmt),
            }
        }
    }

    fn inner(&mut self, block: &Block) {
        self.depth += 1;
        self.block(block);
        self.depth -= 1;
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Declare(local) => {
                let text = format!("let {}", self.local_with_type(*local));
                self.line(&text);
            }
            StmtKind::Init(place, rvalue) => {
                let text = format!("{} = {}", self.place(place), self.rvalue(rvalue));
                self.line(&text);
            }
            StmtKind::Replace(place, operand) => {
                let text = format!("replace {} = {}", self.place(place), self.operand(operand));
                self.line(&text);
            }
            StmtKind::BindRef(local, place) => {
                let text = format!("{} = &{}", self.local(*local), self.place(place));
                self.line(&text);
            }
            StmtKind::Drop(place) => {
                let text = format!("drop {}", self.place(place));
                self.line(&text);
            }
            StmtKind::If(condition, then, otherwise) => {
                let text = format!("if {}", self.operand(condition));
                self.line(&text);
                self.inner(then);
                if !otherwise.is_empty() {
                    self.line("else");
                    self.inner(otherwise);
                }
            }
            StmtKind::Loop(label, body) => {
                self.line(&format!("loop '{}", label.0));
                self.inner(body);
            }
            StmtKind::Labelled(label, body) => {
                self.line(&format!("block '{}", label.0));
                self.inner(body);
            }
            StmtKind::Break(label) => self.line(&format!("break '{}", label.0)),
            StmtKind::Continue(label) => self.line(&format!("continue '{}", label.0)),
            StmtKind::Return(None) => self.line("return"),
            StmtKind::Return(Some(operand)) => {
                let text = format!("return {}", self.operand(operand));
                self.line(&text);
            }
            StmtKind::ReturnRef(place) => {
                let text = format!("return &{}", self.place(place));
                self.line(&text);
            }
            StmtKind::Raise(operand) => {
                let text = format!("raise {}", self.operand(operand));
                self.line(&text);
            }
            StmtKind::Try { body, error, handler } => {
                self.line("try");
                self.inner(body);
                let text = match error {
                    Some((local, ty)) => format!("except {}: {}", self.local(*local), self.facts.display(*ty)),
                    None => "except".to_string(),
                };
                self.line(&text);
                self.inner(handler);
            }
            StmtKind::OnFault { body, cleanup } => {
                self.line("guarded");
                self.inner(body);
                self.line("on fault");
                self.inner(cleanup);
            }
        }
    }

    /// A temporary without a value: what stands for it is there for its effect.
    fn is_effect(&self, local: LocalId) -> bool {
        self.body.locals.get(local.0 as usize).is_some_and(|local| {
            local.kind == LocalKind::Temp && matches!(local.ty.kind(), TyKind::None | TyKind::Never)
        })
    }

    fn local(&self, local: LocalId) -> String {
        self.names.local(local)
    }

    fn local_with_type(&self, local: LocalId) -> String {
        let name = self.local(local);
        let Some(info) = self.body.locals.get(local.0 as usize) else { return name };
        let ty = self.facts.display(info.ty);
        match info.kind {
            LocalKind::Arg(how) => format!("{}{name}: {ty}", passing(how)),
            LocalKind::Out => format!("out {name}: {ty}"),
            LocalKind::Var { .. } | LocalKind::Temp => format!("{name}: {ty}"),
            LocalKind::Ref { mutable: true } => format!("mut ref {name}: {ty}"),
            LocalKind::Ref { mutable: false } => format!("ref {name}: {ty}"),
        }
    }

    fn place(&self, place: &Place) -> String {
        let mut text = self.local(place.local);
        let mut ty = self.body.locals.get(place.local.0 as usize).map(|local| local.ty);
        for projection in &place.projections {
            let before = ty.take();
            match projection {
                Projection::Field(i) => {
                    let field = before.and_then(|ty| self.facts.fields(ty).into_iter().nth(*i));
                    match field {
                        Some((name, _)) => text.push_str(&format!(".{name}")),
                        None => text.push_str(&format!(".{i}")),
                    }
                    ty = field.map(|(_, ty)| ty);
                }
                Projection::Deref => {
                    text.push_str("[]");
                    ty = before.and_then(pointee);
                }
                Projection::Element(index) => {
                    let _ = write!(text, "[{}]", self.local(*index));
                }
                Projection::PackElement(i) => {
                    let _ = write!(text, "[{i}]");
                }
            }
        }
        text
    }

    fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Const(constant, _) => value(constant),
            Operand::Copy(place) => format!("copy {}", self.place(place)),
            Operand::Move(place) => format!("move {}", self.place(place)),
            Operand::Function(id, _) => self.functions.name(*id).to_string(),
        }
    }

    fn operands(&self, operands: &[Operand]) -> String {
        operands.iter().map(|operand| self.operand(operand)).collect::<Vec<_>>().join(", ")
    }

    fn rvalue(&self, rvalue: &Rvalue) -> String {
        match rvalue {
            Rvalue::Use(operand) | Rvalue::Rename(operand) => self.operand(operand),
            Rvalue::Not(operand) => format!("not {}", self.operand(operand)),
            Rvalue::Call(call) => self.call(call),
            Rvalue::Construct(ty, operands) => format!("{} {{ {} }}", self.facts.display(*ty), self.operands(operands)),
            Rvalue::Tuple(operands) => format!("({})", self.operands(operands)),
            Rvalue::Closure(id, captures) => {
                let captures: Vec<String> = captures
                    .iter()
                    .map(|capture| match capture {
                        Capture::Value(operand) => self.operand(operand),
                        Capture::Reference(place) => format!("&{}", self.place(place)),
                    })
                    .collect();
                format!("closure {} {{ {} }}", self.functions.closure(*id), captures.join(", "))
            }
            Rvalue::PythonEntry(entry) => format!("python entry {}", entry.source_name),
            Rvalue::PythonClass(ty) => format!("python class {}", self.facts.display(*ty)),
        }
    }

    fn call(&self, call: &Call) -> String {
        let callee = match &call.callee {
            Callee::Instance(id) => self.functions.name(*id).to_string(),
            Callee::Rust { path, generics, .. } => bound(path.as_str(), generics, self.facts),
            Callee::Pointer(operand) => format!("({})", self.operand(operand)),
            Callee::External(external) => format!("extern {}", external.name),
            Callee::Abstract { .. } => "abstract".to_string(),
        };
        let args: Vec<String> = call.args.iter().map(|arg| self.arg(arg)).collect();
        let question = if call.raises.is_some() { "?" } else { "" };
        let mut text = format!("{callee}({}){question}", args.join(", "));
        if !call.cleanup.is_empty() {
            let places: Vec<String> = call.cleanup.iter().map(|place| self.place(place)).collect();
            let _ = write!(text, " on error drop {}", places.join(", "));
        }
        text
    }

    fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Value(operand) => self.operand(operand),
            Arg::Reference { place, mutable: true } => format!("&mut {}", self.place(place)),
            Arg::Reference { place, mutable: false } => format!("&{}", self.place(place)),
            Arg::Variadic(operands) => format!("[{}]", self.operands(operands)),
            Arg::Pack(places) => {
                let places: Vec<String> = places.iter().map(|place| format!("&{}", self.place(place))).collect();
                format!("*({})", places.join(", "))
            }
            Arg::Keywords(pairs) => {
                let pairs: Vec<String> =
                    pairs.iter().map(|(name, operand)| format!("{name}={}", self.operand(operand))).collect();
                format!("**({})", pairs.join(", "))
            }
        }
    }
}

/// What a pointer type points at.
fn pointee(ty: Ty) -> Option<Ty> {
    ty.as_struct()?.1.iter().find_map(Value::as_type)
}
