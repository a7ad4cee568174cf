//! Older names of the methods that make a value from another: `__copyinit__` and `__moveinit__`.

use grammar::ast::{self, ArgDefKind, Convention};
use grammar::{Diagnostic, Edit, Span, Symbol};

use crate::cx::Cx;

impl Cx<'_> {
    /// Says how such a method is written today, and makes it that. The name that its body has for the argument.
    pub(super) fn older_lifecycle(&mut self, function: &mut ast::Function, whole: Span) -> Option<Symbol> {
        let (word, convention) = match function.name.symbol.as_str() {
            "__copyinit__" => ("copy", None),
            "__moveinit__" => ("move", Some(Convention::Deinit)),
            _ => return None,
        };
        let [_, arg] = function.args.as_mut_slice() else { return None };
        let at = arg.span;
        let ArgDefKind::Named { convention: found, name: from, .. } = &mut arg.kind else { return None };
        let name = function.name;
        let mut edits = vec![
            Edit { span: name.span, text: "__init__".into() },
            Edit {
                span: at.before(),
                text: if convention.is_some() && *found == Convention::Default { "*, deinit " } else { "*, " }.into(),
            },
            Edit { span: from.span, text: word.into() },
        ];
        let body = Span::new(whole.file, function.header.end as usize, whole.end as usize);
        let text = self.sources.text(body);
        // What stands in strings and comments is for the user to look at.
        let certain = !text.contains(['"', '\'', '#']);
        edits.extend(mentions(text, from.symbol.as_str()).map(|start| Edit {
            span: Span::new(
                body.file,
                body.start as usize + start,
                body.start as usize + start + from.symbol.as_str().len(),
            ),
            text: word.into(),
        }));
        if let Some(convention) = convention {
            *found = convention;
        }
        let inside = std::mem::replace(&mut from.symbol, Symbol::new(word));
        function.name.symbol = Symbol::new("__init__");
        function.args.insert(1, ast::ArgDef { kind: ArgDefKind::KeywordOnly, span: at.before() });
        let written = if word == "copy" {
            "def __init__(out self, *, copy: Self)"
        } else {
            "def __init__(out self, *, deinit move: Self)"
        };
        let diagnostic = Diagnostic::warning("W0302", name.span, format!("`{}` is an older spelling", name.symbol))
            .fix_edits(format!("write `{written}`"), edits, certain);
        self.report(diagnostic);
        Some(inside)
    }
}

/// Where a name stands as a word of its own, and not behind a dot.
fn mentions<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).map(|(at, _)| at).filter(move |at| {
        let (before, after) = (text[..*at].chars().next_back(), text[at + name.len()..].chars().next());
        !before.is_some_and(|c| is_word(c) || c == '.') && !after.is_some_and(is_word)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn mentions_are_words() {
        let text = "self.n = other.n + another + x.other + f(other)";
        assert_eq!(super::mentions(text, "other").collect::<Vec<_>>(), [9, 41]);
    }
}
