//! What the lexer makes of a text.

#[path = "support/snapshot.rs"]
mod snapshot;

use snapshot::snapshots;

fn assert_tokens(name: &str, source: &str) {
    snapshot::assert("tokens", name, "TOKENS", source, &grammar::dump_tokens(source));
}

snapshots! { assert_tokens:
    bytes_that_are_no_text "a\0b\u{7}$ é ü1 “q” ☃☃ x";
    byte_order_mark "\u{feff}x = 1\n";
    comments_and_blank_lines "# first\nx # behind\n\n  \n    # deep\ny";
    escapes r#""\\ \' \" \a\b\f\n\r\t\v \x41 \101 \0 \u00e9 \U0001F600""#;
    escapes_that_do_not_exist r#""\d \xZ1 \u12 \ud800 \8""#;
    foreign_operators "a && b || !c <> d\nx++\ny => z === w !== v";
    joined_by_backslash "a = 1 + \\\n    2\nb";
    keywords "def struct trait comptime var ref match case lambda None True False Self _ not in is";
    line_ends "a\r\nb\nc";
    names "x _x x1 __init__ `class` `any text: +` naïve";
    numbers "0 00 1_000 0xFF_ff 0o17 0b10 1.0 .5 2. 1e3 2.5E-3 1_0.0_1";
    numbers_that_are_broken "0123 0x 0b12 0xFG 1e 2j 3abc 1.real";
    numbers_touching_words "1if x else 2or 3";
    operators "+ - * / // % ** @ & | ^ ~ << >> < <= > >= == != = := -> ... . , : ;";
    operators_with_assignment "+= -= *= /= //= %= **= @= &= |= ^= <<= >>=";
    soft_keywords "imm mut out deinit read owned borrowed inout raises where thin abi capturing escaping alias let";
    strings r#"'a' "b" r"\d" R'\n' '''c''' """d "e" f""""#;
    strings_joined_by_backslash "\"a\\\nb\" \"\"\"c\\\nd\ne\"\"\"";
    strings_never_closed "a = 'b\nc = \"\"\"d\ne\n";
    string_prefixes r#"b"x" u'x' f"x" rb"x" x"y" in"z""#;
    t_strings r#"t"a{x}b" T'{{{x}}}' rt"\d{x}" tr"{x}\d""#;
    t_strings_in_t_strings r#"t"a{t"b{"c"}d" + "e"}f""#;
    t_strings_over_lines "t\"\"\"a\n{x}\nb\"\"\" t\"{\nx\n}\"";
    t_strings_with_brackets r#"t"{ {a: b}[c] } {f(x, y)} {s[1:2]} {(lambda (): 1)()}""#;
    t_strings_with_formats r#"t"{x!r} {x:>10} {x=}" f"{x:.2f}""#;
    t_strings_never_closed "a = t\"b {x\nc = t\"d {y\"\nvar e = t\"f {\nreturn\n";
}
