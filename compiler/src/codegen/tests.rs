//! Tests: programs built by hand, their listings as snapshots, and all of them compiled by rustc.

mod maker;
mod programs;

use maker::Maker;

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
                snapshot(stringify!($name), &programs::$name());
            }
        )*

        /// All programs, by name.
        fn all() -> Vec<(&'static str, Maker)> {
            vec![$((stringify!($name), programs::$name())),*]
        }
    };
}

snapshots!(arithmetic, constructor, destructor, errors, finally, references, closures, overlaps);

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
