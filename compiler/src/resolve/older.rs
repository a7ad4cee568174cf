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
    Renamed { older: "CollectionElement", found: "__CollectionElement", today: "Copyable & Deinitable", certain: true },
    Renamed {
        older: "CollectionElementNew",
        found: "__CollectionElement",
        today: "Copyable & Deinitable",
        certain: true,
    },
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

    /// `__init__(out self, *, deinit take: Self)` was the move constructor.
    fn older_move(&mut self, function: &mut ast::Function, whole: Span) -> Option<Symbol> {
        let [_, only, arg] = function.args.as_mut_slice() else { return None };
        if only.kind != ArgDefKind::KeywordOnly {
            return None;
        }
        let ArgDefKind::Named { convention: Convention::Deinit, name, .. } = &mut arg.kind else { return None };
        if name.symbol != "take" {
            return None;
        }
        let at = name.span;
        let body = Span::new(whole.file, function.header.end as usize, whole.end as usize);
        let text = self.sources.text(body);
        let certain = !text.contains(['"', '\'', '#']);
        let mut edits = vec![Edit { span: at, text: "move".into() }];
        edits.extend(mentions(text, "take").map(|start| {
            let start = body.start as usize + start;
            Edit { span: Span::new(body.file, start, start + "take".len()), text: "move".into() }
        }));
        name.symbol = Symbol::new("move");
        self.report(
            Diagnostic::warning("W0302", at, "`take` is an older name of the argument of a move constructor")
                .fix_edits("call it `move`", edits, certain),
        );
        Some(Symbol::new("take"))
    }

    /// Decorators that are traits today: the struct conforms to them.
    pub(super) fn older_decorators(&mut self, strukt: &mut ast::Struct) {
        for decorator in strukt.decorators.clone() {
            let (text, traits): (&str, &[&str]) = match super::decorator_name(&decorator.expr) {
                Some(("value", None)) => ("`@value`", &["Copyable", "Movable"]),
                Some(("register_passable", None)) => ("`@register_passable`", &["RegisterPassable"]),
                Some(("register_passable", Some(_))) => ("`@register_passable`", &["TrivialRegisterPassable"]),
                _ => continue,
            };
            let written: Vec<&str> =
                strukt.conformances.iter().map(|conformance| self.sources.text(conformance.trait_.span)).collect();
            let missing: Vec<&str> = traits.iter().copied().filter(|name| !written.contains(name)).collect();
            let mut edits = match text {
                "`@value`" => vec![Edit { span: decorator.span, text: "@fieldwise_init".into() }],
                _ => vec![Edit { span: self.with_line(decorator.span), text: String::new() }],
            };
            let list = missing.join(", ");
            match strukt.conformances.last() {
                _ if missing.is_empty() => {}
                Some(last) => edits.push(Edit { span: last.trait_.span.after(), text: format!(", {list}") }),
                None => edits.push(Edit { span: self.behind_params(strukt.name.span), text: format!("({list})") }),
            }
            for name in &missing {
                let kind = ast::ExprKind::Name(Symbol::new(name));
                let trait_ = ast::Expr { kind, span: decorator.span };
                strukt.conformances.push(ast::Conformance { negative: false, trait_, constraint: None });
            }
            let today = match text {
                "`@value`" => format!("write `@fieldwise_init`, and `{list}` as traits"),
                _ => format!("write `{list}` as a trait"),
            };
            self.report(
                Diagnostic::warning("W0302", decorator.span, format!("{text} is an older spelling"))
                    .fix_edits(today, edits, true),
            );
        }
    }

    /// A place with the rest of its line.
    fn with_line(&self, span: Span) -> Span {
        let text = &self.sources.file(span.file).text;
        let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| span.end as usize + at + 1);
        // The next line keeps its indentation.
        let indent = text[end..].len() - text[end..].trim_start_matches([' ', '\t']).len();
        Span::new(span.file, span.start as usize, end + indent)
    }

    /// Just behind a name and the parameters in brackets that may follow it.
    fn behind_params(&self, name: Span) -> Span {
        let text = &self.sources.file(name.file).text[name.end as usize..];
        let mut depth = 0usize;
        let mut end = 0;
        for (at, c) in text.char_indices() {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ if depth == 0 => break,
                _ => {}
            }
            end = at + c.len_utf8();
        }
        Span::new(name.file, name.end as usize + end, name.end as usize + end)
    }

    /// Says how such a method is written today, and makes it that. The name that its body has for the argument.
    pub(super) fn older_lifecycle(&mut self, function: &mut ast::Function, whole: Span) -> Option<Symbol> {
        let (word, convention) = match function.name.symbol.as_str() {
            "__copyinit__" => ("copy", None),
            "__moveinit__" => ("move", Some(Convention::Deinit)),
            "__del__" => {
                let (name, arg) = (function.name, function.args.first_mut()?);
                let mut edits = vec![Edit { span: name.span, text: "__deinit__".into() }];
                if let ArgDefKind::Named { convention, name, .. } = &mut arg.kind
                    && *convention != Convention::Deinit
                {
                    // Destructors took their value by `owned`.
                    let word = Span { end: name.span.start, ..arg.span };
                    let written = self.sources.text(word).trim_end().len() as u32;
                    let text = if written == 0 { "deinit " } else { "deinit" };
                    edits.push(Edit { span: Span { end: word.start + written, ..word }, text: text.into() });
                    *convention = Convention::Deinit;
                }
                function.name.symbol = Symbol::new("__deinit__");
                self.report(Diagnostic::warning("W0302", name.span, "`__del__` is an older spelling").fix_edits(
                    "write `__deinit__(deinit self)`",
                    edits,
                    true,
                ));
                return None;
            }
            "__init__" => return self.older_move(function, whole),
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
