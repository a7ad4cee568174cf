//! Applies the edits that diagnostics offer to the texts of their files.
//!
//! In: diagnostics, the texts that they are about, and which fixes are wanted. Out: the new texts, with what was done in each.
//! A fix is applied whole or not at all; of two that touch the same place the first is, and the other is left for the next round.
//! A file keeps its text if it would have more mistakes of syntax than before.

use std::collections::BTreeMap;

use grammar::{Diagnostic, Diagnostics, Edit, FileId, Fix, SourceMap};

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those that keep the meaning.
    Safe,
    /// Those that may change it too.
    All,
}

/// A file whose text changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Mended {
    pub file: FileId,
    pub text: String,
    pub done: Vec<Done>,
}

/// What was mended.
#[derive(Debug, PartialEq, Eq)]
pub struct Done {
    /// 1-based, in the text before.
    pub line: usize,
    pub column: usize,
    pub code: &'static str,
    pub message: String,
}

/// Applies the wanted fixes of diagnostics to the files that `may_change` names.
pub fn mend(
    diagnostics: &Diagnostics,
    sources: &SourceMap,
    wanted: Wanted,
    may_change: impl Fn(FileId) -> bool,
) -> Vec<Mended> {
    let mut by_file: BTreeMap<FileId, Vec<(&Diagnostic, &Fix)>> = BTreeMap::new();
    for diagnostic in diagnostics.iter() {
        let fix = diagnostic.fixes.iter().find(|fix| fix.certain || wanted == Wanted::All);
        if let Some((fix, file)) = fix.and_then(|fix| Some((fix, file_of(fix)?)))
            && may_change(file)
        {
            by_file.entry(file).or_default().push((diagnostic, fix));
        }
    }
    by_file.into_iter().filter_map(|(file, fixes)| mend_file(file, fixes, sources)).collect()
}

/// The one file that a fix changes.
fn file_of(fix: &Fix) -> Option<FileId> {
    let file = fix.edits.first()?.span.file;
    fix.edits.iter().all(|edit| edit.span.file == file).then_some(file)
}

fn mend_file(file: FileId, mut fixes: Vec<(&Diagnostic, &Fix)>, sources: &SourceMap) -> Option<Mended> {
    let source = sources.file(file);
    fixes.sort_by_key(|(diagnostic, fix)| (fix.edits.iter().map(|edit| edit.span).min(), diagnostic.span));
    let before = syntax_errors(file, &source.text);
    // Together they are right nearly always; if not, those that harm are found one by one.
    let all = apply(&source.text, &fixes);
    let (text, applied) = match &all {
        (text, _) if syntax_errors(file, text) <= before => all,
        _ => {
            let mut kept: Vec<(&Diagnostic, &Fix)> = Vec::new();
            for fix in fixes {
                kept.push(fix);
                if syntax_errors(file, &apply(&source.text, &kept).0) > before {
                    kept.pop();
                }
            }
            apply(&source.text, &kept)
        }
    };
    if text == source.text {
        return None;
    }
    let done = applied.into_iter().map(|(diagnostic, fix)| {
        let (line, column) = source.line_column(diagnostic.span.start);
        Done { line, column, code: diagnostic.code, message: fix.message.clone() }
    });
    Some(Mended { file, text, done: done.collect() })
}

/// The text with the fixes that do not touch each other, and these.
fn apply<'d>(text: &str, fixes: &[(&'d Diagnostic, &'d Fix)]) -> (String, Vec<(&'d Diagnostic, &'d Fix)>) {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut applied = Vec::new();
    for (diagnostic, fix) in fixes {
        let fits = fix.edits.iter().enumerate().all(|(i, edit)| {
            is_within(text, edit) && edits.iter().copied().chain(&fix.edits[..i]).all(|other| !touch(edit, other))
        });
        if fits {
            edits.extend(&fix.edits);
            applied.push((*diagnostic, *fix));
        }
    }
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.start as usize]);
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(&text[at..]);
    (out, applied)
}

fn is_within(text: &str, edit: &Edit) -> bool {
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    start <= end && text.get(start..end).is_some()
}

fn touch(a: &Edit, b: &Edit) -> bool {
    let (a, b) = (a.span, b.span);
    a.start == b.start || (a.start < b.end && b.start < a.end)
}

fn syntax_errors(file: FileId, text: &str) -> usize {
    let mut found = Diagnostics::default();
    grammar::parse(file, text, &mut found);
    found.error_count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use grammar::{SourceFile, Span};

    fn mended(text: &str, list: impl Fn(FileId) -> Vec<Diagnostic>, wanted: Wanted) -> Vec<Mended> {
        let mut sources = SourceMap::default();
        let file = sources.add(SourceFile::new("a.mojo", text));
        let mut diagnostics = Diagnostics::default();
        list(file).into_iter().for_each(|diagnostic| diagnostics.report(diagnostic));
        mend(&diagnostics, &sources, wanted, |_| true)
    }

    fn replace(file: FileId, start: usize, end: usize, text: &str) -> Diagnostic {
        let span = Span::new(file, start, end);
        Diagnostic::warning("W0301", span, "x").fix("mend it", span, text)
    }

    #[test]
    fn fixes_that_touch_are_left_for_later() {
        let list = |file| vec![replace(file, 0, 2, "def"), replace(file, 3, 4, "g"), replace(file, 3, 3, "h")];
        let done = mended("fn f():\n    pass\n", list, Wanted::Safe);
        assert_eq!(done[0].text, "def hf():\n    pass\n");
        assert_eq!(done[0].done.len(), 2);
        assert_eq!((done[0].done[0].line, done[0].done[0].column), (1, 1));
    }

    #[test]
    fn unsafe_fixes_are_asked_for() {
        let list = |file| {
            let span = Span::new(file, 4, 5);
            vec![Diagnostic::error("E0401", span, "x").suggest("write `g`", span, "g")]
        };
        let text = "def f():\n    pass\n";
        assert_eq!(mended(text, list, Wanted::Safe), []);
        assert_eq!(mended(text, list, Wanted::All)[0].text, "def g():\n    pass\n");
    }

    #[test]
    fn a_fix_that_breaks_the_syntax_is_not_applied() {
        let list = |file| vec![replace(file, 0, 3, "(("), replace(file, 4, 5, "g")];
        let done = mended("def f():\n    pass\n", list, Wanted::Safe);
        assert_eq!(done[0].text, "def g():\n    pass\n");
        assert_eq!(done[0].done.len(), 1);
    }

    #[test]
    fn an_edit_out_of_the_text_is_left_out() {
        assert_eq!(mended("é\n", |file| vec![replace(file, 1, 2, "x"), replace(file, 7, 9, "x")], Wanted::All), []);
    }
}
