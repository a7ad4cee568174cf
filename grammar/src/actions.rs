//! What the grammar's actions call: constructors that need spans or diagnostics, and what a production cannot say.

use lalrpop_util::{ErrorRecovery, ParseError};
use num_bigint::BigInt;

use crate::ast::*;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::errors;
use crate::span::{FileId, Span};
use crate::symbol::Symbol;
use crate::token::Token;

/// Makes nodes with spans and collects what the parser reports.
pub struct Builder<'d> {
    pub file: FileId,
    pub diagnostics: &'d mut Diagnostics,
}

/// One effect of a function's header.
pub enum Effect {
    Raises(Raises),
    Thin,
    Capturing,
    Escaping,
    Abi(Symbol),
}

impl Builder<'_> {
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    pub fn expr(&self, kind: ExprKind, l: usize, r: usize) -> Expr {
        Expr { kind, span: self.span(l, r) }
    }

    pub fn binary(&self, op: BinaryOp, a: Expr, b: Expr, l: usize, r: usize) -> Expr {
        self.expr(ExprKind::Binary(op, Box::new(a), Box::new(b)), l, r)
    }

    pub fn tuple(&self, mut items: Vec<Expr>, last: Option<Expr>, l: usize, r: usize) -> Expr {
        items.extend(last);
        self.expr(ExprKind::Tuple(items), l, r)
    }

    pub fn tuple_pattern(&self, mut items: Vec<Pattern>, last: Option<Pattern>, l: usize, r: usize) -> Pattern {
        items.extend(last);
        Pattern { kind: PatternKind::Tuple(items), span: self.span(l, r) }
    }

    pub fn case(&self, kind: CasePatternKind, l: usize, r: usize) -> CasePattern {
        CasePattern { kind, span: self.span(l, r) }
    }

    pub fn block(&self, body: Vec<Stmt>, l: usize, r: usize) -> Block {
        Block { body, span: self.span(l, r) }
    }

    pub fn old(&mut self, l: usize, r: usize, old: &str, new: &str) {
        let span = self.span(l, r);
        self.diagnostics.report(errors::old_spelling(span, old, new));
    }

    pub fn python(&mut self, l: usize, r: usize, word: &str) {
        let help = match word {
            "class" => "write a `struct`: its fields are declared with `var name: Type`",
            "del" => "a value is destroyed after its last use; `_ = x^` ends it at once",
            "global" | "nonlocal" => "a nested function names what it changes in its capture list: `{mut x}`",
            "yield" => "write a struct with `__iter__` and `__next__`",
            _ => "functions are not asynchronous",
        };
        let span = self.span(l, r);
        self.diagnostics.report(errors::python_statement(span, word, help));
    }

    pub fn except_as(&mut self, ty: Name, name: Name) {
        let span = ty.span.to(name.span);
        self.diagnostics.report(
            Diagnostic::error("E0201", span, "`except` takes a name only: the error has the type that the body raises")
                .suggest("leave the type out", span, name.symbol.as_str()),
        );
    }

    pub fn format_spec(&mut self, l: usize, r: usize) {
        let span = self.span(l, r);
        self.diagnostics.report(errors::template_format(span));
    }

    pub fn template(&mut self, first: Symbol, rest: Vec<(Expr, Option<()>, Symbol)>) -> Vec<TemplatePart> {
        let mut parts = Vec::new();
        let text = |parts: &mut Vec<TemplatePart>, symbol: Symbol| {
            if !symbol.as_str().is_empty() {
                parts.push(TemplatePart::Text(symbol.as_str().to_string()));
            }
        };
        text(&mut parts, first);
        for (value, _, after) in rest {
            parts.push(TemplatePart::Value(value));
            text(&mut parts, after);
        }
        parts
    }

    pub fn effects(&mut self, list: Vec<Effect>, at: usize) -> Effects {
        let mut effects = Effects { span: self.span(at, at), ..Effects::default() };
        for effect in list {
            match effect {
                Effect::Raises(raises) => effects.raises = Some(raises),
                Effect::Thin => effects.thin = true,
                Effect::Capturing => effects.capturing = true,
                Effect::Escaping => effects.escaping = true,
                Effect::Abi(text) => effects.abi = Some(text.as_str().to_string()),
            }
        }
        effects
    }

    #[allow(clippy::too_many_arguments)]
    pub fn function(
        &mut self,
        is_async: bool,
        l: usize,
        r: usize,
        name: Name,
        params: Vec<Param>,
        mut args: Vec<ArgDef>,
        effects_at: usize,
        effects: Vec<Effect>,
        captures: Option<Captures>,
        result: Option<ResultType>,
        constraint: Option<Expr>,
        mut body: Block,
    ) -> Function {
        let mut effects = self.effects(effects, effects_at);
        effects.is_async = is_async;
        if name.symbol == "__init__"
            && let Some(ArgDef { kind: ArgDefKind::Named { convention, name, .. }, .. }) = args.first_mut()
            && name.symbol == "self"
            && *convention == Convention::Mut
        {
            // `inout self` of a constructor is today's `out self`.
            *convention = Convention::Out;
        }
        let docstring = take_docstring(&mut body.body);
        Function {
            decorators: Vec::new(),
            name,
            params,
            args,
            effects,
            captures,
            result,
            constraint,
            docstring,
            body,
            header: self.span(l, r),
        }
    }

    #[allow(clippy::too_many_arguments)]
    pub fn lambda(
        &mut self,
        args: Vec<ArgDef>,
        effects: Vec<Effect>,
        captures: Option<Captures>,
        result: Option<ResultType>,
        body: Expr,
        l: usize,
        r: usize,
    ) -> Expr {
        let effects = self.effects(effects, l);
        self.expr(ExprKind::Lambda(Box::new(Lambda { args, effects, captures, result, body })), l, r)
    }

    pub fn untyped_lambda(&mut self, l: usize, m: usize, args: Vec<Name>, body: Expr, r: usize) -> Expr {
        let list: Vec<String> = args.iter().map(|n| format!("{}: Int", n.symbol)).collect();
        let span = args.first().map_or(self.span(l, m), |n| n.span.to(args[args.len() - 1].span));
        self.diagnostics.report(
            Diagnostic::error("E0203", span, "the arguments of a lambda stand in parentheses, with their types")
                .suggest("write the types that are meant", span, format!("({}) -> Int", list.join(", "))),
        );
        let _ = body;
        self.expr(ExprKind::Error, l, r)
    }

    pub fn function_type(
        &mut self,
        params: Vec<Param>,
        args: Vec<FunctionTypeArg>,
        effects: Vec<Effect>,
        result: Option<ResultType>,
    ) -> ExprKind {
        let effects = self.effects(effects, 0);
        ExprKind::FunctionType(Box::new(FunctionType { params, args, effects, result }))
    }

    /// Reports what the parser could not read of a line, and keeps the block behind it.
    pub fn recover(
        &mut self,
        error: ErrorRecovery<usize, Token, ()>,
        l: usize,
        r: usize,
        body: Option<Vec<Stmt>>,
    ) -> Vec<Stmt> {
        self.parse_error(error.error);
        let span = self.span(l, r);
        let mut out = vec![Stmt { kind: StmtKind::Error, span }];
        out.extend(body.into_iter().flatten().filter(|s| {
            matches!(s.kind, StmtKind::Function(_) | StmtKind::Struct(_) | StmtKind::Trait(_) | StmtKind::Comptime(_))
        }));
        out
    }

    pub fn parse_error(&mut self, error: ParseError<usize, Token, ()>) {
        let (start, found, end, expected) = match error {
            ParseError::UnrecognizedToken { token: (l, t, r), expected } => (l, t, r, expected),
            ParseError::ExtraToken { token: (l, t, r) } => (l, t, r, Vec::new()),
            ParseError::InvalidToken { location } => (location, Token::Bad, location, Vec::new()),
            ParseError::UnrecognizedEof { location, expected } => (location, Token::Newline, location, expected),
            ParseError::User { .. } => return,
        };
        if found == Token::Bad {
            // The lexer has reported the character.
            return;
        }
        let has = |name: &str| expected.iter().any(|e| e.trim_matches('"') == name);
        let category = if has("name") && has("int") {
            Some("an expression")
        } else if has("name") && !has(":") {
            Some("a name")
        } else if has(":") && matches!(found, Token::Newline) {
            Some("`:`")
        } else if let [one] = expected.as_slice() {
            Some(match one.trim_matches('"') {
                "newline" => "the end of the line",
                "indent" => "an indented block",
                _ => return self.report_syntax(start, end, found, Some(&format!("`{}`", one.trim_matches('"')))),
            })
        } else {
            None
        };
        self.report_syntax(start, end, found, category);
    }

    fn report_syntax(&mut self, start: usize, end: usize, found: Token, expected: Option<&str>) {
        let span = self.span(start, end.max(start));
        // The end of a line is shown where the line ends.
        let diagnostic = match (found, expected) {
            (Token::Newline, Some("`:`")) => errors::missing_colon(span),
            _ => errors::syntax(span, &found.to_string(), expected),
        };
        self.diagnostics.report(diagnostic);
    }
}

