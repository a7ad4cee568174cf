//! Whole programs with several mistakes: each is reported once, on its line, and the program is clean without them.

#[path = "support/snapshot.rs"]
mod snapshot;
mod support;

use snapshot::snapshots;

fn assert_bad(name: &str, (bad, fixed): (&str, &str)) {
    snapshot::assert("syntax", &format!("program_{name}"), "DIAGNOSTICS", bad, &support::render(bad));
    support::check_tree(bad);
    assert_eq!(support::render(fixed), "", "{name} without its mistakes");
}

macro_rules! program {
    ($name:literal) => {
        (include_str!(concat!("bad/", $name, ".mojo")), include_str!(concat!("bad/", $name, ".fixed.mojo")))
    };
}

snapshots! { assert_bad:
    brackets program!("brackets");
    continuation program!("continuation");
    flow program!("flow");
    indentation program!("indentation");
    matching program!("matching");
    missing_colons program!("missing_colons");
    python_habits program!("python_habits");
    report program!("report");
    signatures program!("signatures");
    strings program!("strings");
    tokens program!("tokens");
    types program!("types");
}
