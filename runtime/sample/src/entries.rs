//! What C calls.

pub(crate) static FACTORIAL: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"factorial",
    source_name: "factorial",
    args: &["n"],
    call: ::py::entry::Call::Fast(entry_factorial),
};
unsafe extern "C" fn entry_factorial(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&FACTORIAL, slf, args, count, |[a0]| crate::fn0::factorial(a0)) }
}

pub(crate) static SAME: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"same",
    source_name: "same",
    args: &["x"],
    call: ::py::entry::Call::Fast(entry_same),
};
unsafe extern "C" fn entry_same(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&SAME, slf, args, count, |[a0]| crate::fn0::same(a0)) }
}

pub(crate) static NOTHING: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"nothing",
    source_name: "nothing",
    args: &[],
    call: ::py::entry::Call::Fast(entry_nothing),
};
unsafe extern "C" fn entry_nothing(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&NOTHING, slf, args, count, |[]| crate::fn0::nothing()) }
}

pub(crate) static FAIL: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"fail",
    source_name: "fail",
    args: &["x"],
    call: ::py::entry::Call::Fast(entry_fail),
};
unsafe extern "C" fn entry_fail(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&FAIL, slf, args, count, |[a0]| crate::fn0::fail(a0)) }
}

pub(crate) static TRUTH: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"truth",
    source_name: "truth",
    args: &["x"],
    call: ::py::entry::Call::Fast(entry_truth),
};
unsafe extern "C" fn entry_truth(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&TRUTH, slf, args, count, |[a0]| crate::fn0::truth(a0)) }
}

pub(crate) static PANICS: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"panics",
    source_name: "panics",
    args: &[],
    call: ::py::entry::Call::Fast(entry_panics),
};
unsafe extern "C" fn entry_panics(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&PANICS, slf, args, count, |[]| crate::fn0::panics()) }
}

pub(crate) static PICK: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"pick",
    source_name: "pick",
    args: &["list", "index"],
    call: ::py::entry::Call::Fast(entry_pick),
};
unsafe extern "C" fn entry_pick(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&PICK, slf, args, count, |[a0, a1]| crate::fn1::pick(a0, a1)) }
}

pub(crate) static KEYWORDS: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"keywords",
    source_name: "keywords",
    args: &["a"],
    call: ::py::entry::Call::FastKeywords(entry_keywords),
};
unsafe extern "C" fn entry_keywords(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
    names: *mut ::py::ffi::PyObject,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast_keywords(&KEYWORDS, slf, args, count, names, |[a0], kw| crate::fn1::keywords(a0, kw)) }
}

pub(crate) static APPLY: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"apply",
    source_name: "apply",
    args: &["f", "x", "y"],
    call: ::py::entry::Call::Fast(entry_apply),
};
unsafe extern "C" fn entry_apply(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&APPLY, slf, args, count, |[a0, a1, a2]| crate::fn1::apply(a0, a1, a2)) }
}

pub(crate) static METHOD: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"method",
    source_name: "method",
    args: &["o"],
    call: ::py::entry::Call::Fast(entry_method),
};
unsafe extern "C" fn entry_method(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&METHOD, slf, args, count, |[a0]| crate::fn1::method(a0)) }
}

pub(crate) static ARGS: ::py::entry::EntryDef =
    ::py::entry::EntryDef { name: c"args", source_name: "args", args: &[], call: ::py::entry::Call::Args(entry_args) };
unsafe extern "C" fn entry_args(
    slf: *mut ::py::ffi::PyObject,
    args: *mut ::py::ffi::PyObject,
    _kwargs: *mut ::py::ffi::PyObject,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::args(&ARGS, slf, args, |a0, a1| crate::fn1::args(a0, a1)) }
}

