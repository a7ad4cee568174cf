//! Listings of tokens and of the AST, for `--emit` and for snapshots.

mod definition;
mod expression;
mod node;
mod statement;

use crate::ast::Module;
use crate::span::Span;
use crate::token::Token;
use node::Node;

/// One token a line: byte range, then what it is.
pub fn tokens(tokens: impl Iterator<Item = (usize, Option<Token>, usize)>) -> String {
    let mut out = String::new();
    for (start, token, end) in tokens {
        let shown = match token {
            None => "line break".to_string(),
            Some(Token::Name(name)) => format!("name {name}"),
            Some(Token::Int(text)) => format!("int {text}"),
            Some(Token::Float(text)) => format!("float {text}"),
            Some(Token::Str(text)) => format!("string {text:?}"),
            Some(Token::TemplateText(text)) => format!("t-text {text:?}"),
            Some(Token::TemplateStart) => "t-start".to_string(),
            Some(Token::TemplateOpen) => "t-open".to_string(),
            Some(Token::TemplateClose) => "t-close".to_string(),
            Some(Token::TemplateEnd) => "t-end".to_string(),
            Some(Token::Newline) => "newline".to_string(),
            Some(Token::Indent) => "indent".to_string(),
            Some(Token::Dedent) => "dedent".to_string(),
            Some(Token::Transfer) => "transfer ^".to_string(),
            Some(Token::Bad) => "bad".to_string(),
            Some(fixed) => fixed.text().unwrap_or_default().to_string(),
        };
        out.push_str(&format!("{start:>5}..{end:<5} {shown}\n"));
    }
    out
}

/// The AST as an indented tree, without spans. A statement is a line, with its expressions in prefix form behind it and
/// its block below it: `(+ a 1)` is a sum, `name=` says which part of its owner a node is.
pub fn ast(module: &Module) -> String {
    let mut out = String::new();
    if let Some(text) = &module.docstring {
        out.push_str(&format!("docstring {text:?}\n"));
    }
    for stmt in &module.body {
        Node::of_stmt(stmt).render(0, &mut out);
    }
    out
}

/// The span of every node, an owner before its parts, with the span of its owner.
pub fn spans(module: &Module) -> Vec<(Span, Span)> {
    let mut out = Vec::new();
    for stmt in &module.body {
        Node::of_stmt(stmt).spans(module.span, &mut out);
    }
    out
}
