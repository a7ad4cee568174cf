//! Expressions, which are also type expressions: the language writes both with one syntax.

use num_bigint::BigInt;

use super::{FunctionType, Lambda, Name, Pattern};
use crate::span::Span;
use crate::symbol::Symbol;

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    Name(Symbol),
    /// `Self`
    SelfType,
    Int(BigInt),
    Float(f64),
    /// The value of adjacent plain strings, escapes resolved.
    Str(String),
    /// Adjacent t-strings.
    Template(Vec<TemplatePart>),
    Bool(bool),
    None,
    /// `...`
    Ellipsis,
    /// `_` as an unbound parameter or a discard target.
    Underscore,
    /// `(a, b)` or `a, b`; also `()`.
    Tuple(Vec<Expr>),
    /// A parenthesised expression.
    Paren(Box<Expr>),
    List(Vec<Expr>),
    Set(Vec<Expr>),
    /// `{k: v}` and the empty `{}`.
    Dict(Vec<(Expr, Expr)>),
    /// `{a=1, b=2}`: an initialiser list for the type that the context asks for.
    Initializer(Vec<Arg>),
    Comprehension(Box<Comprehension>),
    Unary(UnaryOp, Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    /// `a < b <= c`: the first operand, then each operator with its right operand. Never empty.
    Compare(Box<Expr>, Vec<(CompareOp, Expr)>),
    Ternary {
        condition: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// `name := value`
    Walrus(Name, Box<Expr>),
    Lambda(Box<Lambda>),
    Call(Box<Expr>, Vec<Arg>),
    Subscript(Box<Expr>, Vec<Index>),
    Attribute(Box<Expr>, Name),
    /// `.name` without a base: a member of the type that the context asks for.
    ContextMember(Name),
    /// `x^`
    Transfer(Box<Expr>),
    /// `comptime(e)`
    Comptime(Box<Expr>),
    Await(Box<Expr>),
    FunctionType(Box<FunctionType>),
    /// `var x` or `ref x` as a target inside a chain of assignments: `var a = var b = 3`.
    VarTarget(Name),
    /// What could not be parsed; already reported.
    Error,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TemplatePart {
    Text(String),
    Value(Expr),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    pub kind: ComprehensionKind,
    /// Never empty; the first is a `for`.
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ComprehensionKind {
    List(Expr),
    Set(Expr),
    Dict(Expr, Expr),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    For(Pattern, Expr),
    If(Expr),
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg {
    pub kind: ArgKind,
    pub value: Expr,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgKind {
    Positional,
    Keyword(Name),
    /// `*xs`
    Unpack,
    /// `**xs`
    UnpackKeywords,
}

/// An entry of a subscript `base[…]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    pub keyword: Option<Name>,
    pub kind: IndexKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum IndexKind {
    Value(Expr),
    Slice {
        start: Option<Expr>,
        end: Option<Expr>,
        step: Option<Expr>,
    },
    /// `*xs`
    Unpack(Expr),
    /// `...`: leave all further parameters unbound.
    Ellipsis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Plus,
    Minus,
    Invert,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    And,
    Or,
    Xor,
    Shl,
    Shr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
    In,
    NotIn,
    Is,
    IsNot,
}

impl UnaryOp {
    pub fn text(self) -> &'static str {
        match self {
            UnaryOp::Plus => "+",
            UnaryOp::Minus => "-",
            UnaryOp::Invert => "~",
        }
    }

    /// The method that the operator calls.
    pub fn method(self) -> &'static str {
        match self {
            UnaryOp::Plus => "__pos__",
            UnaryOp::Minus => "__neg__",
            UnaryOp::Invert => "__invert__",
        }
    }
}

impl BinaryOp {
    pub fn text(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::FloorDiv => "//",
            BinaryOp::Mod => "%",
            BinaryOp::Pow => "**",
            BinaryOp::MatMul => "@",
            BinaryOp::And => "&",
            BinaryOp::Or => "|",
            BinaryOp::Xor => "^",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
        }
    }

    /// How tightly the operator binds: more is tighter. All but `**` group to the left.
    pub fn precedence(self) -> u8 {
        match self {
            BinaryOp::Or => 1,
            BinaryOp::Xor => 2,
            BinaryOp::And => 3,
            BinaryOp::Shl | BinaryOp::Shr => 4,
            BinaryOp::Add | BinaryOp::Sub => 5,
            BinaryOp::Mul | BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod | BinaryOp::MatMul => 6,
            BinaryOp::Pow => 7,
        }
    }

    /// The stem of the operator's methods: `add` of `__add__`, `__radd__`, `__iadd__`.
    pub fn stem(self) -> &'static str {
        match self {
            BinaryOp::Add => "add",
            BinaryOp::Sub => "sub",
            BinaryOp::Mul => "mul",
            BinaryOp::Div => "truediv",
            BinaryOp::FloorDiv => "floordiv",
            BinaryOp::Mod => "mod",
            BinaryOp::Pow => "pow",
            BinaryOp::MatMul => "matmul",
            BinaryOp::And => "and",
            BinaryOp::Or => "or",
            BinaryOp::Xor => "xor",
            BinaryOp::Shl => "lshift",
            BinaryOp::Shr => "rshift",
        }
    }
}

impl CompareOp {
    pub fn text(self) -> &'static str {
        match self {
            CompareOp::Lt => "<",
            CompareOp::Le => "<=",
            CompareOp::Gt => ">",
            CompareOp::Ge => ">=",
            CompareOp::Eq => "==",
            CompareOp::Ne => "!=",
            CompareOp::In => "in",
            CompareOp::NotIn => "not in",
            CompareOp::Is => "is",
            CompareOp::IsNot => "is not",
        }
    }
}
