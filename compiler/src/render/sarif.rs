//! Diagnostics as one SARIF 2.1.0 log, which code hosts and editors read.

use std::collections::{BTreeMap, BTreeSet};

use grammar::{Diagnostic, Fix, SourceMap, Span};
use serde_json::{Value, json};

use super::{Failure, clamped, severity, shortened};
use crate::catalogue;

/// All of a run's diagnostics as one document.
pub fn log(list: &[Diagnostic], failures: &[Failure], sources: &SourceMap) -> String {
    let mut results: Vec<Value> = failures.iter().map(failed).collect();
    results.extend(list.iter().map(|diagnostic| result(diagnostic, sources)));
    let codes: BTreeSet<&str> = list.iter().map(|d| d.code).chain(failures.iter().map(|f| f.code)).collect();
    let rules: Vec<Value> = codes.into_iter().map(rule).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "mojoxide", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &str) -> Value {
    match catalogue::find(code) {
        Some(entry) => json!({ "id": code, "shortDescription": { "text": entry.title } }),
        None => json!({ "id": code }),
    }
}

fn result(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let mut text = shortened(&diagnostic.message).into_owned();
    let helps = diagnostic.helps.iter().map(|help| format!("help: {help}"));
    for more in diagnostic.notes.iter().cloned().chain(helps) {
        text.push('\n');
        text.push_str(&more);
    }
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let mut place = location(label.span, sources);
            place["message"] = json!({ "text": label.message });
            place
        })
        .collect();
    // The format wants only changes that may be applied as they are.
    let fixes: Vec<Value> = diagnostic.fixes.iter().filter(|fix| fix.certain).map(|fix| change(fix, sources)).collect();
    json!({
        "ruleId": diagnostic.code,
        "level": severity(diagnostic.severity),
        "message": { "text": text },
        "locations": [location(diagnostic.span, sources)],
        "relatedLocations": related,
        "fixes": fixes,
    })
}

fn failed(failure: &Failure) -> Value {
    let locations: Vec<Value> =
        failure.path.iter().map(|path| json!({ "physicalLocation": { "artifactLocation": artifact(path) } })).collect();
    json!({
        "ruleId": failure.code,
        "level": "error",
        "message": { "text": failure.message },
        "locations": locations,
    })
}

fn change(fix: &Fix, sources: &SourceMap) -> Value {
    let mut files: BTreeMap<grammar::FileId, Vec<Value>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(edit.span.file).or_default().push(json!({
            "deletedRegion": region(edit.span, sources),
            "insertedContent": { "text": edit.text },
        }));
    }
    let changes: Vec<Value> = files
        .into_iter()
        .map(|(file, edits)| json!({ "artifactLocation": artifact(&sources.file(file).path), "replacements": edits }))
        .collect();
    json!({ "description": { "text": fix.message }, "artifactChanges": changes })
}

fn location(span: Span, sources: &SourceMap) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": artifact(&sources.file(span.file).path),
        "region": region(span, sources),
    } })
}

fn region(span: Span, sources: &SourceMap) -> Value {
    let file = sources.file(span.file);
    let range = clamped(span, sources);
    let (line, column) = file.line_column(range.start as u32);
    let (end_line, end_column) = file.line_column(range.end as u32);
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

/// A path as a reference relative to the folder that the program was run in.
fn artifact(path: &str) -> Value {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").trim_start_matches("./").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => uri.push(byte as char),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    let uri = if uri.starts_with('/') { format!("file://{uri}") } else { uri };
    json!({ "uri": uri })
}
