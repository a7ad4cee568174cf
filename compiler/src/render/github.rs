//! Diagnostics as annotations of GitHub's workflows, one command a line.

use grammar::{Diagnostic, SourceMap};

use super::{Failure, clamped, severity, shortened};

/// A diagnostic as one annotation: its labels and helps follow the message, for the page shows nothing else.
pub fn diagnostic(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let file = sources.file(diagnostic.span.file);
    let range = clamped(diagnostic.span, sources);
    let (line, column) = file.line_column(range.start as u32);
    let (end_line, end_column) = file.line_column(range.end as u32);
    let mut place = format!("file={},line={line},endLine={end_line}", property(&file.path));
    // Columns are taken for one line only.
    if line == end_line {
        place.push_str(&format!(",col={column},endColumn={end_column}"));
    }
    let mut text = shortened(&diagnostic.message).into_owned();
    let labels = diagnostic.labels.iter().map(|label| {
        let (line, _) = sources.file(label.span.file).line_column(clamped(label.span, sources).start as u32);
        format!("line {line}: {}", label.message)
    });
    let helps = diagnostic.helps.iter().chain(diagnostic.fixes.iter().map(|fix| &fix.message));
    for more in labels.chain(diagnostic.notes.iter().cloned()).chain(helps.map(|help| format!("help: {help}"))) {
        text.push('\n');
        text.push_str(&more);
    }
    command(severity(diagnostic.severity), &place, diagnostic.code, &text)
}

pub fn failure(failure: &Failure) -> String {
    let place = failure.path.as_ref().map(|path| format!("file={}", property(path))).unwrap_or_default();
    command("error", &place, failure.code, &failure.message)
}

fn command(kind: &str, place: &str, code: &str, text: &str) -> String {
    let comma = if place.is_empty() { "" } else { "," };
    format!("::{kind} {place}{comma}title={}::{}\n", property(&format!("mojoxide ({code})")), data(text))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