pub fn var(binding: Binding, pattern: Pattern, ty: Option<Expr>, value: Option<(Vec<Expr>, Expr)>) -> StmtKind {
    match value {
        None => StmtKind::Var { binding, pattern, ty, value: None },
        Some((targets, value)) if targets.is_empty() => StmtKind::Var { binding, pattern, ty, value: Some(value) },
        Some((mut targets, value)) => {
            // `var a = b = 3`: the first target is the declaration.
            if let PatternKind::Name(name) = pattern.kind {
                targets.insert(0, Expr { kind: ExprKind::VarTarget(name), span: pattern.span });
            }
            StmtKind::Assign { targets, value }
        }
    }
}

pub fn chain(target: Expr, (mut targets, value): (Vec<Expr>, Expr)) -> (Vec<Expr>, Expr) {
    targets.insert(0, target);
    (targets, value)
}

pub fn assign(b: &mut Builder<'_>, first: Expr, (mut targets, value): (Vec<Expr>, Expr)) -> StmtKind {
    targets.insert(0, first);
    for target in &targets {
        check_target(b, target);
    }
    StmtKind::Assign { targets, value }
}

pub fn aug_assign(b: &mut Builder<'_>, target: Expr, op: BinaryOp, value: Expr) -> StmtKind {
    check_target(b, &target);
    StmtKind::AugAssign { op, target, value }
}

