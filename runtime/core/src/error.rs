//! The language's `Error`: a text or something that another language raised, and the way it took through the source.

use std::any::Any;
use std::mem::ManuallyDrop;

use crate::text;

/// More sites than so many, the innermost, are not recorded: an error out of a deep recursion stays of bounded size.
const MOST_SITES: usize = 1000;

/// What an error carries besides a text, such as an exception of Python's.
pub trait Payload: Any {
    /// The text that the language sees.
    fn text(&self) -> text::String;
    /// Another owner of the same thing.
    fn duplicate(&self) -> Box<dyn Payload>;
    fn as_any(&self) -> &dyn Any;
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

/// What an error is.
enum Body {
    Empty,
    Text(text::String),
    /// What it becomes at the border, and its text.
    Class(Box<Class>, text::String),
    Payload(Box<dyn Payload>),
}

/// The exception that an error becomes.
#[derive(Clone)]
struct Class {
    name: text::String,
    /// What the exception is made of, if that is not the text.
    argument: Option<text::String>,
}

/// A raising call that an error passed: the function's number and the line relative to its `def`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    pub function: u32,
    pub line: u32,
}

struct Inner {
    body: Body,
    /// Innermost first.
    sites: Vec<Site>,
}

/// An error value. One pointer wide, so that a `Result` of it stays small; what it holds is ended by code that is compiled
/// once, not in every module.
pub struct Error(ManuallyDrop<Box<Inner>>);

impl Drop for Error {
    #[inline(always)]
    fn drop(&mut self) {
        end(self);
    }
}

/// Cannot unwind: neither texts nor payloads run code of the language when they end.
#[cold]
#[inline(never)]
extern "C" fn end(error: &mut Error) {
    if crate::fault::is_leaking() {
        return;
    }
    // SAFETY: only called by `drop`, once.
    unsafe { ManuallyDrop::drop(&mut error.0) }
}

/// What an error turns into when it leaves the language.
pub enum Parts {
    Text(text::String),
    /// The name of a class of Python's, and what an exception of it is made of.
    Class(text::String, text::String),
    Payload(Box<dyn Payload>),
}

impl Error {
    #[cold]
    fn of(body: Body) -> Error {
        Error(ManuallyDrop::new(Box::new(Inner { body, sites: Vec::new() })))
    }

    pub fn empty() -> Error {
        Error::of(Body::Empty)
    }

    pub fn new(text: text::String) -> Error {
        Error::of(Body::Text(text))
    }

    /// An error that becomes the named exception at the border to Python.
    pub fn of_class(class: text::Span, text: text::String) -> Error {
        Error::of(Body::Class(Box::new(Class { name: text::String::from_span(class), argument: None }), text))
    }

    /// The same, where the exception is made of something else than the text that the language sees.
    pub fn of_class_with(class: text::Span, text: text::String, argument: text::String) -> Error {
        let class = Class { name: text::String::from_span(class), argument: Some(argument) };
        Error::of(Body::Class(Box::new(class), text))
    }

    /// An error that carries what another language raised.
    pub fn of_payload(payload: Box<dyn Payload>) -> Error {
        Error::of(Body::Payload(payload))
    }

    pub fn text(&self) -> text::String {
        match &self.0.body {
            Body::Empty => text::String::new(),
            Body::Text(text) | Body::Class(_, text) => text.clone(),
            Body::Payload(payload) => payload.text(),
        }
    }

    /// What another language raised, if that is where the error comes from.
    pub fn payload(&self) -> Option<&dyn Payload> {
        match &self.0.body {
            Body::Payload(payload) => Some(&**payload),
            _ => None,
        }
    }

    /// The raising calls that it passed, innermost first.
    pub fn sites(&self) -> &[Site] {
        &self.0.sites
    }

