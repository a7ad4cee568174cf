//! Tests: programs built by hand, their listings as snapshots, and all of them compiled by rustc.

mod compile;
mod maker;
mod more_programs;
mod programs;

use maker::Maker;

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

/// Neither codegen nor the printer nor rustc may recurse along an `elif` chain.
#[test]
fn long_chains_stay_flat() {
    let text = more_programs::chain(800).listing();
    let deepest = text.lines().map(|line| line.len() - line.trim_start().len()).max();
    assert!(deepest < Some(40), "{deepest:?}");
}
