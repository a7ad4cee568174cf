//! A tree without types, which listings are made from.

use crate::span::Span;

/// A part of a listing.
pub struct Node {
    /// Which part of its owner this is; may be empty.
    role: &'static str,
    text: String,
    span: Span,
    /// What stands on the same line.
    inline: Vec<Node>,
    /// What stands below, a line each.
    below: Vec<Node>,
}

impl Node {
    pub fn new(text: impl Into<String>, span: Span) -> Node {
        Node { role: "", text: text.into(), span, inline: Vec::new(), below: Vec::new() }
    }

    pub fn role(mut self, role: &'static str) -> Node {
        self.role = role;
        self
    }

    /// Adds parts on the same line.
    pub fn with(mut self, parts: impl IntoIterator<Item = Node>) -> Node {
        self.inline.extend(parts);
        self
    }

    /// Adds parts below.
    pub fn below(mut self, parts: impl IntoIterator<Item = Node>) -> Node {
        self.below.extend(parts);
        self
    }

    /// Adds words behind the first one.
    pub fn words(mut self, words: &[(bool, &str)]) -> Node {
        for (_, word) in words.iter().filter(|(there, _)| *there) {
            self.text.push(' ');
            self.text.push_str(word);
        }
        self
    }

    /// Writes this node as a line, and what is below as deeper lines.
    pub fn render(&self, depth: usize, out: &mut String) {
        out.push_str(&"  ".repeat(depth));
        if !self.role.is_empty() {
            self.render_inline(out);
            out.push('\n');
            return;
        }
        out.push_str(&self.text);
        for part in &self.inline {
            out.push(' ');
            part.render_inline(out);
        }
        out.push('\n');
        for part in &self.below {
            part.render(depth + 1, out);
        }
    }

    fn render_inline(&self, out: &mut String) {
        if !self.role.is_empty() {
            out.push_str(self.role);
            out.push('=');
        }
        if self.inline.is_empty() {
            out.push_str(&self.text);
            return;
        }
        out.push('(');
        out.push_str(&self.text);
        for part in &self.inline {
            out.push(' ');
            part.render_inline(out);
        }
        out.push(')');
    }

    /// Pairs of a node's span and its owner's.
    pub fn spans(&self, owner: Span, out: &mut Vec<(Span, Span)>) {
        out.push((self.span, owner));
        for part in self.inline.iter().chain(&self.below) {
            part.spans(self.span, out);
        }
    }
}
