//! Every code that a diagnostic can have: its title, and for `explain` the text about it.

mod texts;

/// Codes of the compiler, with their titles. Those of the front end are `grammar::errors::CODES`.
pub const CODES: &[(&str, &str)] = &[
    ("E0113", "file that is not UTF-8"),
    ("E0301", "name defined twice"),
    ("E0302", "module that cannot be found"),
    ("E0303", "name that a module does not have"),
    ("E0306", "circle of imports"),
    ("E0307", "unknown decorator"),
    ("E0403", "not a type"),
    ("E0407", "several overloads where one function is meant"),
    ("E0501", "type that does not conform to a trait"),
    ("E0502", "trait where a type is needed"),
    ("E0504", "wrong parameters in brackets"),
    ("E0701", "module without its `PyInit_` function"),
    ("E0702", "`PyInit_` function of another name than the module"),
    ("E0801", "Rust toolchain that cannot be used"),
    ("E0802", "file that cannot be read"),
    ("E0803", "folder where a file is needed"),
    ("E0804", "Python that cannot be used"),
    ("E0805", "file or folder that cannot be written"),
    ("E0806", "runtime that cannot be built"),
    ("E0807", "file name that cannot be the name of a module"),
    ("E0808", "Python that does not run"),
    ("E0999", "internal error of the compiler"),
    ("W0301", "module of the standard library without `std.`"),
    ("W0302", "older decorator"),
];

/// What is known of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub code: &'static str,
    pub title: &'static str,
    /// Why it is a mistake, with an example before and after. Empty for codes that their title explains.
    pub text: &'static str,
}

/// Looks a code up, in upper or lower case.
pub fn find(code: &str) -> Option<Entry> {
    all().find(|entry| entry.code.eq_ignore_ascii_case(code))
}

/// All codes, the front end's first.
pub fn all() -> impl Iterator<Item = Entry> {
    grammar::errors::CODES.iter().chain(CODES).map(|(code, title)| {
        let text = texts::TEXTS.iter().find(|(of, _)| of == code).map_or("", |(_, text)| text);
        Entry { code, title, text }
    })
}

#[cfg(test)]
mod tests;
