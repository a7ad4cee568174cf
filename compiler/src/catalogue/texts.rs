//! The texts of `explain`: why it is a mistake, an example with it, the same example without it.

pub const TEXTS: &[(&str, &str)] = &[
    (
        "E0102",
        "A string starts and never ends. Strings in single quotes or double quotes end on their line; text over\n\
         several lines stands in three quotes.\n\n\
         ```mojo\ndef f():\n    var s = \"hello\n```\n\n\
         ```mojo\ndef f():\n    var s = \"hello\"\n```\n",
    ),
    (
        "E0105",
        "A line that opens a block ends in a colon.\n\n\
         ```mojo\ndef f()\n    pass\n```\n\n\
         ```mojo\ndef f():\n    pass\n```\n",
    ),
    (
        "E0203",
        "Every argument and field says its type. A value that comes from Python is a `PythonObject`.\n\n\
         ```mojo\ndef twice(x) -> Int:\n    return 2 * x\n```\n\n\
         ```mojo\ndef twice(x: Int) -> Int:\n    return 2 * x\n```\n",
    ),
    (
        "E0538",
        "C knows numbers, truth values, addresses, and structs of them without a destructor. A text is passed as the\n\
         address of its bytes; `as_c_string_slice` puts a zero behind them, as most functions of C want it.\n\n\
         ```mojo\nfrom std.ffi import external_call\n\n\n\
         def home() -> Bool:\n    return external_call[\"getenv\", Int](String(\"HOME\")) != 0\n```\n\n\
         ```mojo\nfrom std.ffi import external_call\n\n\n\
         def home() -> Bool:\n    var name = String(\"HOME\")\n    \
         return external_call[\"getenv\", Int](name.as_c_string_slice().unsafe_ptr()) != 0\n```\n",
    ),
    (
        "E0801",
        "The compiler turns a module into Rust and has the Rust built by cargo and rustc, which must be on the search\n\
         path (`PATH`). A toolchain is installed with rustup. `mojoxide doctor` shows what was found.\n",
    ),
    (
        "E0804",
        "A module is built for one Python: the one named with `--python`, else that of the active virtual environment,\n\
         else `python3` of the search path. It must be CPython 3.9 or newer. `mojoxide doctor` shows what was found.\n",
    ),
    (
        "E0999",
        "The compiler failed, or wrote Rust that rustc does not accept. That is a mistake of the compiler and never of\n\
         the program. Please report it, with the program and with what `mojoxide doctor` prints.\n",
    ),
];
