//! Diagnostics as JSON, one object a line.
//!
//! Lines and columns count from 1, columns in characters, `byte_*` are offsets into the file, `*_utf16` count UTF-16 units.
//! Members are only ever added; `schema` says of which kind a record is.

use grammar::{Diagnostic, SourceMap, Span};
use serde_json::{Value, json};

use super::{Failure, clamped, severity};

/// A diagnostic as one line of JSON.
pub fn diagnostic(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| json!({ "span": span(label.span, sources), "message": label.message }))
        .collect();
    let fixes: Vec<Value> = diagnostic
        .fixes
        .iter()
        .map(|fix| {
            let edits: Vec<Value> =
                fix.edits.iter().map(|edit| json!({ "span": span(edit.span, sources), "text": edit.text })).collect();
            let applicability = if fix.certain { "safe" } else { "unsafe" };
            json!({ "message": fix.message, "applicability": applicability, "edits": edits })
        })
        .collect();
    let value = json!({
        "schema": 1,
        "severity": severity(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "span": span(diagnostic.span, sources),
        "label": diagnostic.label,
        "labels": labels,
        "notes": diagnostic.notes,
        "helps": diagnostic.helps,
        "fixes": fixes,
    });
    format!("{value}\n")
}

/// A failure without a place as one line of JSON: `span` has a path at most.
pub fn failure(failure: &Failure) -> String {
    let span = match &failure.path {
        Some(path) => json!({
            "path": path, "line": 1, "column": 1, "end_line": 1, "end_column": 1,
            "column_utf16": 1, "end_column_utf16": 1, "byte_start": 0, "byte_end": 0,
        }),
        None => Value::Null,
    };
    let value = json!({
        "schema": 1,
        "severity": "error",
        "code": failure.code,
        "message": failure.message,
        "span": span,
        "label": "",
        "labels": [],
        "notes": failure.notes,
        "helps": failure.helps,
        "fixes": [],
    });
    format!("{value}\n")
}

fn span(span: Span, sources: &SourceMap) -> Value {
    let file = sources.file(span.file);
    let range = clamped(span, sources);
    let (line, column) = file.line_column(range.start as u32);
    let (end_line, end_column) = file.line_column(range.end as u32);
    json!({
        "path": file.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "column_utf16": utf16(file, range.start),
        "end_column_utf16": utf16(file, range.end),
        "byte_start": range.start,
        "byte_end": range.end,
    })
}

/// 1-based column in UTF-16 units, which several editors count in.
fn utf16(file: &grammar::SourceFile, offset: usize) -> usize {
    let start = file.line_range(file.line(offset as u32)).start;
    file.text.get(start..offset).map_or(1, |text| text.encode_utf16().count() + 1)
}
