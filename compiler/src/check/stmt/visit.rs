//! Walks statements and expressions as they are written, and says where names begin and end.
//!
//! What the checker must know of code before it has checked it (which outer names a nested function mentions, how a
//! variable is used later on) is found with a visitor.

use grammar::ast::{self, ExprKind, StmtKind};

/// What a walk meets. Every method may be left as it is.
pub trait Visitor {
    /// An expression that is read. An implementation goes on with `walk_expr`.
    fn expr(&mut self, expr: &ast::Expr) {
        walk_expr(self, expr);
    }

    /// An expression that is written to.
    fn target(&mut self, target: &ast::Expr) {
        walk_target(self, target);
    }

    /// `name := …`
    fn walrus(&mut self, _name: &ast::Name) {}

    /// An entry of a capture list.
    fn capture(&mut self, _capture: &ast::Capture) {}

    /// A statement, before its parts are walked.
    fn stmt(&mut self, stmt: &ast::Stmt) {
        walk_stmt(self, stmt);
    }

    /// A name of the innermost open scope begins.
    fn declare(&mut self, _name: &ast::Name) {}

    fn open(&mut self) {}

    fn close(&mut self) {}
}

pub fn walk_body<V: Visitor + ?Sized>(v: &mut V, body: &[ast::Stmt]) {
    body.iter().for_each(|stmt| v.stmt(stmt));
}

fn walk_block<V: Visitor + ?Sized>(v: &mut V, block: &ast::Block) {
    v.open();
    walk_body(v, &block.body);
    v.close();
}

fn optional<V: Visitor + ?Sized>(v: &mut V, block: &Option<ast::Block>) {
    if let Some(block) = block {
        walk_block(v, block);
    }
}

pub fn walk_pattern<V: Visitor + ?Sized>(v: &mut V, pattern: &ast::Pattern) {
    match &pattern.kind {
        ast::PatternKind::Name(name) => v.declare(name),
        ast::PatternKind::Discard => {}
        ast::PatternKind::Tuple(parts) => parts.iter().for_each(|part| walk_pattern(v, part)),
    }
}

pub fn walk_target<V: Visitor + ?Sized>(v: &mut V, target: &ast::Expr) {
    match &target.kind {
        ExprKind::VarTarget(name) => v.declare(name),
        ExprKind::Tuple(parts) => parts.iter().for_each(|part| v.target(part)),
        ExprKind::Paren(inner) => v.target(inner),
        _ => v.expr(target),
    }
}

pub fn walk_stmt<V: Visitor + ?Sized>(v: &mut V, stmt: &ast::Stmt) {
    match &stmt.kind {
        StmtKind::Expr(expr) | StmtKind::Return(Some(expr)) | StmtKind::Raise(Some(expr)) => v.expr(expr),
        StmtKind::Var { pattern, ty, value, .. } => {
            ty.iter().chain(value).for_each(|expr| v.expr(expr));
            walk_pattern(v, pattern);
        }
        StmtKind::Assign { targets, value } => {
            v.expr(value);
            targets.iter().for_each(|target| v.target(target));
        }
        StmtKind::AnnotatedAssign { target, ty, value } => {
            v.expr(ty);
            value.iter().for_each(|value| v.expr(value));
            v.target(target);
        }
        StmtKind::AugAssign { target, value, .. } => {
            // Read, then written.
            v.expr(target);
            v.expr(value);
            v.target(target);
        }
        StmtKind::If(if_) => {
            for (condition, body) in &if_.branches {
                v.expr(condition);
                walk_block(v, body);
            }
            optional(v, &if_.otherwise);
        }
        StmtKind::While { condition, body, otherwise } => {
            v.expr(condition);
            walk_block(v, body);
            optional(v, otherwise);
        }
        StmtKind::For(for_) => {
            v.expr(&for_.iterable);
            v.open();
            walk_pattern(v, &for_.pattern);
            walk_body(v, &for_.body.body);
            v.close();
            optional(v, &for_.otherwise);
        }
        StmtKind::Try(try_) => {
            walk_block(v, &try_.body);
            if let Some(except) = &try_.except {
                v.open();
                except.name.iter().for_each(|name| v.declare(name));
                walk_body(v, &except.body.body);
                v.close();
            }
            optional(v, &try_.otherwise);
            optional(v, &try_.finally);
        }
        StmtKind::With { items, body } => {
            v.open();
            for item in items {
                v.expr(&item.value);
                item.name.iter().for_each(|name| v.declare(name));
            }
            walk_body(v, &body.body);
            v.close();
        }
        StmtKind::Match { subject, cases } => {
            v.expr(subject);
            for case in cases {
                v.open();
                walk_case(v, &case.pattern);
                case.guard.iter().for_each(|guard| v.expr(guard));
                walk_body(v, &case.body.body);
                v.close();
            }
        }
        StmtKind::Assert { condition, message, .. } => {
            v.expr(condition);
            message.iter().for_each(|message| v.expr(message));
        }
        StmtKind::Import(modules) => {
            for module in modules {
                if let Some(name) = module.alias.as_ref().or(module.path.names.first()) {
                    v.declare(name);
                }
            }
        }
        StmtKind::FromImport(import) => {
            import.names.iter().flatten().for_each(|n| v.declare(n.alias.as_ref().unwrap_or(&n.name)));
        }
        StmtKind::Comptime(def) => {
            def.ty.iter().chain(&def.value).for_each(|expr| v.expr(expr));
            v.declare(&def.name);
        }
        StmtKind::Function(function) => {
            v.declare(&function.name);
            walk_function(v, function);
        }
        StmtKind::Pass
        | StmtKind::Deferred
        | StmtKind::Break
        | StmtKind::Continue
        | StmtKind::Return(None)
        | StmtKind::Raise(None)
        | StmtKind::Struct(_)
        | StmtKind::Trait(_)
        | StmtKind::Error => {}
    }
}