/// Reports a target that nothing can be assigned to.
fn check_target(b: &mut Builder<'_>, target: &Expr) {
    match &target.kind {
        ExprKind::Name(_)
        | ExprKind::Attribute(..)
        | ExprKind::Subscript(..)
        | ExprKind::Underscore
        | ExprKind::VarTarget(_)
        | ExprKind::Error => {}
        // A call may return a reference: the checker knows.
        ExprKind::Call(..) | ExprKind::Ternary { .. } => {}
        ExprKind::Paren(inner) => check_target(b, inner),
        ExprKind::Tuple(items) if !items.is_empty() => items.iter().for_each(|item| check_target(b, item)),
        _ => b.diagnostics.report(errors::not_assignable(target.span)),
    }
}

pub fn ignore(_: Option<Expr>) -> StmtKind {
    StmtKind::Error
}

pub fn try_(
    b: &mut Builder<'_>,
    l: usize,
    r: usize,
    body: Block,
    except: Option<Except>,
    otherwise: Option<Block>,
    finally: Option<Block>,
) -> StmtKind {
    if except.is_none() && finally.is_none() {
        let span = b.span(l, r);
        b.diagnostics.report(errors::incomplete_try(span));
    } else if except.is_none()
        && let Some(otherwise) = &otherwise
    {
        let span = otherwise.span;
        b.diagnostics.report(errors::misplaced(span.before(), "an `else`", "needs an `except` before it"));
    }
    StmtKind::Try(Box::new(Try { body, except, otherwise, finally }))
}

pub fn if_(condition: Expr, body: Block, rest: Vec<(Expr, Block)>, otherwise: Option<Block>) -> StmtKind {
    let mut branches = vec![(condition, body)];
    branches.extend(rest);
    StmtKind::If(If { branches, otherwise, comptime: false, decorators: Vec::new() })
}

pub fn comptime(stmt: StmtKind) -> StmtKind {
    match stmt {
        StmtKind::If(if_) => StmtKind::If(If { comptime: true, ..if_ }),
        other => other,
    }
}

pub fn decorate(decorator: Decorator, mut stmt: StmtKind) -> StmtKind {
    match &mut stmt {
        StmtKind::Function(f) => f.decorators.insert(0, decorator),
        StmtKind::Struct(s) => s.decorators.insert(0, decorator),
        StmtKind::Trait(t) => t.decorators.insert(0, decorator),
        _ => {}
    }
    stmt
}

/// `@parameter if` and `@parameter for` are today's `comptime if` and `comptime for`.
pub fn decorate_block(b: &mut Builder<'_>, decorator: Decorator, stmt: StmtKind) -> StmtKind {
    if matches!(decorator.expr.kind, ExprKind::Name(name) if name == "parameter") {
        b.diagnostics.report(errors::old_spelling(decorator.span, "@parameter", "comptime"));
    } else {
        b.diagnostics.report(errors::misplaced(decorator.span, "a decorator", "cannot stand before this statement"));
    }
    match stmt {
        StmtKind::If(if_) => StmtKind::If(If { comptime: true, ..if_ }),
        StmtKind::For(for_) => StmtKind::For(Box::new(For { comptime: true, ..*for_ })),
        other => other,
    }
}

pub fn case_or(first: CasePattern, rest: Vec<CasePattern>) -> CasePatternKind {
    let mut all = vec![first];
    all.extend(rest);
    CasePatternKind::Or(all)
}

pub fn case_tuple(mut items: Vec<CasePattern>) -> CasePatternKind {
    if items.len() == 1
        && let Some(one) = items.pop()
    {
        return one.kind;
    }
    CasePatternKind::Tuple(items)
}

