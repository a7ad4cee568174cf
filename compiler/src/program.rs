//! Instances: what monomorphisation leaves for codegen. Everything in here is concrete.

use grammar::{FileId, Span, Symbol};

use crate::hir::{Body, InstanceId};
use crate::types::{ClosureId, Passing, Ty, Value};

/// A whole program, ready for codegen.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Indexed by `InstanceId`.
    pub functions: Vec<FunctionInstance>,
    /// In order of first use; a struct's field types come before it.
    pub structs: Vec<StructInstance>,
    /// Indexed by `ClosureId`.
    pub closures: Vec<ClosureInstance>,
    /// How many functions, structs and closures the exports reach, if there are exports: what comes behind them is only
    /// looked at for mistakes.
    pub reached: Option<(usize, usize, usize)>,
    /// Generic definitions checked for themselves: only their mistakes are of interest.
    pub symbolic: Vec<FunctionInstance>,
    /// `PyInit_…` and plain C exports: the instance and its exported name.
    pub exports: Vec<(InstanceId, Symbol)>,
}

impl Program {
    /// Leaves out what the exports do not reach.
    pub fn leave_reached(&mut self) {
        if let Some((functions, structs, closures)) = self.reached {
            self.functions.truncate(functions);
            self.structs.truncate(structs);
            self.closures.truncate(closures);
        }
    }
}

#[derive(Clone, Debug)]
pub struct FunctionInstance {
    pub id: InstanceId,
    /// As in the source: `factorial`, `Person.get_name`.
    pub name: String,
    /// As a listing shows it, arguments included: `List[Int].append`.
    pub display: String,
    pub args: Vec<InstanceArg>,
    /// The type of the result; with `returns_ref`, of the place that it points at.
    pub result: Ty,
    /// `Some(mutable)` for `-> ref`.
    pub returns_ref: Option<bool>,
    /// The type of the result says that it may outlive what it points at.
    pub may_dangle: bool,
    pub raises: Option<Ty>,
    /// `None` for a function bound to the runtime (`rust`).
    pub body: Option<Body>,
    /// The runtime path of a bound function: only used when the function is needed as a value.
    pub rust: Option<Symbol>,
    /// What stands for each `{Name}` in `rust`; empty otherwise.
    pub generics: Vec<(Symbol, Value)>,
    pub docstring: Option<String>,
    pub inline: Inline,
    /// Defined by the user, not by the library.
    pub user: bool,
    /// Of the library, with arguments about which the ownership pass cannot find anything that is new: no closures, and no
    /// types whose values must not be dropped.
    pub settled: bool,
    /// Parameters are bound to arguments: the definition itself warns of what is unused.
    pub generic: bool,
    pub file: FileId,
    /// The definition, from `def` to the end of the body.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inline {
    #[default]
    Default,
    Always,
    Never,
}

#[derive(Clone, Debug)]
pub struct InstanceArg {
    pub name: Symbol,
    pub ty: Ty,
    pub passing: Passing,
    pub kind: ArgKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgKind {
    Plain,
    /// `*args: T`: `ty` is `Variadic(T)`.
    Variadic,
    /// `*args: *Ts`: `ty` is `Pack(…)`.
    Pack,
    /// `**kwargs: T`: `ty` is the dictionary.
    Keywords,
}

#[derive(Clone, Debug)]
pub struct StructInstance {
    pub ty: Ty,
    pub name: Symbol,
    /// As a listing shows it: `List[SIMD[DType.int, 1]]`.
    pub display: String,
    /// The same with its module: `shapes.Point`.
    pub qualified: String,
    /// Empty for a struct bound to the runtime.
    pub fields: Vec<(Symbol, Ty)>,
    /// The runtime path of a bound struct.
    pub rust: Option<Symbol>,
    /// What stands for each `{Name}` in `rust`; empty otherwise.
    pub generics: Vec<(Symbol, Value)>,
    /// Copying is bitwise and nothing is to be destroyed: `Copy` in Rust.
    pub trivial: bool,
    pub copyable: bool,
    /// The user's copy constructor, if there is one; otherwise field by field.
    pub copy: Option<InstanceId>,
    /// The user's move constructor: runs at `^`.
    pub move_: Option<InstanceId>,
    /// The user's destructor.
    pub deinit: Option<InstanceId>,
    pub docstring: Option<String>,
    pub user: bool,
    pub span: Span,
}

/// A nested function that captures: its environment, and the function whose first argument is the environment by reference.
#[derive(Clone, Debug)]
pub struct ClosureInstance {
    pub id: ClosureId,
    pub name: Symbol,
    pub captures: Vec<CaptureField>,
    pub function: InstanceId,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct CaptureField {
    pub name: Symbol,
    pub ty: Ty,
    /// `Some(mutable)`: a pointer to the captured variable. `None`: the value itself.
    pub by_reference: Option<bool>,
}

/// What passes behind the checker ask about types. The checker's tables answer.
pub trait TypeFacts {
    /// Copying is bitwise and nothing is to be destroyed.
    fn is_trivial(&self, ty: Ty) -> bool;
    /// Has a copy constructor (explicit copies are legal).
    fn is_copyable(&self, ty: Ty) -> bool;
    /// May be copied without `.copy()`.
    fn is_implicitly_copyable(&self, ty: Ty) -> bool;
    /// Has a destructor of its own (`__deinit__`), as against one that follows from its fields.
    fn has_destructor(&self, ty: Ty) -> bool;
    /// The type's own move constructor.
    fn move_constructor(&self, ty: Ty) -> Option<InstanceId>;
    /// The fields of a struct, closure environment or tuple, in order of declaration.
    fn fields(&self, ty: Ty) -> Vec<(Symbol, Ty)>;
    /// Whether a value may be destroyed silently (`not Deinitable` types may not).
    fn is_deinitable(&self, ty: Ty) -> bool;
    /// As the user writes it.
    fn display(&self, ty: Ty) -> String;
}
