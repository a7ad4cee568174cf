//! Definitions: functions, structs, traits, compile-time names, and their parts.

use super::{Expr, Name, Stmt};
use crate::span::Span;

/// A suite: the statements of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub body: Vec<Stmt>,
    pub span: Span,
}

/// `@name` or `@name(args)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Decorator {
    pub expr: Expr,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    pub decorators: Vec<Decorator>,
    pub name: Name,
    pub params: Vec<Param>,
    pub args: Vec<ArgDef>,
    pub effects: Effects,
    pub captures: Option<Captures>,
    pub result: Option<ResultType>,
    pub constraint: Option<Expr>,
    pub docstring: Option<String>,
    pub body: Block,
    /// From `def` to the `:`.
    pub header: Span,
}

/// A compile-time parameter between `[` and `]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    pub kind: ParamKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ParamKind {
    Named {
        name: Name,
        ty: Option<Expr>,
        default: Option<Expr>,
    },
    Variadic {
        name: Name,
        ty: Option<Expr>,
    },
    /// `//`: what stands before it is only inferred.
    InferOnly,
    /// `/`
    PositionalOnly,
    /// `*`
    KeywordOnly,
}

/// An argument in a function's header.
#[derive(Clone, Debug, PartialEq)]
pub struct ArgDef {
    pub kind: ArgDefKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ArgDefKind {
    Named {
        convention: Convention,
        name: Name,
        ty: Option<Expr>,
        default: Option<Expr>,
    },
    /// `*name: ty`, or `*name: *ty` where `pack` is set.
    Variadic {
        convention: Convention,
        name: Name,
        ty: Expr,
        pack: bool,
    },
    /// `var **name: ty`
    Keywords {
        convention: Convention,
        name: Name,
        ty: Expr,
    },
    /// `/`
    PositionalOnly,
    /// `*`
    KeywordOnly,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Convention {
    /// No word written: an immutable reference.
    Default,
    Imm,
    Mut,
    Var,
    Out,
    Deinit,
    /// `ref` with its origin expressions.
    Ref(Vec<Expr>),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects {
    pub raises: Option<Raises>,
    /// The text of `abi("…")`.
    pub abi: Option<String>,
    pub thin: bool,
    pub capturing: bool,
    pub escaping: bool,
    pub is_async: bool,
    /// Where `raises` or another effect may be inserted: just after the closing parenthesis.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Raises {
    /// The error's type; `Error` where none is written.
    pub ty: Option<Expr>,
    pub span: Span,
}

/// `{imm a, mut b}`
#[derive(Clone, Debug, PartialEq)]
pub struct Captures {
    pub list: Vec<Capture>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Capture {
    pub convention: Convention,
    /// No name: the default for all names that are not listed.
    pub name: Option<Name>,
    pub transfer: bool,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ResultType {
    /// `ref[…]` before the type, with its origin expressions.
    pub reference: Option<Vec<Expr>>,
    pub ty: Expr,
}

/// `def(Int, mut String) raises -> Int` as a type.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionType {
    pub params: Vec<Param>,
    pub args: Vec<FunctionTypeArg>,
    pub effects: Effects,
    pub result: Option<ResultType>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FunctionTypeArg {
    pub convention: Convention,
    pub name: Option<Name>,
    pub ty: Expr,
    /// `*T` or `*xs: T`
    pub variadic: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    pub args: Vec<ArgDef>,
    pub effects: Effects,
    pub captures: Option<Captures>,
    pub result: Option<ResultType>,
    pub body: Expr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    pub decorators: Vec<Decorator>,
    pub name: Name,
    pub params: Vec<Param>,
    pub conformances: Vec<Conformance>,
    pub constraint: Option<Expr>,
    pub docstring: Option<String>,
    /// Fields are `Var` statements; methods, `comptime` members and `comptime if` stand as they do elsewhere.
    pub body: Block,
}

/// One entry of a struct's trait list: `A`, `A & B`, `A where c`, `not A`.
#[derive(Clone, Debug, PartialEq)]
pub struct Conformance {
    pub negative: bool,
    pub trait_: Expr,
    pub constraint: Option<Expr>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Trait {
    pub decorators: Vec<Decorator>,
    pub name: Name,
    pub params: Vec<Param>,
    pub bases: Vec<Expr>,
    pub docstring: Option<String>,
    pub body: Block,
}

/// `comptime name[params]: ty = value`; without a value in a trait.
#[derive(Clone, Debug, PartialEq)]
pub struct ComptimeDef {
    pub name: Name,
    pub params: Vec<Param>,
    pub ty: Option<Expr>,
    pub constraint: Option<Expr>,
    pub value: Option<Expr>,
}
