//! Compile-time evaluation: runs checked bodies, with memory of its own, up to a limit of steps.
//!
//! Every variable is an allocation of one cell, so that a reference is an address: allocation, index, and the way down
//! through fields. Destructors are not run: what they do is not observable at compile time.

mod layout;
mod native;
mod place;

use grammar::{Diagnostic, Span};
use rustc_hash::FxHashMap;

use super::Node;
use crate::cx::Cx;
use crate::hir::{self, Callee, ExprKind as H, InstanceId, LabelId, StmtKind};
use crate::types::{Ty, TyKind, Value};

/// Statements and expressions that one evaluation may take.
const MAX_STEPS: usize = 4_000_000;
/// Calls within calls.
const MAX_DEPTH: usize = 200;

/// A value in the evaluator's memory.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Const(Value),
    /// A struct, tuple or array.
    Parts(Vec<Cell>),
    Pointer(Address),
    /// A closure with its captures.
    Closure(crate::types::ClosureId, Vec<Cell>),
    /// What `*args: *Ts` is.
    Pack(Vec<Address>),
    /// What `*args: T` is: an allocation and its length.
    Slice(usize, usize),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    pub allocation: usize,
    pub index: i64,
    pub path: Vec<usize>,
    /// It points into an array that is part of a cell: steps go along the last part of the path.
    pub within: bool,
}

impl Address {
    fn start(allocation: usize) -> Address {
        Address { allocation, index: 0, path: Vec::new(), within: false }
    }

    /// The address so many elements further on.
    fn plus(&self, count: i64) -> Address {
        let mut to = self.clone();
        match to.path.last_mut() {
            // Before the first element there is nothing: an index that no array has.
            Some(last) if self.within => {
                *last = usize::try_from(*last as i64 + count).unwrap_or(usize::MAX >> 1);
            }
            _ => to.index += count,
        }
        to
    }

    /// How many elements it is from the start.
    fn steps(&self) -> i64 {
        match self.path.last() {
            Some(last) if self.within => *last as i64,
            _ => self.index,
        }
    }
}

/// Why evaluation ends early.
pub enum Stop {
    /// Not possible at compile time, with the reason.
    Fail(String, Span),
    Raise(Cell),
    Break(LabelId),
    Continue(LabelId),
    Return(Option<Cell>),
    ReturnRef(Address),
}

type Eval<T> = Result<T, Stop>;

struct Frame {
    /// The allocation of each local; references point elsewhere.
    locals: FxHashMap<u32, Address>,
}

pub struct Machine<'c, 'f> {
    cx: &'c mut Cx<'f>,
    memory: Vec<Vec<Option<Cell>>>,
    steps: usize,
    calls: Vec<(InstanceId, Span)>,
}

impl Cx<'_> {
    /// The value of a checked expression that stands outside of any function. `Err` is a diagnostic that says what stopped it.
    pub fn run_comptime(&mut self, value: &hir::Expr) -> Result<Value, Diagnostic> {
        let span = value.span;
        let ty = value.ty;
        let mut machine = Machine { cx: self, memory: Vec::new(), steps: 0, calls: Vec::new() };
        let mut frame = Frame { locals: FxHashMap::default() };
        let result = machine.expr(&mut frame, value);
        let calls = std::mem::take(&mut machine.calls);
        let (text, at) = match result {
            Ok(cell) => match machine.freeze(&cell, ty) {
                Some(value) => return Ok(value),
                None => ("the value holds memory, which does not outlive compile time".to_string(), span),
            },
            Err(Stop::Fail(text, at)) => (text, at),
            Err(Stop::Raise(cell)) => (format!("an error is raised: {}", machine.error_text(&cell)), span),
            Err(_) => ("control leaves the expression".to_string(), span),
        };
        let mut diagnostic =
            Diagnostic::error("E0573", span, format!("this cannot be computed at compile time: {text}"));
        if at != span {
            diagnostic = diagnostic.at(at, "stopped here");
        }
        for (instance, at) in calls.iter().rev().take(5) {
            let name = self.tables.program.functions[instance.0 as usize].display.clone();
            diagnostic = diagnostic.note(format!("in a call of `{name}` at line {}", self.sources.line(*at)));
        }
        Err(diagnostic)
    }
}

