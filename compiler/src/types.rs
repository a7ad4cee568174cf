//! Types and compile-time values: interned, compared by identity, free of origins but for mutability.
//!
//! A `Ty` is a small number; `Ty::kind` reads its structure. Equal types are equal numbers.
//! Literal types (`IntLiteral`, …) carry their value, as in the language: `1 + 2` has the type of the literal 3.

pub mod display;

use std::cell::RefCell;

use grammar::Symbol;
use num_bigint::BigInt;
use rustc_hash::FxHashMap;

use crate::definitions::{FunctionId, StructId};
use crate::exact::Exact;

/// A parameter of a generic definition, unique in a compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ParamId(pub u32);

/// A closure instance: a struct of captures plus a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClosureId(pub u32);

/// An interned type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ty(u32);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TyKind {
    /// A struct with all its parameters bound.
    Struct(StructId, Vec<Value>),
    /// `Tuple[A, B]`; `()` is `Tuple[]`, which is not `None`.
    Tuple(Vec<Ty>),
    /// The pack that `*args: *Ts` is inside its function: one reference per element.
    Pack(Vec<Ty>),
    /// What `*args: T` is inside its function: a run of `T`.
    Variadic(Ty),
    None,
    /// The type of an expression that never ends: `abort()`, `return`.
    Never,
    /// A type parameter inside a generic body that is checked for itself.
    Param(ParamId),
    /// `T.Name` of a type parameter.
    Assoc(Ty, Symbol),
    /// The type of one function with its parameters bound: no value at run time.
    FunctionItem(FunctionId, Vec<Value>),
    /// A nested function or lambda that captures.
    Closure(ClosureId),
    /// `def(A) thin -> B`: a pointer to a function.
    FunctionPointer(Box<Signature>),
    IntLiteral(BigInt),
    FloatLiteral(Exact),
    StringLiteral(Symbol),
    /// Already reported; agrees with everything.
    Error,
}

/// How an argument is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Passing {
    /// `imm`: an immutable reference; a trivial type goes by value.
    Imm,
    Mut,
    /// `var`: owned.
    Var,
    /// `ref`: a reference whose mutability is the argument's.
    Ref,
    /// `deinit`: owned, taken apart without running the destructor.
    Deinit,
}

/// The part of a function's type that matters to callers through a pointer or a bound.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Signature {
    pub args: Vec<(Passing, Ty)>,
    pub result: Ty,
    pub raises: Option<Ty>,
    /// `abi("C")`: called as C calls functions.
    pub c: bool,
}

/// A compile-time value: the argument of a parameter, or the result of compile-time evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    Type(Ty),
    /// An integer of the type `Int` or of an integer literal.
    Int(BigInt),
    Bool(bool),
    /// The bits of the `f64`.
    Float(u64),
    Str(Symbol),
    DType(DType),
    None,
    Function(FunctionId, Vec<Value>),
    /// A closure that captures nothing at run time, or whose captures are reached through its frame.
    Closure(ClosureId),
    Tuple(Vec<Value>),
    /// A struct, array or list that exists at compile time.
    Aggregate(Ty, Vec<Value>),
    /// The arguments of a variadic parameter.
    Pack(Vec<Value>),
    /// An origin; only whether it is mutable is kept.
    Origin(Mutability),
    Param(ParamId),
    /// `_`: to be inferred.
    Unbound,
    /// A value that is only known after instantiation.
    Deferred,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mutability {
    Mut,
    Imm,
    /// Not known: as the context needs it.
    Any,
}

/// The element types of `SIMD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DType {
    Bool,
    Int,
    UInt,
    Int8,
    Int16,
    Int32,
    Int64,
    Int128,
    Int256,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    UInt128,
    UInt256,
    Float16,
    BFloat16,
    Float32,
    Float64,
    Invalid,
}

impl DType {
    pub const ALL: [DType; 20] = [
        DType::Bool,
        DType::Int,
        DType::UInt,
        DType::Int8,
        DType::Int16,
        DType::Int32,
        DType::Int64,
        DType::Int128,
        DType::Int256,
        DType::UInt8,
        DType::UInt16,
        DType::UInt32,
        DType::UInt64,
        DType::UInt128,
        DType::UInt256,
        DType::Float16,
        DType::BFloat16,
        DType::Float32,
        DType::Float64,
        DType::Invalid,
    ];

    /// The name as a member of `DType`.
    pub fn name(self) -> &'static str {
        match self {
            DType::Bool => "bool",
            DType::Int => "int",
            DType::UInt => "uint",
            DType::Int8 => "int8",
            DType::Int16 => "int16",
            DType::Int32 => "int32",
            DType::Int64 => "int64",
            DType::Int128 => "int128",
            DType::Int256 => "int256",
            DType::UInt8 => "uint8",
            DType::UInt16 => "uint16",
            DType::UInt32 => "uint32",
            DType::UInt64 => "uint64",
            DType::UInt128 => "uint128",
            DType::UInt256 => "uint256",
            DType::Float16 => "float16",
            DType::BFloat16 => "bfloat16",
            DType::Float32 => "float32",
            DType::Float64 => "float64",
            DType::Invalid => "invalid",
        }
    }

    pub fn from_name(name: &str) -> Option<DType> {
        DType::ALL.into_iter().find(|d| d.name() == name)
    }

    pub fn is_float(self) -> bool {
        matches!(self, DType::Float16 | DType::BFloat16 | DType::Float32 | DType::Float64)
    }

    pub fn is_integral(self) -> bool {
        !self.is_float() && !matches!(self, DType::Bool | DType::Invalid)
    }

    pub fn is_signed(self) -> bool {
        self.is_float()
            || matches!(
                self,
                DType::Int | DType::Int8 | DType::Int16 | DType::Int32 | DType::Int64 | DType::Int128 | DType::Int256
            )
    }

    /// Width in bits.
    pub fn bits(self) -> u32 {
        match self {
            DType::Bool | DType::Int8 | DType::UInt8 => 8,
            DType::Int16 | DType::UInt16 | DType::Float16 | DType::BFloat16 => 16,
            DType::Int32 | DType::UInt32 | DType::Float32 => 32,
            DType::Int | DType::UInt | DType::Int64 | DType::UInt64 | DType::Float64 => 64,
            DType::Int128 | DType::UInt128 => 128,
            DType::Int256 | DType::UInt256 => 256,
            DType::Invalid => 0,
        }
    }
}

