//! Older names: of the methods that make a value from another, and of what the library calls otherwise today.

use grammar::ast::{self, ArgDefKind, Convention};
use grammar::{Diagnostic, Edit, Span, Symbol};

use crate::cx::Cx;
use crate::definitions::{Entry, ModuleId};

/// A name of the library as older sources write it.
struct Renamed {
    older: &'static str,
    /// What it is found under.
    found: &'static str,
    /// How it is written today.
    today: &'static str,
    /// Whether that is all there is to do.
    certain: bool,
}

const fn renamed(older: &'static str, today: &'static str) -> Renamed {
    Renamed { older, found: today, today, certain: true }
}

const RENAMED: &[Renamed] = &[
    Renamed { older: "CollectionElement", found: "__CollectionElement", today: "Copyable & Movable", certain: true },
    Renamed { older: "CollectionElementNew", found: "__CollectionElement", today: "Copyable & Movable", certain: true },
    renamed("EqualityComparable", "Equatable"),
    renamed("ExplicitlyCopyable", "Copyable"),
    renamed("ImplicitlyBoolable", "Boolable"),
    renamed("ImplicitlyDeletable", "Deinitable"),
    renamed("ImplicitlyDestructible", "Deinitable"),
    // With these a method makes the text, which today's trait does not ask for.
    Renamed { older: "Representable", found: "__Representable", today: "Writable", certain: false },
    Renamed { older: "Stringable", found: "__Stringable", today: "Writable", certain: false },
    renamed("alignof", "align_of"),
    renamed("bitwidthof", "bit_width_of"),
    renamed("simdbitwidth", "simd_bit_width"),
    renamed("simdbytewidth", "simd_byte_width"),
    renamed("simdwidthof", "simd_width_of"),
    renamed("sizeof", "size_of"),
];

impl Cx<'_> {
    /// What an older name of the library means, which is not known in `module`. Says how it is written today.
    pub fn older_name(&mut self, module: ModuleId, name: Symbol, span: Span) -> Option<Entry> {
        let renamed = RENAMED.iter().find(|renamed| name == renamed.older)?;
        let entry = self.lookup_global(module, Symbol::new(renamed.found))?;
        let mut diagnostic = older(renamed, span);
        diagnostic = match renamed.certain {
            true => diagnostic.fix(format!("write `{}`", renamed.today), span, renamed.today),
            false => diagnostic.suggest(text_method(renamed), span, renamed.today),
        };
        self.report(diagnostic);
        Some(entry)
    }

    /// What the import of an older name means, which the library's module `target` does not have.
    pub(super) fn older_import(&mut self, target: ModuleId, name: ast::Name) -> Option<Entry> {
        let renamed = RENAMED.iter().find(|renamed| name.symbol == renamed.older)?;
        if !self.defs.module(target).library {
            return None;
        }
        let entry = self.lookup_global(target, Symbol::new(renamed.found))?;
        let diagnostic = older(renamed, name.span);
        // The uses keep their name.
        let text = format!("{} as {}", renamed.today, renamed.older);
        let diagnostic = match renamed.certain && renamed.found == renamed.today {
            true => diagnostic.fix(format!("import `{}`", renamed.today), name.span, text),
            false => diagnostic.help(format!("remove the import, and write `{}`", renamed.today)),
        };
        self.report(diagnostic);
        Some(entry)
    }

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

fn older(renamed: &Renamed, span: Span) -> Diagnostic {
    let text = format!("`{}` is an older spelling of `{}`", renamed.older, renamed.today);
    Diagnostic::warning("W0302", span, text)
}

/// What else there is to do for a trait whose method makes a text.
fn text_method(renamed: &Renamed) -> String {
    let (today, older) = match renamed.older {
        "Stringable" => ("write_to", "__str__"),
        _ => ("write_repr_to", "__repr__"),
    };
    format!(
        "write `Writable`, and give it a method `{today}(self, mut writer: Some[Writer])` in the place of `{older}`"
    )
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
