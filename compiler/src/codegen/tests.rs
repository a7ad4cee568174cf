//! Tests: programs built by hand, their listings as snapshots, and all of them compiled by rustc.

mod compile;
mod maker;
mod more_programs;
mod programs;

use crate::mir::{Operand, StmtKind};
use maker::{Maker, rust_with, take};

mod programs_of {
    pub(super) use super::more_programs::*;
    pub(super) use super::programs::*;
}

fn snapshot(name: &str, maker: &Maker) {
    let source = &maker.sources.file(grammar::FileId(0)).text;
    let text = format!("----- source\n{source}\n----- Rust\n{}", maker.listing());
    insta::with_settings!({ snapshot_path => "../../../snapshots/rust", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

macro_rules! snapshots {
    ($($name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                snapshot(stringify!($name), &programs_of::$name());
            }
        )*

        /// All programs, by name.
        fn all() -> Vec<(&'static str, Maker)> {
            vec![$((stringify!($name), programs_of::$name())),*]
        }
    };
}

snapshots!(
    arithmetic,
    constructor,
    destructor,
    errors,
    finally,
    references,
    closures,
    overlaps,
    caught,
    slot,
    constants,
    never,
    typed_errors,
    long_chain,
    library,
    entries,
    recursion,
);

#[test]
fn output_is_deterministic() {
    for (name, maker) in all() {
        let (first, second) = (maker.generate(), maker.generate());
        for (a, b) in first.files.iter().zip(&second.files) {
            assert_eq!(a.text, b.text, "{name}: {}", a.path);
        }
    }
}

#[test]
fn files_carry_no_absolute_lines() {
    for (name, maker) in all() {
        for file in maker.generate().files {
            assert!(!file.text.contains("at!("), "{name}: {}\n{}", file.path, file.text);
        }
    }
}

/// With as many functions that a number in a file's name makes a word of Rust (`f32`, `f64`).
#[test]
fn each_file_has_the_number_of_its_site() {
    use crate::types::{Passing, Ty, Value};
    let mut m = Maker::new(&"def f() raises: raise Error(\"\")\n".repeat(70));
    let (error, string) = (m.error(), m.string());
    for line in 1..=70 {
        let function = m.function(line, &format!("f{line}"), &[], Ty::none(), |f| {
            let text = Operand::Const(Value::Str(grammar::Symbol::new("")), string);
            let value = f.at(line).temp(error, rust_with("rt::error::Error::new", Passing::Var, error, vec![text]));
            f.push(StmtKind::Raise(take(&value)));
        });
        m.raises(function);
    }
    let generated = m.generate();
    for number in 0..70 {
        let path = format!("src/fn{number}.rs");
        let file = generated.files.iter().find(|file| file.path == path).unwrap();
        assert!(file.text.contains(&format!("const SITE: u32 = {number};")), "{}", file.text);
    }
}

/// Neither codegen nor the printer nor rustc may recurse along an `elif` chain.
#[test]
fn long_chains_stay_flat() {
    let text = more_programs::chain(800).listing();
    let deepest = text.lines().map(|line| line.len() - line.trim_start().len()).max();
    assert!(deepest < Some(40), "{deepest:?}");
}
