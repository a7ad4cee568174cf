//! Parsing never panics and never loops, whatever the text, and every span of the tree lies in the text.

mod support;

use proptest::prelude::*;

/// Words and signs of which soups are made.
const WORDS: &[&str] = &[
    "def",
    "f",
    "x",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    "=",
    "+",
    "-",
    "*",
    "**",
    "/",
    "//",
    "^",
    "&",
    "|",
    "~",
    "<",
    "==",
    "!=",
    "->",
    ":=",
    "+=",
    "@",
    ";",
    "\n",
    "\n    ",
    "\n        ",
    "\n  ",
    "\n\t",
    "if",
    "elif",
    "else",
    "for",
    "in",
    "while",
    "try",
    "except",
    "finally",
    "with",
    "as",
    "match",
    "case",
    "return",
    "raise",
    "pass",
    "break",
    "var",
    "ref",
    "struct",
    "trait",
    "comptime",
    "import",
    "from",
    "lambda",
    "raises",
    "where",
    "mut",
    "out",
    "None",
    "True",
    "Self",
    "_",
    "1",
    "2.5",
    "0x",
    "\"s\"",
    "\"",
    "'",
    "\"\"\"",
    "t\"",
    "t\"{",
    "}\"",
    "f\"{x}\"",
    "\\",
    "\\\n",
    "#",
    "`a`",
    "`",
    "$",
    "é",
    "😀",
    "\u{feff}",
    "\0",
    "\r\n",
    "\r",
    "not",
    "and",
    "or",
    "is",
    "fn",
    "let",
    "alias",
    "class",
    "async",
    "await",
    "yield",
    "...",
    "!",
    "?",
];

/// Sources that hold every construct.
fn sources() -> Vec<&'static str> {
    vec![
        include_str!("sources/definitions.mojo"),
        include_str!("sources/statements.mojo"),
        include_str!("sources/expressions.mojo"),
    ]
}

/// A place in a text, as a fraction of its length.
fn place(text: &str, at: f64) -> usize {
    let mut i = (text.len() as f64 * at) as usize;
    while !text.is_char_boundary(i) {
        i -= 1;
    }
    i
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        support::check_tree(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_characters(text in "\\PC{0,200}") {
        support::check_tree(&text);
    }

    #[test]
    fn token_soup(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..80), spaced in any::<bool>()) {
        support::check_tree(&words.join(if spaced { " " } else { "" }));
    }

    #[test]
    fn lines_of_soup(lines in proptest::collection::vec(
        (0usize..4, proptest::collection::vec(proptest::sample::select(WORDS), 0..8)), 0..20)
    ) {
        let text: Vec<String> = lines.iter().map(|(depth, words)| " ".repeat(depth * 4) + &words.join(" ")).collect();
        support::check_tree(&text.join("\n"));
    }

    #[test]
    fn mutated_sources(
        source in 0usize..3,
        edits in proptest::collection::vec((0.0..1.0, 0usize..6, proptest::sample::select(WORDS)), 1..6),
    ) {
        let mut text = sources()[source].to_string();
        for (at, removed, inserted) in edits {
            let start = place(&text, at);
            let mut end = (start + removed).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            text.replace_range(start..end, inserted);
        }
        support::check_tree(&text);
    }

    #[test]
    fn spliced_sources(
        a in 0usize..3,
        b in 0usize..3,
        cut in (0.0..1.0, 0.0..1.0),
    ) {
        let (a, b) = (sources()[a], sources()[b]);
        support::check_tree(&format!("{}{}", &a[..place(a, cut.0)], &b[place(b, cut.1)..]));
    }
}

#[test]
fn every_prefix_of_the_sources() {
    for source in sources() {
        for (i, _) in source.char_indices() {
            support::check_tree(&source[..i]);
        }
    }
}

#[test]
fn sources_are_clean() {
    for source in sources() {
        assert_eq!(support::render(source), "");
    }
}

#[test]
fn line_ends_do_not_matter() {
    for source in sources() {
        let windows = source.replace('\n', "\r\n");
        assert_eq!(support::render(&windows), "");
        assert_eq!(support::dump(source), support::dump(&windows));
        let marked = format!("\u{feff}{source}");
        assert_eq!(support::render(&marked), "");
        assert_eq!(support::dump(source), support::dump(&marked));
    }
}
