//! Texts that would make trees too deep, or listings of mistakes too long: one diagnostic, soon, and no overflow.

mod support;

use std::time::{Duration, Instant};

/// Parses, dumps and drops the tree in the stack that a test thread has, and says what codes were reported.
fn codes(text: &str) -> Vec<&'static str> {
    let start = Instant::now();
    let (module, diagnostics) = support::parse(text);
    let parsed = start.elapsed();
    grammar::dump::ast(&module);
    grammar::dump::spans(&module);
    drop(module);
    // Tests run unoptimised and beside each other: a text that takes quadratic time takes minutes.
    assert!(parsed < Duration::from_secs(5), "took {parsed:?}");
    let mut codes: Vec<&str> = diagnostics.iter().map(|d| d.code).collect();
    codes.dedup();
    codes
}

fn in_function(statement: &str) -> String {
    format!("def f(x: Int):\n    {statement}\n")
}

#[test]
fn five_megabytes_of_brackets() {
    for bracket in ["(", "[", "{", "f(", "t\"{"] {
        assert_eq!(codes(&bracket.repeat(5_000_000 / bracket.len())), ["E0901"], "{bracket}");
    }
    for closer in [")", "]", "}"] {
        assert_eq!(codes(&closer.repeat(5_000_000)), ["E0107"], "{closer}");
    }
    assert_eq!(codes(&")\n".repeat(2_500_000)), ["E0107", "E0901"]);
    assert_eq!(codes(&"()".repeat(2_500_000)), ["E0901"]);
    assert_eq!(codes(&"x()\n".repeat(100_000)), ["E0202"]);
}

#[test]
fn megabytes_of_other_rubbish() {
    assert_eq!(codes(&"$".repeat(5_000_000)), ["E0101"]);
    assert_eq!(codes(&"$ ".repeat(1_000_000)), ["E0101", "E0901"]);
    assert_eq!(codes(&"\0".repeat(5_000_000)), ["E0101"]);
    assert_eq!(codes(&"\"\n".repeat(1_000_000)), ["E0102", "E0901"]);
    assert_eq!(codes(&"(\"\n".repeat(1_000_000)), ["E0102", "E0901"]);
    assert_eq!(codes(&"0x ".repeat(1_000_000)), ["E0110", "E0901"]);
    assert_eq!(codes(&"def\n".repeat(300_000)), ["E0201", "E0901"]);
    assert_eq!(codes(&"if x:\n".repeat(300_000)), ["E0104", "E0901"]);
    assert_eq!(codes(&"x y\n".repeat(300_000)), ["E0201", "E0901"]);
    assert_eq!(codes(&"\n".repeat(5_000_000)), [] as [&str; 0]);
    assert_eq!(codes(&" ".repeat(5_000_000)), [] as [&str; 0]);
    assert_eq!(codes(&"#".repeat(5_000_000)), [] as [&str; 0]);
    assert_eq!(codes(&format!("comptime x = \"{}\"", "a".repeat(5_000_000))), [] as [&str; 0]);
    assert_eq!(codes(&format!("comptime {} = 1", "a".repeat(5_000_000))), [] as [&str; 0]);
    assert_eq!(codes(&format!("comptime x = {}", "1".repeat(20_000))), [] as [&str; 0]);
}

#[test]
fn brackets_may_nest_two_hundred_deep() {
    let nested = |depth: usize| in_function(&format!("x = {}1{}", "(".repeat(depth), ")".repeat(depth)));
    assert_eq!(codes(&nested(200)), [] as [&str; 0]);
    assert_eq!(codes(&nested(201)), ["E0901"]);
    assert_eq!(codes(&nested(10_000)), ["E0901"]);
}

#[test]
fn blocks_may_nest_two_hundred_deep() {
    let nested = |depth: usize| {
        let mut text = String::from("def f():\n");
        for i in 1..depth {
            text.push_str(&format!("{}if x:\n", " ".repeat(i)));
        }
        text.push_str(&format!("{}pass\n", " ".repeat(depth)));
        text
    };
    assert_eq!(codes(&nested(199)), [] as [&str; 0]);
    assert_eq!(codes(&nested(201)), ["E0901"]);
    assert_eq!(codes(&nested(3_000)), ["E0901"]);
}