    /// The error in parts, and the sites it passed.
    pub fn into_parts(self) -> (Parts, Vec<Site>) {
        let mut error = ManuallyDrop::new(self);
        // SAFETY: the error is not dropped any more.
        let Inner { body, sites } = *unsafe { ManuallyDrop::take(&mut error.0) };
        let parts = match body {
            Body::Empty => Parts::Text(text::String::new()),
            Body::Text(text) => Parts::Text(text),
            Body::Class(class, text) => Parts::Class(class.name, class.argument.unwrap_or(text)),
            Body::Payload(payload) => Parts::Payload(payload),
        };
        (parts, sites)
    }
}

impl Clone for Error {
    fn clone(&self) -> Error {
        let body = match &self.0.body {
            Body::Empty => Body::Empty,
            Body::Text(text) => Body::Text(text.clone()),
            Body::Class(class, text) => Body::Class(class.clone(), text.clone()),
            Body::Payload(payload) => Body::Payload(payload.duplicate()),
        };
        Error(ManuallyDrop::new(Box::new(Inner { body, sites: self.0.sites.clone() })))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text().as_str())
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Error").field("text", &self.text().as_str()).field("sites", &self.0.sites).finish()
    }
}

/// Records the place that an error passes.
pub trait At: Sized {
    /// `line` is relative to the `def` of the function with the number `function`.
    fn at(self, function: u32, line: u32) -> Self;
}

impl At for Error {
    #[inline(always)]
    fn at(self, function: u32, line: u32) -> Error {
        pass(self, function, line)
    }
}

impl<T> At for Result<T, Error> {
    #[inline(always)]
    fn at(self, function: u32, line: u32) -> Result<T, Error> {
        // By value: a result whose address is taken could not stay in registers.
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(pass(error, function, line)),
        }
    }
}

/// Compiled once, not at every call that may raise. Cannot unwind, so that no call needs a way out for it.
#[cold]
#[inline(never)]
extern "C" fn pass(mut error: Error, function: u32, line: u32) -> Error {
    let sites = &mut error.0.sites;
    if sites.len() < MOST_SITES && sites.try_reserve(1).is_ok() {
        sites.push(Site { function, line });
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_pointer() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    }

    #[test]
    fn results_record_where_their_error_passed() {
        let raise = || -> Result<(), Error> { Err(Error::new(text::String::from_std("bad"))) };
        let error = raise().at(3, 1).at(4, 7).expect_err("it raises").at(5, 0);
        let sites: Vec<(u32, u32)> = error.sites().iter().map(|site| (site.function, site.line)).collect();
        assert_eq!(sites, [(3, 1), (4, 7), (5, 0)]);
        assert_eq!(error.clone().sites().len(), 3);
        assert_eq!(error.text().as_str(), "bad");
        assert!(Ok::<i64, Error>(5).at(1, 1).is_ok());
    }

    #[test]
    fn a_deep_recursion_records_a_bounded_number_of_sites() {
        let error = (0..5000).fold(Error::empty(), |error, line| error.at(0, line));
        assert_eq!(error.sites().len(), MOST_SITES);
        assert_eq!(error.sites().first(), Some(&Site { function: 0, line: 0 }));
    }

    #[test]
    fn the_exception_may_be_made_of_something_else_than_the_text() {
        let [text, key] = ["no such key", "k"].map(text::String::from_std);
        let error = Error::of_class_with(text::Span::literal("KeyError"), text, key);
        assert_eq!(error.text().as_str(), "no such key");
        match error.into_parts().0 {
            Parts::Class(class, key) => assert_eq!((class.as_str(), key.as_str()), ("KeyError", "k")),
            _ => panic!("the class is lost"),
        }
    }

    #[test]
    fn the_class_is_kept_for_the_border() {
        let error = Error::of_class(text::Span::literal("KeyError"), text::String::from_std("k"));
        assert_eq!(error.text().as_str(), "k");
        match error.into_parts().0 {
            Parts::Class(class, text) => assert_eq!((class.as_str(), text.as_str()), ("KeyError", "k")),
            _ => panic!("the class is lost"),
        }
    }
}
