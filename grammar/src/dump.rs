//! Listings of tokens and of the AST, for `--emit` and for snapshots.

use crate::ast::Module;
use crate::token::Token;

/// One token a line: byte range, then what it is.
pub fn tokens(tokens: impl Iterator<Item = (usize, Option<Token>, usize)>) -> String {
    let mut out = String::new();
    for (start, token, end) in tokens {
        let shown = match token {
            None => "line break".to_string(),
            Some(Token::Str(text)) => format!("string {text:?}"),
            Some(Token::TemplateText(text)) => format!("t-text {text:?}"),
            Some(token) => format!("{token:?}"),
        };
        out.push_str(&format!("{start:>5}..{end:<5} {shown}\n"));
    }
    out
}

/// The AST as an indented tree, without spans.
pub fn ast(module: &Module) -> String {
    let text = format!("{:#?}", module.body);
    let mut out = String::new();
    let mut skip: Option<usize> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if let Some(depth) = skip {
            if indent > depth || line.trim() == "}," && indent == depth {
                continue;
            }
            skip = None;
        }
        let trimmed = line.trim_start();
        if trimmed.starts_with("span: Span {") || trimmed.starts_with("header: Span {") {
            skip = Some(indent);
            continue;
        }
        out.push_str(&" ".repeat(indent / 2));
        out.push_str(trimmed);
        out.push('\n');
    }
    out
}
