//! Statements and patterns in listings.

use super::node::Node;
use crate::ast::*;
use crate::span::Span;

impl Node {
    pub fn of_stmt(stmt: &Stmt) -> Node {
        let span = stmt.span;
        let new = |text: &str| Node::new(text, span);
        match &stmt.kind {
            StmtKind::Expr(e) => new("expr").with([Node::of_expr(e)]),
            StmtKind::Pass => new("pass"),
            StmtKind::Deferred => new("deferred"),
            StmtKind::Break => new("break"),
            StmtKind::Continue => new("continue"),
            StmtKind::Return(value) => new("return").with(value.iter().map(Node::of_expr)),
            StmtKind::Raise(value) => new("raise").with(value.iter().map(Node::of_expr)),
            StmtKind::Var { binding, pattern, ty, value } => new(binding_word(*binding))
                .with([Node::of_pattern(pattern)])
                .with(Node::part("type", ty))
                .with(Node::part("value", value)),
            StmtKind::Assign { targets, value } => {
                new("assign").with(targets.iter().map(Node::of_expr)).with([Node::of_expr(value).role("value")])
            }
            StmtKind::AnnotatedAssign { target, ty, value } => new("assign")
                .with([Node::of_expr(target), Node::of_expr(ty).role("type")])
                .with(Node::part("value", value)),
            StmtKind::AugAssign { op, target, value } => {
                new(&format!("assign {}=", op.text())).with([Node::of_expr(target), Node::of_expr(value)])
            }
            StmtKind::If(if_) => Node::of_if(if_, span),
            StmtKind::While { condition, body, otherwise } => new("while")
                .with([Node::of_expr(condition)])
                .below(Node::body(body))
                .below(Node::block("else", otherwise)),
            StmtKind::For(for_) => new("for")
                .words(&[(for_.comptime, "comptime"), (for_.binding.is_some(), for_.binding.map_or("", binding_word))])
                .with([Node::of_pattern(&for_.pattern), Node::of_expr(&for_.iterable).role("in")])
                .below(Node::body(&for_.body))
                .below(Node::block("else", &for_.otherwise)),
            StmtKind::Try(try_) => new("try")
                .below(Node::body(&try_.body))
                .below(try_.except.iter().map(Node::of_except))
                .below(Node::block("else", &try_.otherwise))
                .below(Node::block("finally", &try_.finally)),
            StmtKind::With { items, body } => {
                new("with").with(items.iter().map(Node::of_with_item)).below(Node::body(body))
            }
            StmtKind::Match { subject, cases } => {
                new("match").with([Node::of_expr(subject)]).below(cases.iter().map(Node::of_case))
            }
            StmtKind::Assert { condition, message, comptime } => new("assert")
                .words(&[(*comptime, "comptime")])
                .with([Node::of_expr(condition)])
                .with(Node::part("message", message)),
            StmtKind::Import(modules) => new("import").with(
                modules.iter().map(|m| Node::alias(Node::new(path_text(&m.path), m.path.span), m.path.span, m.alias)),
            ),
            StmtKind::FromImport(import) => {
                new("from").with([Node::new(path_text(&import.path), import.path.span)]).with(match &import.names {
                    None => vec![Node::new("*", span)],
                    Some(names) => {
                        names.iter().map(|n| Node::alias(Node::of_name(n.name), n.name.span, n.alias)).collect()
                    }
                })
            }
            StmtKind::Comptime(def) => new("comptime")
                .with([Node::of_name(def.name)])
                .with(def.params.iter().map(Node::of_param))
                .with(Node::part("type", &def.ty))
                .with(Node::part("where", &def.constraint))
                .with(Node::part("value", &def.value)),
            StmtKind::Function(f) => Node::of_function(f, span),
            StmtKind::Struct(s) => Node::of_struct(s, span),
            StmtKind::Trait(t) => Node::of_trait(t, span),
            StmtKind::Error => new("error"),
        }
    }

