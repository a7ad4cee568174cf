//! Open files.

use std::fs::OpenOptions;
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::failed;
use crate::check;
use crate::error::Error;
use crate::fault::Kind;
use crate::mem::bytes_at;
use crate::text::{Span, String};

/// A file that is open, or was.
pub struct File {
    file: Option<std::fs::File>,
    path: String,
}

impl File {
    /// Modes: `r`, `w`, `a`, `rw`, with `b` or `+` as in Python.
    pub fn open(path: Span, mode: Span) -> Result<File, Error> {
        let mut options = OpenOptions::new();
        let plain: std::string::String = mode.as_str().chars().filter(|c| !matches!(c, 'b' | 't')).collect();
        match plain.as_str() {
            "r" => options.read(true),
            "w" => options.write(true).create(true).truncate(true),
            "a" => options.append(true).create(true),
            "r+" => options.read(true).write(true),
            "rw" => options.read(true).write(true).create(true),
            "w+" => options.read(true).write(true).create(true).truncate(true),
            "a+" => options.read(true).append(true).create(true),
            _ => {
                let text = format!("invalid mode: '{}'. Can only be one of: {{'r', 'w', 'rw', 'a'}}", mode.as_str());
                return Err(Error::new(String::from_std(&text)));
            }
        };
        match options.open(path.as_str()) {
            Ok(file) => Ok(File { file: Some(file), path: String::from_span(path) }),
            Err(error) => Err(failed(error, path)),
        }
    }

    fn with<T>(&mut self, action: impl FnOnce(&mut std::fs::File) -> io::Result<T>) -> Result<T, Error> {
        let Some(file) = &mut self.file else {
            return Err(Error::new(String::literal("the file is closed")));
        };
        action(file).map_err(|error| failed(error, self.path.span()))
    }

    /// Reads `count` bytes as text; all of them if `count` is negative.
    pub fn read(&mut self, count: i64) -> Result<String, Error> {
        let bytes = self.bytes(count)?;
        if let Err(error) = std::str::from_utf8(&bytes) {
            let text = format!("no UTF-8 at byte {}: '{}'", error.valid_up_to(), self.path.as_str());
            return Err(Error::new(String::from_std(&text)));
        }
        Ok(String::from_bytes(&bytes))
    }

    fn bytes(&mut self, count: i64) -> Result<Vec<u8>, Error> {
        self.with(|file| {
            let mut bytes = Vec::new();
            if count < 0 {
                file.read_to_end(&mut bytes)?;
            } else {
                file.take(count as u64).read_to_end(&mut bytes)?;
            }
            Ok(bytes)
        })
    }

    /// Reads up to `length` bytes into memory; how many there were.
    pub fn read_into(&mut self, to: *mut u8, length: i64) -> Result<i64, Error> {
        self.with(|file| {
            // SAFETY: the program promises room for so many bytes.
            let room = unsafe { std::slice::from_raw_parts_mut(to, length.max(0) as usize) };
            file.read(room).map(|count| count as i64)
        })
    }

    pub fn write(&mut self, text: Span) -> Result<(), Error> {
        self.with(|file| file.write_all(text.as_bytes()))
    }

    /// Writes where an error value has no way; a failure is a fault.
    #[track_caller]
    pub fn write_or_fault(&mut self, text: Span) {
        if let Err(error) = self.write(text) {
            check::raise(Kind::Runtime, error.text().to_std());
        }
    }

    pub fn write_raw(&mut self, from: *mut u8, length: i64) -> Result<(), Error> {
        // SAFETY: the program promises so many bytes.
        self.with(|file| file.write_all(unsafe { bytes_at(from, length.max(0) as usize) }))
    }

    /// Goes to a byte counted from the start (0), the current place (1) or the end (2); where that is.
    pub fn seek(&mut self, offset: i64, whence: i64) -> Result<i64, Error> {
        self.with(|file| {
            let to = match whence {
                1 => SeekFrom::Current(offset),
                2 => SeekFrom::End(offset),
                _ => SeekFrom::Start(offset.max(0) as u64),
            };
            file.seek(to).map(|at| at as i64)
        })
    }

    /// Closes the file; a second time does nothing.
    pub fn close(&mut self) {
        self.file = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_and_reading() {
        let path = std::env::temp_dir().join(format!("rt-file-{}", std::process::id()));
        let path = path.to_string_lossy();
        let path = Span::of(&path);
        let mut file = File::open(path, Span::literal("w")).unwrap();
        file.write(Span::literal("hello world")).unwrap();
        file.close();
        assert!(file.write(Span::literal("x")).is_err());
        let mut file = File::open(path, Span::literal("r")).unwrap();
        assert_eq!(file.read(5).unwrap().as_str(), "hello");
        assert_eq!(file.read(-1).unwrap().as_str(), " world");
        assert_eq!(file.seek(-5, 2).unwrap(), 6);
        assert_eq!(file.read(-1).unwrap().as_str(), "world");
        assert!(super::super::remove(path).is_ok());
        assert!(File::open(path, Span::literal("r")).is_err());
        assert!(File::open(path, Span::literal("q")).is_err());
    }
}
