//! What the tests of the front end share.

#![allow(dead_code)]

use grammar::{Diagnostics, FileId, Severity, SourceFile};

/// Parses a text. The tree comes with what was reported, in order.
pub fn parse(text: &str) -> (grammar::ast::Module, Vec<grammar::Diagnostic>) {
    let mut diagnostics = Diagnostics::default();
    let module = grammar::parse(FileId(0), text, &mut diagnostics);
    (module, diagnostics.into_sorted())
}

pub fn dump(text: &str) -> String {
    grammar::dump::ast(&parse(text).0)
}

/// What was reported, a line each: `line:column code message`, with fixes and labels below.
pub fn render(text: &str) -> String {
    let source = SourceFile::new("", text);
    let place = |at: u32| {
        let (line, column) = source.line_column(at);
        format!("{line}:{column}")
    };
    let mut out = String::new();
    for d in parse(text).1 {
        out.push_str(&format!("{} {} {}\n", place(d.span.start), d.code, d.message));
        if !d.label.is_empty() {
            out.push_str(&format!("    here: {}\n", d.label));
        }
        for label in &d.labels {
            out.push_str(&format!("    {}: {}\n", place(label.span.start), label.message));
        }
        for note in &d.notes {
            out.push_str(&format!("    note: {note}\n"));
        }
        for help in &d.helps {
            out.push_str(&format!("    help: {help}\n"));
        }
        for fix in &d.fixes {
            let word = if fix.certain { "fix" } else { "suggestion" };
            let edits: Vec<String> = fix
                .edits
                .iter()
                .map(|e| {
                    let old = &text[e.span.start as usize..e.span.end as usize];
                    format!("{} {old:?} -> {:?}", place(e.span.start), e.text)
                })
                .collect();
            out.push_str(&format!("    {word}: {}: {}\n", fix.message, edits.join(", ")));
        }
    }
    out
}

/// Applies every fix that is certain.
pub fn fixed(text: &str) -> String {
    let (_, diagnostics) = parse(text);
    let fixes = diagnostics.iter().flat_map(|d| &d.fixes).filter(|fix| fix.certain);
    let mut edits: Vec<_> = fixes.flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|e| std::cmp::Reverse((e.span.start, e.span.end)));
    let mut text = text.to_string();
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}

/// Parses a text and checks what must hold of any: spans in order and in the text, parts inside of their owners, and
/// nothing broken in the tree that was not reported.
pub fn check_tree(text: &str) {
    let (module, diagnostics) = parse(text);
    let inside = |span: grammar::Span| {
        span.start <= span.end
            && span.end as usize <= text.len()
            && text.is_char_boundary(span.start as usize)
            && text.is_char_boundary(span.end as usize)
    };
    for (part, owner) in grammar::dump::spans(&module) {
        assert!(inside(part), "{part:?} lies outside of the text");
        assert!(
            owner.start <= part.start && part.end <= owner.end,
            "{:?} lies outside of its owner {:?}",
            &text[part.start as usize..part.end as usize],
            &text[owner.start as usize..owner.end as usize],
        );
    }
    for d in &diagnostics {
        let edits = d.fixes.iter().flat_map(|f| &f.edits).map(|e| e.span);
        for span in edits.chain([d.span]).chain(d.labels.iter().map(|l| l.span)) {
            assert!(inside(span), "{span:?} of {} lies outside of the text", d.code);
        }
        assert!(!d.message.ends_with('.') && d.message.starts_with(|c: char| !c.is_uppercase()), "{}", d.message);
    }
    let errors = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let dump = grammar::dump::ast(&module);
    let broken = dump.lines().any(|l| l.trim() == "error" || l.contains("=error") || l.contains("(error"));
    assert!(errors || !broken, "a broken tree without an error");
    grammar::dump_tokens(text);
    grammar::dump_layout(text);
}
