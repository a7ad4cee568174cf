"""Values of the evaluation, how they are copied, moved and destroyed, and arithmetic that wraps."""

from program import wrap


class Raised(Exception):
    """An error of the program."""


class StructValue:
    """A struct; a field that died or was moved away is `GONE`."""

    __slots__ = ("struct", "fields")

    def __init__(self, struct, fields=None):
        self.struct = struct
        self.fields = fields if fields is not None else {}


class ListValue:
    """A list: its elements, and how many it has room for."""

    __slots__ = ("items", "room")

    def __init__(self, items=()):
        self.items = list(items)
        self.room = len(self.items)


class DictValue:
    __slots__ = ("items",)

    def __init__(self, items=()):
        self.items = dict(items)


class TupleValue:
    __slots__ = ("items",)

    def __init__(self, items):
        self.items = list(items)


class OptionalValue:
    """Zero or one item."""

    __slots__ = ("items",)

    def __init__(self, items=()):
        self.items = list(items)


class Closure:
    """A function and what it captured: references and values of its own."""

    __slots__ = ("function", "env", "owned")

    def __init__(self, function, env, owned):
        self.function = function
        self.env = env
        self.owned = owned


#: What is in a place whose value died or was moved away.
GONE = object()


class Ref:
    """A place: a container and a key."""

    __slots__ = ("container", "key")

    def __init__(self, container, key):
        self.container = container
        self.key = key

    def get(self):
        return self.container[self.key]

    def set(self, value):
        self.container[self.key] = value


def step(value, kind, key):
    """The place one step below a value."""
    if kind == "field":
        return Ref(value.fields, key)
    if isinstance(value, DictValue) and key not in value.items:
        raise Raised("no key")
    return Ref(value.items, key)


class Lifecycle:
    """Copies, moves and destructions; `run` calls a function of the program."""

    def __init__(self, run):
        self.run = run

    def copy(self, value):
        """`value.copy()`"""
        if isinstance(value, StructValue):
            special = value.struct.special.get("copy")
            if special is not None:
                return self.run(special, {"copy": Ref([value], 0)})
            return StructValue(value.struct, {n: self.copy(v) for n, v in value.fields.items()})
        if isinstance(value, DictValue):
            return DictValue({k: self.copy(v) for k, v in value.items.items()})
        if isinstance(value, (ListValue, TupleValue, OptionalValue)):
            return type(value)([self.copy(v) for v in value.items])
        return value

    def move(self, value):
        """A move that the program can see."""
        if isinstance(value, StructValue):
            special = value.struct.special.get("move")
            if special is not None:
                return self.run(special, {"move": value})
            return StructValue(value.struct, {n: self.move(v) for n, v in value.fields.items()})
        if isinstance(value, (TupleValue, OptionalValue)):
            return type(value)([self.move(v) for v in value.items])
        return value

    def drop(self, value):
        """The end of a value."""
        if isinstance(value, StructValue):
            special = value.struct.special.get("deinit")
            if special is not None:
                self.run(special, {"self": value})
                return
            for name, _ in value.struct.fields:
                self.drop(value.fields[name])
        elif isinstance(value, DictValue):
            for item in value.items.values():
                self.drop(item)
        elif isinstance(value, (ListValue, TupleValue, OptionalValue)):
            for item in value.items:
                self.drop(item)
        elif isinstance(value, Closure):
            for item in value.owned:
                self.drop(item)


def arithmetic(op, a, b, ty):
    """An operator of integers, wrapped; divisors are never zero, counts of shifts are in range."""
    if op == "+":
        exact = a + b
    elif op == "-":
        exact = a - b
    elif op == "*":
        exact = a * b
    elif op == "//":
        exact = a // b
    elif op == "%":
        exact = a % b
    elif op == "/":
        exact = abs(a) // abs(b)
        exact = exact if (a < 0) == (b < 0) else -exact
    elif op == "**":
        exact = a**b
    elif op == "&":
        exact = a & b
    elif op == "|":
        exact = a | b
    elif op == "^":
        exact = a ^ b
    elif op == "<<":
        exact = a << b
    elif op == ">>":
        exact = a >> b
    else:
        raise ValueError(op)
    return wrap(exact, ty)


def compare(op, a, b):
    """A comparison."""
    return {
        "<": lambda: a < b,
        "<=": lambda: a <= b,
        ">": lambda: a > b,
        ">=": lambda: a >= b,
        "==": lambda: a == b,
        "!=": lambda: a != b,
    }[op]()


def show(value):
    """How a value is printed."""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, (int, str)):
        return str(value)
    if isinstance(value, ListValue):
        return "[" + ", ".join(map(show, value.items)) + "]"
    if isinstance(value, DictValue):
        return "{" + ", ".join(f"{show(k)}: {show(v)}" for k, v in value.items.items()) + "}"
    if isinstance(value, TupleValue):
        inner = ", ".join(map(show, value.items))
        return f"({inner},)" if len(value.items) == 1 else f"({inner})"
    if isinstance(value, OptionalValue):
        return show(value.items[0]) if value.items else "None"
    if isinstance(value, Raised):
        return value.args[0]
    raise TypeError(type(value))