fn walk_case<V: Visitor + ?Sized>(v: &mut V, pattern: &ast::CasePattern) {
    use ast::CasePatternKind as P;
    match &pattern.kind {
        P::Value(expr) => v.expr(expr),
        P::Capture(name) => v.declare(name),
        P::Any => {}
        P::Or(parts) | P::Tuple(parts) => parts.iter().for_each(|part| walk_case(v, part)),
        P::As(inner, name) => {
            walk_case(v, inner);
            v.declare(name);
        }
        P::List(parts, rest) => {
            parts.iter().for_each(|part| walk_case(v, part));
            rest.iter().for_each(|name| v.declare(name));
        }
        P::Struct(ty, fields) => {
            v.expr(ty);
            fields.iter().for_each(|(_, part)| walk_case(v, part));
        }
    }
}

/// The parts of a function in a scope of their own.
pub fn walk_function<V: Visitor + ?Sized>(v: &mut V, function: &ast::Function) {
    walk_args_outside(v, &function.args);
    v.open();
    for param in &function.params {
        if let ast::ParamKind::Named { name, .. } | ast::ParamKind::Variadic { name, .. } = &param.kind {
            v.declare(name);
        }
    }
    function.captures.iter().flat_map(|c| &c.list).for_each(|capture| v.capture(capture));
    walk_arg_names(v, &function.args);
    walk_body(v, &function.body.body);
    v.close();
}

fn walk_args_outside<V: Visitor + ?Sized>(v: &mut V, args: &[ast::ArgDef]) {
    for arg in args {
        match &arg.kind {
            ast::ArgDefKind::Named { ty, default, .. } => ty.iter().chain(default).for_each(|expr| v.expr(expr)),
            ast::ArgDefKind::Variadic { ty, .. } | ast::ArgDefKind::Keywords { ty, .. } => v.expr(ty),
            ast::ArgDefKind::PositionalOnly | ast::ArgDefKind::KeywordOnly => {}
        }
    }
}

fn walk_arg_names<V: Visitor + ?Sized>(v: &mut V, args: &[ast::ArgDef]) {
    for arg in args {
        if let ast::ArgDefKind::Named { name, .. }
        | ast::ArgDefKind::Variadic { name, .. }
        | ast::ArgDefKind::Keywords { name, .. } = &arg.kind
        {
            v.declare(name);
        }
    }
}

pub fn walk_expr<V: Visitor + ?Sized>(v: &mut V, expr: &ast::Expr) {
    match &expr.kind {
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
        | ExprKind::FunctionType(_)
        | ExprKind::VarTarget(_)
        | ExprKind::Error => {}
        ExprKind::Template(parts) => {
            for part in parts {
                if let ast::TemplatePart::Value(value) = part {
                    v.expr(value);
                }
            }
        }
        ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => items.iter().for_each(|e| v.expr(e)),
        ExprKind::Dict(items) => {
            for (key, value) in items {
                v.expr(key);
                v.expr(value);
            }
        }
        ExprKind::Paren(inner)
        | ExprKind::Unary(_, inner)
        | ExprKind::Not(inner)
        | ExprKind::Transfer(inner)
        | ExprKind::Comptime(inner)
        | ExprKind::Await(inner)
        | ExprKind::Attribute(inner, _) => v.expr(inner),
        ExprKind::Initializer(args) => args.iter().for_each(|arg| v.expr(&arg.value)),
        ExprKind::Comprehension(comprehension) => walk_comprehension(v, comprehension),
        ExprKind::Binary(_, a, b) | ExprKind::And(a, b) | ExprKind::Or(a, b) => {
            v.expr(a);
            v.expr(b);
        }
        ExprKind::Compare(first, rest) => {
            v.expr(first);
            rest.iter().for_each(|(_, operand)| v.expr(operand));
        }
        ExprKind::Ternary { condition, then, otherwise } => {
            v.expr(condition);
            v.expr(then);
            v.expr(otherwise);
        }
        ExprKind::Walrus(name, value) => {
            v.expr(value);
            v.walrus(name);
        }
        ExprKind::Lambda(lambda) => {
            walk_args_outside(v, &lambda.args);
            v.open();
            lambda.captures.iter().flat_map(|c| &c.list).for_each(|capture| v.capture(capture));
            walk_arg_names(v, &lambda.args);
            v.expr(&lambda.body);
            v.close();
        }
        ExprKind::Call(callee, args) => {
            v.expr(callee);
            args.iter().for_each(|arg| v.expr(&arg.value));
        }
        ExprKind::Subscript(base, indices) => {
            v.expr(base);
            for index in indices {
                match &index.kind {
                    ast::IndexKind::Value(value) | ast::IndexKind::Unpack(value) => v.expr(value),
                    ast::IndexKind::Slice { start, end, step } => {
                        [start, end, step].into_iter().flatten().for_each(|part| v.expr(part));
                    }
                    ast::IndexKind::Ellipsis => {}
                }
            }
        }
    }
}

fn walk_comprehension<V: Visitor + ?Sized>(v: &mut V, comprehension: &ast::Comprehension) {
    v.open();
    for clause in &comprehension.clauses {
        match clause {
            ast::Clause::For(pattern, iterable) => {
                v.expr(iterable);
                walk_pattern(v, pattern);
            }
            ast::Clause::If(condition) => v.expr(condition),
        }
    }
    match &comprehension.kind {
        ast::ComprehensionKind::List(element) | ast::ComprehensionKind::Set(element) => v.expr(element),
        ast::ComprehensionKind::Dict(key, value) => {
            v.expr(key);
            v.expr(value);
        }
    }
    v.close();
}
