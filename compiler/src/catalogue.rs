//! Every code that a diagnostic can have: its title, and for `explain` the text about it.

mod texts;

/// Codes of the compiler, with their titles. Those of the front end are `grammar::errors::CODES`.
pub const CODES: &[(&str, &str)] = &[
    ("E0301", "name defined twice"),
    ("E0302", "module that cannot be found"),
    ("E0303", "name that a module does not have"),
    ("E0306", "circle of imports"),
    ("E0307", "unknown decorator"),
    ("E0308", "function that cannot be exported so"),
    ("E0401", "unknown name"),
    ("E0402", "unknown attribute or member"),
    ("E0403", "not a type"),
    ("E0404", "`Self` outside of a struct or trait"),
    ("E0405", "parameter of a struct without `Self.`"),
    ("E0407", "several overloads where one function is meant"),
    ("E0420", "variable declared twice in one scope"),
    ("E0421", "nested function that uses an outer variable without capturing it"),
    ("E0422", "capture of something that is no variable around the function"),
    ("E0423", "variable captured twice"),
    ("E0424", "variable that cannot be captured so"),
    ("E0425", "variable used outside of its block"),
    ("E0426", "`comptime` name without a value"),
    ("E0501", "type that does not conform to a trait"),
    ("E0502", "trait where a type is needed, or a type where a trait is"),
    ("E0504", "wrong parameters in brackets"),
    ("E0505", "struct that does not implement what a trait requires"),
    ("E0510", "value of another type than the expected one"),
    ("E0511", "not a value at run time"),
    ("E0512", "not a condition"),
    ("E0513", "types that differ where one is needed"),
    ("E0514", "chain of comparisons of several types"),
    ("E0515", "operator that does not apply to a type"),
    ("E0516", "`rebind` to another type"),
    ("E0520", "argument that cannot be unpacked"),
    ("E0521", "not callable"),
    ("E0522", "no overload takes these arguments"),
    ("E0523", "ambiguous call"),
    ("E0524", "parameter that cannot be inferred"),
    ("E0525", "wrong number of arguments"),
    ("E0526", "unknown argument"),
    ("E0527", "constraint that does not hold"),
    ("E0528", "value where a `mut` argument needs a variable"),
    ("E0529", "immutable value where a `mut` argument changes it"),
    ("E0530", "implicit copy of a type that is not copied implicitly"),
    ("E0531", "move out of an immutable reference"),
    ("E0532", "type without `__init__`"),
    ("E0533", "display or name whose type is not known"),
    ("E0534", "wrong subscript"),
    ("E0535", "index that must be a constant in range"),
    ("E0536", "negative index"),
    ("E0537", "index of a text that does not say what it counts"),
    ("E0538", "type that C does not have"),
    ("E0540", "function that cannot be bound to Python"),
    ("E0541", "receiver that a bound method cannot have"),
    ("E0542", "arguments that a bound function cannot have"),
    ("E0543", "type that does not convert from or to a Python object"),
    ("E0544", "module without its `PyInit_` function"),
    ("E0545", "`PyInit_` function of another name than the module"),
    ("E0550", "change of something immutable"),
    ("E0551", "not assignable"),
    ("E0552", "type without this augmented assignment"),
    ("E0553", "value that cannot be taken apart so"),
    ("E0554", "type that cannot be iterated over"),
    ("E0555", "`ref` of a value that is stored nowhere"),
    ("E0556", "reference to another type than the expected one"),
    ("E0557", "pattern that does not fit"),
    ("E0558", "value that cannot be used with `with`"),
    ("E0559", "unknown kind of comprehension"),
    ("E0571", "value that depends on itself"),
    ("E0572", "name without a value at compile time"),
    ("E0573", "value that is not known at compile time"),
    ("E0574", "instances without an end"),
    ("E0611", "use after a move"),
    ("E0612", "use before a value is assigned"),
    ("E0613", "result that is not complete"),
    ("E0614", "move out of a reference"),
    ("E0615", "two accesses to one place of which one may write"),
    ("E0616", "reference to what has changed or gone"),
    ("E0617", "move out of the middle of a value"),
    ("E0618", "argument without a value when the function returns"),
    ("E0619", "reference to what the function owns is returned"),
    ("E0620", "value that must be consumed and is not"),
    ("E0701", "function whose end is reached without its result"),
    ("E0702", "error of another type than the declared one"),
    ("E0703", "`raise` without an error to raise again"),
    ("E0704", "type where an error value is needed"),
    ("E0705", "value returned by a function that returns none"),
    ("E0706", "missing value of a `return`"),
    ("E0707", "reference to a value that is stored nowhere"),
    ("E0708", "assertion at compile time that does not hold"),
    ("E0709", "errors of several types in one place"),
    ("E0710", "`comptime for` that cannot be unrolled"),
    ("E0711", "error that a function does not declare"),
    ("E0801", "Rust toolchain that cannot be used"),
    ("E0802", "file that cannot be read"),
    ("E0803", "folder where a file is needed"),
    ("E0804", "Python that cannot be used"),
    ("E0805", "file or folder that cannot be written"),
    ("E0806", "runtime that cannot be built"),
    ("E0807", "file name that cannot be the name of a module"),
    ("E0808", "Python that does not run"),
    ("E0809", "file that is not UTF-8"),
    ("E0999", "internal error of the compiler"),
    ("W0301", "module of the standard library without `std.`"),
    ("W0302", "older decorator or type"),
    ("W0303", "older conversion of a Python object"),
    ("W0401", "variable assigned without being declared"),
    ("W0402", "`:=` to a variable that is not declared"),
    ("W0403", "reference returned where a copy is meant"),
    ("W0501", "literal that does not fit into its type"),
    ("W0541", "default of a bound function that Python cannot leave out"),
    ("W0601", "variable that is never used"),
    ("W0602", "value that is never read"),
    ("W0603", "code that is never reached"),
    ("W0701", "value that is not used"),
    ("W0702", "code that is never reached"),
    ("W0703", "`except` that seems to choose a type"),
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