#[test]
fn chains_may_have_a_thousand_links() {
    let chains: [(&str, &str, &str); 20] = [
        ("x = 1", " + 1", ""),
        ("x = 1", " ** 1", ""),
        ("x = 1", " and 1", ""),
        ("x = 1", " < 1", ""),
        ("x = ", "not ", "1"),
        ("x = ", "-", "1"),
        ("x = ", "- ", "1"),
        ("x = a", ".b", ""),
        ("x = a", "()", ""),
        ("x = a", "[0]", ""),
        ("x = a", "^", ""),
        ("x = a", " if b else c", ""),
        ("x = a", "\n        .b", ""),
        ("x = ", "lambda (): ", "1"),
        ("x = ", "y := ", "1"),
        ("x", " = x", ""),
        ("var x", " = var x", ""),
        ("x: ", "def() -> ", "None"),
        ("x = a", "[b.c](d)", ""),
        ("@a", ".b", "\n    def g(): pass"),
    ];
    for (before, link, after) in chains {
        let chain = |n: usize| in_function(&format!("{before}{}{after}", link.repeat(n)));
        let clean: Vec<&str> = codes(&chain(400)).into_iter().filter(|c| *c == "E0901").collect();
        assert_eq!(clean, [] as [&str; 0], "400 times {link:?}");
        assert_eq!(codes(&chain(60_000)), ["E0901"], "60,000 times {link:?}");
    }
}

#[test]
fn depth_adds_up_over_brackets() {
    // Each level is within its limits, all of them together are not.
    let left =
        |n: usize| in_function(&format!("x = {}1{}", "(".repeat(n), format!("{})", " + 1".repeat(100)).repeat(n)));
    assert_eq!(codes(&left(5)), [] as [&str; 0]);
    assert_eq!(codes(&left(150)), ["E0901"]);
    let right =
        |n: usize| in_function(&format!("x = {}1{}", "1 ** 1 ** 1 ** 1 ** 1 ** 1 ** (".repeat(n), ")".repeat(n)));
    assert_eq!(codes(&right(50)), [] as [&str; 0]);
    assert_eq!(codes(&right(190)), ["E0901"]);
    // Siblings do not add up.
    let terms = in_function(&format!("x = 1{}", " + (a.b(c) * d[e])".repeat(900)));
    assert_eq!(codes(&terms), [] as [&str; 0]);
    let items = in_function(&format!("x = [{}]", "a.b(c) + d[e], ".repeat(50_000)));
    assert_eq!(codes(&items), [] as [&str; 0]);
}

#[test]
fn an_if_may_have_a_thousand_branches() {
    let branches = |n: usize| format!("def f(x: Int):\n    if x: pass\n{}", "    elif x: pass\n".repeat(n));
    assert_eq!(codes(&branches(1_000)), [] as [&str; 0]);
    assert_eq!(codes(&branches(5_000)), ["E0901"]);
    let separate = format!("def f(x: Int):\n{}", "    comptime if x: pass\n    elif x: pass\n".repeat(5_000));
    assert_eq!(codes(&separate), [] as [&str; 0]);
}

#[test]
fn long_lists_are_no_problem() {
    assert_eq!(codes(&in_function(&format!("f({})", "1, ".repeat(200_000)))), [] as [&str; 0]);
    assert_eq!(codes(&in_function(&format!("x = {}", "\"a\" ".repeat(200_000)))), [] as [&str; 0]);
    assert_eq!(codes(&in_function(&"pass; ".repeat(200_000))), [] as [&str; 0]);
    assert_eq!(codes(&format!("{}def f(): pass\n", "@a\n".repeat(100_000))), [] as [&str; 0]);
    let args: String = (0..20_000).map(|i| format!("a{i}: Int, ")).collect();
    assert_eq!(codes(&format!("def f({args}): pass\n")), [] as [&str; 0]);
    let keywords: String = (0..50_000).map(|i| format!("a{i}=1, ")).collect();
    assert_eq!(codes(&in_function(&format!("f({keywords})"))), [] as [&str; 0]);
    let template = format!("x = t\"{}\"", "{a}b".repeat(100_000));
    assert_eq!(codes(&in_function(&template)), [] as [&str; 0]);
}

#[test]
fn t_strings_may_nest_twenty_deep() {
    let nested = |n: usize| in_function(&format!("x = {}1{}", "t\"{".repeat(n), "}\"".repeat(n)));
    assert_eq!(codes(&nested(20)), [] as [&str; 0]);
    assert_eq!(codes(&nested(21)), ["E0901"]);
    assert_eq!(codes(&nested(10_000)), ["E0901"]);
}

/// Mistakes on lines that go on for long are looked for once.
#[test]
fn looking_ahead_is_bounded() {
    let header = format!("def f():\n    if x\n{}", "        (y)\n".repeat(100_000));
    assert!(!codes(&header).is_empty());
    let choice = format!("def f():\n    x = a\n{}", "        if b\n".repeat(100_000));
    assert!(!codes(&choice).is_empty());
    let open = format!("def f():\n    x = (1\n{}", "    y\n".repeat(300_000));
    assert_eq!(codes(&open)[0], "E0106");
    let closed = format!("def f():\n    x = (1\n{}    )\n", "    y\n".repeat(300_000));
    assert!(!codes(&closed).is_empty());
}
