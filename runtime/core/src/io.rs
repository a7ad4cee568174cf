//! Standard input and output, unbuffered, by file descriptors.

use std::io::{Read, Write};
use std::mem::ManuallyDrop;

use crate::error::Error;
use crate::text::{Span, String};

/// A borrowed file of a descriptor, which stays open.
#[cfg(unix)]
fn borrowed(descriptor: i64) -> ManuallyDrop<std::fs::File> {
    use std::os::fd::FromRawFd;
    // SAFETY: the file is never closed through this value.
    ManuallyDrop::new(unsafe { std::fs::File::from_raw_fd(descriptor as i32) })
}

/// Writes a text at once. As with `print` in C, a closed or full output is passed over.
#[cfg(unix)]
pub fn write_to_descriptor(descriptor: i64, text: Span) {
    let _ = borrowed(descriptor).write_all(text.as_bytes());
}

#[cfg(not(unix))]
pub fn write_to_descriptor(descriptor: i64, text: Span) {
    let _ = match descriptor {
        2 => std::io::stderr().write_all(text.as_bytes()),
        _ => {
            let mut out = std::io::stdout();
            out.write_all(text.as_bytes()).and_then(|()| out.flush())
        }
    };
}

/// A line of standard input without its end. Reads byte by byte, so that nothing is lost to others who read.
pub fn read_line() -> Result<String, Error> {
    #[cfg(unix)]
    let mut input = borrowed(0);
    #[cfg(not(unix))]
    let mut input = std::io::stdin();
    let mut line = String::new();
    let mut byte = [0];
    loop {
        match input.read(&mut byte) {
            Ok(0) if line.length() == 0 => return Err(Error::new(String::literal("EOF"))),
            Ok(0) => return Ok(line),
            Ok(_) if byte[0] == b'\n' => return Ok(line),
            Ok(_) => line.push_byte(byte[0]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Error::new(String::from_std(&error.to_string()))),
        }
    }
}
