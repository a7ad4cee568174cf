//! How lines become statements and blocks, and how what is unbalanced is repaired.

#[path = "support/snapshot.rs"]
mod snapshot;
mod support;

use snapshot::snapshots;

/// The tokens, a line for each statement, with what was reported below.
fn assert_layout(name: &str, source: &str) {
    let mut lines = String::new();
    let mut fresh = true;
    for line in grammar::dump_layout(source).lines() {
        let token = line
            .split_once(' ')
            .map_or(line, |_| line.trim_start().split_once(' ').map_or(line, |(_, t)| t.trim_start()));
        lines.push_str(if fresh { "" } else { " " });
        lines.push_str(token);
        fresh = token == "newline" || token == "indent" || token == "dedent";
        if fresh {
            lines.push('\n');
        }
    }
    // What may stand at file scope is not the layout's business.
    let (mut reported, mut other) = (String::new(), false);
    for line in support::render(source).lines() {
        other = if line.starts_with(' ') { other } else { line.contains("E0202") };
        if !other {
            reported.push_str(line);
            reported.push('\n');
        }
    }
    let reported = if reported.is_empty() { String::new() } else { format!("\n----- DIAGNOSTICS\n{reported}") };
    snapshot::assert("layout", name, "LAYOUT", source, &format!("{lines}{reported}"));
}

snapshots! { assert_layout:
    blocks "if a:\n    b\n    if c: d; e\nelse:\n  f\n";
    blocks_end_at_the_end_of_the_file "if a:\n    if b:\n        c";
    brackets_join_lines "f(a,\nb\n  , [\nc])\nd";
    brackets_that_do_not_match "f(a]\ng([b)\nh)\ni))\n";
    bracket_open_at_a_statement "def f():\n    a = (b\n    return a\n";
    bracket_open_at_a_name "def f():\n    a = (b\n    c = d\n    e\n";
    bracket_open_in_a_header "def f():\n    if g(a:\n        b\n    c\n";
    bracket_closed_later "def f():\n    a = g(b\nc\n    )\n";
    bracket_open_at_the_end "f(a, [b";
    carets "a ^ b\na^\nf(a^, b^)\nc^.d\ne ^ -f\n(g^)\n";
    caret_before_a_deeper_line "a^\n    .b()\na ^\n    b\n";
    colon_missing_before_a_block "if a\n    b\nwhile c\n    -d\nfor x in y\n    if z:\n        w\n";
    colon_on_a_deeper_line "if a\n    and b:\n    c\ndef f()\n    raises\n    -> Int:\n    pass\n";
    comments_have_no_column "if a:\n    b\n# c\n        # d\n    e\n";
    continued_by_a_deeper_line "a = b\n    + c\n    .d\n    (e)\n    [f]\n    if g\n    else h\nreturn\n    i\n";
    continued_strings "a = \"b\"\n    \"c\"\na = t\"b\"\n    t\"c\"\n";
    dedent_between_blocks "def f():\n    if a:\n        b\n      c\n      d\n    e\n";
    decorator_is_no_operator "struct S\n    @a\n    def f(): pass\n";
    else_between_blocks "def f():\n    if a:\n        b\n      else:\n        c\n    d\n";
    indentation_without_reason "a\n    b\n    c\nd\n  e\n";
    indentation_of_the_first_line "    a\n    b\nc\n";
    indentation_with_its_own_block "a\n    if b:\n        c\n    d\ne\n";
    lambda_body_on_its_own_line "f = lambda (x: Int) -> Int:\n    x\nvar g:\n    Int = 1\n";
    missing_block "if a:\nb\nfor x in y:\n";
    names_behind_a_dot "a.match\nb.if.class\nfrom . import c\nfrom .. import d\n";
    string_never_closed_in_a_bracket "f(\"a)\nb\ng([\"c,\n  d])\n";
    string_never_closed_in_a_header "if a == \"b:\n    c\nd\n";
    tabs "if a:\n\tb\n\tif c:\n\t    d\n\t\te\n";
    tabs_and_spaces "if a:\n\tb\n        c\n";
    tabs_in_one_block_spaces_in_another "if a:\n\tb\nif c:\n        d\n";
    two_statements_on_a_line "a; b;\nc d\n";
    unknown_header "unless a:\n    b\nc\n";
}
