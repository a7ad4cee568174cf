//! What `mojoxide explain` prints.

use super::texts::{self, NO_PROGRAM, Part};
use super::{Entry, all};
use crate::similar::distance;

/// Columns of running text.
const WIDTH: usize = 88;

/// The text about a code.
pub fn entry(entry: &Entry, color: bool) -> String {
    let mut out = format!("{}\n", strong(&format!("{}: {}", entry.code, entry.title), color));
    let mut heads = ["Wrong:", "Right:"].into_iter();
    for part in texts::parts(entry.text) {
        out.push('\n');
        match part {
            Part::Paragraph(text) if text.starts_with(NO_PROGRAM) => {}
            Part::Paragraph(text) => out.push_str(&wrapped(text)),
            Part::Program { file, text, .. } => {
                let head = match file {
                    Some(file) => format!("{file}:"),
                    None => heads.next().unwrap_or_default().to_string(),
                };
                out.push_str(&format!("{}\n\n", strong(&head, color)));
                for line in text.lines() {
                    let indent = if line.is_empty() { "" } else { "    " };
                    out.push_str(&format!("{indent}{line}\n"));
                }
            }
        }
    }
    out.trim_end().to_string() + "\n"
}

/// All codes with their titles, under what they have in common.
pub fn list(color: bool) -> String {
    let mut out = String::new();
    for page in texts::pages() {
        out.push_str(&format!("{}\n", strong(page.title, color)));
        for section in page.sections {
            let title = super::find(section.code).map_or("", |entry| entry.title);
            out.push_str(&format!("  {}  {title}\n", section.code));
        }
        out.push('\n');
    }
    out.push_str("`mojoxide explain CODE` says more.\n");
    out
}

/// The entries that somebody may have meant who asked for what is no code: codes that look like it, or titles that have the
/// word.
pub fn similar(asked: &str) -> Vec<Entry> {
    let asked = asked.to_lowercase();
    let mut near: Vec<(usize, Entry)> =
        all().map(|entry| (distance(&asked, entry.code), entry)).filter(|(distance, _)| *distance <= 1).collect();
    if near.is_empty() && asked.chars().any(char::is_alphabetic) && asked.len() > 2 {
        near = all().filter(|entry| entry.title.to_lowercase().contains(&asked)).map(|entry| (0, entry)).collect();
    }
    near.sort_by_key(|(distance, entry)| (*distance, entry.code));
    near.into_iter().map(|(_, entry)| entry).take(8).collect()
}

fn strong(text: &str, color: bool) -> String {
    if color { format!("\x1b[1m{text}\x1b[0m") } else { text.to_string() }
}

/// A paragraph in lines of at most `WIDTH` columns.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
        }
        if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::find;

    #[test]
    fn an_entry_shows_both_programs() {
        let text = entry(&find("E0105").unwrap(), false);
        insta::assert_snapshot!(text, @"
        E0105: missing colon before a block

        A line that opens a block ends in a colon.

        Wrong:

            def f()
                pass

        Right:

            def f():
                pass
        ");
    }

    #[test]
    fn entries_fit_a_terminal() {
        for each in all() {
            for line in entry(&each, false).lines().chain(list(false).lines()) {
                assert!(line.chars().count() <= 100, "{}: {line}", each.code);
            }
        }
    }

    #[test]
    fn slips_find_their_codes() {
        let codes = |asked: &str| similar(asked).iter().map(|entry| entry.code).collect::<Vec<_>>();
        assert!(codes("E501").contains(&"E0501"));
        assert_eq!(codes("e0199"), ["E0109", "E0999"]);
        assert_eq!(codes("move out of"), ["E0531", "E0614", "E0617"]);
        assert_eq!(codes("zzz"), [""; 0]);
    }
}
