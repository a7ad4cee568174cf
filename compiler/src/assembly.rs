//! Machine code for readers: of rustc's assembly, the functions with code of the user's, under the lines it comes from.
//!
//! Small functions are inlined where they are called, so a user's function may have no code of its own: its lines then
//! stand in the function that called it, down to the entry that Python calls.

use std::fmt::Write as _;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::pipeline::Outcome;

/// The assembly of the functions with lines of the user's, with those lines as comments.
pub fn of_user(assembly: &str, outcome: &Outcome) -> String {
    let line_of = |file: &str, line: u32| {
        let span = outcome.source_of(file, line)?;
        let source = outcome.sources.file(span.file);
        let number = source.line(span.start);
        Some((source.path.clone(), number, source.line_text(number).trim().to_string()))
    };
    listing(assembly, &line_of)
}

/// A line of a source: the file's path, the number, the text.
type Line = (String, usize, String);

fn listing(assembly: &str, line_of: &dyn Fn(&str, u32) -> Option<Line>) -> String {
    let lines: Vec<&str> = assembly.lines().collect();
    let mut files: FxHashMap<&str, String> = FxHashMap::default();
    for line in &lines {
        if let Some((number, path)) = line.trim_start().strip_prefix(".file").and_then(numbered_file) {
            files.insert(number, path);
        }
    }
    let mut out = String::new();
    let mut used: FxHashSet<&str> = FxHashSet::default();
    let mut label = "";
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        match label_of(line) {
            Some(name) if !is_local(name) => label = name,
            _ if line.trim() == ".cfi_startproc" => {
                let length = lines[at..].iter().position(|line| line.trim() == ".cfi_endproc");
                let body = &lines[at..length.map_or(lines.len(), |length| at + length)];
                at += body.len();
                function(label, body, &files, line_of, &mut used, &mut out);
            }
            _ => {}
        }
    }
    constants(&lines, &used, &mut out);
    out
}

/// Writes a function, if a line of it is the user's. Those of the library are inlined code, and are told too.
fn function<'a>(
    label: &str,
    body: &[&'a str],
    files: &FxHashMap<&str, String>,
    line_of: &dyn Fn(&str, u32) -> Option<Line>,
    used: &mut FxHashSet<&'a str>,
    out: &mut String,
) {
    let mut text = String::new();
    let mut names = Vec::new();
    let mut last = None;
    let mut is_users = false;
    for line in body {
        let trimmed = line.trim();
        if let Some(place) = trimmed.strip_prefix(".loc") {
            let mut words = place.split_whitespace();
            let (Some(file), Some(number)) = (words.next(), words.next()) else { continue };
            let found = files.get(file).zip(number.parse().ok()).and_then(|(file, number)| line_of(file, number));
            let Some((path, number, source)) = found else { continue };
            is_users |= files.get(file).is_some_and(|file| file.starts_with("src/fn"));
            if last.as_ref() != Some(&(path.clone(), number)) {
                let name = path.rsplit(['/', '\\']).next().unwrap_or(&path);
                let _ = writeln!(text, "    # {name}:{number}: {source}");
                last = Some((path, number));
            }
        } else if let Some(name) = label_of(line) {
            // Labels of blocks are jumped to; all others are for tables that are not shown.
            if name.contains("BB") {
                let _ = writeln!(text, "{name}:");
            }
        } else if !trimmed.is_empty() && !trimmed.starts_with(['.', '#', ';']) {
            let _ = writeln!(text, "    {}", trimmed.replace('\t', " "));
            names.extend(words(trimmed).filter(|word| is_constant(word)));
        }
    }
    if is_users {
        used.extend(names);
        let readable = demangled(label);
        if !out.is_empty() {
            out.push('\n');
        }
        if readable != label {
            let _ = writeln!(out, "# {readable}");
        }
        let _ = write!(out, "{label}:\n{text}");
    }
}

/// The numbers and tables that the shown functions load.
fn constants(lines: &[&str], used: &FxHashSet<&str>, out: &mut String) {
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = label_of(line).filter(|name| used.contains(name)) else { continue };
        let _ = writeln!(out, "\n{name}:");
        for line in lines[at + 1..].iter().map(|line| line.trim()) {
            let data = [".quad", ".long", ".short", ".byte", ".zero", ".ascii", ".asciz"];
            if !data.iter().any(|word| line.starts_with(word)) {
                break;
            }
            let _ = writeln!(out, "    {}", line.replace('\t', " "));
        }
    }
}

