//! The Person example as a person would write it in Rust over the crate `plain`.
#![allow(unsafe_op_in_unsafe_fn)]
use rt::{Args, Obj};

struct Person {
    name: String,
    age: i64,
}

fn is_valid_age(age: i64) -> bool {
    (0..=130).contains(&age)
}

unsafe extern "C-unwind" fn new(s: Obj, a: *mut Obj, n: isize) -> Obj {
    rt::ret((|| {
        let a = Args::new(a, n, 2)?;
        rt::alloc(s, Person { name: a.string(0)?, age: a.int(1)? })
    })())
}

unsafe extern "C-unwind" fn get_name(s: Obj, a: *mut Obj, n: isize) -> Obj {
    rt::ret((|| {
        Args::new(a, n, 0)?;
        rt::from_str(&rt::this::<Person>(s).name)
    })())
}

unsafe extern "C-unwind" fn birthday(s: Obj, a: *mut Obj, n: isize) -> Obj {
    rt::ret((|| {
        Args::new(a, n, 0)?;
        let person = rt::this::<Person>(s);
        person.age += 1;
        rt::from_int(person.age)
    })())
}

unsafe extern "C-unwind" fn valid(_: Obj, a: *mut Obj, n: isize) -> Obj {
    rt::ret((|| {
        let a = Args::new(a, n, 1)?;
        rt::from_int(i64::from(is_valid_age(a.int(0)?)))
    })())
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyInit_person_module() -> Obj {
    let m = rt::module(c"person_module", &[rt::def(c"is_valid_age", valid)]);
    rt::add_type::<Person>(
        m,
        c"person_module.Person",
        c"Person",
        new,
        &[rt::def(c"get_name", get_name), rt::def(c"birthday", birthday)],
    );
    m
}
