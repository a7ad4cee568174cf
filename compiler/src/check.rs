//! The type checker: from the AST of a function and the arguments of its parameters to its HIR.
//!
//! Checking a body is a function of the definition *and* of what its parameters are bound to: bound to themselves, the
//! result is only looked at for mistakes; bound to concrete arguments, it is an instance. Monomorphisation is therefore
//! the worklist in `instantiate`, and no phase has to substitute types in a finished tree.

mod assign;
mod builtin;
mod by_args;
mod call;
mod candidate;
mod closure;
mod coerce;
mod comprehension;
mod comptime;
mod conform;
mod construct;
mod declared;
mod display;
mod duplicates;
mod emit_call;
mod entry;
mod errors;
mod eval;
mod expr;
mod external;
mod facts;
mod fields;
mod freedom;
mod infer;
mod instantiate;
mod lifecycle;
mod literal;
mod loops;
mod matching;
mod member;
mod open;
mod operator;
mod params;
mod requirements;
mod roots;
mod signature;
mod stmt;
mod strukt;
mod subscript;
mod symbolic;
mod template;
mod tries;
mod type_expr;
mod withs;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use grammar::{Span, Symbol, ast};
use rustc_hash::{FxHashMap, FxHashSet};

use by_args::ByArgs;
pub use call::{ArgNode, CallArg};
pub use conform::Bound;
pub use facts::Facts;
pub use roots::Goal;
pub use signature::{Sig, SigArg};
pub use strukt::StructInfo;

use crate::cx::Cx;
use crate::definitions::{ComptimeId, FunctionId, ModuleId, Parent, StructId, TraitId};
use crate::hir::{self, InstanceId, LabelId, LocalId, LocalKind};
use crate::program::Program;
use crate::types::{ClosureId, Ty, Value};