struct Interner {
    ids: FxHashMap<&'static TyKind, u32>,
    kinds: Vec<&'static TyKind>,
    /// Whether each mentions a parameter of a generic definition.
    symbolic: Vec<bool>,
}

thread_local! {
    static INTERNER: RefCell<Interner> = RefCell::new(Interner::new());
}

/// The types that are asked for most have fixed numbers.
const NONE: Ty = Ty(0);
const NEVER: Ty = Ty(1);
const ERROR: Ty = Ty(2);

impl Interner {
    fn new() -> Interner {
        let mut interner = Interner { ids: FxHashMap::default(), kinds: Vec::new(), symbolic: Vec::new() };
        for (kind, ty) in [(TyKind::None, NONE), (TyKind::Never, NEVER), (TyKind::Error, ERROR)] {
            let added = interner.add(kind, false);
            debug_assert!(added == ty);
        }
        interner
    }

    fn add(&mut self, kind: TyKind, symbolic: bool) -> Ty {
        // Types live as long as the compiler's run.
        let kind: &'static TyKind = Box::leak(Box::new(kind));
        let id = self.kinds.len() as u32;
        self.kinds.push(kind);
        self.symbolic.push(symbolic);
        self.ids.insert(kind, id);
        Ty(id)
    }
}

impl Ty {
    pub fn new(kind: TyKind) -> Ty {
        if let Some(known) = INTERNER.with_borrow(|interner| interner.ids.get(&kind).copied()) {
            return Ty(known);
        }
        let symbolic = is_symbolic_kind(&kind);
        INTERNER.with_borrow_mut(|interner| interner.add(kind, symbolic))
    }

    pub fn kind(self) -> &'static TyKind {
        INTERNER.with_borrow(|interner| interner.kinds[self.0 as usize])
    }

    pub fn none() -> Ty {
        NONE
    }

    pub fn never() -> Ty {
        NEVER
    }

    pub fn error() -> Ty {
        ERROR
    }

    pub fn is_error(self) -> bool {
        self == ERROR
    }

    pub fn is_none(self) -> bool {
        self == NONE
    }

    pub fn is_never(self) -> bool {
        self == NEVER
    }

    pub fn is_literal(self) -> bool {
        matches!(self.kind(), TyKind::IntLiteral(_) | TyKind::FloatLiteral(_) | TyKind::StringLiteral(_))
    }

    /// The struct and its arguments, if this is one.
    pub fn as_struct(self) -> Option<(StructId, &'static [Value])> {
        match self.kind() {
            TyKind::Struct(id, args) => Some((*id, args)),
            _ => None,
        }
    }
}

impl Value {
    pub fn int(n: impl Into<BigInt>) -> Value {
        Value::Int(n.into())
    }

    pub fn as_type(&self) -> Option<Ty> {
        match self {
            Value::Type(ty) => Some(*ty),
            _ => None,
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(n) => i64::try_from(n).ok(),
            _ => None,
        }
    }
}

/// Whether a type or value mentions a parameter of a generic definition: then it is symbolic, not concrete.
pub fn is_symbolic(ty: Ty) -> bool {
    INTERNER.with_borrow(|interner| interner.symbolic[ty.0 as usize])
}

fn is_symbolic_kind(kind: &TyKind) -> bool {
    match kind {
        TyKind::Param(_) | TyKind::Assoc(..) => true,
        TyKind::Struct(_, args) | TyKind::FunctionItem(_, args) => args.iter().any(is_symbolic_value),
        TyKind::Tuple(tys) | TyKind::Pack(tys) => tys.iter().any(|ty| is_symbolic(*ty)),
        TyKind::Variadic(ty) => is_symbolic(*ty),
        TyKind::FunctionPointer(sig) => {
            sig.args.iter().any(|(_, ty)| is_symbolic(*ty))
                || is_symbolic(sig.result)
                || sig.raises.is_some_and(is_symbolic)
        }
        _ => false,
    }
}

pub fn is_symbolic_value(value: &Value) -> bool {
    match value {
        Value::Type(ty) => is_symbolic(*ty),
        Value::Param(_) | Value::Deferred | Value::Unbound => true,
        Value::Tuple(values) | Value::Pack(values) | Value::Function(_, values) => values.iter().any(is_symbolic_value),
        Value::Aggregate(ty, values) => is_symbolic(*ty) || values.iter().any(is_symbolic_value),
        _ => false,
    }
}

impl std::fmt::Debug for Ty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.kind().fmt(f)
    }
}
