//! The HIR: typed, names resolved, sugar gone, every implicit act explicit. One body per function instance.
//!
//! Values and places are told apart: an `Expr` makes an owned value, a `Place` names storage that can be read, borrowed,
//! written or moved out of. Evaluation order is the order of the parts, left to right, depth first.

pub mod dump;
pub mod visit;

use grammar::{Span, Symbol};

use crate::types::{ClosureId, Passing, Ty, Value};

/// A function instance: a definition with all its parameters bound. Index into `Program::functions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstanceId(pub u32);

/// A local of a body: argument, variable or compiler's temporary. Index into `Body::locals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalId(pub u32);

/// A loop or a labelled block within a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LabelId(pub u32);

#[derive(Clone, Debug)]
pub struct Body {
    /// The arguments come first, in order.
    pub locals: Vec<Local>,
    pub arg_count: usize,
    pub block: Vec<Stmt>,
    /// The local that is the result (`out self`, `out result`), if the function has one.
    pub out: Option<LocalId>,
    /// Where the body ends: for "not initialised at the end" and the implicit return.
    pub end: Span,
}

#[derive(Clone, Debug)]
pub struct Local {
    /// `None` for a temporary that the checker made.
    pub name: Option<Symbol>,
    pub ty: Ty,
    pub kind: LocalKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalKind {
    /// An argument.
    Arg(Passing),
    /// The result slot of `out`.
    Out,
    /// Owns a value. `mutable` is false for the targets of loops and patterns that may not be assigned.
    Var { mutable: bool },
    /// Names a place elsewhere (`ref r = …`, `for x in list`). Initialised by `Stmt::BindRef`.
    Ref { mutable: bool },
}

#[derive(Clone, Debug)]
pub struct Stmt {
    pub kind: StmtKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum StmtKind {
    /// Evaluate; the value is destroyed.
    Expr(Expr),
    /// `var x` without a value: declares, stays uninitialised.
    Declare(LocalId),
    /// `var x = value`: declares and initialises.
    Let(LocalId, Expr),
    /// `ref r = place`
    BindRef(LocalId, Place),
    /// Writes an owned value. The old value of an initialised place is destroyed.
    /// `place` is evaluated before `value`.
    Assign(Place, Expr),
    If(Expr, Vec<Stmt>, Vec<Stmt>),
    /// Repeats until a `Break` of its label. `while` and `for` are made of it: `continue` goes to its start.
    Loop(LabelId, Vec<Stmt>),
    /// A block that `Break` of its label leaves.
    Labelled(LabelId, Vec<Stmt>),
    Block(Vec<Stmt>),
    Break(LabelId),
    Continue(LabelId),
    /// The value is `None` where the function returns `None` or by its `out` local.
    Return(Option<Expr>),
    /// Returns a reference to a place (a function with `-> ref`).
    ReturnRef(Place),
    /// Raises an owned error.
    Raise(Expr),
    Try(Box<Try>),
}

#[derive(Clone, Debug)]
pub struct Try {
    pub body: Vec<Stmt>,
    /// The local that receives the error, and the handler. Runs if a call in `body` raises or a `Raise` stands in it.
    pub except: Option<(LocalId, Vec<Stmt>)>,
    /// The type of the error that the body raises (the handler's local has it); `None` if nothing in it can raise.
    pub raises: Option<Ty>,
    /// Runs when `body` ended without an error; errors of its own are not caught here.
    pub otherwise: Vec<Stmt>,
    /// Runs however the above were left (end, error, return, break, continue).
    pub finally: Vec<Stmt>,
}

/// Makes an owned value of type `ty`.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: Ty,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A number, boolean, string or `None` of type `ty`. Strings: `ty` says whether `String` or `StringSpan` is made.
    Const(Value),
    /// Reads a place and leaves it as it is: bitwise for trivial types, else a copy (implicit or `.copy()`).
    Copy(Box<Place>),
    /// `place^`
    Move(Box<Place>),
    Call(Box<Call>),
    /// A struct from its fields, in order of declaration.
    Construct(Vec<Expr>),
    Tuple(Vec<Expr>),
    /// `if` as a value.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    /// Statements, then a value.
    Block(Vec<Stmt>, Box<Expr>),
    /// A function as a value: of type `FunctionItem` (nothing at run time) or `FunctionPointer`.
    Function(InstanceId),
    /// A closure: its captures in order; see `Closure`.
    Closure(ClosureId, Vec<CaptureValue>),
    /// The constant that describes a CPython entry for a function; see `PythonEntry`.
    PythonEntry(Box<PythonEntry>),
    /// The static record of the Python class of a type.
    PythonClass(Ty),
    /// Never ends; stands where a value is needed after `return` or the like.
    Unreachable,
    Error,
}

#[derive(Clone, Debug)]
pub enum CaptureValue {
    Value(Expr),
    Reference(Place),
}

#[derive(Clone, Debug)]
pub struct Place {
    pub kind: PlaceKind,
    pub ty: Ty,
    /// Whether it may be written, borrowed mutably or moved out of.
    pub mutable: bool,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum PlaceKind {
    Local(LocalId),
    /// A field of a struct or closure, or an element of a tuple, by index.
    Field(Box<Place>, usize),
    /// What a call with `-> ref` returns (`Call::returns_ref` is set).
    RefCall(Box<Call>),
    /// `p[]`: what a `Pointer` value points at; also a captured reference.
    Deref(Box<Expr>),
    /// An element of a `Variadic` or `Pack` argument; the index is a value (`Pack`: a constant).
    Element(Box<Place>, Box<Expr>),
    /// A value that is stored in a temporary so that it can be borrowed.
    Temporary(Box<Expr>),
    /// A place that is only there after an expression (of type `None`) was evaluated.
    After(Box<Expr>, Box<Place>),
    /// `if` as a place, when both sides are places of one type.
    If(Box<Expr>, Box<Place>, Box<Place>),
}

#[derive(Clone, Debug)]
pub struct Call {
    pub callee: Callee,
    pub args: Vec<Arg>,
    /// The error type if it may raise. Whether that leaves the function or goes to a `try` depends on where the call stands.
    pub raises: Option<Ty>,
    /// The type of the value, or of the place that a returned reference names.
    pub result: Ty,
    pub returns_ref: bool,
    /// Indices of the arguments that the result points into: they must live as long as the result is used.
    pub borrows: Vec<usize>,
}

#[derive(Clone, Debug)]
pub enum Callee {
    Instance(InstanceId),
    /// A function bound to the runtime: its path, and what stands for each `{Name}` in it.
    Rust {
        path: Symbol,
        generics: Vec<(Symbol, Value)>,
        passing: Vec<Passing>,
    },
    /// A function of C by its name. Takes its arguments by value.
    External(External),
    /// Through a function pointer.
    Pointer(Box<Expr>),
    /// A function of which a generic body that is checked for itself has no instance. Never reaches codegen.
    Abstract {
        passing: Vec<Passing>,
    },
}

/// A function of C.
#[derive(Clone, Copy, Debug)]
pub struct External {
    pub name: Symbol,
    /// Looked up in the process when it is called, instead of by the linker.
    pub late: bool,
}

#[derive(Clone, Debug)]
pub enum Arg {
    /// Passed by value: `var`, `deinit`, and trivial types.
    Value(Expr),
    /// Passed by reference; `mutable` says which kind. Two arguments may not overlap if one is mutable.
    Reference { place: Place, mutable: bool },
    /// The homogeneous variadic: values for `&[T]`.
    Variadic(Vec<Expr>),
    /// A pack: one reference each.
    Pack(Vec<Place>),
    /// `**kwargs` of a function bound to the runtime: names and values.
    Keywords(Vec<(Symbol, Expr)>),
}

/// A CPython entry for one use of a function (`def_function[f]("name")` and the like). See ARCHITECTURE.md, "CPython entries".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PythonEntry {
    /// Takes `PythonObject`s (a method's receiver may be a `Pointer`), returns `PythonObject` or `None`.
    pub function: InstanceId,
    pub kind: EntryKind,
    /// The name it is bound under, where that is known at compile time; else the function's own is shown.
    pub name: Option<Symbol>,
    /// The function's name in the source, qualified: `Person.get_name`.
    pub source_name: Symbol,
    /// The names of the arguments that Python passes, without receiver and keywords.
    pub args: Vec<Symbol>,
    /// A method whose receiver is a `Pointer[T, _]`: the `T`.
    pub receiver: Option<Ty>,
    /// The last argument is the dictionary of keyword arguments.
    pub keywords: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    Function,
    Method,
    StaticMethod,
    /// `(self, args)` or `(self, args, kwargs)` as Python objects.
    PyFunction,
    PyMethod,
    PyStaticMethod,
    /// `(args, kwargs)`; the result is the value of the new object.
    Init,
}

impl EntryKind {
    /// The word that the library writes for it.
    pub fn from_name(name: &str) -> Option<EntryKind> {
        Some(match name {
            "function" => EntryKind::Function,
            "method" => EntryKind::Method,
            "staticmethod" => EntryKind::StaticMethod,
            "py_function" => EntryKind::PyFunction,
            "py_method" => EntryKind::PyMethod,
            "py_staticmethod" => EntryKind::PyStaticMethod,
            "init" => EntryKind::Init,
            _ => return None,
        })
    }
}