impl Machine<'_, '_> {
    fn step(&mut self, span: Span) -> Eval<()> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return Err(Stop::Fail(format!("it takes more than {MAX_STEPS} steps"), span));
        }
        Ok(())
    }

    fn fail<T>(&self, text: impl Into<String>, span: Span) -> Eval<T> {
        Err(Stop::Fail(text.into(), span))
    }

    fn new_cell(&mut self, cell: Option<Cell>) -> Address {
        self.memory.push(vec![cell]);
        Address::start(self.memory.len() - 1)
    }

    fn block(&mut self, frame: &mut Frame, block: &[hir::Stmt]) -> Eval<()> {
        for stmt in block {
            self.stmt(frame, stmt)?;
        }
        Ok(())
    }

    fn stmt(&mut self, frame: &mut Frame, stmt: &hir::Stmt) -> Eval<()> {
        self.step(stmt.span)?;
        match &stmt.kind {
            StmtKind::Expr(value) => {
                self.expr(frame, value)?;
            }
            StmtKind::Declare(id) => {
                let address = self.new_cell(None);
                frame.locals.insert(id.0, address);
            }
            StmtKind::Let(id, value) => {
                let cell = self.expr(frame, value)?;
                let address = self.new_cell(Some(cell));
                frame.locals.insert(id.0, address);
            }
            StmtKind::BindRef(id, place) => {
                let address = self.place(frame, place)?;
                frame.locals.insert(id.0, address);
            }
            StmtKind::Assign(place, value) => {
                let address = self.place(frame, place)?;
                let cell = self.expr(frame, value)?;
                self.store(&address, cell, stmt.span)?;
            }
            StmtKind::If(test, then, otherwise) => {
                let branch = if self.truth(frame, test)? { then } else { otherwise };
                self.block(frame, branch)?;
            }
            StmtKind::Loop(label, body) => loop {
                match self.block(frame, body) {
                    Err(Stop::Break(target)) if target == *label => break,
                    Err(Stop::Continue(target)) if target == *label => {}
                    other => other?,
                }
                self.step(stmt.span)?;
            },
            StmtKind::Labelled(label, body) => match self.block(frame, body) {
                Err(Stop::Break(target)) if target == *label => {}
                other => other?,
            },
            StmtKind::Block(body) => self.block(frame, body)?,
            StmtKind::Break(label) => return Err(Stop::Break(*label)),
            StmtKind::Continue(label) => return Err(Stop::Continue(*label)),
            StmtKind::Return(value) => {
                let cell = match value {
                    Some(value) => Some(self.expr(frame, value)?),
                    None => None,
                };
                return Err(Stop::Return(cell));
            }
            StmtKind::ReturnRef(place) => return Err(Stop::ReturnRef(self.place(frame, place)?)),
            StmtKind::Raise(value) => {
                let cell = self.expr(frame, value)?;
                return Err(Stop::Raise(cell));
            }
            StmtKind::Try(try_) => self.try_(frame, try_)?,
        }
        Ok(())
    }

    fn try_(&mut self, frame: &mut Frame, try_: &hir::Try) -> Eval<()> {
        let result = match self.block(frame, &try_.body) {
            Err(Stop::Raise(error)) => match &try_.except {
                Some((local, handler)) => {
                    let address = self.new_cell(Some(error));
                    frame.locals.insert(local.0, address);
                    self.block(frame, handler)
                }
                None => Err(Stop::Raise(error)),
            },
            Ok(()) => self.block(frame, &try_.otherwise),
            other => other,
        };
        // Failures are not the program's business.
        if let Err(Stop::Fail(..)) = result {
            return result;
        }
        self.block(frame, &try_.finally)?;
        result
    }

    fn truth(&mut self, frame: &mut Frame, value: &hir::Expr) -> Eval<bool> {
        match self.expr(frame, value)? {
            Cell::Const(Value::Bool(b)) => Ok(b),
            _ => self.fail("a condition is not known", value.span),
        }
    }

    fn expr(&mut self, frame: &mut Frame, value: &hir::Expr) -> Eval<Cell> {
        self.step(value.span)?;
        match &value.kind {
            H::Const(constant) => Ok(self.thaw(constant)),
            H::Copy(place) => {
                let address = self.place(frame, place)?;
                let cell = self.load(&address, value.span)?;
                self.copy(cell, value.ty, &address, value.span)
            }
            H::Move(place) => {
                let address = self.place(frame, place)?;
                self.load(&address, value.span)
            }
            H::Call(call) => match self.call(frame, call, value.span)? {
                Returned::Value(cell) => Ok(cell),
                Returned::Place(address) => self.load(&address, value.span),
            },
            H::Construct(parts) | H::Tuple(parts) => {
                Ok(Cell::Parts(parts.iter().map(|p| self.expr(frame, p)).collect::<Eval<_>>()?))
            }
            H::If(test, then, otherwise) => {
                let branch = if self.truth(frame, test)? { then } else { otherwise };
                self.expr(frame, branch)
            }
            H::And(a, b) => Ok(Cell::Const(Value::Bool(self.truth(frame, a)? && self.truth(frame, b)?))),
            H::Or(a, b) => Ok(Cell::Const(Value::Bool(self.truth(frame, a)? || self.truth(frame, b)?))),
            H::Not(a) => Ok(Cell::Const(Value::Bool(!self.truth(frame, a)?))),
            H::Block(stmts, result) => {
                self.block(frame, stmts)?;
                self.expr(frame, result)
            }
            H::Function(instance) => {
                let (id, args) = self.cx.tables.origins[instance.0 as usize].clone();
                Ok(Cell::Const(Value::Function(id, args)))
            }
            H::Closure(id, captures) => {
                let mut cells = Vec::new();
                for capture in captures {
                    cells.push(match capture {
                        hir::CaptureValue::Value(value) => self.expr(frame, value)?,
                        hir::CaptureValue::Reference(place) => Cell::Pointer(self.place(frame, place)?),
                    });
                }
                Ok(Cell::Closure(*id, cells))
            }
            H::PythonEntry(_) | H::PythonClass(_) => self.fail("it is about Python", value.span),
            H::Unreachable => self.fail("this is never reached", value.span),
            H::Error => self.fail("it holds a mistake", value.span),
        }
    }

    /// A copy: through the user's copy constructor where there is one.
    fn copy(&mut self, cell: Cell, ty: Ty, address: &Address, span: Span) -> Eval<Cell> {
        if self.cx.is_trivial_ty(ty) {
            return Ok(cell);
        }
        let TyKind::Struct(_, args) = ty.kind() else { return Ok(cell) };
        if let Some(copy) = self.cx.struct_info(ty).copy {
            let instance = self.cx.instance(copy, args, span);
            let locals = vec![address.clone()];
            return match self.run(instance, locals, span)? {
                Returned::Value(cell) => Ok(cell),
                Returned::Place(address) => self.load(&address, span),
            };
        }
        let Cell::Parts(parts) = cell else { return Ok(cell) };
        let fields = self.cx.struct_fields(ty);
        let mut copied = Vec::with_capacity(parts.len());
        for (index, (part, (_, field))) in parts.into_iter().zip(fields).enumerate() {
            let mut at = address.clone();
            at.path.push(index);
            copied.push(self.copy(part, field, &at, span)?);
        }
        Ok(Cell::Parts(copied))
    }

    fn call(&mut self, frame: &mut Frame, call: &hir::Call, span: Span) -> Eval<Returned> {
        let mut addresses = Vec::with_capacity(call.args.len());
        for arg in &call.args {
            addresses.push(match arg {
                hir::Arg::Value(value) => {
                    let cell = self.expr(frame, value)?;
                    self.new_cell(Some(cell))
                }
                hir::Arg::Reference { place, .. } => self.place(frame, place)?,
                hir::Arg::Variadic(values) => {
                    let mut cells = Vec::new();
                    for value in values {
                        cells.push(Some(self.expr(frame, value)?));
                    }
                    let length = cells.len();
                    self.memory.push(cells);
                    let slice = Cell::Slice(self.memory.len() - 1, length);
                    self.new_cell(Some(slice))
                }
                hir::Arg::Pack(places) => {
                    let mut parts = Vec::new();
                    for place in places {
                        parts.push(self.place(frame, place)?);
                    }
                    self.new_cell(Some(Cell::Pack(parts)))
                }
                hir::Arg::Keywords(_) => return self.fail("it passes keyword arguments to the runtime", span),
            });
        }
        match &call.callee {
            Callee::Instance(instance) => self.run(*instance, addresses, span),
            Callee::Rust { path, generics, .. } => {
                let generics = generics.clone();
                self.native(path.as_str(), &generics, &addresses, call.result, span)
            }
            Callee::Pointer(callee) => match self.expr(frame, callee)? {
                Cell::Const(Value::Function(id, args)) => {
                    let instance = self.cx.instance(id, &args, span);
                    self.run(instance, addresses, span)
                }
                _ => self.fail("the function is not known", span),
            },
            Callee::External(it) => self.fail(format!("`{}` is a function of C", it.name), span),
            Callee::Abstract { .. } => self.fail("the function depends on a parameter", span),
        }
    }

    /// Runs an instance; `args` are the addresses of its arguments.
    fn run(&mut self, instance: InstanceId, args: Vec<Address>, span: Span) -> Eval<Returned> {
        if self.calls.len() >= MAX_DEPTH {
            return self.fail(format!("calls are nested more than {MAX_DEPTH} deep"), span);
        }
        if let Some(path) = self.cx.tables.program.functions[instance.0 as usize].rust {
            let function = &self.cx.tables.program.functions[instance.0 as usize];
            let (generics, result) = (function.generics.clone(), function.result);
            return self.native(path.as_str(), &generics, &args, result, span);
        }
        self.cx.ensure_checked(instance);
        let Some(body) = self.cx.tables.program.functions[instance.0 as usize].body.clone() else {
            return self.fail("its body is being checked", span);
        };
        self.calls.push((instance, span));
        let mut frame = Frame { locals: FxHashMap::default() };
        for (index, address) in args.into_iter().enumerate() {
            frame.locals.insert(index as u32, address);
        }
        if let Some(out) = body.out {
            let address = self.new_cell(None);
            frame.locals.insert(out.0, address);
        }
        let result = self.block(&mut frame, &body.block);
        let returned = match result {
            Ok(()) | Err(Stop::Return(None)) => match body.out {
                Some(out) => {
                    let address = frame.locals[&out.0].clone();
                    Returned::Value(self.load(&address, span)?)
                }
                None => Returned::Value(Cell::Const(Value::None)),
            },
            Err(Stop::Return(Some(cell))) => Returned::Value(cell),
            Err(Stop::ReturnRef(address)) => Returned::Place(address),
            // The calls stay on the list: they show the way to the mistake.
            Err(stop @ Stop::Fail(..)) => return Err(stop),
            Err(stop) => {
                self.calls.pop();
                return Err(stop);
            }
        };
        self.calls.pop();
        Ok(returned)
    }

    fn error_text(&self, cell: &Cell) -> String {
        match cell {
            Cell::Const(Value::Str(text)) => text.to_string(),
            Cell::Parts(parts) => parts.iter().map(|p| self.error_text(p)).collect::<Vec<_>>().join(" "),
            _ => "of a type without text".to_string(),
        }
    }

    /// A compile-time value as a cell.
    fn thaw(&mut self, value: &Value) -> Cell {
        match value {
            Value::Tuple(values) => Cell::Parts(values.iter().map(|value| self.thaw(value)).collect()),
            Value::Aggregate(ty, values) if self.cx.is_lang(*ty, "List") => {
                let cells: Vec<Option<Cell>> = values.iter().map(|value| Some(self.thaw(value))).collect();
                let length = Cell::Const(Value::int(cells.len() as i64));
                self.memory.push(cells);
                let start = Address::start(self.memory.len() - 1);
                Cell::Parts(vec![Cell::Pointer(start), length.clone(), length])
            }
            Value::Aggregate(ty, values) if self.cx.is_lang(*ty, "Optional") => {
                Cell::Parts(vec![Cell::Parts(values.iter().map(|value| self.thaw(value)).collect())])
            }
            Value::Aggregate(_, values) => match values.as_slice() {
                [one @ (Value::Int(_) | Value::Float(_) | Value::Str(_))] => Cell::Const(one.clone()),
                values => Cell::Parts(values.iter().map(|value| self.thaw(value)).collect()),
            },
            other => Cell::Const(other.clone()),
        }
    }

    /// The elements of a list: its fields are where they begin, how many there are, and for how many there is room.
    fn freeze_list(&mut self, parts: &[Cell], ty: Ty) -> Option<Value> {
        let [Cell::Pointer(start), Cell::Const(Value::Int(count)), ..] = parts else { return None };
        let element = super::literal::element_of(ty)?;
        let mut values = Vec::new();
        for i in 0..i64::try_from(count).ok()? {
            let cell = self.load(&start.plus(i), Span::default()).ok()?;
            values.push(self.freeze(&cell, element)?);
        }
        Some(Value::Aggregate(ty, values))
    }

    /// A cell as a compile-time value, if it holds no memory but that of lists.
    fn freeze(&mut self, cell: &Cell, ty: Ty) -> Option<Value> {
        match cell {
            Cell::Parts(parts) if self.cx.is_lang(ty, "List") => self.freeze_list(parts, ty),
            Cell::Parts(parts) if self.cx.is_lang(ty, "Optional") => {
                let [Cell::Parts(room)] = parts.as_slice() else { return None };
                let element = super::literal::element_of(ty)?;
                let held = room.iter().map(|cell| self.freeze(cell, element)).collect::<Option<Vec<_>>>()?;
                Some(Value::Aggregate(ty, held))
            }
            Cell::Const(value) => {
                let natural = match value {
                    Value::Int(_) => self.cx.scalar_of(ty).is_none_or(|d| d == crate::types::DType::Int),
                    Value::Float(_) => self.cx.scalar_of(ty).is_none_or(|d| d == crate::types::DType::Float64),
                    _ => true,
                };
                Some(if natural { value.clone() } else { Value::Aggregate(ty, vec![value.clone()]) })
            }
            Cell::Parts(parts) => {
                let fields: Vec<Ty> = if self.cx.is_lang(ty, "Array") {
                    vec![super::literal::element_of(ty)?; parts.len()]
                } else {
                    self.cx.struct_fields(ty).into_iter().map(|(_, ty)| ty).collect()
                };
                let mut values = Vec::new();
                for (part, field) in parts.iter().zip(fields) {
                    values.push(self.freeze(part, field)?);
                }
                Some(match ty.kind() {
                    TyKind::Tuple(_) => Value::Tuple(values),
                    _ => Value::Aggregate(ty, values),
                })
            }
            _ => None,
        }
    }
}

/// What a call gives back.
pub enum Returned {
    Value(Cell),
    Place(Address),
}

impl Node {
    /// The value of a node, if it is one.
    pub fn as_value(&self) -> Option<&hir::Expr> {
        match self {
            Node::Value(value) => Some(value),
            _ => None,
        }
    }
}
