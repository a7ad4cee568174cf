//! The MIR: bodies in which every temporary is a local and every destruction is a statement, still with structured control flow.
//!
//! `lower` makes it from the HIR, `ownership` checks it and inserts the drops, codegen prints it as Rust.

pub mod dump;
pub mod visit;

use grammar::{Span, Symbol};

pub use crate::hir::{LabelId, LocalId, PythonEntry};
use crate::types::{ClosureId, Passing, Ty, Value};

#[derive(Clone, Debug)]
pub struct Body {
    /// The arguments come first.
    pub locals: Vec<Local>,
    pub arg_count: usize,
    pub out: Option<LocalId>,
    pub block: Block,
    pub end: Span,
}

pub type Block = Vec<Stmt>;

#[derive(Clone, Debug)]
pub struct Local {
    pub name: Option<Symbol>,
    pub ty: Ty,
    pub kind: LocalKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalKind {
    Arg(Passing),
    /// The result slot of `out`.
    Out,
    /// A variable of the source that owns its value.
    Var {
        mutable: bool,
    },
    /// A temporary that owns its value.
    Temp,
    /// A pointer to a place of type `ty`.
    Ref {
        mutable: bool,
    },
}

#[derive(Clone, Debug)]
pub struct Stmt {
    pub kind: StmtKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum StmtKind {
    /// The local comes into scope, uninitialised.
    Declare(LocalId),
    /// Writes an uninitialised place: nothing is destroyed first.
    Init(Place, Rvalue),
    /// Writes an initialised place (never a whole local: those are dropped before): the old value is destroyed.
    Replace(Place, Operand),
    /// A `Ref` local is made to point at a place.
    BindRef(LocalId, Place),
    /// Destroys a local, or one field of a local that is taken apart.
    Drop(Place),
    If(Operand, Block, Block),
    Loop(LabelId, Block),
    Labelled(LabelId, Block),
    Break(LabelId),
    Continue(LabelId),
    Return(Option<Operand>),
    ReturnRef(Place),
    Raise(Operand),
    /// Runs `body`; an error raised in it is stored in the local, and `handler` runs.
    Try {
        body: Block,
        error: Option<(LocalId, Ty)>,
        handler: Block,
    },
    /// Runs `body`. A fault that unwinds out of it runs `cleanup` and goes on. What a `finally` does on every other way out is
    /// written out there, so that each way has its own initialised locals. `cleanup` uses only locals of its own and such as
    /// are initialised all through `body`, from before it and without ever being moved out of.
    OnFault {
        body: Block,
        cleanup: Block,
    },
}

/// What is computed and stored.
#[derive(Clone, Debug)]
pub enum Rvalue {
    Use(Operand),
    /// A move that only gives the value another name: no move constructor runs.
    Rename(Operand),
    Not(Operand),
    Call(Call),
    /// A struct from its fields.
    Construct(Ty, Vec<Operand>),
    Tuple(Vec<Operand>),
    Closure(ClosureId, Vec<Capture>),
    PythonEntry(Box<PythonEntry>),
    PythonClass(Ty),
}

#[derive(Clone, Debug)]
pub enum Capture {
    Value(Operand),
    Reference(Place),
}

#[derive(Clone, Debug)]
pub struct Call {
    pub callee: Callee,
    pub args: Vec<Arg>,
    pub raises: Option<Ty>,
    pub result: Ty,
    pub returns_ref: bool,
    /// Destroyed, in this order, when the call raises and a `Try` of this body catches the error: before its handler runs.
    /// An error that leaves the function destroys what there is, as any `return` does.
    pub cleanup: Vec<Place>,
}

#[derive(Clone, Debug)]
pub enum Callee {
    Instance(crate::hir::InstanceId),
    /// A function bound to the runtime: its path, and what stands for each `{Name}` in it.
    Rust {
        path: Symbol,
        generics: Vec<(Symbol, Value)>,
        passing: Vec<Passing>,
    },
    /// A function of C by its name. Takes its arguments by value.
    External(crate::hir::External),
    Pointer(Operand),
    Abstract {
        passing: Vec<Passing>,
    },
}

#[derive(Clone, Debug)]
pub enum Arg {
    Value(Operand),
    Reference { place: Place, mutable: bool },
    Variadic(Vec<Operand>),
    Pack(Vec<Place>),
    Keywords(Vec<(Symbol, Operand)>),
}

/// A value ready to be used.
#[derive(Clone, Debug)]
pub enum Operand {
    Const(Value, Ty),
    /// Bitwise for trivial types, else a call of the copy constructor.
    Copy(Place),
    Move(Place),
    /// A function as a value.
    Function(crate::hir::InstanceId, Ty),
}

/// Storage: a local and the way from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub local: LocalId,
    pub projections: Vec<Projection>,
    pub ty: Ty,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Projection {
    /// A field of a struct, closure or tuple.
    Field(usize),
    /// Through a `Pointer` value.
    Deref,
    /// An element of a `Variadic` (index local) or `Pack` (constant).
    Element(LocalId),
    PackElement(usize),
}