/// What checking has worked out and keeps.
#[derive(Default)]
pub struct Tables {
    pub program: Program,
    pub instances: ByArgs<FunctionId, InstanceId>,
    /// Instances whose bodies are still to be checked.
    pub queue: VecDeque<InstanceId>,
    /// Who asked for an instance first: the instance that was being checked, and where in it.
    pub askers: FxHashMap<InstanceId, (Option<InstanceId>, Span)>,
    /// The instance whose body is being checked.
    pub checking: Option<InstanceId>,
    /// The definition behind each instance.
    pub origins: Vec<(FunctionId, Vec<Value>)>,
    pub signatures: ByArgs<FunctionId, Rc<Sig>>,
    /// Signatures with each parameter bound to itself.
    pub generic_signatures: FxHashMap<FunctionId, Rc<Sig>>,
    pub structs: FxHashMap<Ty, Rc<StructInfo>>,
    pub bounds: FxHashMap<crate::types::ParamId, Rc<Vec<Bound>>>,
    pub conforms: FxHashMap<(Ty, TraitId), bool>,
    pub comptimes: ByArgs<ComptimeId, Node>,
    /// Arguments whose defaults are being checked.
    pub defaulting: Vec<(FunctionId, usize)>,
    pub evaluating: Vec<(ComptimeId, Vec<Value>)>,
    /// Structs whose declarations are being checked.
    pub examined: Vec<StructId>,
    pub lang: FxHashMap<&'static str, Option<StructId>>,
    pub lang_traits: FxHashMap<&'static str, Option<TraitId>>,
    /// Scopes that nested functions look into.
    pub frames: Vec<Rc<closure::Frame>>,
    pub closures: Vec<closure::ClosureInfo>,
    pub conversions: FxHashMap<(Ty, Ty), Option<coerce::Conversion>>,
    pub supertraits: FxHashMap<TraitId, Rc<Vec<TraitId>>>,
    pub all_params: FxHashMap<FunctionId, Rc<Vec<crate::types::ParamId>>>,
    pub binary: FxHashMap<(&'static str, Ty, Ty), (FunctionId, Vec<Value>)>,
    /// Struct types in order of first use.
    pub struct_order: FxHashMap<Ty, usize>,
    pub entries: FxHashMap<(FunctionId, Vec<Value>, hir::EntryKind), hir::PythonEntry>,
    /// The texts of types.
    pub shown: RefCell<FxHashMap<(Ty, display::Style), Rc<str>>>,
    /// The `@implicit` constructors of structs.
    pub implicit: FxHashMap<StructId, Rc<Vec<FunctionId>>>,
    /// Whether the ownership of library code with a type is that of any other type.
    pub settled: FxHashMap<Ty, bool>,
    /// Instances that only generic definitions ask for: their bodies are checked if compile-time evaluation needs them.
    pub parked: FxHashSet<InstanceId>,
    /// Functions nested in a generic definition that is being checked for itself; their bodies are checked with it.
    pub nested: VecDeque<InstanceId>,
    /// Traits of which it is not known what they refine.
    pub unclear: FxHashSet<TraitId>,
    /// Whether the types and bounds of parameters could be made out.
    pub understood: FxHashMap<crate::types::ParamId, bool>,
    /// Parameters of which it was said that they could not.
    pub complained: FxHashSet<crate::types::ParamId>,
    /// How many instances of a definition there are, to end endless ones.
    pub instance_counts: FxHashMap<FunctionId, usize>,
}

/// The bindings of parameters to arguments.
#[derive(Clone, Debug, Default)]
pub struct Env {
    pub map: Vec<(crate::types::ParamId, Value)>,
}

impl Env {
    pub fn get(&self, id: crate::types::ParamId) -> Option<&Value> {
        self.map.iter().rev().find(|(p, _)| *p == id).map(|(_, v)| v)
    }
}

/// What a checked expression is.
#[derive(Clone, Debug)]
pub enum Node {
    /// An owned value.
    Value(hir::Expr),
    /// Storage that can be read, and written if it is mutable.
    Place(hir::Place),
    Type(Ty),
    /// A generic struct, with the arguments that are bound so far by position.
    Generic(StructId, Vec<Value>),
    /// A parametric `comptime` name that is not applied yet.
    Alias(ComptimeId, Vec<Value>),
    Bound(Vec<Bound>),
    Functions(Box<Functions>),
    Module(ModuleId),
    /// A compile-time value that is no run-time value: a pack of types, an origin, …
    Comptime(Value),
    /// `_`
    Discard,
    Error,
}

/// An overload set, and what is known of the call so far.
#[derive(Clone, Debug)]
pub struct Functions {
    pub ids: Rc<Vec<FunctionId>>,
    pub name: Symbol,
    /// Arguments of the parent's parameters; `Unbound` where they are to be inferred.
    pub parent_args: Vec<Value>,
    /// What the method was taken from.
    pub receiver: Option<Node>,
    /// Explicit parameters: `f[…]`.
    pub explicit: Vec<(Option<Symbol>, Value)>,
    /// A trait's requirement, called on a type parameter.
    pub is_abstract: bool,
    pub span: Span,
}

/// The function being checked.
pub struct Fx {
    pub module: ModuleId,
    pub parent: Parent,
    pub function: Option<FunctionId>,
    pub env: Env,
    pub self_ty: Option<Ty>,
    /// Innermost last.
    pub scopes: Vec<FxHashMap<Symbol, Binding>>,
    pub locals: Vec<hir::Local>,
    pub labels: u32,
    pub result: Ty,
    pub returns_ref: Option<bool>,
    pub out: Option<LocalId>,
    pub raises: Option<Ty>,
    pub tries: Vec<TryFrame>,
    pub loops: Vec<LoopFrame>,
    /// The local of the `except` that encloses this place, for a bare `raise`.
    pub caught: Vec<LocalId>,
    /// Statements that the current expression needs before itself are not needed: expressions carry blocks.
    pub closure: Option<closure::Capturing>,
    /// Where the environments of closures that are arguments of parameters are.
    pub environments: Vec<(crate::types::ParamId, LocalId)>,
    /// While positive, constants are folded and only compile-time values are wanted.
    pub comptime: usize,
    /// Where the function's effects stand, for a fix that inserts `raises`.
    pub effects: Span,
    pub user: bool,
    /// Parameters of the enclosing struct may be written bare (in its header).
    pub bare_params: bool,
    /// Parameters are bound to themselves: only mistakes are looked for.
    pub symbolic: bool,
}

#[derive(Clone, Debug)]
pub struct TryFrame {
    pub error: Option<Ty>,
    /// In the body (errors go to the handler) as against the handler and what follows.
    pub catching: bool,
    /// Errors of several types were raised: they are converted to the first one.
    pub mixed: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct LoopFrame {
    pub break_label: LabelId,
    pub continue_label: LabelId,
    /// `continue` of an unrolled loop leaves a labelled block.
    pub continue_breaks: bool,
}

/// What a local name means.
#[derive(Clone, Debug)]
pub enum Binding {
    Local(LocalId),
    Node(Node),
    Functions(Rc<Vec<FunctionId>>),
    Import(crate::definitions::Entry),
    /// A captured variable of an enclosing function: index into the closure's environment.
    Captured(usize),
}

impl Fx {
    pub fn new(module: ModuleId, parent: Parent, env: Env, self_ty: Option<Ty>) -> Fx {
        Fx {
            module,
            parent,
            function: None,
            env,
            self_ty,
            scopes: vec![FxHashMap::default()],
            locals: Vec::new(),
            labels: 0,
            result: Ty::none(),
            returns_ref: None,
            out: None,
            raises: None,
            tries: Vec::new(),
            loops: Vec::new(),
            caught: Vec::new(),
            closure: None,
            environments: Vec::new(),
            comptime: 0,
            effects: Span::default(),
            user: false,
            bare_params: false,
            symbolic: false,
        }
    }

    pub fn label(&mut self) -> LabelId {
        self.labels += 1;
        LabelId(self.labels - 1)
    }

    pub fn local(&mut self, name: Option<Symbol>, ty: Ty, kind: LocalKind, span: Span) -> LocalId {
        self.locals.push(hir::Local { name, ty, kind, span });
        LocalId(self.locals.len() as u32 - 1)
    }