/// `.file 3 "folder" "src/fn0.rs" …`: the number, and the path with `/`.
fn numbered_file(rest: &str) -> Option<(&str, String)> {
    let rest = rest.trim_start();
    let (number, rest) = rest.split_once(char::is_whitespace)?;
    number.parse::<u32>().ok()?;
    let strings: Vec<&str> = rest.split('"').skip(1).step_by(2).collect();
    let path = strings.get(1).or(strings.first())?.replace('\\', "/");
    // Where the folder is not apart, the path is a whole one.
    let at = path.rfind("/src/").map_or(0, |at| at + 1);
    Some((number, path[at..].to_string()))
}

fn label_of(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(':')?;
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace) && !name.starts_with(['#', ';']);
    (is_name && (rest.is_empty() || rest.starts_with(char::is_whitespace))).then_some(name)
}

fn is_local(name: &str) -> bool {
    name.starts_with(".L") || name.starts_with("Ltmp") || name.starts_with("LBB") || name.starts_with("Lfunc")
}

fn is_constant(word: &str) -> bool {
    word.contains("LCPI") || word.contains("LJTI")
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.' || c == '$')).filter(|word| !word.is_empty())
}

/// The path that a symbol of Rust stands for: `_ZN3app3fn03dot17h0123456789abcdefE` is `app::fn0::dot`. Other names stay.
fn demangled(symbol: &str) -> String {
    let Some(mut rest) = symbol.trim_start_matches('_').strip_prefix("ZN").and_then(|rest| rest.strip_suffix('E'))
    else {
        return symbol.to_string();
    };
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let part = rest[..digits].parse().ok().and_then(|length: usize| rest.get(digits..)?.get(..length));
        let Some(part) = part else { return symbol.to_string() };
        parts.push(part.replace("$LT$", "<").replace("$GT$", ">").replace("..", "::"));
        rest = &rest[digits + part.len()..];
    }
    // The last part tells instances apart.
    if parts.len() > 1 && parts.last().is_some_and(|part| part.len() == 17 && part.starts_with('h')) {
        parts.pop();
    }
    parts.join("::")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASSEMBLY: &str = "\
\t.file\t\"app\"
\t.section\t.rodata.cst8
.LCPI0_0:
\t.quad\t0x3ff8000000000000
\t.section\t.text
_ZN3app3fn03dot17h0123456789abcdefE:
.Lfunc_begin0:
\t.file\t1 \"/folder\" \"src/fn0.rs\"
\t.file\t2 \"/folder\" \"src/l_List.rs\"
\t.loc\t1 7 0
\t.cfi_startproc
\t.loc\t1 8 5 prologue_end
\tmovsd\txmm0, qword ptr [rip + .LCPI0_0]
\t.loc\t2 8 5
.Ltmp0:
\tje\t.LBB0_2
.LBB0_2:
\t.loc\t1 9 5
\tret
.Lfunc_end0:
\t.cfi_endproc
other:
\t.cfi_startproc
\t.loc\t2 1 0
\tnop
\t.cfi_endproc
";

    #[test]
    fn shows_the_users_functions_with_their_lines() {
        let line_of = |file: &str, line: u32| {
            (file == "src/fn0.rs")
                .then(|| ("folder/m.mojo".to_string(), line as usize - 5, format!("line {}", line - 5)))
        };
        let wanted = "\
# app::fn0::dot
_ZN3app3fn03dot17h0123456789abcdefE:
    # m.mojo:3: line 3
    movsd xmm0, qword ptr [rip + .LCPI0_0]
    je .LBB0_2
.LBB0_2:
    # m.mojo:4: line 4
    ret

.LCPI0_0:
    .quad 0x3ff8000000000000
";
        assert_eq!(listing(ASSEMBLY, &line_of), wanted);
    }

    #[test]
    fn takes_any_text() {
        for text in
            ["", ":", "\t.file\t1\n", "a:\n\t.cfi_startproc\n\t.loc\n\t.loc 1 x\n", "_ZN99aE:\n\t.cfi_startproc"]
        {
            assert_eq!(listing(text, &|_, _| None), "");
        }
        assert_eq!(demangled("_ZN99aE"), "_ZN99aE");
        assert_eq!(demangled("PyInit_m"), "PyInit_m");
    }
}
