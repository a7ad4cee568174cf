//! `PyInit_sample`
use crate::entries::*;
use ::py::module::{self, ModuleBuilder};
use ::py::object::Object;
use ::rt::error::Error;
use ::rt::text::Span;

fn build() -> Result<Object, Error> {
    let mut m: ModuleBuilder = module::builder(Span::literal("sample"))?;
    let none = Span::literal("");
    for entry in [
        &FACTORIAL,
        &SAME,
        &NOTHING,
        &FAIL,
        &TRUTH,
        &PANICS,
        &PICK,
        &KEYWORDS,
        &APPLY,
        &METHOD,
        &ARGS,
        &ARGS_KWARGS,
        &TOTAL,
        &MAKE,
        &ALIVE,
        &AGE_OF,
        &WIDE,
        &UNREGISTERED,
    ] {
        let name = Span::literal(entry.name.to_str().unwrap());
        let doc = if ::std::ptr::eq(entry, &FACTORIAL) { Span::literal("Compute n!") } else { none };
        module::add_function(&mut m, entry, name, doc);
    }
    let person =
        unsafe { &mut *module::add_type(&mut m, &CLASS_0, Span::literal("Person"), &PERSON_REPR, &PERSON_STR) };
    let counter = unsafe { &mut *module::add_type(&mut m, &CLASS_1, Span::literal("Counter"), &COUNT, &COUNT) };
    module::add_method(counter, &COUNT, Span::literal("count"), none, false);
    module::set_init(person, &PERSON_INIT);
    module::add_method(counter, &ALIVE, Span::literal("alive"), none, true);
    module::add_method(person, &GET_NAME, Span::literal("get_name"), none, false);
    module::add_method(person, &SET_AGE, Span::literal("set_age"), none, false);
    module::add_method(person, &ADD, Span::literal("add"), none, false);
    module::add_method(person, &PICK, Span::literal("pick"), Span::literal("A static one."), true);
    let wide = unsafe { &mut *module::add_type(&mut m, &CLASS_2, Span::literal("Wide"), &WIDE_TEXT, &WIDE_TEXT) };
    module::set_init(wide, &WIDE_INIT);
    if ::std::env::var_os("SAMPLE_TWICE").is_some() {
        module::add_type(&mut m, &CLASS_0, Span::literal("Again"), &PERSON_REPR, &PERSON_STR);
    }
    module::finalize(&mut m)
}

#[allow(non_snake_case)]
pub fn PyInit_sample() -> Object {
    match build() {
        Ok(module) => module,
        Err(error) => ::rt::check::abort(::rt::text::String::from_std(&format!("cannot build: {error}")).span()),
    }
}
