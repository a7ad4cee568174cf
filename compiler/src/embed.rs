//! The files that the compiler carries with it: the standard library, the runtime's sources, the import hook.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The text of a module of the standard library, by its path below `stdlib/`.
pub fn library(path: &str) -> Option<&'static str> {
    let at = STDLIB.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    STDLIB.get(at).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

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
