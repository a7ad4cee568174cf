//! Diagnostics with the source lines that they are about, in colour on a terminal.

use std::collections::HashMap;

use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::termcolor::Buffer;
use codespan_reporting::term::{self, Config, Styles, StylesWriter};
use grammar::{Diagnostic, FileId, Severity, SourceMap, Span};

use super::{Failure, clamped, shortened};

/// A reader gets no further than this, and a broken file can have thousands of mistakes.
const MOST_SHOWN: usize = 200;

/// A source line longer than this is not shown: it would fill the screen with itself.
const LONGEST_LINE: usize = 1000;

/// Renders diagnostics for a person. `sources` holds every file that a span names.
pub fn human(list: &[Diagnostic], sources: &SourceMap, color: bool) -> String {
    let mut out = String::new();
    for diagnostic in list.iter().take(MOST_SHOWN) {
        out.push_str(&emit(&shown(diagnostic, sources), sources, color));
    }
    if list.len() > MOST_SHOWN {
        out.push_str(&format!("… and {} more\n", list.len() - MOST_SHOWN));
    }
    out
}

/// Renders a failure without a place.
pub fn failure(failure: &Failure, color: bool) -> String {
    let message = match &failure.path {
        Some(path) if !failure.message.contains(path.as_str()) => format!("{path}: {}", failure.message),
        _ => failure.message.clone(),
    };
    let notes = failure.notes.iter().cloned().chain(failure.helps.iter().map(|help| format!("help: {help}")));
    let shown = Shown::new(Level::Error).with_code(failure.code).with_message(message).with_notes(notes.collect());
    emit(&shown, &SourceMap::default(), color)
}

fn shown(diagnostic: &Diagnostic, sources: &SourceMap) -> Shown<FileId> {
    let level = match diagnostic.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
    };
    let mut notes = Vec::new();
    let spans = std::iter::once(diagnostic.span).chain(diagnostic.labels.iter().map(|label| label.span));
    let labels = if spans.clone().any(|span| has_long_line(span, sources)) {
        let file = sources.file(diagnostic.span.file);
        let (line, column) = file.line_column(diagnostic.span.start);
        notes.push(format!("at {}:{line}:{column}, in a line too long to show", file.path));
        Vec::new()
    } else {
        let primary = Label::primary(diagnostic.span.file, clamped(diagnostic.span, sources))
            .with_message(shortened(&diagnostic.label));
        let others = diagnostic.labels.iter().map(|label| {
            Label::secondary(label.span.file, clamped(label.span, sources)).with_message(shortened(&label.message))
        });
        std::iter::once(primary).chain(others).collect()
    };
    notes.extend(diagnostic.notes.iter().map(|note| shortened(note).into_owned()));
    notes.extend(diagnostic.helps.iter().map(|help| format!("help: {}", shortened(help))));
    for fix in &diagnostic.fixes {
        let shown = match fix.edits.as_slice() {
            [edit] if !edit.text.trim().is_empty() && !fix.message.contains(edit.text.trim()) => {
                format!("help: {}: `{}`", fix.message, edit.text.trim())
            }
            _ => format!("help: {}", fix.message),
        };
        if !notes.contains(&shown) {
            notes.push(shown);
        }
    }
    Shown::new(level)
        .with_code(diagnostic.code)
        .with_message(shortened(&diagnostic.message))
        .with_labels(labels)
        .with_notes(notes)
}

fn has_long_line(span: Span, sources: &SourceMap) -> bool {
    let file = sources.file(span.file);
    let range = clamped(span, sources);
    (file.line(range.start as u32)..=file.line(range.end as u32)).any(|line| file.line_text(line).len() > LONGEST_LINE)
}

fn emit(shown: &Shown<FileId>, sources: &SourceMap, color: bool) -> String {
    let config = Config::default();
    let spans = shown.labels.iter().map(|label| label.file_id);
    let harmless = spans.filter_map(|id| Some((id, without_controls(&sources.file(id).text)?))).collect();
    let files = Texts { sources, harmless };
    let text = if color {
        let styles = Styles::default();
        let mut buffer = Buffer::ansi();
        term::emit_to_write_style(&mut StylesWriter::new(&mut buffer, &styles), &config, &files, shown)
            .map(|()| String::from_utf8_lossy(buffer.as_slice()).into_owned())
    } else {
        term::emit_into_string(&config, &files, shown)
    };
    text.unwrap_or_else(|_| format!("error[{}]: {}\n", shown.code.as_deref().unwrap_or_default(), shown.message))
}

/// The text with a mark in place of each control character, which could otherwise command the terminal. Offsets stay.
fn without_controls(text: &str) -> Option<String> {
    let bad = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    text.contains(bad).then(|| text.replace(bad, "?"))
}

/// Our source files as codespan-reporting reads them.
struct Texts<'a> {
    sources: &'a SourceMap,
    harmless: HashMap<FileId, String>,
}

impl<'a> Files<'a> for Texts<'a> {
    type FileId = FileId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(&self.sources.file(id).path)
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(self.harmless.get(&id).unwrap_or(&self.sources.file(id).text))
    }

    fn line_index(&'a self, id: FileId, offset: usize) -> Result<usize, Error> {
        Ok(self.sources.file(id).line(offset as u32) - 1)
    }

    fn line_range(&'a self, id: FileId, line: usize) -> Result<std::ops::Range<usize>, Error> {
        Ok(self.sources.file(id).line_range(line + 1))
    }
}
