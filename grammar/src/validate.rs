//! Rules about order and context, checked on the finished AST: what may stand where.

use crate::ast::*;
use crate::diagnostic::Diagnostics;
use crate::errors;
use crate::span::Span;

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Module,
    Struct,
    Trait,
    Function,
}

struct Validator<'d> {
    diagnostics: &'d mut Diagnostics,
}

pub fn validate(module: &Module, diagnostics: &mut Diagnostics) {
    Validator { diagnostics }.body(&module.body, Place::Module, false);
}

impl Validator<'_> {
    fn misplaced(&mut self, span: Span, what: &str, where_: &str) {
        self.diagnostics.report(errors::misplaced(span, what, where_));
    }

    fn body(&mut self, body: &[Stmt], place: Place, in_loop: bool) {
        for stmt in body {
            self.stmt(stmt, place, in_loop);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, place: Place, in_loop: bool) {
        let declaration = match &stmt.kind {
            StmtKind::Function(_) | StmtKind::Comptime(_) | StmtKind::Error => true,
            StmtKind::Pass => true,
            StmtKind::Expr(Expr { kind: ExprKind::Str(_) | ExprKind::Ellipsis, .. }) => true,
            StmtKind::If(if_) => if_.comptime,
            StmtKind::Assert { comptime, .. } => *comptime && place != Place::Module,
            StmtKind::Var { .. } => matches!(place, Place::Struct),
            StmtKind::Struct(_) | StmtKind::Trait(_) | StmtKind::Import(_) | StmtKind::FromImport(_) => {
                place == Place::Module
            }
            _ => false,
        };
        match (&stmt.kind, place) {
            (StmtKind::Struct(_) | StmtKind::Trait(_), Place::Function | Place::Struct | Place::Trait) => {
                return self.misplaced(head(stmt.span), "a nested type", "is not supported: move it to the module");
            }
            (StmtKind::Var { .. }, Place::Module) => {
                return self.misplaced(
                    stmt.span,
                    "a variable",
                    "cannot stand at file scope: write `comptime NAME = …` for a constant",
                );
            }
            (_, Place::Module) if !declaration => {
                return self.misplaced(
                    head(stmt.span),
                    "a statement",
                    "must not stand at file scope: put it into a function",
                );
            }
            (_, Place::Struct | Place::Trait) if !declaration => {
                return self.misplaced(
                    head(stmt.span),
                    "a statement",
                    "cannot stand here: fields are declared with `var name: Type`",
                );
            }
            _ => {}
        }
        match &stmt.kind {
            StmtKind::Break | StmtKind::Continue if !in_loop => {
                let word = if matches!(stmt.kind, StmtKind::Break) { "`break`" } else { "`continue`" };
                self.misplaced(stmt.span, word, "stands outside of a loop");
            }
            StmtKind::Var { pattern, ty, value, binding } => {
                if place == Place::Struct {
                    if let (PatternKind::Name(name), None) = (&pattern.kind, ty) {
                        self.diagnostics.report(errors::missing_type(name.span, "field", name.symbol.as_str()));
                    }
                } else if value.is_none() && (ty.is_none() || *binding == Binding::Ref) {
                    self.misplaced(stmt.span, "a declaration", "needs a type or a value");
                }
                if let Some(value) = value {
                    self.expr(value);
                }
            }
            StmtKind::If(if_) => {
                for (condition, body) in &if_.branches {
                    self.expr(condition);
                    self.body(&body.body, place, in_loop);
                }
                if let Some(body) = &if_.otherwise {
                    self.body(&body.body, place, in_loop);
                }
            }
            StmtKind::While { condition, body, otherwise } => {
                self.expr(condition);
                self.body(&body.body, place, true);
                self.optional(otherwise, place, in_loop);
            }
            StmtKind::For(for_) => {
                self.expr(&for_.iterable);
                self.body(&for_.body.body, place, true);
                self.optional(&for_.otherwise, place, in_loop);
            }
            StmtKind::Try(try_) => {
                self.body(&try_.body.body, place, in_loop);
                if let Some(except) = &try_.except {
                    self.body(&except.body.body, place, in_loop);
                }
                self.optional(&try_.otherwise, place, in_loop);
                self.optional(&try_.finally, place, in_loop);
            }
            StmtKind::With { items, body } => {
                items.iter().for_each(|item| self.expr(&item.value));
                self.body(&body.body, place, in_loop);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject);
                for case in cases {
                    self.body(&case.body.body, place, in_loop);
                }
            }
            StmtKind::Function(function) => self.function(function, place),
            StmtKind::Struct(strukt) => {
                self.params(&strukt.params);
                self.body(&strukt.body.body, Place::Struct, false);
            }
            StmtKind::Trait(trait_) => self.body(&trait_.body.body, Place::Trait, false),
            StmtKind::Expr(expr) => self.expr(expr),
            StmtKind::Return(Some(expr)) | StmtKind::Raise(Some(expr)) => self.expr(expr),
            StmtKind::Assign { targets, value } => {
                targets.iter().for_each(|target| self.expr(target));
                self.expr(value);
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expr(target);
                self.expr(value);
            }
            _ => {}
        }
    }

    fn optional(&mut self, block: &Option<Block>, place: Place, in_loop: bool) {
        if let Some(block) = block {
            self.body(&block.body, place, in_loop);
        }
    }

    fn function(&mut self, function: &Function, place: Place) {
        self.params(&function.params);
        self.args(&function.args, matches!(place, Place::Struct | Place::Trait));
        self.body(&function.body.body, Place::Function, false);
    }

    fn params(&mut self, params: &[Param]) {
        let mut seen: Vec<Name> = Vec::new();
        let mut keyword_only = false;
        let mut defaulted = false;
        for param in params {
            let (name, default) = match &param.kind {
                ParamKind::Named { name, default, .. } => (*name, default.is_some()),
                ParamKind::Variadic { name, .. } => {
                    keyword_only = true;
                    (*name, false)
                }
                ParamKind::KeywordOnly => {
                    keyword_only = true;
                    continue;
                }
                ParamKind::InferOnly => {
                    defaulted = false;
                    continue;
                }
                ParamKind::PositionalOnly => continue,
            };
            if defaulted && !default && !keyword_only {
                self.diagnostics
                    .report(errors::order(param.span, "a parameter without a default follows one with a default"));
            }
            defaulted |= default;
            self.duplicate(&mut seen, name);
        }
    }

    fn duplicate(&mut self, seen: &mut Vec<Name>, name: Name) {
        if let Some(first) = seen.iter().find(|n| n.symbol == name.symbol && name.symbol != "_") {
            let first = first.span;
            self.diagnostics.report(
                errors::order(name.span, format!("`{}` is declared twice", name.symbol)).at(first, "the first one"),
            );
        }
        seen.push(name);
    }

    fn args(&mut self, args: &[ArgDef], method: bool) {
        let mut seen: Vec<Name> = Vec::new();
        let (mut keyword_only, mut defaulted, mut keywords, mut slash) = (false, false, false, false);
        for (index, arg) in args.iter().enumerate() {
            if keywords {
                self.diagnostics.report(errors::order(arg.span, "nothing can follow a `**` argument"));
                return;
            }
            match &arg.kind {
                ArgDefKind::Named { name, ty, default, convention } => {
                    let is_self = index == 0 && method;
                    if ty.is_none() && !is_self {
                        self.diagnostics.report(errors::missing_type(name.span, "argument", name.symbol.as_str()));
                    }
                    if defaulted && default.is_none() && !keyword_only && *convention != Convention::Out {
                        self.diagnostics.report(errors::order(
                            arg.span,
                            "an argument without a default follows one with a default",
                        ));
                    }
                    defaulted |= default.is_some();
                    self.duplicate(&mut seen, *name);
                }
                ArgDefKind::Variadic { name, .. } => {
                    if keyword_only {
                        self.diagnostics.report(errors::order(arg.span, "there can be one `*` only"));
                    }
                    keyword_only = true;
                    self.duplicate(&mut seen, *name);
                }
                ArgDefKind::Keywords { name, .. } => {
                    keywords = true;
                    self.duplicate(&mut seen, *name);
                }
                ArgDefKind::KeywordOnly => {
                    if keyword_only {
                        self.diagnostics.report(errors::order(arg.span, "there can be one `*` only"));
                    }
                    keyword_only = true;
                }
                ArgDefKind::PositionalOnly => {
                    if slash || keyword_only {
                        self.diagnostics.report(errors::order(arg.span, "`/` stands once, before `*`"));
                    }
                    slash = true;
                }
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Call(callee, args) => {
                self.expr(callee);
                let mut keyword = false;
                for arg in args {
                    match arg.kind {
                        ArgKind::Positional if keyword => {
                            self.diagnostics
                                .report(errors::order(arg.span, "a positional argument follows a keyword argument"));
                        }
                        ArgKind::Keyword(_) => keyword = true,
                        _ => {}
                    }
                    self.expr(&arg.value);
                }
            }
            ExprKind::Paren(inner) | ExprKind::Transfer(inner) | ExprKind::Not(inner) | ExprKind::Unary(_, inner) => {
                self.expr(inner)
            }
            ExprKind::Binary(_, a, b) | ExprKind::And(a, b) | ExprKind::Or(a, b) => {
                self.expr(a);
                self.expr(b);
            }
            ExprKind::Attribute(base, _) => self.expr(base),
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => {
                items.iter().for_each(|e| self.expr(e))
            }
            ExprKind::Lambda(lambda) => self.args(&lambda.args, false),
            ExprKind::Await(_) => {
                self.diagnostics.report(errors::python_statement(expr.span, "await", "functions are not asynchronous"))
            }
            _ => {}
        }
    }
}

/// A statement's first characters, where its whole extent would say too much.
fn head(span: Span) -> Span {
    Span { end: span.end.min(span.start + 1).max(span.start), ..span }
}