pub(crate) static ARGS_KWARGS: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"args_kwargs",
    source_name: "args_kwargs",
    args: &[],
    call: ::py::entry::Call::ArgsKeywords(entry_args_kwargs),
};
unsafe extern "C" fn entry_args_kwargs(
    slf: *mut ::py::ffi::PyObject,
    args: *mut ::py::ffi::PyObject,
    kwargs: *mut ::py::ffi::PyObject,
) -> *mut ::py::ffi::PyObject {
    unsafe {
        ::py::entry::args_keywords(&ARGS_KWARGS, slf, args, kwargs, |a0, a1, a2| crate::fn1::args_kwargs(a0, a1, a2))
    }
}

pub(crate) static TOTAL: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"total",
    source_name: "total",
    args: &["values"],
    call: ::py::entry::Call::Fast(entry_total),
};
unsafe extern "C" fn entry_total(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&TOTAL, slf, args, count, |[a0]| crate::fn1::total(a0)) }
}

pub(crate) static MAKE: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"make",
    source_name: "make",
    args: &["name", "age"],
    call: ::py::entry::Call::Fast(entry_make),
};
unsafe extern "C" fn entry_make(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&MAKE, slf, args, count, |[a0, a1]| crate::fn2::make(a0, a1)) }
}

pub(crate) static ALIVE: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"alive",
    source_name: "alive",
    args: &[],
    call: ::py::entry::Call::Fast(entry_alive),
};
unsafe extern "C" fn entry_alive(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&ALIVE, slf, args, count, |[]| crate::fn2::alive()) }
}

pub(crate) static AGE_OF: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"age_of",
    source_name: "age_of",
    args: &["person"],
    call: ::py::entry::Call::Fast(entry_age_of),
};
unsafe extern "C" fn entry_age_of(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&AGE_OF, slf, args, count, |[a0]| crate::fn2::age_of(a0)) }
}

pub(crate) static WIDE: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"wide",
    source_name: "wide",
    args: &["value"],
    call: ::py::entry::Call::Fast(entry_wide),
};
unsafe extern "C" fn entry_wide(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&WIDE, slf, args, count, |[a0]| crate::fn2::wide(a0)) }
}

pub(crate) static UNREGISTERED: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"unregistered",
    source_name: "unregistered",
    args: &[],
    call: ::py::entry::Call::Fast(entry_unregistered),
};
unsafe extern "C" fn entry_unregistered(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::fast(&UNREGISTERED, slf, args, count, |[]| crate::fn2::unregistered()) }
}

pub(crate) static PERSON_INIT: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"__init__",
    source_name: "Person.py_init",
    args: &[],
    call: ::py::entry::Call::Init(entry_person_init),
};
unsafe extern "C" fn entry_person_init(
    slf: *mut ::py::ffi::PyObject,
    args: *mut ::py::ffi::PyObject,
    kwargs: *mut ::py::ffi::PyObject,
) -> ::core::ffi::c_int {
    unsafe { ::py::entry::init_raising(&PERSON_INIT, slf, args, kwargs, |a0, a1| crate::fn2::py_init(a0, a1)) }
}

pub(crate) static WIDE_INIT: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"__init__",
    source_name: "Wide.py_init",
    args: &[],
    call: ::py::entry::Call::Init(entry_wide_init),
};
unsafe extern "C" fn entry_wide_init(
    slf: *mut ::py::ffi::PyObject,
    args: *mut ::py::ffi::PyObject,
    kwargs: *mut ::py::ffi::PyObject,
) -> ::core::ffi::c_int {
    unsafe { ::py::entry::init(&WIDE_INIT, slf, args, kwargs, |a0, a1| crate::fn2::wide_init(a0, a1)) }
}

pub(crate) static GET_NAME: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"get_name",
    source_name: "Person.get_name",
    args: &[],
    call: ::py::entry::Call::NoArgs(entry_get_name),
};
unsafe extern "C" fn entry_get_name(
    slf: *mut ::py::ffi::PyObject,
    _unused: *mut ::py::ffi::PyObject,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::method_no_args(&GET_NAME, slf, |a0: *mut crate::types::Person, []| crate::fn2::get_name(a0)) }
}

