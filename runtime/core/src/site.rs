//! Where in the `.mojo` source something happened: a table of functions that the compiler emits, and lookups in it.

use std::panic::Location;

/// One function of the source. Its Rust code is the file `src/fn<N>.rs` of the generated crate, `N` being its index.
#[derive(Clone, Copy, Debug)]
pub struct FunctionSite {
    /// The qualified name: `Person.get_name`.
    pub name: &'static str,
    /// The source file.
    pub file: &'static str,
    /// The line of its `def`, from 1.
    pub line: u32,
    /// Rust line → line relative to `def`; ascending by Rust line.
    pub rows: &'static [(u32, u32)],
}

/// A place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub function: &'static str,
    pub file: &'static str,
    /// From 1.
    pub line: u32,
}

/// The place of a function number and a line relative to its `def`.
pub fn at(functions: &[FunctionSite], function: u32, line: u32) -> Option<Position> {
    let site = functions.get(function as usize)?;
    Some(Position { function: site.name, file: site.file, line: site.line + line })
}

/// The place of a line of generated Rust. `None` for code that no function of the source stands behind.
pub fn of_location(functions: &[FunctionSite], file: &str, line: u32) -> Option<Position> {
    let number = file.rsplit(['/', '\\']).next()?.strip_prefix("fn")?.strip_suffix(".rs")?;
    let site = functions.get(number.parse::<usize>().ok()?)?;
    let row = site.rows.partition_point(|(rust, _)| *rust <= line).checked_sub(1);
    let relative = row.and_then(|row| site.rows.get(row)).map_or(0, |(_, relative)| *relative);
    Some(Position { function: site.name, file: site.file, line: site.line + relative })
}

/// The place of the caller that a fault names.
pub fn of(functions: &[FunctionSite], location: &Location<'_>) -> Option<Position> {
    of_location(functions, location.file(), location.line())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[FunctionSite] = &[
        FunctionSite { name: "pick", file: "demo.mojo", line: 3, rows: &[(5, 1), (7, 2)] },
        FunctionSite { name: "Person.age", file: "demo.mojo", line: 20, rows: &[] },
    ];

    #[test]
    fn rust_lines_become_lines_of_the_source() {
        let line = |file, line| of_location(TABLE, file, line).map(|place| place.line);
        assert_eq!(line("src/fn0.rs", 5), Some(4));
        assert_eq!(line("src/fn0.rs", 6), Some(4));
        assert_eq!(line("/somewhere/src/fn0.rs", 9), Some(5));
        assert_eq!(line("src\\fn1.rs", 9), Some(20));
        assert_eq!(line("src/fn0.rs", 1), Some(3));
        assert_eq!(line("src/fn2.rs", 1), None);
        assert_eq!(line("src/fmt.rs", 1), None);
        assert_eq!(line("src/lib.rs", 1), None);
    }

    #[test]
    fn sites_are_relative_to_def() {
        assert_eq!(at(TABLE, 1, 2), Some(Position { function: "Person.age", file: "demo.mojo", line: 22 }));
        assert_eq!(at(TABLE, 7, 2), None);
    }
}