pub fn case_list(mut items: Vec<CasePattern>, last: Option<(Option<CasePattern>, Option<Name>)>) -> CasePatternKind {
    let (item, rest) = last.unwrap_or_default();
    items.extend(item);
    CasePatternKind::List(items, rest)
}

pub fn name_pattern(name: Name) -> Pattern {
    Pattern { kind: PatternKind::Name(name), span: name.span }
}

type OldConvention = (Convention, usize, usize, &'static str);

/// A convention as written; an older word is reported.
pub fn convention(b: &mut Builder<'_>, written: Option<OldConvention>) -> Convention {
    let Some((convention, l, r, old)) = written else { return Convention::Default };
    if !old.is_empty() {
        let new = match convention {
            Convention::Var => "var",
            Convention::Mut => "mut",
            _ => "",
        };
        b.old(l, r, old, new);
    }
    convention
}

pub fn arg_def(
    b: &mut Builder<'_>,
    written: Option<OldConvention>,
    name: Name,
    ty: Option<Expr>,
    default: Option<Expr>,
) -> ArgDefKind {
    ArgDefKind::Named { convention: convention(b, written), name, ty, default }
}

pub fn keywords(b: &mut Builder<'_>, written: Option<OldConvention>, at: usize, name: Name, ty: Expr) -> ArgDefKind {
    if written.is_none() {
        let span = b.span(at, at);
        b.diagnostics.report(
            Diagnostic::warning("W0201", b.span(at, at + 2), "`**` without `var` is an older spelling").fix(
                "write `var` before it",
                span,
                "var ",
            ),
        );
    }
    ArgDefKind::Keywords { convention: convention(b, written), name, ty }
}

pub fn function_type_arg(
    b: &mut Builder<'_>,
    written: Option<OldConvention>,
    name: Option<Name>,
    variadic: bool,
    ty: Expr,
) -> FunctionTypeArg {
    FunctionTypeArg { convention: convention(b, written), name, ty, variadic }
}

pub fn strukt(
    name: Name,
    params: Vec<Param>,
    conformances: Vec<Conformance>,
    constraint: Option<Expr>,
    mut body: Block,
) -> Struct {
    let docstring = take_docstring(&mut body.body);
    Struct { decorators: Vec::new(), name, params, conformances, constraint, docstring, body }
}

pub fn conformance(expr: Expr, constraint: Option<Expr>) -> Conformance {
    match expr.kind {
        ExprKind::Not(inner) => Conformance { negative: true, trait_: *inner, constraint },
        _ => Conformance { negative: false, trait_: expr, constraint },
    }
}

pub fn trait_(name: Name, params: Vec<Param>, bases: Vec<Expr>, mut body: Block) -> Trait {
    let docstring = take_docstring(&mut body.body);
    Trait { decorators: Vec::new(), name, params, bases, docstring, body }
}

pub fn index(expr: Expr) -> IndexKind {
    match expr.kind {
        ExprKind::Ellipsis => IndexKind::Ellipsis,
        _ => IndexKind::Value(expr),
    }
}

pub fn paren(expr: Expr) -> ExprKind {
    match expr.kind {
        ExprKind::Tuple(items) => ExprKind::Tuple(items),
        _ => ExprKind::Paren(Box::new(expr)),
    }
}

pub fn comprehension(kind: ComprehensionKind, clauses: Vec<Clause>) -> ExprKind {
    ExprKind::Comprehension(Box::new(Comprehension { kind, clauses }))
}

/// `{a, b}` is a set, `{a=1}` an initialiser list.
pub fn set_or_initializer(args: Vec<Arg>) -> ExprKind {
    if args.iter().all(|arg| arg.kind == ArgKind::Positional) {
        ExprKind::Set(args.into_iter().map(|arg| arg.value).collect())
    } else {
        ExprKind::Initializer(args)
    }
}

pub fn concat(parts: Vec<Symbol>) -> String {
    parts.iter().map(|p| p.as_str()).collect()
}

/// The value of an integer literal; broken ones were reported by the lexer.
pub fn int(text: Symbol) -> BigInt {
    let digits = text.as_str().replace('_', "");
    let (radix, body) = match digits.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits.as_str()),
    };
    BigInt::parse_bytes(body.as_bytes(), radix).unwrap_or_default()
}

pub fn float(text: Symbol) -> f64 {
    text.as_str().replace('_', "").parse().unwrap_or(f64::NAN)
}

/// Takes the string that a body starts with.
pub fn take_docstring(body: &mut Vec<Stmt>) -> Option<String> {
    let text = match body.first() {
        Some(Stmt { kind: StmtKind::Expr(Expr { kind: ExprKind::Str(text), .. }), .. }) => text.clone(),
        _ => return None,
    };
    body.remove(0);
    Some(text)
}