    pub fn bind(&mut self, name: Symbol, binding: Binding) {
        self.scopes.last_mut().expect("a scope is open").insert(name, binding);
    }

    pub fn find(&self, name: Symbol) -> Option<&Binding> {
        self.scopes.iter().rev().find_map(|scope| scope.get(&name))
    }

    /// The place of a local.
    pub fn place(&self, id: LocalId, span: Span) -> hir::Place {
        let local = &self.locals[id.0 as usize];
        let mutable = match local.kind {
            LocalKind::Arg(passing) => !matches!(passing, crate::types::Passing::Imm),
            LocalKind::Out => true,
            LocalKind::Var { mutable } | LocalKind::Ref { mutable } => mutable,
        };
        hir::Place { kind: hir::PlaceKind::Local(id), ty: local.ty, mutable, span }
    }
}

impl Node {
    pub fn error_value(span: Span) -> hir::Expr {
        hir::Expr { kind: hir::ExprKind::Error, ty: Ty::error(), span }
    }

    /// The type of a value or place.
    pub fn ty(&self) -> Option<Ty> {
        match self {
            Node::Value(value) => Some(value.ty),
            Node::Place(place) => Some(place.ty),
            Node::Error => Some(Ty::error()),
            _ => None,
        }
    }

    pub fn is_error(&self) -> bool {
        match self {
            Node::Error => true,
            other => other.ty().is_some_and(Ty::is_error),
        }
    }
}

/// A constant of a type.
pub fn constant(value: Value, ty: Ty, span: Span) -> hir::Expr {
    hir::Expr { kind: hir::ExprKind::Const(value), ty, span }
}

pub fn stmt(kind: hir::StmtKind, span: Span) -> hir::Stmt {
    hir::Stmt { kind, span }
}

/// A function that was found by name, with the type that it belongs to.
pub type Methods = Rc<Vec<FunctionId>>;

impl Cx<'_> {
    /// A struct of the library that the compiler knows by name.
    pub fn lang(&mut self, name: &'static str) -> Option<StructId> {
        if let Some(found) = self.tables.lang.get(name) {
            return *found;
        }
        let prelude = self.prelude?;
        let found = match self.lookup_member(prelude, Symbol::new(name)) {
            Some(crate::definitions::Entry::Struct(id)) => Some(id),
            _ => None,
        };
        self.tables.lang.insert(name, found);
        found
    }

    pub fn lang_trait(&mut self, name: &'static str) -> Option<TraitId> {
        if let Some(found) = self.tables.lang_traits.get(name) {
            return *found;
        }
        let prelude = self.prelude?;
        let found = match self.lookup_member(prelude, Symbol::new(name)) {
            Some(crate::definitions::Entry::Trait(id)) => Some(id),
            _ => None,
        };
        self.tables.lang_traits.insert(name, found);
        found
    }

    /// A library type without parameters: `Bool`, `String`, ….
    pub fn lang_ty(&mut self, name: &'static str) -> Ty {
        match self.lang(name) {
            Some(id) => {
                let args: Vec<Value> =
                    self.defs.strukt(id).params.iter().map(|_| Value::Origin(crate::types::Mutability::Any)).collect();
                Ty::new(crate::types::TyKind::Struct(id, args))
            }
            None => Ty::error(),
        }
    }

    pub fn lang_generic(&mut self, name: &'static str, args: Vec<Value>) -> Ty {
        match self.lang(name) {
            Some(id) => Ty::new(crate::types::TyKind::Struct(id, args)),
            None => Ty::error(),
        }
    }

    pub fn int_ty(&mut self) -> Ty {
        self.scalar_ty(crate::types::DType::Int)
    }

    pub fn scalar_ty(&mut self, dtype: crate::types::DType) -> Ty {
        self.lang_generic("SIMD", vec![Value::DType(dtype), Value::int(1)])
    }

    pub fn bool_ty(&mut self) -> Ty {
        self.lang_ty("Bool")
    }

    pub fn string_ty(&mut self) -> Ty {
        self.lang_ty("String")
    }

    pub fn error_ty(&mut self) -> Ty {
        self.lang_ty("Error")
    }

    /// The element type of a `SIMD` of width 1.
    pub fn scalar_of(&mut self, ty: Ty) -> Option<crate::types::DType> {
        let simd = self.lang("SIMD")?;
        match ty.as_struct()? {
            (id, [Value::DType(dtype), Value::Int(width)]) if id == simd && *width == 1.into() => Some(*dtype),
            _ => None,
        }
    }

    pub fn is_lang(&mut self, ty: Ty, name: &'static str) -> bool {
        let id = self.lang(name);
        id.is_some() && ty.as_struct().map(|(id, _)| id) == id
    }
}

/// The statements of a suite.
pub type Suite<'a> = &'a [ast::Stmt];

pub use closure::ClosureInfo;

/// The closure behind a closure type.
pub fn closure_index(id: ClosureId) -> usize {
    id.0 as usize
}
