//! Diagnostics: what a phase reports, and the collector that it reports to. Rendering is the compiler's business.

use rustc_hash::FxHashMap;

use crate::span::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// A further place that a diagnostic points at, with the words that stand beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub message: String,
}

/// A change of the source text that mends the mistake: replace the text under `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// A set of edits that belong together. `certain` fixes keep the meaning and may be applied by a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub message: String,
    pub edits: Vec<Edit>,
    pub certain: bool,
}

/// One mistake, as the user reads it. The message stands alone: lower case, no full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A stable code such as `E0401` or `W0601`.
    pub code: &'static str,
    pub message: String,
    /// The primary span: the smallest that still shows the problem.
    pub span: Span,
    /// What stands beside the primary span; may be empty.
    pub label: String,
    pub labels: Vec<Label>,
    pub notes: Vec<String>,
    pub helps: Vec<String>,
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, span, message)
    }

    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, span, message)
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity,
            code,
            message: message.into(),
            span,
            label: String::new(),
            labels: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// The words beside the primary span.
    pub fn label(mut self, message: impl Into<String>) -> Diagnostic {
        self.label = message.into();
        self
    }

    /// A second place, with its words.
    pub fn at(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    pub fn note(mut self, message: impl Into<String>) -> Diagnostic {
        self.notes.push(message.into());
        self
    }

    pub fn help(mut self, message: impl Into<String>) -> Diagnostic {
        self.helps.push(message.into());
        self
    }

    /// A fix whose meaning is certain: replace the text under `span`.
    pub fn fix(self, message: impl Into<String>, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix_edits(message, vec![Edit { span, text: text.into() }], true)
    }

    /// A fix that the user should look at before it is applied.
    pub fn suggest(self, message: impl Into<String>, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix_edits(message, vec![Edit { span, text: text.into() }], false)
    }

    pub fn fix_edits(mut self, message: impl Into<String>, edits: Vec<Edit>, certain: bool) -> Diagnostic {
        self.fixes.push(Fix { message: message.into(), edits, certain });
        self
    }
}

/// Collects what phases report. Phases never stop at the first mistake; the gates between them do.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Where in the list the diagnostics of a span and code are: the same one is kept once.
    known: FxHashMap<(Span, &'static str), Vec<usize>>,
    /// Where in the list the errors are.
    errors: Vec<usize>,
}

impl Diagnostics {
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let known = self.known.entry((diagnostic.span, diagnostic.code)).or_default();
        // One mistake in a generic function shows in every instance, each time with other types.
        let is_error = diagnostic.severity == Severity::Error;
        if known.iter().any(|&i| self.list[i] == diagnostic || (is_error && self.list[i].severity == Severity::Error)) {
            return;
        }
        known.push(self.list.len());
        if diagnostic.severity == Severity::Error {
            self.errors.push(self.list.len());
        }
        self.list.push(diagnostic);
    }

    /// Forgets the diagnostics that `keep` does not want.
    pub fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        for diagnostic in std::mem::take(self).list {
            if keep(&diagnostic) {
                self.report(diagnostic);
            }
        }
    }

    pub fn extend(&mut self, other: Diagnostics) {
        for diagnostic in other.list {
            self.report(diagnostic);
        }
    }

    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    pub fn error_count(&self) -> usize {
        self.errors.len()
    }

    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.errors.iter().map(|&i| &self.list[i])
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// All diagnostics in the order in which they are shown: by file, then by position, errors first.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|d| (d.span, d.severity));
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn at(start: usize) -> Span {
        Span::new(FileId(0), start, start + 1)
    }

    #[test]
    fn the_same_diagnostic_is_kept_once() {
        let mut diagnostics = Diagnostics::default();
        for _ in 0..2 {
            diagnostics.report(Diagnostic::error("E0201", at(0), "a"));
            diagnostics.report(Diagnostic::error("E0201", at(0), "b"));
            diagnostics.report(Diagnostic::error("E0201", at(1), "a"));
            diagnostics.report(Diagnostic::warning("W0201", at(0), "a"));
        }
        // Of errors, one for each place and code.
        assert_eq!((diagnostics.iter().count(), diagnostics.error_count()), (3, 2));
    }

    #[test]
    fn diagnostics_are_shown_by_position() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.report(Diagnostic::error("E0201", at(2), "c"));
        diagnostics.report(Diagnostic::warning("W0201", at(0), "b"));
        diagnostics.report(Diagnostic::error("E0201", at(0), "a"));
        let messages: Vec<String> = diagnostics.into_sorted().into_iter().map(|d| d.message).collect();
        assert_eq!(messages, ["a", "b", "c"]);
    }
}
