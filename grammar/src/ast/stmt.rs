//! Statements and patterns.

use super::{BinaryOp, Block, ComptimeDef, Decorator, Expr, Function, Name, Struct, Trait};
use crate::span::Span;

#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    pub kind: StmtKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    Expr(Expr),
    Pass,
    /// A definition of the library, or the body of a function, that has not been parsed yet. See `parse_outline`.
    Deferred,
    Break,
    Continue,
    Return(Option<Expr>),
    Raise(Option<Expr>),
    /// `var pattern: ty = value`, `ref pattern = value`; also a struct's field.
    Var {
        binding: Binding,
        pattern: Pattern,
        ty: Option<Expr>,
        value: Option<Expr>,
    },
    /// `a = b = value`: targets from left to right; never empty.
    Assign {
        targets: Vec<Expr>,
        value: Expr,
    },
    /// `name: ty = value` without `var`: an old spelling of a declaration.
    AnnotatedAssign {
        target: Expr,
        ty: Expr,
        value: Option<Expr>,
    },
    AugAssign {
        op: BinaryOp,
        target: Expr,
        value: Expr,
    },
    If(If),
    While {
        condition: Expr,
        body: Block,
        otherwise: Option<Block>,
    },
    For(Box<For>),
    Try(Box<Try>),
    With {
        items: Vec<WithItem>,
        body: Block,
    },
    Match {
        subject: Expr,
        cases: Vec<Case>,
    },
    Assert {
        condition: Expr,
        message: Option<Expr>,
        comptime: bool,
    },
    Import(Vec<ImportModule>),
    FromImport(FromImport),
    Comptime(Box<ComptimeDef>),
    Function(Box<Function>),
    Struct(Box<Struct>),
    Trait(Box<Trait>),
    /// What could not be parsed; already reported.
    Error,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    Var,
    Ref,
}

#[derive(Clone, Debug, PartialEq)]
pub struct If {
    /// `if` and each `elif`; never empty.
    pub branches: Vec<(Expr, Block)>,
    pub otherwise: Option<Block>,
    pub comptime: bool,
    pub decorators: Vec<Decorator>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct For {
    /// `None`: an immutable reference where the iterator yields references.
    pub binding: Option<Binding>,
    pub pattern: Pattern,
    pub iterable: Expr,
    pub body: Block,
    pub otherwise: Option<Block>,
    pub comptime: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Try {
    pub body: Block,
    pub except: Option<Except>,
    pub otherwise: Option<Block>,
    pub finally: Option<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Except {
    pub name: Option<Name>,
    pub body: Block,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct WithItem {
    pub value: Expr,
    pub name: Option<Name>,
}

/// A target that binds names.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    pub kind: PatternKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    Name(Name),
    /// `_`
    Discard,
    Tuple(Vec<Pattern>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    pub pattern: CasePattern,
    pub guard: Option<Expr>,
    pub body: Block,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CasePattern {
    pub kind: CasePatternKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum CasePatternKind {
    /// A literal or a dotted name: compared with `==`.
    Value(Expr),
    /// A single name: binds.
    Capture(Name),
    /// `_`
    Any,
    Or(Vec<CasePattern>),
    As(Box<CasePattern>, Name),
    Tuple(Vec<CasePattern>),
    /// `[a, b, *rest]`
    List(Vec<CasePattern>, Option<Name>),
    /// `P(x=…, y=…)`
    Struct(Expr, Vec<(Name, CasePattern)>),
}

/// `a.b.c` in an import.
#[derive(Clone, Debug, PartialEq)]
pub struct ModulePath {
    /// Number of leading dots.
    pub level: usize,
    pub names: Vec<Name>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ImportModule {
    pub path: ModulePath,
    pub alias: Option<Name>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FromImport {
    pub path: ModulePath,
    /// `None` for `*`.
    pub names: Option<Vec<ImportName>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ImportName {
    pub name: Name,
    pub alias: Option<Name>,
}
