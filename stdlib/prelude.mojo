"""What every module sees without an import.

Builtins that the library needs beyond the table in ARCHITECTURE.md:

| name | declared as | meaning |
|---|---|---|
| `pack_length` | `__len__(self) -> Int` of `Tuple`; `__pack_length[*Ts: AnyType]() -> Int` | how many elements; a compile-time constant |
| `tuple_element` | `__getitem__[i: Int](ref self) -> ref …` of `Tuple` | the element at a constant index |
| `index_of_type` | `__index_of_type[T: AnyType, *Ts: AnyType]() -> Int` | where `T` stands in `Ts`, -1 if nowhere; comptime |
| `same_type` | `__same_type[A: AnyType, B: AnyType]() -> Bool` | whether two types are one; comptime |
| `is_defined`, `get_defined_int`, `get_defined_string` | in `std.sys.param_env` | names defined by `-D` |
| `external_call` | in `std.ffi` | a call of a C function by its name |
| `is_trivial` | `__is_trivial[T: AnyType]() -> Bool` | copying is bitwise, nothing to destroy; comptime |
| `rebind` | `rebind[T: AnyType](value) -> ref T` | the same storage under another, equal type |
| `materialize` | `materialize[value]()` | a compile-time value at run time |

What the library expects of the compiler besides:

* `conforms_to(Ts, Trait)` of a pack asks every element; `Ts[i]` is the type at a constant index, `f[*Ts]` passes a pack on.
* `__len__()` and `len` work on `*args`. `v[T]` with a type between the brackets calls `__getitem__[T: AnyType](ref self)`.
* `DType` values, `DType.name` constants, and `==`, `!=`, `is_…()` of them are folded at compile time.
* A list display makes `Array` by `Construct` of its elements, `List` by `List[T](capacity=n)` and `append`. Any other type
  takes it through `__init__(out self, var values: List[E], *, __list_literal__: NoneType)`; a set display through
  `__set_literal__`; a dictionary display through `__init__(out self, var keys: List[K], var values: List[V], *, __dict_literal__: NoneType)`.
* `a:b` in brackets is a `Slice`, `a:b:c` a `StridedSlice`; the latter converts to the former.
* `t"…"` is `TString(String(parts…))`.
* A string constant is `rt::text::String::literal("…")` or `rt::text::Span::literal("…")`; a `DType` constant `rt::num::DType::Int8`.
* A raised value that is not an `Error`, in a function that raises `Error`, is converted by an implicit constructor of `Error`.
"""

from std.builtin.traits import *
from std.builtin.origins import *
from std.builtin.dtype import *
from std.builtin.boolean import *
from std.builtin.none import *
from std.builtin.simd import *
from std.builtin.numbers import *
from std.builtin.pointer import *
from std.builtin.error import *
from std.builtin.optional import *
from std.builtin.slice import *
from std.builtin.text import *
from std.builtin.string import *
from std.builtin.codepoint import *
from std.builtin.convert import *
from std.builtin.iteration import *
from std.builtin.range import *
from std.builtin.list import *
from std.builtin.array import *
from std.builtin.span import *
from std.builtin.tuple import *
from std.builtin.dict import *
from std.builtin.kwargs import StringDict, OwnedKwargsDict
from std.builtin.sort import *
from std.builtin.output import *
from std.builtin.hashing import hash, Hashable, Hasher
from std.builtin.reflect import *
from std.collections.set import Set
from std.io.file import open
from std.python import PythonObject
from std.reflection import reflect
