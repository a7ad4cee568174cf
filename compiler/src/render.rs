//! Diagnostics as text: for people, as one line each, and in the formats of tools. The only user of codespan-reporting.

mod github;
mod human;
mod json;
mod sarif;

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
    /// Annotations of GitHub's workflows
    Github,
    /// One SARIF 2.1.0 document
    Sarif,
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

/// Renders what one run has found: failures without a place, then diagnostics, which are sorted already.
pub fn findings(failures: &[Failure], list: &[Diagnostic], sources: &SourceMap, format: Format, color: bool) -> String {
    if format == Format::Sarif {
        return sarif::log(list, failures, sources);
    }
    let mut out: String = failures.iter().map(|one| failure(one, format, color)).collect();
    out.push_str(&diagnostics(list, sources, format, color));
    out
}

/// Renders diagnostics that are sorted already.
pub fn diagnostics(list: &[Diagnostic], sources: &SourceMap, format: Format, color: bool) -> String {
    let mut out = String::new();
    match format {
        Format::Human => out = human(list, sources, color),
        Format::Short => list.iter().for_each(|d| out.push_str(&short(d, sources))),
        Format::Json => list.iter().for_each(|d| out.push_str(&json::diagnostic(d, sources))),
        Format::Github => list.iter().for_each(|d| out.push_str(&github::diagnostic(d, sources))),
        Format::Sarif => out = sarif::log(list, &[], sources),
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
        Format::Github => github::failure(failure),
        Format::Sarif => sarif::log(&[], std::slice::from_ref(failure), &SourceMap::default()),
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
    fn github_is_one_escaped_command_a_line() {
        let (list, sources) = sample();
        let text = diagnostics(&list, &sources, Format::Github, false);
        let start =
            "::error file=1é.mojo,line=2,endLine=2,col=9,endColumn=10,title=mojoxide (E0301)::cannot find `y`%0Ain";
        assert!(text.starts_with(start), "{text}");
        assert_eq!(text.lines().count(), 1);
        let lost = failure(&Failure::new("E0802", "50% of it").path("a:b,c"), Format::Github, false);
        assert_eq!(lost, "::error file=a%3Ab%2Cc,title=mojoxide (E0802)::50%25 of it\n");
    }

    #[test]
    fn sarif_is_one_document() {
        let (list, sources) = sample();
        let lost = [Failure::new("E0802", "cannot read `a b`").path("a b")];
        let text = findings(&lost, &list, &sources, Format::Sarif, false);
        let log: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        let run = &log["runs"][0];
        assert_eq!((&log["version"], &run["results"][0]["level"]), (&"2.1.0".into(), &"error".into()));
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(2));
        let place = &run["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "1%C3%A9.mojo");
        assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&2.into(), &9.into()));
        assert_eq!(
            run["results"][1]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
            "ü"
        );
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
            for format in [Format::Human, Format::Short, Format::Json, Format::Github, Format::Sarif] {
                assert!(!diagnostics(&list, &sources, format, true).is_empty());
            }
        }
    }
}
