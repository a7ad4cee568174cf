//! Source files: their text, and the way from byte offsets to lines and columns.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::span::{FileId, Span};

/// One source file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as the user should read it.
    pub path: String,
    pub text: String,
    /// Byte offset of the start of each line; never empty. Most files are never asked.
    line_starts: OnceCell<Vec<u32>>,
}

impl SourceFile {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> SourceFile {
        SourceFile { path: path.into(), text: text.into(), line_starts: OnceCell::new() }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| line_starts(&self.text))
    }

    /// 1-based line of a byte offset.
    pub fn line(&self, offset: u32) -> usize {
        self.line_starts().partition_point(|&start| start <= offset)
    }

    /// 1-based line, and 1-based column counted in characters, of a byte offset.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.line_starts()[line - 1] as usize;
        let end = (offset as usize).clamp(start, self.text.len());
        let column = self.text.as_bytes()[start..end].iter().filter(|&&b| b & 0xc0 != 0x80).count() + 1;
        (line, column)
    }

    /// The text of a 1-based line, without its line end.
    pub fn line_text(&self, line: usize) -> &str {
        self.text[self.line_range(line)].trim_end_matches(['\n', '\r'])
    }

    /// The byte range of a 1-based line, with its line end; empty behind the last line.
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let start = self.line_starts().get(line - 1).map_or(self.text.len(), |&s| s as usize);
        let end = self.line_starts().get(line).map_or(self.text.len(), |&s| s as usize);
        start..end
    }
}

/// Byte offset of the start of each line; never empty.
pub fn line_starts(text: &str) -> Vec<u32> {
    let mut starts = vec![0];
    starts.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1));
    starts
}

/// All source files of a compilation, indexed by `FileId`. A clone shares them.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<Rc<SourceFile>>,
}

impl SourceMap {
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(Rc::new(file));
        FileId(self.files.len() as u32 - 1)
    }

    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, file)| (FileId(i as u32), &**file))
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &str {
        &self.file(span.file).text[span.start as usize..span.end as usize]
    }

    /// 1-based line of the start of a span.
    pub fn line(&self, span: Span) -> usize {
        self.file(span.file).line(span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters() {
        let file = SourceFile::new("f", "aé\r\nb\n");
        assert_eq!(file.line_column(0), (1, 1));
        assert_eq!(file.line_column(3), (1, 3));
        assert_eq!(file.line_column(5), (2, 1));
        assert_eq!(file.line_column(7), (3, 1));
        assert_eq!(file.line_column(99), (3, 1));
        assert_eq!((file.line_text(1), file.line_text(2), file.line_text(3)), ("aé", "b", ""));
    }
}
