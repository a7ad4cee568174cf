//! Names in generated Rust: readable, unique where they stand, never a keyword.
//!
//! | what | shape | example |
//! |---|---|---|
//! | function | the instance as a listing shows it, other characters as `_` | `Person.get_name` → `Person_get_name`, `List[Int].append` → `List_Int_append` |
//! | struct | the same | `Dict[String, Int]` → `Dict_String_Int` |
//! | closure | its function's name and `_env` | `outer.add` → `outer_add_env` |
//! | file of a user's function | `f` and its number, which is also its number in error sites | `f3` |
//! | file of library instances | `l_` and the type (or function) that they belong to | `l_List_Int` |
//! | local, field | as in the source | `total` |
//! | temporary | `t` and its number | `t7` |
//! | field of a value that is built up or taken apart | local `_` field | `self_name` |
//! | entries, classes | `ENTRY_n`, `entry_n`, `CLASS_n` | |
//! | exported function | `export_` and its name | `export_PyInit_demo` |
//! | labels | `'loop_n`, `'block_n`, `'try_n`, `'done_n` | |
//! | guard of a cleanup | `guard_n` | |
//!
//! A keyword of Rust, and a word that the generated code itself relies on (`Ok`, `i64`, `SITE`, …), gets a `_` behind it;
//! a letter outside ASCII becomes `u` and its code point; a name that is too long is cut and ends in a hash of the whole.
//! What is still taken is numbered in order of generation (`x`, `x_2`, `x_3`): each scope has a [`Names`] that knows.

use proc_macro2::{Ident, Span};
use rustc_hash::FxHashSet;

/// Keywords of every edition, and words whose meaning the generated code needs.
const RESERVED: &[&str] = &[
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct",
    "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while",
    "yield", // keywords
    "Ok", "Err", "Some", "None", "Result", "SITE", "bool", "char", "str", "f32", "f64", "i8", "i16", "i32", "i64",
    "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "rt", "py", "core", "main", "drop",
];

const LONGEST: usize = 80;

/// `text` as a Rust identifier. Different texts may give the same one: see [`Names::unique`].
pub(super) fn sanitize(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii() {
            if gap && !name.is_empty() && !name.ends_with('_') {
                name.push('_');
            }
            gap = false;
            if c.is_ascii() {
                name.push(c);
            } else {
                name.push_str(&format!("u{:X}", c as u32));
            }
        } else {
            gap = true;
        }
    }
    if name.is_empty() {
        name.push_str("unnamed");
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    if name.len() > LONGEST {
        let hash = fnv(text);
        name.truncate(LONGEST);
        name.push_str(&format!("_{hash:08x}"));
    }
    if RESERVED.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// FNV-1a: names must not change between runs or versions of the compiler, so no hasher of the standard library's.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The names taken in one scope.
#[derive(Clone, Default)]
pub(super) struct Names {
    taken: FxHashSet<String>,
}

impl Names {
    /// An identifier for `text` that nothing else in this scope has.
    pub(super) fn unique(&mut self, text: &str) -> Ident {
        let base = sanitize(text);
        let mut name = base.clone();
        let mut number = 1;
        while !self.taken.insert(name.clone()) {
            number += 1;
            name = format!("{base}_{number}");
        }
        ident(&name)
    }
}

/// An identifier from a text that is one.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_readable() {
        assert_eq!(sanitize("Person.get_name"), "Person_get_name");
        assert_eq!(sanitize("List[Dict[String, Int]].append"), "List_Dict_String_Int_append");
        assert_eq!(sanitize("__init__"), "__init__");
        assert_eq!(sanitize("drop"), "drop_");
        assert_eq!(sanitize("größe"), "gruF6uDFe");
    }

    #[test]
    fn every_text_gives_an_identifier() {
        for text in ["", "_", "3d", "self", "Self", "type", "[]", "i64", "🦀", "crate", "a-b", "Ok"] {
            let name = sanitize(text);
            assert!(syn::parse_str::<Ident>(&name).is_ok(), "{text:?} gave {name:?}");
        }
        assert!(sanitize(&"x".repeat(1000)).len() < 100);
    }

    #[test]
    fn taken_names_are_numbered() {
        let mut names = Names::default();
        let made: Vec<String> = ["x", "x", "x_2", "x"].iter().map(|text| names.unique(text).to_string()).collect();
        assert_eq!(made, ["x", "x_2", "x_2_2", "x_3"]);
    }
}
