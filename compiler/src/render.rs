//! Diagnostics as text: for people, as one line each, and as JSON lines. The only user of codespan-reporting.

mod human;
mod json;

use grammar::{Diagnostic, Severity, SourceMap, Span};

pub use human::human;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the source lines and their marks
    #[default]
    Human,
    /// `path:line:column: severity[code]: text`, one line each
    Short,
    /// One JSON object a line
    Json,
}

/// A failure that has no place in a source text: a missing file, a missing toolchain, a failed command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// A stable code such as `E0801`.
    pub code: &'static str,
    pub message: String,
    /// The file that it is about, as the user wrote it.
    pub path: Option<String>,
    pub notes: Vec<String>,
    pub helps: Vec<String>,
}

impl Failure {
    pub fn new(code: &'static str, message: impl Into<String>) -> Failure {
        Failure { code, message: message.into(), ..Failure::default() }
    }

    pub fn path(mut self, path: impl Into<String>) -> Failure {
        self.path = Some(path.into());
        self
    }

    pub fn note(mut self, note: impl Into<String>) -> Failure {
        self.notes.push(note.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Failure {
        self.helps.push(help.into());
        self
    }
}

/// Renders diagnostics that are sorted already.
pub fn diagnostics(list: &[Diagnostic], sources: &SourceMap, format: Format, color: bool) -> String {
    let mut out = String::new();
    match format {
        Format::Human => out = human(list, sources, color),
        Format::Short => list.iter().for_each(|d| out.push_str(&short(d, sources))),
        Format::Json => list.iter().for_each(|d| out.push_str(&json::diagnostic(d, sources))),
    }
    out
}

/// Renders a failure without a place.
pub fn failure(failure: &Failure, format: Format, color: bool) -> String {
    match format {
        Format::Human => human::failure(failure, color),
        Format::Short => {
            let path = failure.path.as_deref().unwrap_or("mojoxide");
            format!("{}:1:1: error[{}]: {}\n", shown_path(path), failure.code, one_line(&failure.message))
        }
        Format::Json => json::failure(failure),
    }
}

fn short(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let file = sources.file(diagnostic.span.file);
    let (line, column) = file.line_column(diagnostic.span.start);
    let severity = severity(diagnostic.severity);
    let message = one_line(&diagnostic.message);
    format!("{}:{line}:{column}: {severity}[{}]: {message}\n", shown_path(&file.path), diagnostic.code)
}

/// A path that begins with a digit could be read as a line number by an editor's pattern.
fn shown_path(path: &str) -> String {
    if path.starts_with(|c: char| c.is_ascii_digit()) { format!("./{path}") } else { path.to_string() }
}

fn one_line(message: &str) -> String {
    shortened(message).split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

/// A text that a person would read, without the middle of one that is endless: a name can be a megabyte long.
fn shortened(text: &str) -> std::borrow::Cow<'_, str> {
    const LONGEST: usize = 2000;
    if text.len() <= LONGEST {
        return text.into();
    }
    let (head, tail) = (text.floor_char_boundary(LONGEST / 2), text.ceil_char_boundary(text.len() - LONGEST / 4));
    format!("{} … {}", &text[..head], &text[tail..]).into()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// The span cut down to its file's text, at character borders: a renderer must never fail.
fn clamped(span: Span, sources: &SourceMap) -> std::ops::Range<usize> {
    let text = &sources.file(span.file).text;
    let border = |offset: u32| text.floor_char_boundary((offset as usize).min(text.len()));
    let start = border(span.start);
    start..border(span.end).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use grammar::{FileId, SourceFile};

    fn sample() -> (Vec<Diagnostic>, SourceMap) {
        let mut sources = SourceMap::default();
        let file = sources.add(SourceFile::new("1é.mojo", "var ü = 1\nvar 🔥 = y\n"));
        let list = vec![
            Diagnostic::error("E0301", Span::new(file, 22, 23), "cannot find `y`\nin this scope")
                .label("not found")
                .at(Span::new(file, 4, 6), "a \"similar\" name")
                .note("a note")
                .fix("write `ü`", Span::new(file, 22, 23), "ü"),
        ];
        (list, sources)
    }

    #[test]
    fn short_is_one_line_and_counts_characters() {
        let (list, sources) = sample();
        let text = diagnostics(&list, &sources, Format::Short, false);
        assert_eq!(text, "./1é.mojo:2:9: error[E0301]: cannot find `y` in this scope\n");
    }

    #[test]
    fn json_is_one_object_a_line() {
        let (list, sources) = sample();
        let text = diagnostics(&list, &sources, Format::Json, false);
        assert_eq!(text.lines().count(), 1);
        let value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(value["code"], "E0301");
        assert_eq!(value["severity"], "error");
        assert_eq!(value["span"]["line"], 2);
        assert_eq!(value["span"]["column"], 9);
        assert_eq!(value["span"]["column_utf16"], 10);
        assert_eq!(value["span"]["byte_start"], 22);
        assert_eq!(value["labels"][0]["span"]["end_column"], 6);
        assert_eq!(value["fixes"][0]["applicability"], "safe");
        assert_eq!(value["fixes"][0]["edits"][0]["text"], "ü");
    }

    #[test]
    fn human_shows_the_line_and_the_words() {
        let (list, sources) = sample();
        let text = diagnostics(&list, &sources, Format::Human, false);
        for part in ["error[E0301]", "1é.mojo:2:9", "not found", "a \"similar\" name", "a note", "write `ü`"] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }

    #[test]
    fn no_span_makes_a_renderer_fail() {
        let mut sources = SourceMap::default();
        let file: FileId = sources.add(SourceFile::new("a.mojo", "é"));
        for (start, end) in [(0, 1), (1, 1), (1, 2), (2, 2), (7, 9), (9, 7)] {
            let list = [Diagnostic::error("E0201", Span::new(file, start, end), "x")];
            for format in [Format::Human, Format::Short, Format::Json] {
                assert!(!diagnostics(&list, &sources, format, true).is_empty());
            }
        }
    }
}