pub(crate) static SET_AGE: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"set_age",
    source_name: "Person.set_age",
    args: &["age"],
    call: ::py::entry::Call::One(entry_set_age),
};
unsafe extern "C" fn entry_set_age(
    slf: *mut ::py::ffi::PyObject,
    arg: *mut ::py::ffi::PyObject,
) -> *mut ::py::ffi::PyObject {
    unsafe {
        ::py::entry::method_one(&SET_AGE, slf, arg, |a0: &::py::object::Object, [a1]| crate::fn2::set_age(a0, a1))
    }
}

pub(crate) static ADD: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"add",
    source_name: "Person.add",
    args: &["a", "b"],
    call: ::py::entry::Call::Fast(entry_add),
};
unsafe extern "C" fn entry_add(
    slf: *mut ::py::ffi::PyObject,
    args: *const *mut ::py::ffi::PyObject,
    count: isize,
) -> *mut ::py::ffi::PyObject {
    unsafe {
        ::py::entry::method_fast(&ADD, slf, args, count, |a0: *mut crate::types::Person, [a1, a2]| {
            crate::fn2::add(a0, a1, a2)
        })
    }
}

pub(crate) static PERSON_REPR: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"__repr__",
    source_name: "Person.__repr__",
    args: &[],
    call: ::py::entry::Call::NoArgs(entry_person_repr),
};
unsafe extern "C" fn entry_person_repr(
    slf: *mut ::py::ffi::PyObject,
    _unused: *mut ::py::ffi::PyObject,
) -> *mut ::py::ffi::PyObject {
    unsafe {
        ::py::entry::method_no_args(&PERSON_REPR, slf, |a0: *mut crate::types::Person, []| crate::fn2::write_repr(a0))
    }
}

pub(crate) static PERSON_STR: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"__str__",
    source_name: "Person.__str__",
    args: &[],
    call: ::py::entry::Call::NoArgs(entry_person_str),
};
unsafe extern "C" fn entry_person_str(
    slf: *mut ::py::ffi::PyObject,
    _unused: *mut ::py::ffi::PyObject,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::method_no_args(&PERSON_STR, slf, |a0: *mut crate::types::Person, []| crate::fn2::write(a0)) }
}

pub(crate) static COUNT: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"count",
    source_name: "Counter.count",
    args: &[],
    call: ::py::entry::Call::NoArgs(entry_count),
};
unsafe extern "C" fn entry_count(
    slf: *mut ::py::ffi::PyObject,
    _unused: *mut ::py::ffi::PyObject,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::method_no_args(&COUNT, slf, |a0: *mut crate::types::Counter, []| crate::fn2::count(a0)) }
}

pub(crate) static WIDE_TEXT: ::py::entry::EntryDef = ::py::entry::EntryDef {
    name: c"__repr__",
    source_name: "Wide.__repr__",
    args: &[],
    call: ::py::entry::Call::NoArgs(entry_wide_text),
};
unsafe extern "C" fn entry_wide_text(
    slf: *mut ::py::ffi::PyObject,
    _unused: *mut ::py::ffi::PyObject,
) -> *mut ::py::ffi::PyObject {
    unsafe { ::py::entry::method_no_args(&WIDE_TEXT, slf, |a0: *mut crate::types::Wide, []| crate::fn2::wide_text(a0)) }
}

pub(crate) static CLASS_0: ::py::class::Class = ::py::class::Class::new::<crate::types::Person>(c"sample.Person");

pub(crate) static CLASS_1: ::py::class::Class = ::py::class::Class::new::<crate::types::Counter>(c"sample.Counter");

pub(crate) static CLASS_2: ::py::class::Class = ::py::class::Class::new::<crate::types::Wide>(c"sample.Wide");

pub(crate) static CLASS_3: ::py::class::Class = ::py::class::Class::new::<i64>(c"SIMD[DType.int, 1]");

#[unsafe(export_name = "PyInit_sample")]
pub unsafe extern "C" fn py_init_sample() -> *mut ::py::ffi::PyObject {
    unsafe { ::py::module::init(c"sample", crate::lines::FUNCTIONS, || crate::fn3::PyInit_sample()) }
}
