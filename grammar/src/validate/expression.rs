//! Expressions: the order of call arguments, and what is known to be nothing of the language's.

use rustc_hash::FxHashMap;

use super::Validator;
use crate::ast::*;
use crate::errors;
use crate::span::Span;
use crate::symbol::Symbol;

impl Validator<'_> {
    pub fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    pub fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Call(callee, args) => {
                self.expr(callee);
                self.call_args(args);
            }
            ExprKind::Initializer(args) => {
                for arg in args.iter().filter(|a| matches!(a.kind, ArgKind::Unpack | ArgKind::UnpackKeywords)) {
                    self.misplaced(arg.span, "unpacking", "is not supported in braces");
                }
                self.call_args(args);
            }
            ExprKind::Subscript(base, entries) => {
                self.expr(base);
                entries.iter().for_each(|entry| self.index(&entry.kind));
            }
            ExprKind::Paren(e)
            | ExprKind::Transfer(e)
            | ExprKind::Not(e)
            | ExprKind::Unary(_, e)
            | ExprKind::Attribute(e, _)
            | ExprKind::Walrus(_, e)
            | ExprKind::Comptime(e) => self.expr(e),
            ExprKind::Binary(_, a, b) | ExprKind::And(a, b) | ExprKind::Or(a, b) => self.exprs([&**a, b]),
            ExprKind::Compare(first, rest) => {
                self.expr(first);
                self.exprs(rest.iter().map(|(_, e)| e));
            }
            ExprKind::Ternary { condition, then, otherwise } => self.exprs([&**condition, then, otherwise]),
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => self.exprs(items),
            ExprKind::Dict(entries) => entries.iter().for_each(|(k, v)| self.exprs([k, v])),
            ExprKind::Template(parts) => {
                for part in parts {
                    if let TemplatePart::Value(value) = part {
                        self.expr(value);
                    }
                }
            }
            ExprKind::Comprehension(c) => self.comprehension(c),
            ExprKind::Lambda(lambda) => {
                self.args(&lambda.args, false);
                self.exprs(lambda.result.iter().map(|r| &r.ty).chain([&lambda.body]));
            }
            ExprKind::FunctionType(ty) => {
                self.params(&ty.params);
                self.exprs(ty.args.iter().map(|a| &a.ty).chain(ty.result.iter().map(|r| &r.ty)));
            }
            ExprKind::Await(inner) => {
                self.report(errors::python_statement(expr.span, "await"));
                self.expr(inner);
            }
            ExprKind::Name(_)
            | ExprKind::SelfType
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Ellipsis
            | ExprKind::Underscore
            | ExprKind::ContextMember(_)
            | ExprKind::VarTarget(_)
            | ExprKind::Error => {}
        }
    }

    fn index(&mut self, kind: &IndexKind) {
        match kind {
            IndexKind::Value(e) | IndexKind::Unpack(e) => self.expr(e),
            IndexKind::Slice { start, end, step } => self.exprs(start.iter().chain(end).chain(step)),
            IndexKind::Ellipsis => {}
        }
    }

    fn comprehension(&mut self, comprehension: &Comprehension) {
        match &comprehension.kind {
            ComprehensionKind::List(e) | ComprehensionKind::Set(e) => self.expr(e),
            ComprehensionKind::Dict(k, v) => self.exprs([k, v]),
        }
        for clause in &comprehension.clauses {
            match clause {
                Clause::For(_, e) | Clause::If(e) => self.expr(e),
            }
        }
    }

    fn call_args(&mut self, args: &[Arg]) {
        let mut keywords: FxHashMap<Symbol, Span> = FxHashMap::default();
        for arg in args {
            match arg.kind {
                ArgKind::Positional if !keywords.is_empty() && arg.value.kind != ExprKind::Error => {
                    self.report(errors::order(arg.span, "a positional argument follows a keyword argument"));
                }
                ArgKind::Keyword(name) => {
                    if let Some(first) = keywords.insert(name.symbol, name.span) {
                        let message = format!("the argument `{}` is given twice", name.symbol);
                        self.report(errors::order(name.span, message).at(first, "the first one"));
                    }
                }
                _ => {}
            }
            self.expr(&arg.value);
        }
    }
}
