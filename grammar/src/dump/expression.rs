//! Expressions in listings.

use super::definition::word;
use super::node::Node;
use crate::ast::*;

impl Node {
    pub fn of_expr(expr: &Expr) -> Node {
        let new = |text: &str| Node::new(text, expr.span);
        let all = |text: &str, items: &[Expr]| new(text).with(items.iter().map(Node::of_expr));
        match &expr.kind {
            ExprKind::Name(name) => new(name.as_str()),
            ExprKind::SelfType => new("Self"),
            ExprKind::Int(value) => new(&value.to_string()),
            ExprKind::Float(value) => new(&format!("{value:?}")),
            ExprKind::Str(text) => new(&format!("{text:?}")),
            ExprKind::Template(parts) => new("template").with(parts.iter().map(|part| match part {
                TemplatePart::Text(text) => Node::new(format!("{text:?}"), expr.span),
                TemplatePart::Value(value) => Node::of_expr(value),
            })),
            ExprKind::Bool(true) => new("True"),
            ExprKind::Bool(false) => new("False"),
            ExprKind::None => new("None"),
            ExprKind::Ellipsis => new("..."),
            ExprKind::Underscore => new("_"),
            ExprKind::Tuple(items) => all("tuple", items),
            ExprKind::Paren(inner) => new("paren").with([Node::of_expr(inner)]),
            ExprKind::List(items) => all("list", items),
            ExprKind::Set(items) => all("set", items),
            ExprKind::Dict(entries) => new("dict").with(
                entries
                    .iter()
                    .map(|(k, v)| Node::new(":", k.span.to(v.span)).with([Node::of_expr(k), Node::of_expr(v)])),
            ),
            ExprKind::Initializer(args) => new("initializer").with(args.iter().map(Node::of_call_arg)),
            ExprKind::Comprehension(c) => {
                let node = match &c.kind {
                    ComprehensionKind::List(e) => new("list").with([Node::of_expr(e)]),
                    ComprehensionKind::Set(e) => new("set").with([Node::of_expr(e)]),
                    ComprehensionKind::Dict(k, v) => new("dict").with([Node::of_expr(k), Node::of_expr(v)]),
                };
                node.with(c.clauses.iter().map(|clause| match clause {
                    Clause::For(p, e) => {
                        Node::new("for", p.span.to(e.span)).with([Node::of_pattern(p), Node::of_expr(e).role("in")])
                    }
                    Clause::If(e) => Node::new("if", e.span).with([Node::of_expr(e)]),
                }))
            }
            ExprKind::Unary(op, e) => new(op.text()).with([Node::of_expr(e)]),
            ExprKind::Binary(op, a, b) => new(op.text()).with([Node::of_expr(a), Node::of_expr(b)]),
            ExprKind::Not(e) => new("not").with([Node::of_expr(e)]),
            ExprKind::And(a, b) => new("and").with([Node::of_expr(a), Node::of_expr(b)]),
            ExprKind::Or(a, b) => new("or").with([Node::of_expr(a), Node::of_expr(b)]),
            ExprKind::Compare(first, rest) => new("compare")
                .with([Node::of_expr(first)])
                .with(rest.iter().flat_map(|(op, e)| [Node::new(op.text(), e.span), Node::of_expr(e)])),
            ExprKind::Ternary { condition, then, otherwise } => new("if").with([
                Node::of_expr(condition),
                Node::of_expr(then).role("then"),
                Node::of_expr(otherwise).role("else"),
            ]),
            ExprKind::Walrus(name, e) => new(":=").with([Node::of_name(*name), Node::of_expr(e)]),
            ExprKind::Lambda(lambda) => new("lambda")
                .with(lambda.args.iter().map(Node::of_arg))
                .with(Node::of_effects(&lambda.effects))
                .with(lambda.captures.iter().map(Node::of_captures))
                .with(lambda.result.iter().map(Node::of_result))
                .with([Node::of_expr(&lambda.body).role("body")]),
            ExprKind::Call(callee, args) => {
                new("call").with([Node::of_expr(callee)]).with(args.iter().map(Node::of_call_arg))
            }
            ExprKind::Subscript(base, entries) => {
                new("subscript").with([Node::of_expr(base)]).with(entries.iter().map(Node::of_index))
            }
            ExprKind::Attribute(base, name) => new(".").with([Node::of_expr(base), Node::of_name(*name)]),
            ExprKind::ContextMember(name) => new(&format!(".{}", name.symbol)),
            ExprKind::Transfer(e) => new("transfer").with([Node::of_expr(e)]),
            ExprKind::Comptime(e) => new("comptime").with([Node::of_expr(e)]),
            ExprKind::Await(e) => new("await").with([Node::of_expr(e)]),
            ExprKind::FunctionType(ty) => new("def")
                .with(ty.params.iter().map(Node::of_param))
                .with(ty.args.iter().map(|arg| {
                    Node::new(format!("arg{}", word(&arg.convention)), arg.ty.span)
                        .words(&[(arg.variadic, "*"), (arg.name.is_some(), arg.name.map_or("", |n| n.symbol.as_str()))])
                        .with([Node::of_expr(&arg.ty).role("type")])
                }))
                .with(Node::of_effects(&ty.effects))
                .with(ty.result.iter().map(Node::of_result)),
            ExprKind::VarTarget(name) => new(&format!("var:{}", name.symbol)),
            ExprKind::Error => new("error"),
        }
    }

    fn of_call_arg(arg: &Arg) -> Node {
        let value = Node::of_expr(&arg.value);
        match arg.kind {
            ArgKind::Positional => value,
            ArgKind::Keyword(name) => Node::new(format!("{}:", name.symbol), arg.span).with([value]),
            ArgKind::Unpack => Node::new("*", arg.span).with([value]),
            ArgKind::UnpackKeywords => Node::new("**", arg.span).with([value]),
        }
    }

    fn of_index(index: &Index) -> Node {
        let part = |e: &Option<Expr>| match e {
            Some(e) => Node::of_expr(e),
            None => Node::new("-", index.span),
        };
        let entry = match &index.kind {
            IndexKind::Value(e) => Node::of_expr(e),
            IndexKind::Slice { start, end, step } => {
                Node::new("slice", index.span).with([part(start), part(end), part(step)])
            }
            IndexKind::Unpack(e) => Node::new("*", index.span).with([Node::of_expr(e)]),
            IndexKind::Ellipsis => Node::new("...", index.span),
        };
        match index.keyword {
            None => entry,
            Some(name) => Node::new(format!("{}:", name.symbol), index.span).with([entry]),
        }
    }
}
