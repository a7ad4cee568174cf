//! The files that the compiler carries with it: the standard library, the runtime's sources, the import hook.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The text of a module of the standard library, by its path below `stdlib/`.
pub fn library(path: &str) -> Option<&'static str> {
    let at = STDLIB.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    STDLIB.get(at).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use grammar::ast::{self, StmtKind};
    use grammar::{Diagnostics, SourceFile, SourceMap};

    use super::*;

    /// The definitions that a statement stands for, with everything that was left for later in its place.
    fn fill(stmt: ast::Stmt, text: &str, diagnostics: &mut Diagnostics) -> Vec<ast::Stmt> {
        let mut stmts = match stmt.kind {
            StmtKind::Deferred => grammar::parse_definition(text, stmt.span, diagnostics),
            _ => return vec![stmt],
        };
        for stmt in &mut stmts {
            let body = match &mut stmt.kind {
                StmtKind::Struct(strukt) => &mut strukt.body.body,
                StmtKind::Trait(trait_) => &mut trait_.body.body,
                StmtKind::Function(function) => {
                    if let [ast::Stmt { kind: StmtKind::Deferred, span }] = function.body.body[..] {
                        function.body.body = grammar::parse_body(text, span, diagnostics);
                    }
                    continue;
                }
                _ => continue,
            };
            let inner = std::mem::take(body);
            *body = inner.into_iter().flat_map(|stmt| fill(stmt, text, diagnostics)).collect();
        }
        stmts
    }

    /// What the compiler parses when it is needed is found by its indents.
    #[test]
    fn library_is_the_same_in_steps() {
        for (name, text) in STDLIB {
            let file = SourceMap::default().add(SourceFile::new(*name, *text));
            let mut diagnostics = Diagnostics::default();
            let whole = grammar::parse(file, text, &mut diagnostics);
            let mut steps = grammar::parse_outline(file, text, &mut diagnostics);
            let outline = std::mem::take(&mut steps.body);
            steps.body = outline.into_iter().flat_map(|stmt| fill(stmt, text, &mut diagnostics)).collect();
            assert_eq!(diagnostics.iter().next(), None, "{name}");
            assert_eq!(grammar::dump::ast(&whole), grammar::dump::ast(&steps), "{name}");
        }
    }

    #[test]
    fn tables_are_sorted_and_found() {
        for table in [STDLIB, RUNTIME, PYTHON] {
            assert!(table.is_sorted_by_key(|(name, _)| *name));
        }
        for (name, text) in STDLIB {
            assert_eq!(library(name), Some(*text));
        }
        assert_eq!(library("no/such/module.mojo"), None);
    }
}
