//! The table of functions.
use ::rt::site::FunctionSite;

pub static FUNCTIONS: &[FunctionSite] = &[
    FunctionSite { name: "factorial", file: "sample.mojo", line: 10, rows: &[(7, 2), (14, 3)] },
    FunctionSite { name: "pick", file: "sample.mojo", line: 20, rows: &[(8, 1)] },
    FunctionSite { name: "Person.py_init", file: "sample.mojo", line: 40, rows: &[] },
    FunctionSite { name: "PyInit_sample", file: "sample.mojo", line: 60, rows: &[] },
];
