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
    use grammar::{Diagnostics, FileId, SourceFile, SourceMap};

    use super::*;

    /// Parses a module in two steps, as the compiler does, and puts the bodies in their places.
    fn parse_in_steps(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> ast::Module {
        fn fill(stmts: &mut [ast::Stmt], text: &str, diagnostics: &mut Diagnostics) {
            for stmt in stmts {
                match &mut stmt.kind {
                    StmtKind::Struct(strukt) => fill(&mut strukt.body.body, text, diagnostics),
                    StmtKind::Trait(trait_) => fill(&mut trait_.body.body, text, diagnostics),
                    StmtKind::Function(function) => {
                        if let [ast::Stmt { kind: StmtKind::Deferred, span }] = function.body.body[..] {
                            function.body.body = grammar::parse_deferred(text, span, diagnostics);
                        }
                    }
                    _ => {}
                }
            }
        }
        let mut module = grammar::parse_outline(file, text, diagnostics);
        fill(&mut module.body, text, diagnostics);
        module
    }

    /// The bodies of the library's functions are found by their indents and parsed when they are needed.
    #[test]
    fn library_is_the_same_in_steps() {
        for (name, text) in STDLIB {
            let file = SourceMap::default().add(SourceFile::new(*name, *text));
            let mut diagnostics = Diagnostics::default();
            let whole = grammar::parse(file, text, &mut diagnostics);
            let steps = parse_in_steps(file, text, &mut diagnostics);
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