    fn of_if(if_: &If, span: Span) -> Node {
        let branch = |i: usize, condition: &Expr, body: &Block| {
            let word = if i == 0 { "then" } else { "elif" };
            Node::new(word, condition.span.to(body.span)).with([Node::of_expr(condition)]).below(Node::body(body))
        };
        Node::new("if", span)
            .words(&[(if_.comptime, "comptime")])
            .below(if_.branches.iter().enumerate().map(|(i, (condition, body))| branch(i, condition, body)))
            .below(Node::block("else", &if_.otherwise))
    }

    fn of_except(except: &Except) -> Node {
        Node::new("except", except.span.to(except.body.span))
            .with(except.name.iter().map(|n| Node::of_name(*n)))
            .below(Node::body(&except.body))
    }

    fn of_with_item(item: &WithItem) -> Node {
        Node::alias(Node::of_expr(&item.value), item.value.span, item.name)
    }

    fn alias(node: Node, span: Span, alias: Option<Name>) -> Node {
        match alias {
            None => node,
            Some(name) => Node::new("as", span.to(name.span)).with([node, Node::of_name(name)]),
        }
    }

    fn of_case(case: &Case) -> Node {
        Node::new("case", case.span.to(case.body.span))
            .with([Node::of_case_pattern(&case.pattern)])
            .with(Node::part("if", &case.guard))
            .below(Node::body(&case.body))
    }

    pub fn body(block: &Block) -> impl Iterator<Item = Node> {
        block.body.iter().map(Node::of_stmt)
    }

    fn block(word: &str, block: &Option<Block>) -> Option<Node> {
        block.as_ref().map(|block| Node::new(word, block.span).below(Node::body(block)))
    }

    pub fn part(role: &'static str, expr: &Option<Expr>) -> Option<Node> {
        expr.as_ref().map(|e| Node::of_expr(e).role(role))
    }

    pub fn of_name(name: Name) -> Node {
        Node::new(name.symbol.as_str(), name.span)
    }

    pub fn of_pattern(pattern: &Pattern) -> Node {
        match &pattern.kind {
            PatternKind::Name(name) => Node::of_name(*name),
            PatternKind::Discard => Node::new("_", pattern.span),
            PatternKind::Tuple(items) => Node::new("tuple", pattern.span).with(items.iter().map(Node::of_pattern)),
        }
    }

    fn of_case_pattern(pattern: &CasePattern) -> Node {
        let new = |text: &str| Node::new(text, pattern.span);
        match &pattern.kind {
            CasePatternKind::Value(e) => new("value").with([Node::of_expr(e)]),
            CasePatternKind::Capture(name) => Node::of_name(*name),
            CasePatternKind::Any => new("_"),
            CasePatternKind::Or(all) => new("|").with(all.iter().map(Node::of_case_pattern)),
            CasePatternKind::As(inner, name) => new("as").with([Node::of_case_pattern(inner), Node::of_name(*name)]),
            CasePatternKind::Tuple(items) => new("tuple").with(items.iter().map(Node::of_case_pattern)),
            CasePatternKind::List(items, rest) => new("list")
                .with(items.iter().map(Node::of_case_pattern))
                .with(rest.iter().map(|n| Node::of_name(*n).role("rest"))),
            CasePatternKind::Struct(ty, fields) => {
                new("struct").with([Node::of_expr(ty)]).with(fields.iter().map(|(name, field)| {
                    Node::new(name.symbol.as_str(), name.span.to(field.span)).with([Node::of_case_pattern(field)])
                }))
            }
        }
    }
}

fn binding_word(binding: Binding) -> &'static str {
    match binding {
        Binding::Var => "var",
        Binding::Ref => "ref",
    }
}

fn path_text(path: &ModulePath) -> String {
    let names: Vec<&str> = path.names.iter().map(|n| n.symbol.as_str()).collect();
    format!("{}{}", ".".repeat(path.level), names.join("."))
}
