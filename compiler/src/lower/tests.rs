//! Tests: bodies in a small notation, and the MIR or the messages that come of them.

mod mini;

use grammar::{Diagnostic, Diagnostics, Severity};

use super::lower;
use crate::hir::InstanceId;
use crate::hir::dump::Functions;
use crate::mir;
use crate::program::Program;

/// Source and MIR, with the warnings before it; or the errors.
fn lowered(text: &str) -> String {
    let text = text.trim_matches('\n');
    let program = mini::program(text);
    let mut diagnostics = Diagnostics::default();
    let id = InstanceId(program.functions.len() as u32 - 1);
    let body = lower(&program, &mini::Types, id, &mut diagnostics);
    let mut out = format!("{text}\n-----\n");
    for diagnostic in diagnostics.into_sorted() {
        out.push_str(&shown(text, &diagnostic));
    }
    if let Some(body) = body {
        out.push_str(&shown_body(&program, id, &body));
        balance::check(&body);
    }
    out
}

fn shown_body(program: &Program, id: InstanceId, body: &mir::Body) -> String {
    mir::dump::body(&program.functions[id.0 as usize], body, &Functions::new(program), &mini::Types)
}

fn shown(text: &str, diagnostic: &Diagnostic) -> String {
    let at = |span: grammar::Span| {
        let line = text[..span.start as usize].matches('\n').count() + 1;
        format!("{line}:`{}`", &text[span.start as usize..(span.end as usize).min(text.len())])
    };
    let kind = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
    let mut out = format!("{kind} {} at {}: {}\n", diagnostic.code, at(diagnostic.span), diagnostic.message);
    if !diagnostic.label.is_empty() {
        out.push_str(&format!("  {}\n", diagnostic.label));
    }
    for label in &diagnostic.labels {
        out.push_str(&format!("  at {}: {}\n", at(label.span), label.message));
    }
    for note in &diagnostic.notes {
        out.push_str(&format!("  note: {note}\n"));
    }
    for help in &diagnostic.helps {
        out.push_str(&format!("  help: {help}\n"));
    }
    for fix in &diagnostic.fixes {
        out.push_str(&format!("  fix: {}\n", fix.message));
    }
    out
}

#[track_caller]
fn assert_lowered(name: &str, text: &str) {
    let text = lowered(text);
    let settings = || {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../../snapshots/mir");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings
    };
    settings().bind(|| insta::assert_snapshot!(name, text));
}

macro_rules! mir {
    ($($name:ident: $text:expr;)*) => {
        $(#[test] fn $name() { assert_lowered(stringify!($name), $text); })*
    };
}

mod balance;
mod destruction;
mod flow;
mod mistakes;
mod random;
