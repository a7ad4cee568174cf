//! Tests of the reference pages.

use std::fs;
use std::path::Path;

use grammar::{Diagnostics, SourceFile, SourceMap};

use super::*;

fn page_of(text: &str) -> String {
    let file = SourceMap::default().add(SourceFile::new("m.mojo", text));
    let module = grammar::parse(file, text, &mut Diagnostics::default());
    let mut out = String::new();
    page("m", &Source { text, module: &module }, &|_| None, &mut out);
    out
}

#[test]
fn shows_signatures_as_written_and_docstrings() {
    let text = r#""""What the module is for."""

comptime SIZE: Int = 4
"""How many."""


def twice[dtype: DType, //](
    x: Scalar[dtype], sep: StringSpan = ":"
) raises -> Scalar[dtype] where dtype.is_numeric():
    """Two times.

    More words,
        deeper ones.
    """
    return x + x


def _hidden():
    pass


@doc_hidden
def also_hidden():
    pass


struct Box[T: Movable](Copyable where conforms_to(T, Copyable), Movable):
    """A box."""

    var value: Self.T
    """What is in it."""

    var _secret: Int

    def __init__(out self, var value: Self.T):
        """Puts a value in."""
        self.value = value^
        self._secret = 0

    def __len__(self) -> Int:
        return 1

    @staticmethod
    def size() -> Int:
        """How large."""
        return 1
"#;
    let wanted = r#"# `m`

What the module is for.

## Values

```mojo
comptime SIZE: Int = 4
```

How many.

## `twice`

```mojo
def twice[dtype: DType, //](
    x: Scalar[dtype], sep: StringSpan = ":"
) raises -> Scalar[dtype] where dtype.is_numeric()
```

Two times.

More words,
    deeper ones.

## `Box`

```mojo
struct Box[T: Movable](Copyable where conforms_to(T, Copyable), Movable)
```

A box.

```mojo
var value: Self.T
```

What is in it.

### `__init__`

```mojo
def __init__(out self, var value: Self.T)
```

Puts a value in.

### `size`

```mojo
@staticmethod
def size() -> Int
```

How large.

### Other special methods

```mojo
def __len__(self) -> Int
```
"#;
    assert_eq!(page_of(text), wanted);
}

#[test]
fn takes_broken_and_empty_files() {
    assert_eq!(page_of(""), "# `m`\n");
    page_of("def f(");
    page_of("struct \"S[:\n    def (a: \\");
    page_of("def é(x: \"é");
}

/// The pages in the book are what the command writes. `UPDATE_DOCS=1` writes them.
#[test]
fn committed_pages_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/library");
    let pages = library();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &pages {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    for (name, text) in &pages {
        let found = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(found == *text, "docs/library/{name} is another: run this test with UPDATE_DOCS=1");
    }
    let found = fs::read_dir(&folder).unwrap().count();
    assert_eq!(found, pages.len(), "docs/library has pages that are not written any more");
}

/// A type shows the methods that it has from a trait without a page.
#[test]
fn methods_of_hidden_traits_are_shown() {
    let pages = library();
    let (_, text) = pages.iter().find(|(name, _)| name == "builtin.string.md").unwrap();
    assert!(text.contains("### `splitlines`"));
    assert!(!text.contains("`__concatenate`"));
}
