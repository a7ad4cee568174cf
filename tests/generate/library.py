"""Functions and methods of the library in the evaluation: how each takes its arguments, and what it does.

A row is (modes, function); the function gets the machine, the node and the arguments, read or, for "mut", as references.
"""

from program import wrap
from values import ListValue, OptionalValue, Raised, show

#: Builtins that may raise.
RAISING = {"get[]"}


def new(m, e, *args):
    """`List[T]()`, `Dict[K, V]()`, `Optional[T]()`, `String()`"""
    from values import DictValue

    return {"List": ListValue, "Dict": DictValue, "Optional": OptionalValue, "String": str}[e.ty.name]()


def pop(m, e, ref, at=None):
    items = ref.get().items
    return items.pop() if at is None else items.pop(at)


def insert(m, e, ref, at, value):
    ref.get().items.insert(at, value)


def swap(m, e, a, b):
    left, right = a.get(), b.get()
    a.set(right)
    b.set(left)


def clamp_int(m, e, value):
    return wrap(value, e.ty)


def append(m, e, ref, value):
    m.append(ref.get(), value)


def extend(m, e, ref, value):
    m.extend(ref.get(), value)


def clear(m, e, ref):
    items, ref.get().items = ref.get().items, []
    for item in items:
        m.life.drop(item)


def take(m, e, ref):
    return ref.get().items.pop()


def get_default(m, e, d, key, default):
    return d.items.get(key, default)


def set_item(m, e, ref, key, value):
    items = ref.get().items
    if key in items:
        m.life.drop(items[key])
    items[key] = value


def missing(m, e, d, key):
    if key not in d.items:
        raise Raised("no key")


TABLE = {
    "new": (["read"], new),
    "len": (["ref"], lambda m, e, v: len(v.items)),
    "append": (["mut", "own"], append),
    "insert": (["mut", "read", "own"], insert),
    "pop": (["mut", "read"], pop),
    "extend": (["mut", "own"], extend),
    "reverse": (["mut"], lambda m, e, r: r.get().items.reverse()),
    "clear": (["mut"], clear),
    "swap": (["mut", "mut"], swap),
    "abs": (["read"], lambda m, e, v: wrap(abs(v), e.ty)),
    "min": (["read", "read"], lambda m, e, a, b: min(a, b)),
    "max": (["read", "read"], lambda m, e, a, b: max(a, b)),
    "Bool": (["ref"], lambda m, e, v: bool(v.items) if hasattr(v, "items") else bool(v)),
    "Optional": (["own"], lambda m, e, v: OptionalValue([v])),
    "or_else": (["ref", "own"], lambda m, e, v, d: v.items[0] if v.items else d),
    "take": (["mut"], take),
    "get": (["ref", "own", "own"], get_default),
    "set[]": (["mut", "own", "own"], set_item),
    "in": (["ref", "ref"], lambda m, e, x, c: x in (c if isinstance(c, str) else c.items)),
    "not in": (["ref", "ref"], lambda m, e, x, c: x not in (c if isinstance(c, str) else c.items)),
    "byte_length": (["ref"], lambda m, e, s: len(s.encode())),
    "upper": (["ref"], lambda m, e, s: s.upper()),
    "lower": (["ref"], lambda m, e, s: s.lower()),
    "String": (["ref"], lambda m, e, v: show(v)),
    "endswith": (["ref", "ref"], lambda m, e, s, t: s.endswith(t)),
    "startswith": (["ref", "ref"], lambda m, e, s, t: s.startswith(t)),
    "find": (["ref", "ref"], lambda m, e, s, t: len(s[: s.find(t)].encode()) if t in s else -1),
    "replace": (["ref", "ref", "ref"], lambda m, e, s, a, b: s.replace(a, b)),
    "count": (["ref", "ref"], lambda m, e, s, t: s.count(t) if isinstance(s, str) else s.items.count(t)),
}
