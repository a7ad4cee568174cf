//! The MIR as text, for `--emit` and snapshots.
//!
//! One statement a line. `move`, `copy` and `&` say how an operand is used; a local whose name is not unique carries its number.

use std::fmt::Write;

use super::{
    Arg, Block, Body, Call, Callee, Capture, LocalId, LocalKind, Operand, Place, Projection, Rvalue, Stmt, StmtKind,
};
use crate::hir::dump::{Names, passing, value};
use crate::program::TypeFacts;

/// The text of a body.
pub fn body(body: &Body, facts: &dyn TypeFacts) -> String {
    let names = Names::new(body.locals.iter().map(|local| local.name));
    let mut dump = Dump { body, facts, names, out: String::new(), depth: 1 };
    let args: Vec<String> = (0..body.arg_count as u32).map(|i| dump.local_with_type(LocalId(i))).collect();
    let out = body.out.map(|out| format!(" -> {}", dump.local_with_type(out))).unwrap_or_default();
    let _ = writeln!(dump.out, "({}){out}", args.join(", "));
    dump.block(&body.block);
    dump.out
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

    fn block(&mut self, block: &Block) {
        for stmt in block {
            self.stmt(stmt);
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
                    Some((local, _)) => format!("except {}", self.local(*local)),
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
        for projection in &place.projections {
            match projection {
                Projection::Field(i) => {
                    let _ = write!(text, ".{i}");
                }
                Projection::Deref => text.push_str("[]"),
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
            Operand::Function(id, _) => format!("f{}", id.0),
        }
    }

    fn operands(&self, operands: &[Operand]) -> String {
        operands.iter().map(|operand| self.operand(operand)).collect::<Vec<_>>().join(", ")
    }

    fn rvalue(&self, rvalue: &Rvalue) -> String {
        match rvalue {
            Rvalue::Use(operand) => self.operand(operand),
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
                format!("closure {} {{ {} }}", id.0, captures.join(", "))
            }
            Rvalue::PythonEntry(entry) => format!("python entry {}", entry.source_name),
            Rvalue::PythonClass(ty) => format!("python class {}", self.facts.display(*ty)),
        }
    }

    fn call(&self, call: &Call) -> String {
        let callee = match &call.callee {
            Callee::Instance(id) => format!("f{}", id.0),
            Callee::Rust { path, .. } => path.to_string(),
            Callee::Pointer(operand) => format!("({})", self.operand(operand)),
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
