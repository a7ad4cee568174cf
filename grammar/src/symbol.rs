//! Interned strings: a `Symbol` is compared and hashed as a number and read back as text.

use rustc_hash::FxHashMap;

use std::cell::RefCell;
use std::fmt;

/// An interned string. Equal text gives equal symbols within one thread of the compiler.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Symbol(u32);

#[derive(Default)]
struct Interner {
    ids: FxHashMap<&'static str, u32>,
    texts: Vec<&'static str>,
}

thread_local! {
    static INTERNER: RefCell<Interner> = RefCell::default();
}

impl Symbol {
    /// The symbol of `text`.
    pub fn new(text: &str) -> Symbol {
        INTERNER.with_borrow_mut(|interner| {
            if let Some(&id) = interner.ids.get(text) {
                return Symbol(id);
            }
            // A compiler run interns each distinct name once and ends soon after: leaking is the arena.
            let text: &'static str = Box::leak(text.into());
            let id = interner.texts.len() as u32;
            interner.texts.push(text);
            interner.ids.insert(text, id);
            Symbol(id)
        })
    }

    /// The text of this symbol.
    pub fn as_str(self) -> &'static str {
        INTERNER.with_borrow(|interner| interner.texts[self.0 as usize])
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl PartialOrd for Symbol {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Symbols order by their text, so that every listing is deterministic.
impl Ord for Symbol {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        if self.0 == other.0 { std::cmp::Ordering::Equal } else { self.as_str().cmp(other.as_str()) }
    }
}

impl PartialEq<str> for Symbol {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Symbol {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_symbol() {
        assert_eq!(Symbol::new("name"), Symbol::new("name"));
        assert_ne!(Symbol::new("name"), Symbol::new("name_of_more_than_eight_bytes"));
        assert_eq!(Symbol::new("").as_str(), "");
        assert!(Symbol::new("b") > Symbol::new("a"));
    }
}
