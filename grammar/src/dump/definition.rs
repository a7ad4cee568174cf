//! Functions, structs, traits and their parts in listings.

use super::node::Node;
use crate::ast::*;
use crate::span::Span;

impl Node {
    pub fn of_function(f: &Function, span: Span) -> Node {
        Node::new("function", span)
            .with([Node::of_name(f.name)])
            .below(f.decorators.iter().map(Node::of_decorator))
            .below(f.params.iter().map(Node::of_param))
            .below(f.args.iter().map(Node::of_arg))
            .below(Node::of_effects(&f.effects))
            .below(f.captures.iter().map(Node::of_captures))
            .below(f.result.iter().map(Node::of_result))
            .below(Node::part("where", &f.constraint))
            .below(Node::docstring(&f.docstring, span))
            .below(Node::body(&f.body))
    }

    pub fn of_struct(s: &Struct, span: Span) -> Node {
        Node::new("struct", span)
            .with([Node::of_name(s.name)])
            .below(s.decorators.iter().map(Node::of_decorator))
            .below(s.params.iter().map(Node::of_param))
            .below(s.conformances.iter().map(|c| {
                let expr = Node::of_expr(&c.trait_);
                let span = c.constraint.as_ref().map_or(c.trait_.span, |where_| c.trait_.span.to(where_.span));
                Node::new("trait", span)
                    .words(&[(c.negative, "not")])
                    .with([expr])
                    .with(Node::part("where", &c.constraint))
            }))
            .below(Node::part("where", &s.constraint))
            .below(Node::docstring(&s.docstring, span))
            .below(Node::body(&s.body))
    }

    pub fn of_trait(t: &Trait, span: Span) -> Node {
        Node::new("trait", span)
            .with([Node::of_name(t.name)])
            .below(t.decorators.iter().map(Node::of_decorator))
            .below(t.params.iter().map(Node::of_param))
            .below(t.bases.iter().map(|base| Node::of_expr(base).role("base")))
            .below(Node::docstring(&t.docstring, span))
            .below(Node::body(&t.body))
    }

    fn docstring(text: &Option<String>, span: Span) -> Option<Node> {
        text.as_ref().map(|text| Node::new(format!("docstring {text:?}"), span))
    }

    fn of_decorator(decorator: &Decorator) -> Node {
        Node::new("decorator", decorator.span).with([Node::of_expr(&decorator.expr)])
    }

    pub fn of_param(param: &Param) -> Node {
        let new = |text: &str| Node::new(text, param.span);
        match &param.kind {
            ParamKind::Named { name, ty, default } => new("param")
                .with([Node::of_name(*name)])
                .with(Node::part("type", ty))
                .with(Node::part("default", default)),
            ParamKind::Variadic { name, ty } => {
                new("param *").with([Node::of_name(*name)]).with(Node::part("type", ty))
            }
            ParamKind::InferOnly => new("//"),
            ParamKind::PositionalOnly => new("/"),
            ParamKind::KeywordOnly => new("*"),
        }
    }

    pub fn of_arg(arg: &ArgDef) -> Node {
        let new = |text: String| Node::new(text, arg.span);
        match &arg.kind {
            ArgDefKind::Named { convention, name, ty, default } => new(format!("arg{}", word(convention)))
                .with(origins(convention))
                .with([Node::of_name(*name)])
                .with(Node::part("type", ty))
                .with(Node::part("default", default)),
            ArgDefKind::Variadic { convention, name, ty, pack } => new(format!("arg{} *", word(convention)))
                .words(&[(*pack, "pack")])
                .with(origins(convention))
                .with([Node::of_name(*name), Node::of_expr(ty).role("type")]),
            ArgDefKind::Keywords { convention, name, ty } => {
                new(format!("arg{} **", word(convention))).with([Node::of_name(*name), Node::of_expr(ty).role("type")])
            }
            ArgDefKind::PositionalOnly => new("/".to_string()),
            ArgDefKind::KeywordOnly => new("*".to_string()),
        }
    }

    /// Nothing if there are none.
    pub fn of_effects(effects: &Effects) -> Option<Node> {
        let node = Node::new("effects", effects.raises.as_ref().map_or(effects.span, |r| r.span));
        let abi = effects.abi.as_ref().map(|abi| format!("abi({abi:?})")).unwrap_or_default();
        let any = effects.raises.is_some() || effects.thin || effects.capturing || effects.escaping || effects.is_async;
        (any || effects.abi.is_some()).then(|| {
            node.words(&[
                (effects.is_async, "async"),
                (effects.abi.is_some(), &abi),
                (effects.thin, "thin"),
                (effects.capturing, "capturing"),
                (effects.escaping, "escaping"),
                (effects.raises.is_some(), "raises"),
            ])
            .with(effects.raises.iter().flat_map(|r| Node::part("type", &r.ty)))
        })
    }

    pub fn of_captures(captures: &Captures) -> Node {
        Node::new("captures", captures.span).with(captures.list.iter().map(|c| {
            let mut text = word(&c.convention).trim_start().to_string();
            if text.is_empty() {
                text.push_str("capture");
            }
            Node::new(text, c.span).words(&[(c.transfer, "^")]).with(c.name.iter().map(|n| Node::of_name(*n)))
        }))
    }

    pub fn of_result(result: &ResultType) -> Node {
        let node = Node::new("result", result.ty.span).words(&[(result.reference.is_some(), "ref")]);
        let origins = result.reference.iter().flatten();
        node.with([Node::of_expr(&result.ty)])
            .with(origins.map(|o| Node::new(format!("origin {}", shown(o)), result.ty.span)))
    }
}

/// An expression as its own listing, where its span lies outside of its owner's.
fn shown(expr: &Expr) -> String {
    let mut out = String::new();
    Node::of_expr(expr).render(0, &mut out);
    out.trim_end().to_string()
}

/// The word of a convention, with a space before it.
pub fn word(convention: &Convention) -> &'static str {
    match convention {
        Convention::Default => "",
        Convention::Imm => " imm",
        Convention::Mut => " mut",
        Convention::Var => " var",
        Convention::Out => " out",
        Convention::Deinit => " deinit",
        Convention::Ref(_) => " ref",
    }
}

fn origins(convention: &Convention) -> impl Iterator<Item = Node> {
    let origins = match convention {
        Convention::Ref(origins) => origins.as_slice(),
        _ => &[],
    };
    origins.iter().map(|e| Node::of_expr(e).role("origin"))
}
